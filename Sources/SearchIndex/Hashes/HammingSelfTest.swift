import CaseModel

/// What an index found when it was asked for what is known to be in it.
public struct HammingSelfTest: Sendable {
    /// How many hits were to be found.
    public var asked = 0
    /// How many of them were found.
    public var found = 0
    /// What is wrong, one sentence each.
    public var faults: [String] = []

    /// The share that was found; 1 if nothing was asked.
    public var recall: Double { asked == 0 ? 1 : Double(found) / Double(asked) }

    /// A test of nothing.
    public init() {}

    /// Adds what another test found.
    public mutating func add(_ other: HammingSelfTest) {
        asked += other.asked
        found += other.found
        faults += other.faults
    }
}

extension HammingIndex {
    /// Asks for hashes that are known to be in the index, and compares answers with those of the plainest way.
    ///
    /// Queries are made of stored hashes spread over the index, each with 0 to 32 of its bits changed: up to 31 the stored
    /// hash must be found at that distance, and at 32 it must not. Nothing is added to the index for it. All forms that could
    /// answer are asked, the whole answers of some are compared with those of the plain form, and hashes that were planted
    /// in an index of their own are searched too. What is wrong is kept in ``faults``. May run while the index is used.
    ///
    /// Cost: as much as `samples` queries by scanning, and `compared` by the plain form.
    ///
    /// - Parameters:
    ///   - samples: How many stored hashes.
    ///   - compared: How many whole answers are compared.
    /// - Returns: What was asked and found.
    @discardableResult
    public func selfTest(samples: Int = 66, compared: Int = 8) -> HammingSelfTest {
        var result = Self.planted(kernel: kernel)
        let count = self.count
        let forms: [(Form, String)] = banded > 0 ? [(.scan, "scan"), (.bands, "bands")] : [(.scan, "scan")]
        let positions = Self.sample(samples, of: count)
        let queries = positions.enumerated().map { number, position in
            Self.changed(hash(at: position) ?? .zero, bits: number % 33, seed: UInt64(truncatingIfNeeded: position))
        }
        // Hashes that are added meanwhile are not asked for.
        for (form, name) in forms {
            let answers = search(queries, radius: BandSlot.largestRadius, form: form)
            for (number, answer) in answers.enumerated() {
                let distance = number % 33
                let hit = answer.first { $0.position == positions[number] }
                if distance <= BandSlot.largestRadius {
                    result.asked += 1
                    if hit?.distance == distance { result.found += 1 }
                }
                if hit?.distance != (distance <= BandSlot.largestRadius ? distance : nil) {
                    result.faults.append(
                        "the \(name) of hashes gives \(hit.map { "distance \($0.distance)" } ?? "nothing") for hash no. "
                            + "\(positions[number]) with \(distance) bits changed"
                    )
                }
            }
            let step = max(1, queries.count / max(1, compared))
            for number in stride(from: 0, to: compared > 0 ? queries.count : 0, by: step) {
                let plain = HammingSearch(
                    hashes: hashes,
                    count: count,
                    kernel: .plain,
                    slots: [],
                    radius: BandSlot.largestRadius,
                    mayGiveUp: false
                ).hits(of: queries[number...number])[0]
                let answer = Set(answers[number].lazy.filter { $0.position < count })
                result.asked += plain.count
                let right = plain.count { answer.contains($0) }
                result.found += right
                if right != plain.count || answer.count != plain.count {
                    result.faults.append(
                        "the \(name) of hashes finds \(answer.count) hashes near one of which \(plain.count) are near"
                    )
                }
            }
        }
        note(result.faults)
        return result
    }

    /// Hashes at distances of 0 to 40 from a query, among others, in an index of their own.
    private static func planted(kernel: HammingKernel) -> HammingSelfTest {
        var result = HammingSelfTest()
        let index = HammingIndex(kernel: kernel)
        let query = changed(.zero, bits: 128, seed: 1)
        index.append(
            contentsOf: (0..<2_000).map { (changed(query, bits: $0 % 2 == 0 ? $0 / 2 % 41 : 128, seed: $0), 0) }
        )
        let expected = (0..<index.count).compactMap { position -> Hit? in
            let distance = position % 2 == 0 ? position / 2 % 41 : 128
            return distance <= BandSlot.largestRadius ? Hit(position: position, distance: distance) : nil
        }
        let answer = index.search(query, radius: BandSlot.largestRadius)
        result.asked = expected.count
        result.found = Set(answer).intersection(expected).count
        if answer != expected {
            result.faults = ["planted hashes are not found as they should be (\(kernel.rawValue))"]
        }
        return result
    }

    /// Positions spread over a number of hashes.
    private static func sample(_ samples: Int, of count: Int) -> [Int] {
        guard count > 0, samples > 0 else { return [] }
        let number = min(samples, count)
        return (0..<number).map { count * $0 / number }
    }

    /// A hash with some bits changed, chosen by a seed.
    private static func changed(_ hash: PerceptualHash, bits: Int, seed: some BinaryInteger) -> PerceptualHash {
        var words = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 ^ 0x5851_F42D_4C95_7F2D
        var order = Array(0..<256)
        for place in 0..<bits {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            order.swapAt(place, place + Int(state >> 33) % (256 - place))
            words[order[place] / 64] ^= 1 << UInt64(order[place] % 64)
        }
        return PerceptualHash(words: (words[0], words[1], words[2], words[3]))
    }
}
