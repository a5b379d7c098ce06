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

extension StoreReader {
    /// How many contents each of some matches by one kind.
    ///
    /// - Parameters:
    ///   - media: The contents.
    ///   - kind: The kind.
    ///   - limit: How many are counted at most, of those registered earlier and of those registered later.
    ///   - body: Takes each content and its number, in no order.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func degrees(
        of media: [Int64],
        by kind: LinkKind,
        limit: Int,
        _ body: (_ media: Int64, _ degree: Int) throws(StoreError) -> Void
    ) throws(StoreError) {
        let most = SQLValue.integer(Int64(limit))
        try blocks(of: media, Statements.degreesOfMedia, [.text(kind.rawValue), most, most]) { row throws(StoreError) in
            try body(try row.id(0), try row.number(1))
        }
    }

    /// What contents match by one kind, in no order.
    public func neighbours(
        of media: [Int64],
        by kind: LinkKind,
        _ body: (_ media: Int64, _ neighbour: Int64) throws(StoreError) -> Void
    ) throws(StoreError) {
        try blocks(of: media, Statements.neighboursOfMedia, [.text(kind.rawValue)]) { row throws(StoreError) in
            try body(try row.id(0), try row.id(1))
        }
    }

    /// The content registered first that one matches by one kind and that was registered before it; nil if there is none.
    public func firstMatched(by media: Int64, kind: LinkKind) throws(StoreError) -> Int64? {
        try session.first(Statements.firstMatched, [.text(kind.rawValue), .integer(media)])?.integer(0)
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

    /// All contents that several items hold, and how many items these are; empty content is left out.
    public func sharedMedia() throws(StoreError) -> [(media: Int64, items: Int)] {
        try session.all(Statements.sharedMedia) { row throws(StoreError) in
            (media: try row.id(0), items: try row.number(1))
        }
    }

    /// How many items hold contents; those that none holds are left out.
    public func itemCounts(
        of media: [Int64],
        _ body: (_ media: Int64, _ items: Int) throws(StoreError) -> Void
    ) throws(StoreError) {
        try blocks(of: media, Statements.itemCounts) { row throws(StoreError) in
            try body(try row.id(0), try row.number(1))
        }
    }

    /// Those of some contents that have no bytes.
    public func empty(of media: [Int64]) throws(StoreError) -> Set<Int64> {
        var found: Set<Int64> = []
        try blocks(of: media, Statements.emptyMedia) { row throws(StoreError) in found.insert(try row.id(0)) }
        return found
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
