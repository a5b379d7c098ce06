import CaseModel

/// Hashes like those of pictures, made of real ones where some are given.
struct SyntheticHashes {
    /// Bits of a real hash that are changed to make a stranger of it: far beyond the search radius, and few enough to keep
    /// what the bits of real hashes have in common.
    private static let strangerBits = 72

    private let real: [PerceptualHash]

    /// - Parameter real: Hashes of real pictures; without any, bits are independent and even.
    init(like real: [PerceptualHash]) {
        self.real = real
    }

    /// A hash that resembles none made before.
    func stranger(_ random: inout Generator) -> PerceptualHash {
        guard !real.isEmpty else {
            return PerceptualHash(words: (random.next(), random.next(), random.next(), random.next()))
        }
        return Self.changed(real[random.below(real.count)], bits: Self.strangerBits, &random)
    }

    /// A hash of which up to so many random bits are changed.
    static func edited(_ hash: PerceptualHash, most bits: Int, _ random: inout Generator) -> PerceptualHash {
        changed(hash, bits: random.below(bits + 1), &random)
    }

    private static func changed(_ hash: PerceptualHash, bits: Int, _ random: inout Generator) -> PerceptualHash {
        var words = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
        for _ in 0..<bits {
            let bit = random.below(256)
            words[bit >> 6] ^= 1 << UInt64(bit & 63)
        }
        return PerceptualHash(words: (words[0], words[1], words[2], words[3]))
    }

    /// The eight hashes of a picture, by the rules of PDQ for turned pictures, as if the median of its frequencies were
    /// zero.
    static func orientations(of hash: PerceptualHash) -> [PerceptualHash] {
        let turned = transposed(hash)
        let (rows, columns) = (stripes(byRow: true), stripes(byRow: false))
        return PictureOrientation.allCases.map { orientation in
            switch orientation {
            case .original: hash
            case .rotated90: turned ^ columns
            case .rotated180: hash ^ rows ^ columns
            case .rotated270: turned ^ rows
            case .flipped: hash ^ rows
            case .mirrored: hash ^ columns
            case .transposed: turned
            case .antitransposed: turned ^ rows ^ columns
            }
        }
    }

    private static func transposed(_ hash: PerceptualHash) -> PerceptualHash {
        let words = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
        var other: [UInt64] = [0, 0, 0, 0]
        for row in 0..<16 {
            for column in 0..<16 {
                let (from, to) = (16 * row + column, 16 * column + row)
                other[to >> 6] |= (words[from >> 6] >> UInt64(from & 63) & 1) << UInt64(to & 63)
            }
        }
        return PerceptualHash(words: (other[0], other[1], other[2], other[3]))
    }

    /// A hash with the bits of every second row or column set.
    private static func stripes(byRow: Bool) -> PerceptualHash {
        let word: UInt64 = byRow ? 0x0000_FFFF_0000_FFFF : 0x5555_5555_5555_5555
        return PerceptualHash(words: (word, word, word, word))
    }
}

private func ^ (left: PerceptualHash, right: PerceptualHash) -> PerceptualHash {
    PerceptualHash(
        words: (
            left.words.0 ^ right.words.0, left.words.1 ^ right.words.1, left.words.2 ^ right.words.2,
            left.words.3 ^ right.words.3
        )
    )
}
