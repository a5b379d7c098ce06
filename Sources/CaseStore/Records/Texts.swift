public import CaseModel
import Foundation

/// A talk in a content of a case.
public struct TalkRecord: Hashable, Sendable {
    /// The content.
    public let media: Int64
    /// How many items of the case hold it.
    public let items: Int
    /// The path of one of them.
    public let path: String
    /// Who wrote to whom.
    public let talk: Talk
}

extension StoreWriter {
    /// Stores messages, identifiers, a table's form and who wrote to whom.
    func addTexts(
        of analysis: Analysis,
        media: Int64,
        more: (((Finding) throws -> Void) throws -> Void)?
    ) throws(StoreError) {
        var messages = 0
        var occurrences = 0
        for message in analysis.messages {
            try add(message, media, messages)
            messages += 1
        }
        for occurrence in analysis.identifiers {
            try add(occurrence, media, occurrences)
            occurrences += 1
        }
        do {
            try more? { finding in
                switch finding {
                case .message(let message):
                    try add(message, media, messages)
                    messages += 1
                case .identifier(let occurrence):
                    try add(occurrence, media, occurrences)
                    occurrences += 1
                default: break
                }
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .inputOutput("messages that waited in a temporary file cannot be read: \(error)")
        }
        if let table = analysis.table {
            try session.run(
                Statements.addTable,
                [
                    .integer(media), SQLValue(table.rows), .text(try Self.json(table.columns)),
                    SQLValue(table.delimiter),
                ]
            )
        }
        for (position, talk) in analysis.talks.enumerated() {
            try session.run(
                Statements.addTalk,
                [
                    .integer(media), SQLValue(position), SQLValue(talk.chat), .text(talk.sender),
                    SQLValue(talk.account), SQLValue(talk.identifier?.type.rawValue),
                    SQLValue(talk.identifier?.value), SQLValue(talk.recipient), SQLValue(talk.messages),
                    SQLValue(talk.firstAt), SQLValue(talk.lastAt),
                ]
            )
        }
    }

    private func add(_ message: ChatMessage, _ media: Int64, _ position: Int) throws(StoreError) {
        try session.run(
            Statements.addMessage,
            [
                .integer(media), SQLValue(position), SQLValue(message.sentAt), SQLValue(message.sender),
                SQLValue(message.chat), .text(message.body), SQLValue(message.attachment), SQLValue(message.line),
                SQLValue(message.account),
                message.recipients.isEmpty ? .null : .text(try Self.json(message.recipients)),
            ]
        )
    }

    private func add(_ occurrence: IdentifierOccurrence, _ media: Int64, _ position: Int) throws(StoreError) {
        try session.run(
            Statements.addOccurrence,
            [
                .integer(media), SQLValue(position), .integer(try row(of: occurrence.identifier)),
                .text(occurrence.found), .integer(occurrence.offset), SQLValue(occurrence.line),
                SQLValue(occurrence.message), SQLValue(occurrence.column),
            ]
        )
    }

    /// The number of an identifier, which is added if it is new.
    private func row(of identifier: Identifier) throws(StoreError) -> Int64 {
        let key: [SQLValue] = [.text(identifier.type.rawValue), .text(identifier.value)]
        if let known = try session.first(Statements.identifier, key) { return try known.id(0) }
        guard let added = try session.first(Statements.addIdentifier, key + [SQLValue(identifier.nearKey)]) else {
            throw .damaged("an identifier cannot be added")
        }
        return try added.id(0)
    }
}

extension StoreReader {
    /// Who wrote to whom in a case, content by content.
    public func talks(ofCase id: Int64, _ body: (TalkRecord) throws(StoreError) -> Void) throws(StoreError) {
        try session.each(Statements.talksOfCase, [.integer(id)]) { row throws(StoreError) in
            var talk = Talk(
                chat: row.text(3),
                sender: try row.string(4),
                account: row.text(5),
                recipient: row.text(8),
                messages: try row.number(9),
                firstAt: row.text(10),
                lastAt: row.text(11)
            )
            if let type = row.text(6).flatMap(IdentifierType.init), let value = row.text(7) {
                talk.identifier = Identifier(type: type, value: value)
            }
            try body(
                TalkRecord(media: try row.id(0), items: try row.number(1), path: try row.string(2), talk: talk)
            )
        }
    }

    /// What the texts of an exhibit are in which there is something: tables, chats and those with identifiers, in the order
    /// of their contents.
    public func texts(ofExhibit exhibit: Int64) throws(StoreError) -> [TextSummary] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        let found = try session.all(Statements.textsOfExhibit, [version, .integer(exhibit)]) { row throws(StoreError) in
            (try row.id(0), try row.string(1), row.integer(2), row.text(3), try row.number(4))
        }
        var texts: [TextSummary] = []
        for (media, path, rows, columns, messages) in found {
            var counts: [IdentifierType: Int] = [:]
            try session.each(Statements.identifierCounts, [.integer(media)]) { row throws(StoreError) in
                if let type = IdentifierType(rawValue: try row.string(0)) { counts[type] = try row.number(1) }
            }
            texts.append(
                TextSummary(
                    path: path,
                    rows: rows.map(Int.init),
                    columns: try columns.map(Self.names),
                    messages: messages,
                    identifiers: counts
                )
            )
        }
        return texts
    }

    private static func names(_ json: String) throws(StoreError) -> [String] {
        do {
            return try JSONDecoder().decode([String].self, from: Data(json.utf8))
        } catch {
            throw .damaged("the names of a table's columns cannot be read")
        }
    }
}
