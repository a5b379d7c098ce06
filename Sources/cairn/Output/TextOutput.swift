import CaseModel
import Casework

/// What a text is, in the form of the interface.
struct TextOutput: Encodable {
    /// Texts that are shown in words.
    private static let mostShown = 20

    let rows: Int?
    let columns: [String]?
    let messages: Int?
    /// How many different identifiers, by type.
    let identifiers: [String: Int]?

    /// A text in which there is nothing.
    static let empty = TextOutput(TextSummary(path: "", rows: nil, columns: nil, messages: 0, identifiers: [:]))

    /// Describes a text; nil values are absent.
    init(_ text: TextSummary) {
        rows = text.rows
        columns = text.columns?.isEmpty == false ? text.columns : nil
        messages = text.messages == 0 ? nil : text.messages
        identifiers =
            text.identifiers.isEmpty
            ? nil : Dictionary(uniqueKeysWithValues: text.identifiers.map { ($0.key.rawValue, $0.value) })
    }

    /// Tables and chats, a line each, those with most identifiers first.
    static func lines(_ texts: [String: TextOutput]) -> String {
        let shown = texts.filter { $0.value.rows != nil || $0.value.messages != nil }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let lines = shown.prefix(mostShown).map { "\($0.key): \($0.value.words)\n" }.joined()
        let left = shown.count - mostShown
        return lines + (left > 0 ? "… and \(left) more tables and chats\n" : "")
    }

    private var count: Int { identifiers?.values.reduce(0, +) ?? 0 }

    private var words: String {
        var parts: [String] = []
        if let rows {
            parts.append("table of \(rows) rows" + (columns.map { " (\($0.joined(separator: ", ")))" } ?? ""))
        }
        if let messages { parts.append("chat of \(messages) messages") }
        let counts = (identifiers ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !counts.isEmpty { parts.append(counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }
}
