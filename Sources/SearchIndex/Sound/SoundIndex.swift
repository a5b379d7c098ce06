/// Recordings whose words agree with a query's in three of their four bytes.
///
/// Each 32-bit word is filed four times, each time without another of its bytes, so that errors in one byte do not hide it.
public struct SoundIndex {
    /// A word of a stored recording that agrees with a word of the query.
    public struct Hit: Hashable, Sendable {
        /// The recording, in order of addition from 0.
        public let recording: Int
        /// Which of its words, from 0.
        public let position: Int
    }

    private static let tables = 4
    /// Keys with more words than this are commonplaces such as silence, and are passed over.
    private static let longestList = 2048
    private static let none = UInt32.max

    private struct List {
        var latest: UInt32
        var length: UInt32
    }

    private var lists: [UInt64: List] = [:]
    private var words: [Hit] = []
    /// For each word and table the word before it with the same key.
    private var previous: [UInt32] = []
    /// How many recordings there are.
    public private(set) var count = 0

    /// Makes an empty index.
    public init() {}

    /// Adds a recording's words; its number is the number of recordings before it.
    public mutating func append(_ recording: [UInt32]) {
        for (position, word) in recording.enumerated() {
            // Runs of one word are silence or a steady tone: one of each is enough.
            if position > 0, recording[position - 1] == word { continue }
            let number = UInt32(words.count)
            words.append(Hit(recording: count, position: position))
            for table in 0..<Self.tables {
                let key = Self.key(of: word, table: table)
                var list = lists[key] ?? List(latest: Self.none, length: 0)
                previous.append(list.latest)
                list.latest = number
                list.length += 1
                lists[key] = list
            }
        }
        count += 1
    }

    /// Calls back for each stored word that agrees with a word of a query; more than once if it agrees in all bytes.
    public func forEachHit(_ word: UInt32, _ body: (Hit) -> Void) {
        for table in 0..<Self.tables {
            guard let list = lists[Self.key(of: word, table: table)], list.length <= Self.longestList else { continue }
            var number = list.latest
            while number != Self.none {
                body(words[Int(number)])
                number = previous[Int(number) * Self.tables + table]
            }
        }
    }

    private static func key(of word: UInt32, table: Int) -> UInt64 {
        UInt64(table) << 32 | UInt64(word & ~(0xFF << UInt32(8 * table)))
    }
}
