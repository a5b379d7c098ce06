/// A value of a table's row.
public enum TableCell: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    /// Several texts.
    case list([String])
    /// Texts with names, in order.
    case pairs([Pair])
    /// Nothing is known.
    case none

    /// A text with a name.
    public struct Pair: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The text.
        public let value: String

        /// Names a text.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Text, or nothing.
    public static func text(_ value: String?) -> TableCell { value.map { .text($0) } ?? .none }

    /// A number, or nothing.
    public static func number(_ value: Double?) -> TableCell { value.map { .number($0) } ?? .none }

    /// A whole number, or nothing.
    public static func integer(_ value: Int64?) -> TableCell { value.map { .integer($0) } ?? .none }

    var json: WrittenJSON {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .list(let texts): .array(texts.map(WrittenJSON.string))
        case .pairs(let pairs):
            .array(pairs.map { .object([("name", .string($0.name)), ("value", .string($0.value))]) })
        case .none: .null
        }
    }
}
