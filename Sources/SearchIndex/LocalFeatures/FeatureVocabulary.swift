internal import CairnKernels
internal import CaseModel

/// A dictionary of what patches of pictures look like: it turns a descriptor into a word and a signature of 64 bits.
///
/// Words are the leaves of a tree of two levels with 128 branches each. A signature says on which side of the word's
/// median each of 64 random projections of the descriptor lies, so that descriptors of one word are told apart by the
/// Hamming distance of their signatures (Hamming embedding: Jégou, Douze and Schmid 2008).
public struct FeatureVocabulary: Sendable {
    /// Branches of each node.
    public static let branches = 128
    /// How many words there are.
    public static let wordCount = branches * branches
    /// Bits of a signature.
    public static let signatureBits = 64
    /// How many branches of the first level are followed.
    private static let beam = 4
    static let length = LocalFeatures.descriptorLength
    static let magic = Array("CAIRN VOCABULARY 1\n".utf8)
    /// Projections are divided by this to fit 16 bits.
    static let projectionScale: Int32 = 16

    /// A word and the signature that a descriptor has in it.
    public struct Word: Hashable, Sendable {
        /// 0 to 16,383.
        public let number: Int
        /// On which side of the word's medians the descriptor lies.
        public let signature: UInt64

        /// Names a word and a signature in it.
        package init(number: Int, signature: UInt64) {
            self.number = number
            self.signature = signature
        }
    }

    /// Centres of the first level, 128 bytes each.
    let roots: [UInt8]
    /// Centres of the words, 128 bytes each.
    let leaves: [UInt8]
    /// 64 directions of 128 numbers each.
    let directions: [Int8]
    /// 64 medians for each word.
    let medians: [Int16]
    /// Squared lengths of the centres: with a product, they tell which centre is nearer.
    private let rootNorms: [Int32]
    private let leafNorms: [Int32]
    /// A sum over ``bytes`` that tells vocabularies apart.
    let sum: UInt64

    init(roots: [UInt8], leaves: [UInt8], directions: [Int8], medians: [Int16]) {
        let bytes = Self.bytes(roots, leaves, directions, medians)
        self.init(roots, leaves, directions, medians, sum: bytes.withUnsafeBytes(Self.sum(of:)))
    }

    private init(_ roots: [UInt8], _ leaves: [UInt8], _ directions: [Int8], _ medians: [Int16], sum: UInt64) {
        self.roots = roots
        self.leaves = leaves
        self.directions = directions
        self.medians = medians
        self.sum = sum
        rootNorms = Self.norms(of: roots)
        leafNorms = Self.norms(of: leaves)
    }

    private static func norms(of centres: [UInt8]) -> [Int32] {
        centres.withUnsafeBufferPointer { centres in
            stride(from: 0, to: centres.count, by: length).map { start in
                var norm: Int32 = 0
                let centre = centres.baseAddress.map { $0 + start }
                cairn_descriptor_products(centre, centre, 1, &norm)
                return norm
            }
        }
    }

    /// Reads a vocabulary as ``bytes`` gives it; nil for anything else.
    public init?(bytes: UnsafeRawBufferPointer) {
        let sizes = [
            Self.magic.count, Self.branches * Self.length, Self.wordCount * Self.length,
            Self.signatureBits * Self.length, Self.wordCount * Self.signatureBits * 2,
        ]
        guard bytes.count == sizes.reduce(0, +), bytes.prefix(Self.magic.count).elementsEqual(Self.magic) else {
            return nil
        }
        var start = Self.magic.count
        func next<Number: BitwiseCopyable>(_ size: Int, _ type: Number.Type) -> [Number] {
            defer { start += size }
            return [Number](unsafeUninitializedCapacity: size / MemoryLayout<Number>.size) { numbers, count in
                UnsafeMutableRawBufferPointer(numbers).copyMemory(from: .init(rebasing: bytes[start..<(start + size)]))
                count = numbers.count
            }
        }
        self.init(
            next(sizes[1], UInt8.self),
            next(sizes[2], UInt8.self),
            next(sizes[3], Int8.self),
            next(sizes[4], Int16.self),
            sum: Self.sum(of: bytes)
        )
    }

