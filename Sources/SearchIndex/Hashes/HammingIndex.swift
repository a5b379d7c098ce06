public import CaseModel
internal import Dispatch
internal import Synchronization

/// All hashes within a Hamming distance of a query: none is missed, and none is added.
///
/// Two forms answer. The *scan* reads every hash, the first 128 bits of each, and verifies on the others the few that can
/// still be near: a distance of 128 bits never exceeds that of all 256. *Bands* look up sorted positions by eleven parts of
/// the bits and compare only hashes that are near in one of them. Bands are made in the background once as much time was
/// spent on scanning as making them takes; hashes that came later are scanned.
///
/// May be searched from many threads while hashes are added: a search sees all that were added before it began, and none
/// that is added after.
public final class HammingIndex: Sendable {
    /// One hash near a query.
    public struct Hit: Hashable, Sendable {
        /// Position of the hash, in order of addition from 0.
        public let position: Int
        /// Hamming distance, 0…256.
        public let distance: Int

        /// Names a hash and its distance.
        public init(position: Int, distance: Int) {
            self.position = position
            self.distance = distance
        }
    }

    /// Some of the hits of a query.
    public struct Page: Sendable {
        /// Hits in order of position.
        public let hits: [Hit]
        /// The position after which the next page begins; nil if there is none.
        public let next: Int?
    }

    /// Which form answers.
    package enum Form: Sendable {
        /// The one that is faster.
        case faster
        case scan
        case bands
    }

    private struct Bands {
        var slots: [BandSlot] = []
        var isBeingMade = false
    }

    let hashes = HashChunks()
    let kernel: HammingKernel
    private let bands = Mutex(Bands())
    /// Comparisons made by scanning since bands were last begun.
    private let scanned = Atomic<Int>(0)
    private let state = Mutex<[String]>([])

    /// Makes an empty index.
    ///
    /// - Parameter kernel: How hashes are compared; this processor's fastest way if it does not have that one.
    public init(kernel: HammingKernel = .best) {
        self.kernel = HammingKernel.available.contains(kernel) ? kernel : .best
    }

    /// How many hashes there are.
    public var count: Int { hashes.count }

    /// Bytes that the index holds.
    public var byteCount: Int { hashes.byteCount + bands.withLock { $0.slots.reduce(0) { $0 + $1.byteCount } } }

    /// What was found to be wrong with the index, one sentence each.
    ///
    /// While there is something, answers may lack hashes.
    public var faults: [String] { state.withLock { $0 } }

    /// Adds a hash; its position is the number of hashes before it.
    ///
    /// - Parameters:
    ///   - hash: The hash.
    ///   - label: What it belongs to, in the caller's numbers.
    public func append(_ hash: PerceptualHash, label: Int64 = 0) {
        hashes.append(CollectionOfOne((hash, label)))
    }

    /// Adds hashes at once; a search sees all of them or none.
    public func append(contentsOf new: some Sequence<(PerceptualHash, Int64)>) {
        hashes.append(new)
    }

    /// The hash at a position; nil if there is none.
    public func hash(at position: Int) -> PerceptualHash? { hashes.hash(at: position) }

    /// The label of the hash at a position; nil if there is none.
    public func label(at position: Int) -> Int64? { hashes.label(at: position) }

    /// Finds all hashes within a radius, in order of position.
    ///
    /// Cost: 0.5 ns for each stored hash, bound by memory; with bands 0.17 ms among ten million.
    public func search(_ query: PerceptualHash, radius: Int) -> [Hit] {
        search([query], radius: radius, form: .faster)[0]
    }

    /// Answers several queries together.
    ///
    /// Cost: 0.13 ns for each query and stored hash, for eight queries or more; with bands as much as single queries.
    ///
    /// - Parameters:
    ///   - queries: The queries.
    ///   - radius: The largest distance.
    ///   - threads: How many threads share the work.
    /// - Returns: The hits of each query, in order of position.
    public func search(_ queries: [PerceptualHash], radius: Int, threads: Int = 1) -> [[Hit]] {
        search(queries, radius: radius, threads: threads, form: .faster)
    }

