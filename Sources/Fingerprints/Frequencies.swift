internal import CaseModel

/// 16 by 16 frequencies of a picture: row i holds vertical frequency i + 1, column j horizontal frequency j + 1.
struct Frequencies {
    /// 16.
    static let side = 16

    /// 256 values, row after row.
    let values: [Float]

    /// Whether the values on both sides of the median are so near to each other that another order of additions could
    /// exchange them, and with them two bits of the hash.
    ///
    /// The bound is four times the largest difference that was measured between two orders, over pictures of 0.06 to 12
    /// megapixels.
    var isAmbiguous: Bool { Self.isAmbiguous(values.sorted()) }

    private static func isAmbiguous(_ sorted: [Float]) -> Bool {
        let middle = (sorted.count - 1) / 2
        return sorted[middle + 1] - sorted[middle] < 0.0044
    }

    /// The hash: bit 16 i + j is set where the value exceeds the median.
    var hash: PerceptualHash { hash(over: Self.median(of: values.sorted())) }

    /// The hash and ``isAmbiguous``, for the cost of one.
    var hashAndAmbiguity: (hash: PerceptualHash, isAmbiguous: Bool) {
        let sorted = values.sorted()
        return (hash(over: Self.median(of: sorted)), Self.isAmbiguous(sorted))
    }

    private func hash(over median: Float) -> PerceptualHash {
        func word(_ number: Int) -> UInt64 {
            (0..<64).reduce(0) { $0 | (values[64 * number + $1] > median ? 1 << UInt64($1) : 0) }
        }
        return PerceptualHash(words: (word(0), word(1), word(2), word(3)))
    }

    /// The frequencies of the picture turned or mirrored: exchanged, and negated where they are odd.
    func applying(_ orientation: PictureOrientation) -> Frequencies {
        var result = values
        for i in 0..<Self.side {
            for j in 0..<Self.side {
                let value = values[i * Self.side + j]
                let isNegated =
                    switch orientation {
                    case .original, .transposed: false
                    case .rotated90, .mirrored: j % 2 == 0
                    case .rotated270, .flipped: i % 2 == 0
                    case .rotated180, .antitransposed: (i + j) % 2 == 1
                    }
                let target = orientation.isTurned ? j * Self.side + i : i * Self.side + j
                result[target] = isNegated ? -value : value
            }
        }
        return Frequencies(values: result)
    }

    /// The hashes of all eight orientations, in their order.
    var allHashes: [PerceptualHash] {
        PictureOrientation.allCases.map { applying($0).hash }
    }

    /// The value that as many lie below as above: of an even number the lower middle one.
    ///
    /// Gives what Torben Mogensen's search for the median gives, which the reference uses.
    private static func median(of sorted: [Float]) -> Float { sorted[(sorted.count - 1) / 2] }
}
