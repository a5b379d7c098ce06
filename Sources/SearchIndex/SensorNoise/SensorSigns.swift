internal import CairnKernels

/// The signs of sensor noise, a bit for each value: what is compared first where there are many fingerprints.
public struct SensorSigns: Hashable, Sendable {
    /// 32 signs a word, the first in the lowest bit; 1 for values above zero.
    public let words: [UInt32]

    /// Takes the signs of values.
    ///
    /// - Parameter values: A multiple of 32 of them.
    public init(_ values: [Int8]) {
        precondition(values.count.isMultiple(of: 32))
        words = stride(from: 0, to: values.count, by: 32).map { start in
            var word: UInt32 = 0
            for bit in 0..<32 where values[start + bit] > 0 { word |= 1 << UInt32(bit) }
            return word
        }
    }

    /// Takes over words of 32 signs.
    public init(words: [UInt32]) {
        self.words = words
    }

    /// How far the agreement of two runs of signs is above chance, in standard deviations.
    public func agreement(with other: SensorSigns) -> Double {
        guard words.count == other.words.count, !words.isEmpty else { return 0 }
        return Self.deviations(differing: cairn_differing_bits(words, other.words, words.count), of: words.count * 32)
    }

    static func deviations(differing: UInt64, of count: Int) -> Double {
        (Double(count) - 2 * Double(differing)) / Double(count).squareRoot()
    }
}

/// Signs of many fingerprints of one size, in one run of memory.
///
/// Cost: 128 kB each for squares of 1,024; a query reads all of them.
public struct SensorSignIndex: Sendable {
    private let wordCount: Int
    private var words: [UInt32] = []

    /// How many fingerprints are in it.
    public private(set) var count = 0

    /// Starts an index of fingerprints with so many values.
    public init(valueCount: Int) {
        precondition(valueCount.isMultiple(of: 32) && valueCount > 0)
        wordCount = valueCount / 32
    }

    /// Adds a fingerprint; its position is the number of those before it.
    public mutating func append(_ signs: SensorSigns) {
        precondition(signs.words.count == wordCount)
        words += signs.words
        count += 1
    }

    /// The fingerprints whose signs agree best with a query's, the best first.
    ///
    /// - Parameters:
    ///   - query: The signs to compare with.
    ///   - most: How many are wanted.
    /// - Returns: Positions, and how far each is above chance in standard deviations; empty if the size differs.
    /// - Cost: Linear in the size of the index.
    public func best(_ query: SensorSigns, most: Int) -> [(position: Int, agreement: Double)] {
        guard query.words.count == wordCount else { return [] }
        var found: [(position: Int, agreement: Double)] = []
        words.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            found = (0..<count).map { position in
                let differing = cairn_differing_bits(base + position * wordCount, query.words, wordCount)
                return (position, SensorSigns.deviations(differing: differing, of: wordCount * 32))
            }
        }
        found.sort { ($1.agreement, $0.position) < ($0.agreement, $1.position) }
        return Array(found.prefix(most))
    }
}
