public import CaseModel

/// A camera whose serial number is known, as contents name it.
public struct NamedCamera: Hashable, Sendable {
    /// The serial number.
    public let serial: String
    /// The camera's maker.
    public let make: String?
    /// The camera's model.
    public let model: String?
    /// The metadata field that held the number; nil if that was not noted.
    public let field: String?

    /// Names a camera.
    public init(serial: String, make: String?, model: String?, field: String? = nil) {
        self.serial = serial
        self.make = make
        self.model = model
        self.field = field
    }
}

/// An item and the number of its exhibit, whose names many items share.
public struct PlacedItem: Hashable, Sendable {
    /// The content.
    public let media: Int64
    /// The item's number.
    public let item: Int64
    /// The exhibit's number.
    public let exhibit: Int64
    /// Path within the exhibit, as text.
    public let path: String
    /// SHA-256 of the content.
    public let sha256: ContentDigest

    init(_ row: SQLRow) throws(StoreError) {
        media = try row.id(0)
        item = try row.id(1)
        exhibit = try row.id(2)
        path = try row.string(3)
        sha256 = try row.digest(4)
    }
}

/// How far a content's matches of one kind reach.
public struct MatchReach: Hashable, Sendable {
    /// The content.
    public let media: Int64
    /// The content registered first that it matches; itself if it is that one.
    public let first: Int64
    /// How many items hold it or what it matches; some number beyond the cap where more contents than that match it.
    public let items: Int
}

extension StoreReader {
    /// The contents of a case that match by one kind, in ascending order.
    public func matchedMedia(ofCase id: Int64, by kind: LinkKind) throws(StoreError) -> [Int64] {
        try session.all(Statements.matchedMediaOfCase, [.integer(id), .text(kind.rawValue)]) { row throws(StoreError) in
            try row.id(0)
        }
    }

    /// How far contents reach by one kind of match.
    ///
    /// - Parameters:
    ///   - media: The contents.
    ///   - kind: The kind.
    ///   - cap: Beyond how many matches a content's items are not counted any more.
    /// - Returns: One for each content, in no order.
    /// - Throws: ``StoreError``.
    public func reach(of media: [Int64], by kind: LinkKind, cap: Int) throws(StoreError) -> [MatchReach] {
        let most = SQLValue.integer(Int64(cap) + 1)
        let rule: [SQLValue] = [.text(kind.rawValue), .integer(Int64(cap)), most, most]
        var found: [MatchReach] = []
        try blocks(of: media, Statements.reachOfMedia, rule) { row throws(StoreError) in
            found.append(MatchReach(media: try row.id(0), first: try row.id(1), items: try row.number(2)))
        }
        return found
    }

    /// The matches of contents by one kind, in no order; a match between two of them may come twice.
    public func matches(of media: [Int64], by kind: LinkKind) throws(StoreError) -> [StoredMatch] {
        var found: [StoredMatch] = []
        try blocks(of: media, Statements.matchesOfMedia, [.text(kind.rawValue)]) { row throws(StoreError) in
            found.append(try StoredMatch(row))
        }
        return found
    }

    /// Asks a statement about many numbers, a block at a time; the last number fills the last block up.
    private func blocks(
        of numbers: [Int64],
        _ statement: String,
        _ rest: [SQLValue] = [],
        _ body: (SQLRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        for start in stride(from: 0, to: numbers.count, by: Statements.blockSize) {
            let block = numbers[start..<min(start + Statements.blockSize, numbers.count)]
            let filling = [SQLValue](
                repeating: .integer(numbers[block.endIndex - 1]),
                count: Statements.blockSize - block.count
            )
            try session.each(statement, block.map(SQLValue.integer) + filling + rest, body)
        }
    }

    /// Media that several items hold, of all or of a case, and how many items these are; empty content is left out.
    public func sharedMedia(ofCase id: Int64? = nil) throws(StoreError) -> [(media: Int64, items: Int)] {
        let (statement, values) = Self.scoped(id, Statements.sharedMedia, Statements.sharedMediaOfCase)
        return try session.all(statement, values) { row throws(StoreError) in
            (media: try row.id(0), items: try row.number(1))
        }.filter { $0.items > 1 }
    }

    /// The digest of a content, and how many cases hold it.
    public func holders(ofMedia media: Int64) throws(StoreError) -> (sha256: ContentDigest, cases: Int) {
        guard let row = try session.first(Statements.holdersOfMedia, [.integer(media)]) else {
            throw .damaged("a content is not there that items hold")
        }
        return (try row.digest(0), try row.number(1))
    }

    /// The items of many contents, each content's in the order of registration.
    ///
    /// - Parameters:
    ///   - media: The contents.
    ///   - body: Takes each item.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func items(ofMedia media: [Int64], _ body: (PlacedItem) throws(StoreError) -> Void) throws(StoreError) {
        try blocks(of: media, Statements.itemsOfBlock) { row throws(StoreError) in try body(try PlacedItem(row)) }
    }

    /// Items by their numbers.
    public func items(numbered items: [Int64], _ body: (PlacedItem) throws(StoreError) -> Void) throws(StoreError) {
        try blocks(of: items, Statements.itemsByNumber) { row throws(StoreError) in try body(try PlacedItem(row)) }
    }

    /// The contents of items, and the stacks of these, by the items' numbers.
    public func contents(ofItems items: [Int64]) throws(StoreError) -> [Int64: (media: Int64, stack: Int64)] {
        var found: [Int64: (media: Int64, stack: Int64)] = [:]
        try blocks(of: Set(items).sorted(), Statements.contentsOfItems) { row throws(StoreError) in
            found[try row.id(0)] = (media: try row.id(1), stack: try row.id(2))
        }
        return found
    }

    /// The case's reference and the label of an exhibit.
    public func names(ofExhibit id: Int64) throws(StoreError) -> (caseReference: String, exhibit: String) {
        guard let row = try session.first(Statements.exhibitNames, [.integer(id)]) else {
            throw .damaged("an exhibit is not there that items are of")
        }
        return (try row.string(0), try row.string(1))
    }

    /// The cameras whose serial numbers are known, each as contents name it: all, or those of a case.
    public func cameras(ofCase id: Int64?) throws(StoreError) -> [NamedCamera] {
        let (statement, values) = Self.scoped(id, Statements.cameras, Statements.camerasOfCase)
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return try session.all(statement, values + [version]) { row throws(StoreError) in
            NamedCamera(serial: try row.string(0), make: row.text(1), model: row.text(2), field: row.text(3))
        }
    }

    /// The items of a camera as contents name it, and their exhibits, in no order.
    public func items(
        of camera: NamedCamera,
        _ body: (_ item: Int64, _ exhibit: Int64) throws(StoreError) -> Void
    ) throws(StoreError) {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        let values = [
            .text(camera.serial), version, SQLValue(camera.make), SQLValue(camera.model), SQLValue(camera.field),
        ]
        try session.each(Statements.itemsOfCamera, values) { row throws(StoreError) in
            try body(try row.id(0), try row.id(1))
        }
    }
}
