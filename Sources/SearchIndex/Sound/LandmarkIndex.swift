public import CaseModel

/// A place in a stored recording at which a query's landmarks agree.
public struct SoundPlace: Hashable, Sendable {
    /// The recording, in order of addition from 0.
    public let recording: Int
    /// The frame of the recording at which the query's first frame would lie, the change undone.
    public let offset: Int
    /// The change that the query has undergone.
    public let change: SoundChange
    /// How many landmarks agree.
    public let votes: Int
}

/// Recordings by their landmarks.
public struct LandmarkIndex {
    private struct Posting {
        let key: UInt32
        let recording: UInt32
        let frame: UInt32
        /// The posting before it in the same list.
        let previous: UInt32
    }

    /// Landmarks that are more frequent than this tell nothing.
    private static let longestList = 2000
    private static let fewestVotes = 3
    private static let none = UInt32.max

    private var postings: [Posting] = []
    /// The latest posting of each list; a power of two of them.
    private var latest = [UInt32](repeating: none, count: 1 << 12)
    /// How many recordings there are.
    public private(set) var count = 0

    /// Makes an empty index.
    public init() {}

    /// Adds a recording; its number is the number of recordings before it.
    public mutating func append(_ peaks: SoundPeaks) {
        for landmark in SoundLandmarks(peaks.stored).stored {
            if postings.count >= latest.count { grow() }
            let list = list(of: landmark.key)
            postings.append(
                Posting(
                    key: landmark.key,
                    recording: UInt32(count),
                    frame: UInt32(max(0, landmark.frame.rounded())),
                    previous: latest[list]
                )
            )
            latest[list] = UInt32(postings.count - 1)
        }
        count += 1
    }

    /// The places at which most landmarks of a query agree, over all changes that are tried.
    ///
    /// - Parameters:
    ///   - query: A query's peaks, of some seconds.
    ///   - limit: How many places are wanted at most.
    /// - Returns: The places, those with most votes first.
    ///
    /// Cost: about 9,000 look-ups for each second of the query.
    public func places(of query: SoundPeaks, limit: Int) -> [SoundPlace] {
        var found: [SoundPlace] = []
        for change in SoundChange.tried {
            var votes: [Key: Int] = [:]
            for landmark in SoundLandmarks(query, undoing: change).asked {
                forEachPosting(landmark.key) { posting in
                    let offset = Int(posting.frame) - Int(landmark.frame.rounded())
                    votes[Key(recording: posting.recording, offset: Int32(clamping: offset)), default: 0] += 1
                }
            }
            for (key, count) in votes {
                let before = votes[Key(recording: key.recording, offset: key.offset - 1)] ?? 0
                let after = votes[Key(recording: key.recording, offset: key.offset + 1)] ?? 0
                // Of neighbours that agree the strongest stands for all.
                guard count >= before, count > after, count + before + after >= Self.fewestVotes else { continue }
                found.append(
                    SoundPlace(
                        recording: Int(key.recording),
                        offset: Int(key.offset),
                        change: change,
                        votes: count + before + after
                    )
                )
            }
        }
        let order = Dictionary(uniqueKeysWithValues: zip(SoundChange.tried, 0...))
        return Array(
            found.sorted { left, right in
                (right.votes, left.recording, left.offset, order[left.change] ?? 0)
                    < (left.votes, right.recording, right.offset, order[right.change] ?? 0)
            }.prefix(limit)
        )
    }

    private struct Key: Hashable {
        let recording: UInt32
        let offset: Int32
    }

    private func forEachPosting(_ key: UInt32, _ body: (Posting) -> Void) {
        var matching: [UInt32] = []
        var number = latest[list(of: key)]
        while number != Self.none {
            let posting = postings[Int(number)]
            if posting.key == key {
                matching.append(number)
                guard matching.count <= Self.longestList else { return }
            }
            number = posting.previous
        }
        for number in matching { body(postings[Int(number)]) }
    }

    private func list(of key: UInt32) -> Int {
        // The upper bits of a product are well mixed (Knuth's multiplicative hashing).
        Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (latest.count - 1)
    }

    private mutating func grow() {
        latest = [UInt32](repeating: Self.none, count: latest.count * 4)
        for index in postings.indices {
            let posting = postings[index]
            let list = list(of: posting.key)
            postings[index] = Posting(
                key: posting.key,
                recording: posting.recording,
                frame: posting.frame,
                previous: latest[list]
            )
            latest[list] = UInt32(index)
        }
    }
}
