/// What a text is: a table, a chat, and how many identifiers are in it.
public struct TextSummary: Hashable, Sendable {
    /// The path of its item.
    public let path: String
    /// Rows of a table; nil if it is none.
    public let rows: Int?
    /// Columns of a table; nil if it is none, or names none.
    public let columns: [String]?
    /// Messages of a chat.
    public let messages: Int
    /// How many different identifiers of each type.
    public let identifiers: [IdentifierType: Int]

    /// Describes a text.
    public init(path: String, rows: Int?, columns: [String]?, messages: Int, identifiers: [IdentifierType: Int]) {
        self.path = path
        self.rows = rows
        self.columns = columns
        self.messages = messages
        self.identifiers = identifiers
    }
}
