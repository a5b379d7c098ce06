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

/// An item and what sets it apart from other items of its exhibit.
public struct NamedItem: Hashable, Sendable {
    /// The item's number.
    public let item: Int64
    /// The exhibit's number.
    public let exhibit: Int64
    /// Path within the exhibit, as text.
    public let path: String
    /// SHA-256 of the content.
    public let sha256: ContentDigest
}

/// An exhibit and its case.
public struct NamedExhibit: Hashable, Sendable {
    /// The exhibit's number.
    public let number: Int64
    /// The case's number.
    public let caseNumber: Int64
    /// The case's reference.
    public let caseReference: String
    /// The exhibit's label.
    public let label: String
}

/// That an item of an exhibit holds a content.
public struct Holding: Hashable, Sendable {
    /// The item's number.
    public let item: Int64
    /// The content.
    public let media: Int64
    /// The exhibit's number.
    public let exhibit: Int64
}

/// Two contents that match as whole pictures.
public struct NearDuplicate: Hashable, Sendable {
    /// The match's number.
    public let number: Int64
    /// The content registered first.
    public let mediaA: Int64
    /// The other content.
    public let mediaB: Int64
    /// The evidence as it is stored: equal texts say the same.
    public let evidenceText: String

    /// Why the two agree.
    ///
    /// - Throws: ``StoreError`` if what is stored cannot be read.
    public static func evidence(_ text: String) throws(StoreError) -> LinkEvidence {
        try EvidenceColumn(text: text).evidence
    }
}

extension StoreReader {
    /// The items that hold a content, in the order of registration.
    ///
    /// An item that was registered keeps its number, exhibit and content, and later ones have higher numbers.
    ///
    /// - Parameters:
    ///   - item: The number after which to begin; 0 for all.
    ///   - body: Takes each.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func holdings(
        after item: Int64,
        _ body: (Holding) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.holdings, [.integer(item)]) { row throws(StoreError) in
            try body(Holding(item: try row.id(0), media: try row.id(1), exhibit: try row.id(2)))
        }
    }

    /// The item that holds a content, by its number; nil if there is none that does.
    public func holding(_ item: Int64) throws(StoreError) -> Holding? {
        guard let row = try session.first(Statements.holding, [.integer(item)]) else { return nil }
        return Holding(item: try row.id(0), media: try row.id(1), exhibit: try row.id(2))
    }

    /// The matches of whole pictures, in the order in which they were found.
    ///
    /// They stay as they were found, and later ones have higher numbers.
    ///
    /// - Parameters:
    ///   - number: The number after which to begin; 0 for all.
    ///   - body: Takes each.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func nearDuplicates(
        after number: Int64,
        _ body: (NearDuplicate) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.nearDuplicatesAfter, [.integer(number)]) { row throws(StoreError) in
            try body(try NearDuplicate(row))
        }
    }

    /// The match of whole pictures with a number; nil if there is none.
    public func nearDuplicate(_ number: Int64) throws(StoreError) -> NearDuplicate? {
        guard let row = try session.first(Statements.nearDuplicate, [.integer(number)]) else { return nil }
        return try NearDuplicate(row)
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

    /// The digests of contents, and whether they have any bytes.
    public func digests(
        of media: [Int64],
        _ body: (_ media: Int64, _ sha256: ContentDigest, _ isEmpty: Bool) throws(StoreError) -> Void
    ) throws(StoreError) {
        try blocks(of: media, Statements.digestsOfMedia) { row throws(StoreError) in
            try body(try row.id(0), try row.digest(1), try row.number(2) == 0)
        }
    }

    /// Items by their numbers, in that order.
    public func items(numbered items: [Int64], _ body: (NamedItem) throws(StoreError) -> Void) throws(StoreError) {
        try blocks(of: items, Statements.itemsByNumber) { row throws(StoreError) in
            try body(try NamedItem(row))
        }
    }

    /// The contents of items, and the stacks of these, by the items' numbers.
    public func contents(ofItems items: [Int64]) throws(StoreError) -> [Int64: (media: Int64, stack: Int64)] {
        var found: [Int64: (media: Int64, stack: Int64)] = [:]
        try blocks(of: Set(items).sorted(), Statements.contentsOfItems) { row throws(StoreError) in
            found[try row.id(0)] = (media: try row.id(1), stack: try row.id(2))
        }
        return found
    }

    /// All exhibits, with their cases.
    public func exhibits() throws(StoreError) -> [NamedExhibit] {
        try session.all(Statements.exhibits) { row throws(StoreError) in
            NamedExhibit(
                number: try row.id(0),
                caseNumber: try row.id(1),
                caseReference: try row.string(2),
                label: try row.string(3)
            )
        }
    }

    /// The cameras whose serial numbers are known, each as contents name it: all, or those whose number a case has too.
    public func cameras(ofCase id: Int64?) throws(StoreError) -> [NamedCamera] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        guard let id else { return try session.all(Statements.cameras, [version], Self.camera) }
        let serials = try session.all(Statements.serialsOfCase, [.integer(id)]) { row throws(StoreError) in
            try row.string(0)
        }
        var cameras: [NamedCamera] = []
        for serial in serials {
            cameras += try session.all(Statements.camerasWithSerial, [.text(serial), version], Self.camera)
        }
        return cameras
    }

    private static func camera(_ row: SQLRow) throws(StoreError) -> NamedCamera {
        NamedCamera(serial: try row.string(0), make: row.text(1), model: row.text(2), field: row.text(3))
    }

    /// The contents that name a camera so, in no order.
    public func contents(
        of camera: NamedCamera,
        _ body: (_ media: Int64) throws(StoreError) -> Void
    ) throws(StoreError) {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        let values = [
            .text(camera.serial), version, SQLValue(camera.make), SQLValue(camera.model), SQLValue(camera.field),
        ]
        try session.each(Statements.contentsOfCamera, values) { row throws(StoreError) in try body(try row.id(0)) }
    }
}

extension NamedItem {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        (item, exhibit, path, sha256) = (try row.id(0), try row.id(1), try row.string(2), try row.digest(3))
    }
}

extension NearDuplicate {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        (number, mediaA, mediaB) = (try row.id(0), try row.id(1), try row.id(2))
        evidenceText = try row.string(3)
    }
}