    /// The vocabulary as bytes: a heading, then centres, words, directions and medians, in this machine's byte order.
    public var bytes: [UInt8] { Self.bytes(roots, leaves, directions, medians) }

    private static func bytes(
        _ roots: [UInt8],
        _ leaves: [UInt8],
        _ directions: [Int8],
        _ medians: [Int16]
    ) -> [UInt8] {
        var all = magic + roots + leaves
        directions.withUnsafeBytes { all += $0 }
        medians.withUnsafeBytes { all += $0 }
        return all
    }

    private static func sum(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum = RunningSum()
        sum.add(bytes)
        return sum.value
    }

    /// The nearest words of each descriptor, the nearest first, with its signature in each.
    ///
    /// - Parameters:
    ///   - descriptors: 128 bytes each.
    ///   - count: How many words are wanted of each, 1 to 128.
    /// - Returns: `count` words for each descriptor, one after the other.
    ///
    /// Cost: about 10 µs for each descriptor.
    public func words(of descriptors: [UInt8], count: Int) -> [Word] {
        var words: [Word] = []
        words.reserveCapacity(descriptors.count / Self.length * count)
        var finder = WordFinder(vocabulary: self)
        descriptors.withUnsafeBufferPointer { all in
            for start in stride(from: 0, to: all.count, by: Self.length) {
                let descriptor = UnsafeBufferPointer(rebasing: all[start..<(start + Self.length)])
                finder.append(count, wordsOf: descriptor, to: &words)
            }
        }
        return words
    }

    /// The 64 projections of a descriptor.
    func projections(of descriptor: UnsafeBufferPointer<UInt8>) -> [Int16] {
        directions.withUnsafeBufferPointer { directions in
            (0..<Self.signatureBits).map { bit in
                var sum: Int32 = 0
                for position in 0..<Self.length {
                    sum &+= Int32(directions[bit * Self.length + position]) &* Int32(descriptor[position])
                }
                return Int16(clamping: sum / Self.projectionScale)
            }
        }
    }

    /// Looks words up, with room for distances that is kept from one to the next.
    struct WordFinder {
        private let vocabulary: FeatureVocabulary
        private var products = [Int32](repeating: 0, count: branches)

        init(vocabulary: FeatureVocabulary) {
            self.vocabulary = vocabulary
        }

        mutating func append(_ count: Int, wordsOf descriptor: UnsafeBufferPointer<UInt8>, to words: inout [Word]) {
            let projections = vocabulary.projections(of: descriptor)
            for number in nearest(descriptor, count: count) {
                var signature: UInt64 = 0
                for bit in 0..<signatureBits
                where projections[bit] > vocabulary.medians[number * signatureBits + bit] {
                    signature |= 1 << UInt64(bit)
                }
                words.append(Word(number: number, signature: signature))
            }
        }

        /// The numbers of the nearest words.
        mutating func nearest(_ descriptor: UnsafeBufferPointer<UInt8>, count: Int) -> [Int] {
            var roots = NearestFew(count: beam)
            cairn_descriptor_products(descriptor.baseAddress, vocabulary.roots, branches, &products)
            for root in 0..<branches { roots.offer(root, vocabulary.rootNorms[root] - 2 * products[root]) }
            var best = NearestFew(count: count)
            for root in roots.numbers {
                vocabulary.leaves.withUnsafeBufferPointer { leaves in
                    cairn_descriptor_products(
                        descriptor.baseAddress,
                        leaves.baseAddress.map { $0 + root * branches * length },
                        branches,
                        &products
                    )
                }
                for leaf in 0..<branches {
                    let number = root * branches + leaf
                    best.offer(number, vocabulary.leafNorms[number] - 2 * products[leaf])
                }
            }
            return best.numbers
        }
    }
}

/// The few smallest of many distances.
private struct NearestFew {
    private var entries: [(distance: Int32, number: Int)] = []
    private let count: Int

    init(count: Int) {
        self.count = count
        entries.reserveCapacity(count + 1)
    }

    var numbers: [Int] { entries.map(\.number) }

    mutating func offer(_ number: Int, _ distance: Int32) {
        if entries.count == count, let last = entries.last, distance >= last.distance { return }
        let place = entries.firstIndex { distance < $0.distance } ?? entries.count
        entries.insert((distance, number), at: place)
        if entries.count > count { entries.removeLast() }
    }
}
