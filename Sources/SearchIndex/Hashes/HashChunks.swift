internal import CairnKernels
internal import CaseModel
internal import Synchronization

/// Hashes in order of addition, sliced for scanning, each with a label.
///
/// May be read while it grows: a hash is written before the count that includes it, chunks never move, and what is below
/// the count never changes. This order, kept by `published`, is what makes sharing it safe; whoever adds holds `writing`.
final class HashChunks: @unchecked Sendable {
    static let chunkHashes = 1 << 16
    static let chunkBytes = 32 * chunkHashes
    static let labelBytes = 8 * chunkHashes
    /// Positions are 32-bit numbers.
    static let mostHashes = Int(UInt32.max)
    private static let mostChunks = 1 << 16

    private struct Memory {
        var chunks: [LargeMemory] = []
        /// Whatever else must live as long as the hashes: the files that they lie in.
        var owners: [any AnyObject & Sendable] = []
    }

    /// Where each chunk lies, and where its labels do; never moved, so that a reader needs no lock.
    private let tables = LargeMemory(bytes: 2 * 8 * mostChunks, isLarge: false)
    private let published = Atomic<Int>(0)
    private let writing = Mutex(Memory())

    /// For C: the first two words of chunk after chunk.
    var chunks: UnsafeMutablePointer<UnsafePointer<UInt64>?> {
        tables.bound(to: UInt8.self).withMemoryRebound(to: UnsafePointer<UInt64>?.self, capacity: Self.mostChunks) {
            $0
        }
    }

    private var labels: UnsafeMutablePointer<UnsafePointer<Int64>?> {
        (tables.start + 8 * Self.mostChunks).assumingMemoryBound(to: UnsafePointer<Int64>?.self)
    }

    /// How many hashes can be read.
    var count: Int { published.load(ordering: .acquiring) }

    var byteCount: Int { (count + Self.chunkHashes - 1) / Self.chunkHashes * (Self.chunkBytes + Self.labelBytes) }

    func append(_ hashes: some Sequence<(PerceptualHash, Int64)>) {
        writing.withLock { memory in
            var position = published.load(ordering: .relaxed)
            for (hash, label) in hashes {
                precondition(position < Self.mostHashes, "an index holds no more than 4,294,967,295 hashes")
                let (chunk, place) = position.quotientAndRemainder(dividingBy: Self.chunkHashes)
                if place == 0 { add(chunk: chunk, to: &memory) }
                guard let words = chunks[chunk], let labels = labels[chunk] else { break }
                let code = UnsafeMutablePointer(mutating: words) + Self.word(place)
                code[0] = hash.words.0
                code[8] = hash.words.1
                code[2 * Self.chunkHashes] = hash.words.2
                code[2 * Self.chunkHashes + 8] = hash.words.3
                UnsafeMutablePointer(mutating: labels)[place] = label
                position += 1
            }
            published.store(position, ordering: .releasing)
        }
    }

    /// Adds a chunk of a file, to which its labels are next; only while all before are whole.
    ///
    /// A whole one is used where it lies, in its owner's memory; one that may grow is copied.
    func adopt(
        _ start: UnsafeRawPointer,
        _ layout: HammingSnapshot.Layout,
        held: Int,
        owner: some AnyObject & Sendable
    ) {
        writing.withLock { memory in
            let position = published.load(ordering: .relaxed)
            precondition(position % Self.chunkHashes == 0)
            let chunk = position / Self.chunkHashes
            if held == Self.chunkHashes {
                chunks[chunk] = start.assumingMemoryBound(to: UInt64.self)
                labels[chunk] = (start + Self.chunkBytes).assumingMemoryBound(to: Int64.self)
                if memory.owners.last !== owner { memory.owners.append(owner) }
            } else {
                add(chunk: chunk, to: &memory)
                guard let own = self.memory(ofChunk: chunk) else { return }
                var source = start
                for part in layout.parts {
                    let target = UnsafeMutableRawPointer(mutating: part.isLabels ? own.labels : own.words)
                    (target + part.offset).copyMemory(from: source, byteCount: part.byteCount)
                    source += part.byteCount
                }
            }
            published.store(position + held, ordering: .releasing)
        }
    }

    private func add(chunk: Int, to memory: inout Memory) {
        // Most indexes are small, and the first chunk's pages should be too.
        let words = LargeMemory(bytes: Self.chunkBytes, isLarge: chunk > 0)
        let labels = LargeMemory(bytes: Self.labelBytes, isLarge: false)
        memory.chunks += [words, labels]
        chunks[chunk] = UnsafePointer(words.bound(to: UInt64.self))
        self.labels[chunk] = UnsafePointer(labels.bound(to: Int64.self))
    }

    func hash(at position: Int) -> PerceptualHash? {
        guard position >= 0, position < count, let words = chunks[position / Self.chunkHashes] else { return nil }
        let code = words + Self.word(position % Self.chunkHashes)
        return PerceptualHash(
            words: (code[0], code[8], code[2 * Self.chunkHashes], code[2 * Self.chunkHashes + 8])
        )
    }

    func label(at position: Int) -> Int64? {
        guard position >= 0, position < count else { return nil }
        return labels[position / Self.chunkHashes]?[position % Self.chunkHashes]
    }

    /// The chunk's words and labels as they lie.
    func memory(ofChunk chunk: Int) -> (words: UnsafeRawPointer, labels: UnsafeRawPointer)? {
        guard let words = chunks[chunk], let labels = labels[chunk] else { return nil }
        return (UnsafeRawPointer(words), UnsafeRawPointer(labels))
    }

    /// Where a hash's first word lies in its chunk: eight hashes lie together.
    private static func word(_ place: Int) -> Int { (place & ~7) * 2 + place & 7 }
}