    /// Some of the hashes within a radius: those after a position.
    ///
    /// Pages that follow one another hold each hash once, also while hashes are added.
    ///
    /// - Parameters:
    ///   - query: The query.
    ///   - radius: The largest distance.
    ///   - position: What the page before gave as ``Page/next``; nil for the first.
    ///   - limit: How many hits at most.
    /// - Returns: The hits, and where the next page begins.
    public func page(_ query: PerceptualHash, radius: Int, after position: Int? = nil, limit: Int) -> Page {
        let rest = search(query, radius: radius).drop { $0.position <= position ?? -1 }
        let hits = Array(rest.prefix(max(0, limit)))
        return Page(hits: hits, next: hits.count < rest.count ? hits.last?.position ?? position : nil)
    }

    package func search(_ queries: [PerceptualHash], radius: Int, threads: Int = 1, form: Form) -> [[Hit]] {
        // In this order: what bands hold is below the count.
        let slots = form == .scan || radius > BandSlot.largestRadius ? [] : bands.withLock { $0.slots }
        let count = hashes.count
        guard count > 0, radius >= 0 else { return [[Hit]](repeating: [], count: queries.count) }
        let search = HammingSearch(
            hashes: hashes,
            count: count,
            kernel: kernel,
            slots: slots,
            radius: min(radius, 256),
            mayGiveUp: form == .faster
        )
        if form == .faster { makeBandsIfDue(scanning: queries.count * (count - search.covered), count: count) }
        let parts = max(1, min(threads, queries.count / HammingSearch.group))
        guard parts > 1 else { return search.hits(of: queries[...]) }
        let found = Mutex([[[Hit]]](repeating: [], count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let hits = search.hits(of: queries[(queries.count * part / parts)..<(queries.count * (part + 1) / parts)])
            found.withLock { $0[part] = hits }
        }
        return found.withLock { Array($0.joined()) }
    }
}

extension HammingIndex {
    /// From a hundred thousand hashes on bands are faster, but below this by some ten microseconds only, for tens of megabytes
    /// of directories.
    static let fewestForBands = 300_000
    /// Nanoseconds that bands take to make for each hash.
    private static let makingTime = 500

    /// Begins making bands if scanning has cost as much as they do: whatever comes, no more than twice the time of the
    /// better choice is spent.
    private func makeBandsIfDue(scanning comparisons: Int, count: Int) {
        guard count >= Self.fewestForBands else { return }
        let all = scanned.wrappingAdd(comparisons, ordering: .relaxed).newValue
        guard all / kernel.hashesPerMicrosecond > count * Self.makingTime / 1000 else { return }
        let isMine = bands.withLock { bands in
            if bands.isBeingMade { return false }
            bands.isBeingMade = true
            return true
        }
        guard isMine else { return }
        scanned.store(0, ordering: .relaxed)
        DispatchQueue.global(qos: .utility).async {
            self.makeSlots()
            self.selfTest(samples: 33, compared: 1)
        }
    }

    /// Makes bands of all hashes now, unless they are being made.
    ///
    /// Cost: 0.5 µs a hash.
    public func makeBands() {
        let isMine = bands.withLock { bands in
            if bands.isBeingMade { return false }
            bands.isBeingMade = true
            return true
        }
        if isMine { makeSlots() }
    }

    /// Slots are exchanged one by one, so that little more than one of them is held twice.
    private func makeSlots() {
        let count = hashes.count
        let counts = LargeMemory(bytes: 4 << 24, isLarge: true)
        var made: [BandSlot] = []
        for number in BandSlot.layout.indices {
            let slot = BandSlot(number: number, of: hashes, count: count, counts: counts)
            made.append(slot)
            bands.withLock { bands in
                if bands.slots.count == BandSlot.layout.count { bands.slots[number] = slot }
            }
        }
        bands.withLock { bands in
            bands.slots = made
            bands.isBeingMade = false
        }
    }

    /// How many hashes bands find.
    package var banded: Int { bands.withLock { $0.slots.map(\.count).min() ?? 0 } }

    /// Takes a position out of the bands, as a fault would.
    package func damageBands(at position: Int) {
        for slot in bands.withLock({ $0.slots }) { slot.damage(position, by: position == 0 ? 1 : 0) }
    }

    /// Notes that something is wrong.
    func note(_ faults: [String]) {
        state.withLock { state in state += faults.filter { !state.contains($0) } }
    }
}
