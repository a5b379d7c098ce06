import CaseStore
import SearchIndex

/// Which items hold each content, and which contents match it as whole pictures: what links are found by, in memory.
///
/// A case's contents match others that lie anywhere in the database, and whether one of those is a commonplace depends on
/// what it matches in turn: looked up in the database, each is a page of its own. Made of a file and of what the store
/// holds beyond it; the store is the only truth.
struct ContentAdjacency {
    /// An item that holds a content.
    struct Holder: Equatable {
        let item: UInt32
        let exhibit: UInt32
    }

    /// A content that matches another.
    struct Neighbour: Equatable {
        let media: UInt32
        /// The place of the match's evidence among ``ContentAdjacency/evidence``, of which side a was registered first.
        let evidence: UInt32
    }

    /// What is known up to some item and some match.
    struct Part: Equatable {
        var holders = AdjacencyLists<Holder>()
        var neighbours = AdjacencyLists<Neighbour>()
    }

    /// Up to which item and which match the store was read.
    struct Watermark: Equatable {
        var item: Int64 = 0
        var match: Int64 = 0
    }

    /// What the file holds.
    private let written: Part
    /// What the store holds beyond it.
    private let new: Part
    /// The evidence of matches as it is stored, each text once.
    let evidence: [String]
    private let watermark: Watermark
    private let file: ContentAdjacencyFile
    /// Whether there is a file that is of no use.
    private let isLeftAside: Bool

    /// Opens the file in a data directory and reads from the store what is newer.
    ///
    /// A file that is damaged, or of another state of the store, is left aside, and all is read from the store.
    ///
    /// - Cost: Reads the file once, some 35 bytes a content, and the store's newer items and matches.
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String) throws(StoreError) {
        file = ContentAdjacencyFile(directory: directory)
        var held = ContentAdjacencyFile.Contents()
        var isLeftAside = false
        do throws(IndexFileError) {
            held = try file.open() ?? held
        } catch {
            isLeftAside = true
        }
        if !(try held.agrees(with: reader)) {
            held = ContentAdjacencyFile.Contents()
            isLeftAside = true
        }
        self.isLeftAside = isLeftAside
        var tail = Tail(watermark: held.watermark, evidence: held.evidence)
        try tail.read(reader)
        (written, new) = (held.part, tail.part)
        (evidence, watermark) = (tail.evidence, tail.watermark)
    }

    /// How many items hold a content.
    func holderCount(of media: Int64) -> Int { written.holders.count(of: media) + new.holders.count(of: media) }

    /// The items that hold a content, in the order of registration.
    func holders(of media: Int64) -> [Holder] { Array(written.holders[media]) + new.holders[media] }

    /// How many contents match one.
    func neighbourCount(of media: Int64) -> Int {
        written.neighbours.count(of: media) + new.neighbours.count(of: media)
    }

    /// The contents that match one, in no order.
    func neighbours(of media: Int64) -> [Neighbour] { Array(written.neighbours[media]) + new.neighbours[media] }

    /// The contents that several items hold, in ascending order.
    var shared: [Int64] {
        let count = max(written.holders.starts.count, new.holders.starts.count) - 1
        return (0..<Int64(count)).filter { holderCount(of: $0) > 1 }
    }

    /// Writes the file again if it is of no use, or enough is new.
    ///
    /// - Throws: ``CaseworkError`` with code `storage`.
    func save() throws(CaseworkError) {
        let isDue = IndexRewriting.isDue(
            new: new.holders.values.count + new.neighbours.values.count,
            old: written.holders.values.count + written.neighbours.values.count,
            isLast: true
        )
        guard isDue || isLeftAside else { return }
        try file.write(
            ContentAdjacencyFile.Contents(
                part: Part(
                    holders: written.holders.joined(with: new.holders),
                    neighbours: written.neighbours.joined(with: new.neighbours)
                ),
                evidence: evidence,
                watermark: watermark
            )
        )
    }

    /// Where this differs from what the store holds, one sentence each.
    ///
    /// - Throws: ``StoreError``.
    func storeFaults(_ reader: StoreReader) throws(StoreError) -> [String] {
        var faults: [String] = []
        do throws(IndexFileError) {
            _ = try file.open()
        } catch {
            faults.append("the index file of contents cannot be used and is made anew: \(error.message)")
        }
        var all = Tail(watermark: Watermark(), evidence: [])
        try all.read(reader)
        let isEqual =
            all.part.holders == written.holders.joined(with: new.holders)
            && all.part.neighbours == written.neighbours.joined(with: new.neighbours) && all.evidence == evidence
        if !isEqual { faults.append("the index of contents differs from the database") }
        return faults
    }
}

extension Workspace {
    /// Writes the file of contents again if much is new.
    ///
    /// - Throws: ``CaseworkError``.
    func saveAdjacency() throws(CaseworkError) {
        let directory = directory
        let adjacency = try reading { reader throws(StoreError) in
            try ContentAdjacency(reader: reader, directory: directory)
        }
        try adjacency.save()
    }
}

/// What the store holds beyond a watermark.
private struct Tail {
    private(set) var watermark: ContentAdjacency.Watermark
    private(set) var evidence: [String]
    private(set) var part = ContentAdjacency.Part()
    private var places: [String: UInt32]

    init(watermark: ContentAdjacency.Watermark, evidence: [String]) {
        (self.watermark, self.evidence) = (watermark, evidence)
        places = Dictionary(zip(evidence, 0...), uniquingKeysWith: { first, _ in first })
    }

    mutating func read(_ reader: StoreReader) throws(StoreError) {
        var holders: [(media: UInt32, value: ContentAdjacency.Holder)] = []
        try reader.holdings(after: watermark.item) { found throws(StoreError) in
            holders.append(
                (
                    try Self.number(found.media),
                    ContentAdjacency.Holder(
                        item: try Self.number(found.item),
                        exhibit: try Self.number(found.exhibit)
                    )
                )
            )
            watermark.item = found.item
        }
        var neighbours: [(media: UInt32, value: ContentAdjacency.Neighbour)] = []
        try reader.nearDuplicates(after: watermark.match) { match throws(StoreError) in
            let (a, b) = (try Self.number(match.mediaA), try Self.number(match.mediaB))
            let evidence = place(of: match.evidenceText)
            neighbours.append((a, ContentAdjacency.Neighbour(media: b, evidence: evidence)))
            neighbours.append((b, ContentAdjacency.Neighbour(media: a, evidence: evidence)))
            watermark.match = match.number
        }
        part = ContentAdjacency.Part(holders: AdjacencyLists(holders), neighbours: AdjacencyLists(neighbours))
    }

    private mutating func place(of text: String) -> UInt32 {
        if let known = places[text] { return known }
        let place = UInt32(evidence.count)
        evidence.append(text)
        places[text] = place
        return place
    }

    private static func number(_ id: Int64) throws(StoreError) -> UInt32 {
        guard let number = UInt32(exactly: id) else {
            throw .failed("the index of contents holds numbers up to \(UInt32.max) only, and there is \(id)")
        }
        return number
    }
}
