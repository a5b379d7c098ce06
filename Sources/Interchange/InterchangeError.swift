/// Why a file of a foreign format could not be read, or one could not be written.
public struct InterchangeError: Error, Hashable, Sendable {
    /// Where in a file the fault is.
    public enum Place: Hashable, Sendable {
        /// The file as a whole.
        case file
        /// A line, from 1.
        case line(Int)
        /// A byte, from 0.
        case byte(Int64)
        /// A value, such as `value[3].Media[17].MD5`, and the byte at which it begins.
        case value(path: String, byte: Int64)
        /// A row of a table, from 1.
        case row(table: String, Int64)
    }

    /// Where the fault is.
    public let place: Place
    /// What was found and what was expected: a sentence's second half, without full stop.
    public let fault: String

    /// States a fault.
    public init(_ place: Place, _ fault: String) {
        self.place = place
        self.fault = fault
    }

    /// Place and fault in one sentence.
    public var message: String {
        switch place {
        case .file: fault
        case .line(let line): "line \(line): \(fault)"
        case .byte(let byte): "byte \(byte): \(fault)"
        case .value(let path, let byte): "\(path) (byte \(byte)): \(fault)"
        case .row(let table, let row): "row \(row) of table \(table): \(fault)"
        }
    }

    /// A name from a file as a fault may show it: short, and without what could disturb a terminal.
    static func shown(_ name: String) -> String {
        let letters = name.unicodeScalars.prefix(60).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "?"
            default: String(scalar)
            }
        }
        return letters.joined() + (name.unicodeScalars.count > 60 ? "…" : "")
    }
}
