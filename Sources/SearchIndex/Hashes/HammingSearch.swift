internal import CairnKernels
internal import CaseModel

/// A search among the hashes that were there when it began.
struct HammingSearch: Sendable {
    /// How many queries are compared with hashes while these are in registers.
    static let group = 8
    /// How many queries are asked while the hashes are read once.
    private static let together = 64
    /// What the kernel needs for each query: CAIRN_SCAN_ROOM.
    private static let roomPerQuery = 1024
    /// How many hashes are compared in a microsecond with one query at most, as memory gives no more.
    private static let hashesPerMicrosecondAlone = 1_700
    /// How many candidates of bands are compared in a microsecond where many are near, each read at random.
    private static let candidatesPerMicrosecond = 20

    let hashes: HashChunks
    let count: Int
    let kernel: HammingKernel
    /// All slots of the bands, or none.
    let slots: [BandSlot]
    let radius: Int
    /// Whether queries that have too many candidates are answered by scanning.
    let mayGiveUp: Bool

    /// How many hashes bands find.
    var covered: Int { slots.map(\.count).min() ?? 0 }

    /// The hits of each query, in order of position.
    func hits(of queries: ArraySlice<PerceptualHash>) -> [[HammingIndex.Hit]] {
        var hits = [[HammingIndex.Hit]](repeating: [], count: queries.count)
        let covered = covered
        if covered > 0 {
            let left = lookUp(queries, &hits)
            scan(left.map { ($0, queries[queries.startIndex + $0]) }, from: 0, to: covered, &hits)
        }
        scan(queries.enumerated().map { ($0.offset, $0.element) }, from: covered, to: count, &hits)
        return hits
    }

    /// Looks queries up in the bands; gives those that have so many candidates that reading all hashes is faster.
    private func lookUp(_ queries: ArraySlice<PerceptualHash>, _ hits: inout [[HammingIndex.Hit]]) -> [Int] {
        let table = zip(slots, BandSlot.radii(within: radius)).map { slot, radius in slot.slot(radius: radius) }
        let covered = covered
        let alone = queries.count < Self.group ? Self.hashesPerMicrosecondAlone : .max
        let scanRate = min(kernel.hashesPerMicrosecond, alone)
        let scanTime = covered / scanRate
        let limit = mayGiveUp ? max(1024, scanTime * Self.candidatesPerMicrosecond) : slots.count * covered
        let room = min(limit, covered)
        let finds = UnsafeMutablePointer<cairn_find>.allocate(capacity: room)
        defer { finds.deallocate() }
        var left: [Int] = []
        for (number, query) in queries.enumerated() {
            let words = [query.words.0, query.words.1, query.words.2, query.words.3]
            let found = cairn_slots_search(
                table,
                table.count,
                hashes.chunks,
                covered,
                words,
                UInt32(radius),
                limit,
                finds
            )
            guard found >= 0 else {
                left.append(number)
                continue
            }
            hits[number] = UnsafeBufferPointer(start: finds, count: found)
                .map { HammingIndex.Hit(position: Int($0.position), distance: Int($0.distance)) }
                .sorted { $0.position < $1.position }
        }
        return left
    }

    private func scan(
        _ queries: [(number: Int, query: PerceptualHash)],
        from start: Int,
        to end: Int,
        _ hits: inout [[HammingIndex.Hit]]
    ) {
        guard start < end, !queries.isEmpty else { return }
        let capacity = 2 * Self.roomPerQuery * min(queries.count, Self.together)
        let finds = UnsafeMutablePointer<cairn_find>.allocate(capacity: capacity)
        defer { finds.deallocate() }
        for first in stride(from: 0, to: queries.count, by: Self.together) {
            let asked = queries[first..<min(first + Self.together, queries.count)]
            let words = asked.flatMap { [$0.query.words.0, $0.query.words.1, $0.query.words.2, $0.query.words.3] }
            var position = start
            while position < end {
                let chunk = position / HashChunks.chunkHashes
                let base = chunk * HashChunks.chunkHashes
                var found = 0
                position =
                    base
                    + cairn_hamming_scan(
                        kernel.number,
                        hashes.chunks[chunk],
                        position - base,
                        min(end - base, HashChunks.chunkHashes),
                        words,
                        asked.count,
                        UInt32(radius),
                        finds,
                        capacity,
                        &found
                    )
                for find in UnsafeBufferPointer(start: finds, count: found) {
                    hits[asked[first + Int(find.query)].number]
                        .append(HammingIndex.Hit(position: base + Int(find.position), distance: Int(find.distance)))
                }
            }
        }
    }
}
