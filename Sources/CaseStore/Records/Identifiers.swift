public import CaseModel

/// An identifier in one media.
public struct IdentifierRecord: Hashable, Sendable {
    /// The identifier.
    public let identifier: Identifier
    /// The media.
    public let media: Int64
    /// The first line there, from 1.
    public let line: Int

    /// Says in which media an identifier stands, and where first.
    public init(identifier: Identifier, media: Int64, line: Int) {
        self.identifier = identifier
        self.media = media
        self.line = line
    }
}

extension StoreReader {
    /// Hands over each identifier that stands in more than one media, with all of these in ascending order.
    public func sharedIdentifiers(
        ofCase id: Int64? = nil,
        _ body: ([IdentifierRecord]) throws(StoreError) -> Void
    ) throws(StoreError) {
        let (statement, values) = Self.scoped(id, Statements.sharedIdentifiers, Statements.sharedIdentifiersOfCase)
        var group: [IdentifierRecord] = []
        try session.each(statement, values) { row throws(StoreError) in
            let record = IdentifierRecord(
                identifier: try Self.identifier(row),
                media: try row.id(2),
                line: try row.number(3)
            )
            if let first = group.first, first.identifier != record.identifier {
                try body(group)
                group.removeAll(keepingCapacity: true)
            }
            group.append(record)
        }
        if !group.isEmpty { try body(group) }
    }

    /// Hands over groups of identifiers that may be forms of one.
    ///
    /// Identifiers whose equal values may name different things come even where they are alone.
    public func nearIdentifiers(
        ofCase id: Int64? = nil,
        _ body: ([IdentifierRecord]) throws(StoreError) -> Void
    ) throws(StoreError) {
        let (statement, values) = Self.scoped(id, Statements.nearIdentifiers, Statements.nearIdentifiersOfCase)
        var group: [IdentifierRecord] = []
        var key = ""
        try session.each(statement, values) { row throws(StoreError) in
            let identifier = try Self.identifier(row)
            let near = try row.string(2)
            if let first = group.first, near != key || first.identifier.type != identifier.type {
                try body(group)
                group.removeAll(keepingCapacity: true)
            }
            key = near
            group.append(
                IdentifierRecord(identifier: identifier, media: try row.id(3), line: try row.number(4))
            )
        }
        if !group.isEmpty { try body(group) }
    }

    /// The media in which an identifier stands.
    public func media(with identifier: Identifier) throws(StoreError) -> [IdentifierRecord] {
        try session.all(
            Statements.mediaWithIdentifier,
            [.text(identifier.type.rawValue), .text(identifier.value)]
        ) { row throws(StoreError) in
            IdentifierRecord(identifier: identifier, media: try row.id(0), line: try row.number(1))
        }
    }

    /// The media in which near forms of an identifier stand.
    public func media(near identifier: Identifier) throws(StoreError) -> [IdentifierRecord] {
        guard let key = identifier.nearKey else { return [] }
        let candidates = try session.all(
            Statements.identifiersWithNearForm,
            [.text(identifier.type.rawValue), .text(key)]
        ) { row throws(StoreError) in
            IdentifierRecord(
                identifier: Identifier(type: identifier.type, value: try row.string(0)),
                media: try row.id(1),
                line: try row.number(2)
            )
        }
        return candidates.filter { identifier.isNear($0.identifier) }
    }

    private static func identifier(_ row: SQLRow) throws(StoreError) -> Identifier {
        guard let type = IdentifierType(rawValue: try row.string(0)) else {
            throw .damaged("an identifier has an unknown type")
        }
        return Identifier(type: type, value: try row.string(1))
    }
}
