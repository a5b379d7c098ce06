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
    var isAmbiguous: Bool {
        let sorted = values.sorted()
        let middle = (sorted.count - 1) / 2
        return sorted[middle + 1] - sorted[middle] < 0.0044
    }

    /// The hash: bit 16 i + j is set where the value exceeds the median.
    var hash: PerceptualHash {
        let median = Self.median(of: values)
        var words: [UInt64] = [0, 0, 0, 0]
        for (k, value) in values.enumerated() where value > median {
            words[k / 64] |= 1 << UInt64(k % 64)
        }
        return PerceptualHash(words: (words[0], words[1], words[2], words[3]))
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
    private static func median(of values: [Float]) -> Float {
        let sorted = values.sorted()
        return sorted[(sorted.count - 1) / 2]
    }
}
