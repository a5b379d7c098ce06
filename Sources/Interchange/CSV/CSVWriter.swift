/// Writes rows as comma-separated values (RFC 4180): UTF-8, lines ended by CR and LF, a row of names first.
///
/// Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula, whoever wrote it.
/// With ``Dialect/guardsFormulas``, such text is preceded by an apostrophe, and so is text that begins with an
/// apostrophe: whoever removes one leading apostrophe from a cell that has one gets every text back
/// (``unguarded(_:)``). Numbers are written as they are. Source: RFC 4180; OWASP, "CSV Injection".
public struct CSVWriter {
    /// How values are separated and guarded.
    public struct Dialect: Hashable, Sendable {
        /// What stands between two cells.
        public enum Separator: String, CaseIterable, Sendable {
            case comma = ","
            case semicolon = ";"
            case tab = "\t"
        }

        /// What stands between two cells.
        public var separator: Separator
        /// Whether text that a spreadsheet would compute is guarded by an apostrophe.
        public var guardsFormulas: Bool
        /// Whether the file begins with the mark by which spreadsheets know UTF-8.
        public var hasByteOrderMark: Bool

        /// Chooses a dialect.
        public init(separator: Separator = .comma, guardsFormulas: Bool = true, hasByteOrderMark: Bool = false) {
            self.separator = separator
            self.guardsFormulas = guardsFormulas
            self.hasByteOrderMark = hasByteOrderMark
        }
    }

    private let dialect: Dialect
    private let sink: ByteSink

    /// Starts a file.
    ///
    /// - Parameters:
    ///   - dialect: How values are separated and guarded.
    ///   - sink: Takes the bytes.
    public init(dialect: Dialect = Dialect(), sink: @escaping ByteSink) {
        self.dialect = dialect
        self.sink = sink
    }

    /// Writes the names of the columns.
    ///
    /// - Parameter names: The names.
    /// - Throws: What the sink throws.
    public func write(header names: [String]) throws(InterchangeError) {
        if dialect.hasByteOrderMark { try sink([0xef, 0xbb, 0xbf]) }
        try write(row: names.map { .text($0) })
    }

    /// Writes a row.
    ///
    /// - Parameter cells: Its cells, as many as there are names.
    /// - Throws: What the sink throws.
    public func write(row cells: [TableCell]) throws(InterchangeError) {
        var bytes: [UInt8] = []
        for (position, cell) in cells.enumerated() {
            if position > 0 { bytes += Array(dialect.separator.rawValue.utf8) }
            append(cell, to: &bytes)
        }
        bytes += [0x0d, 0x0a]
        try sink(bytes)
    }

    /// Gives back the text of a guarded cell.
    public static func unguarded(_ cell: String) -> String {
        cell.utf8.first == UInt8(ascii: "'") ? String(decoding: cell.utf8.dropFirst(), as: UTF8.self) : cell
    }

    private func append(_ cell: TableCell, to bytes: inout [UInt8]) {
        switch cell {
        case .text(let text): append(text, to: &bytes)
        case .integer(let number): bytes += Array(String(number).utf8)
        case .number(let number): bytes += Array((DecimalText.plain(number) ?? "").utf8)
        case .boolean(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .list(let texts): append(texts.joined(separator: " "), to: &bytes)
        case .pairs(let pairs): append(pairs.map { "\($0.name): \($0.value)" }.joined(separator: "; "), to: &bytes)
        case .none: break
        }
    }

    private func append(_ text: String, to bytes: inout [UInt8]) {
        var units = Array(text.utf8)
        if dialect.guardsFormulas, Self.needsGuard(text) { units.insert(UInt8(ascii: "'"), at: 0) }
        let isPlain = units.allSatisfy { unit in
            ![UInt8(ascii: "\""), 0x0a, 0x0d].contains(unit) && !dialect.separator.rawValue.utf8.contains(unit)
        }
        guard !isPlain || units.first == 0x20 || units.last == 0x20 else {
            bytes += units
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for unit in units {
            if unit == UInt8(ascii: "\"") { bytes.append(unit) }
            bytes.append(unit)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Full-width signs count too, as some spreadsheets read them like the plain ones.
    private static let guarded: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "'", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
    ]

    private static func needsGuard(_ text: String) -> Bool {
        text.unicodeScalars.first.map(guarded.contains) ?? false
    }
}
