import CaseStore
import SearchIndex

/// The file from which items and matches of contents are read without asking the store.
struct ContentAdjacencyFile {
    private static let version: UInt64 = 1

    private let file: ArrayFile

    /// Names the file in a data directory.
    init(directory: String) {
        file = ArrayFile(path: directory + "/index/contents.adjacency")
    }

    /// What a file holds.
    struct Contents {
        var part = ContentAdjacency.Part()
        var evidence: [String] = []
        var watermark = ContentAdjacency.Watermark()
    }

    /// Reads the file.
    ///
    /// - Returns: What it holds; nil if there is no file, or it is of another version.
    /// - Throws: ``IndexFileError`` if it is not as it was written.
    func open() throws(IndexFileError) -> Contents? {
        guard let held = try file.open() else { return nil }
        guard held.numbers.first == Self.version else { return nil }
        guard held.numbers.count == 3, held.arrayCount == 5,
            let holders = AdjacencyLists(
                starts: held.array(0, of: UInt32.self) ?? [],
                values: held.array(1, of: ContentAdjacency.Holder.self) ?? []
            ),
            let neighbours = AdjacencyLists(
                starts: held.array(2, of: UInt32.self) ?? [],
                values: held.array(3, of: ContentAdjacency.Neighbour.self) ?? []
            ),
            let texts = held.array(4, of: UInt8.self)
        else { throw .damaged("its parts do not fit each other") }
        let evidence = texts.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard neighbours.values.allSatisfy({ $0.evidence < evidence.count }) else {
            throw .damaged("its parts do not fit each other")
        }
        return Contents(
            part: ContentAdjacency.Part(holders: holders, neighbours: neighbours),
            evidence: evidence,
            watermark: ContentAdjacency.Watermark(
                item: Int64(bitPattern: held.numbers[1]),
                match: Int64(bitPattern: held.numbers[2])
            )
        )
    }

    /// Writes the file.
    ///
    /// - Throws: ``CaseworkError`` with code `storage`.
    func write(_ contents: Contents) throws(CaseworkError) {
        let (holders, neighbours) = (contents.part.holders, contents.part.neighbours)
        let texts = Array(contents.evidence.map { Array($0.utf8) }.joined(separator: [0]))
        do throws(IndexFileError) {
            try file.write(
                numbers: [
                    Self.version, UInt64(bitPattern: contents.watermark.item),
                    UInt64(bitPattern: contents.watermark.match),
                ],
                lengths: [
                    4 * holders.starts.count, MemoryLayout<ContentAdjacency.Holder>.stride * holders.values.count,
                    4 * neighbours.starts.count,
                    MemoryLayout<ContentAdjacency.Neighbour>.stride * neighbours.values.count, texts.count,
                ],
                arrays: [
                    { try holders.starts.withUnsafeBytes($0) }, { try holders.values.withUnsafeBytes($0) },
                    { try neighbours.starts.withUnsafeBytes($0) }, { try neighbours.values.withUnsafeBytes($0) },
                    { try texts.withUnsafeBytes($0) },
                ]
            )
        } catch {
            throw CaseworkError(.storage, "the index of contents cannot be written: \(error.message)")
        }
    }
}

extension ContentAdjacencyFile.Contents {
    /// How many contents are compared with the store.
    private static let probes = 16

    /// Whether this is of the state that the store was in: the last item and match and some contents are compared.
    ///
    /// Items and matches of whole pictures are only ever added, so that a store that holds the last of them holds all,
    /// unless it is another, or an earlier one that went on otherwise.
    ///
    /// - Throws: ``StoreError``.
    func agrees(with reader: StoreReader) throws(StoreError) -> Bool {
        if watermark.item > 0 {
            guard let last = try reader.holding(watermark.item),
                part.holders[last.media].contains(where: {
                    Int64($0.item) == last.item && Int64($0.exhibit) == last.exhibit
                })
            else { return false }
        }
        if watermark.match > 0 {
            guard let last = try reader.nearDuplicate(watermark.match),
                let neighbour = part.neighbours[last.mediaA].first(where: { Int64($0.media) == last.mediaB }),
                evidence[Int(neighbour.evidence)] == last.evidenceText
            else { return false }
        }
        let count = part.holders.values.count
        for probe in 0..<min(Self.probes, count) {
            let holder = part.holders.values[count * probe / Self.probes]
            guard let held = try reader.holding(Int64(holder.item)), held.exhibit == Int64(holder.exhibit),
                part.holders[held.media].contains(holder)
            else { return false }
        }
        return true
    }
}
