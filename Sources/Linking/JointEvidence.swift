import CaseModel

/// Where evidence comes from.
///
/// Two links from one source are two views of one thing, not two witnesses.
enum EvidenceSource: Hashable {
    case bytes, pictures, sound, serialNumber, sensor, text
}

extension LinkKind {
    var source: EvidenceSource {
        switch self {
        case .exact, .knownFile: .bytes
        case .nearDuplicate, .partialCopy, .videoSegment, .sameScene: .pictures
        case .audioSegment: .sound
        case .cameraSerial: .serialNumber
        case .sensorNoise: .sensor
        case .identifier: .text
        }
    }
}

extension JointEvidence {
    /// Weighs the links of one pair of items together.
    ///
    /// Pictures and sound of one video are nearly independent, a serial number and a sensor's noise too: their ratios
    /// multiply. Of links from one source, the strongest counts.
    ///
    /// - Parameter links: Links of one pair.
    /// - Returns: One for each hypothesis that a link speaks for, in the order of ``Hypothesis``.
    static func of(_ links: [Link]) -> [JointEvidence] {
        let byHypothesis = Dictionary(grouping: links, by: \.kind.hypothesis)
        return Hypothesis.allCases.compactMap { hypothesis in
            guard let those = byHypothesis[hypothesis] else { return nil }
            if let certain = those.first(where: { $0.likelihoodRatio == nil }) {
                return JointEvidence(
                    hypothesis: hypothesis,
                    kinds: [certain.kind],
                    likelihoodRatio: nil,
                    strength: certain.strength
                )
            }
            let strongest = Dictionary(grouping: those, by: \.kind.source).values
                .compactMap { $0.max { ($0.strength, $1.kind.rawValue) < ($1.strength, $0.kind.rawValue) } }
                .sorted { ($1.strength, $0.kind.rawValue) < ($0.strength, $1.kind.rawValue) }
            let ratio = strongest.compactMap { $0.likelihoodRatio.map(LikelihoodRatio.init(value:)) }
                .reduce(LikelihoodRatio(logarithm: 0), *)
            return JointEvidence(
                hypothesis: hypothesis,
                kinds: strongest.map(\.kind),
                likelihoodRatio: ratio.value,
                strength: ratio.strength
            )
        }
    }

    /// Says of each link what it and independent ones of the same two items say together.
    ///
    /// - Cost: Linear in the number of links.
    static func note(in links: [Link]) -> [Link] {
        struct Pair: Hashable { let a, b: Int64 }
        var places: [Pair: [Int]] = [:]
        for (place, link) in links.enumerated() {
            places[Pair(a: link.itemA.id, b: link.itemB.id), default: []].append(place)
        }
        // Links are large, and most pairs have one.
        var noted = links
        for those in places.values where those.count > 1 {
            let joint = of(those.map { links[$0] })
            for place in those {
                noted[place].joint = joint.first {
                    $0.kinds.count > 1 && $0.hypothesis == links[place].kind.hypothesis
                }
            }
        }
        return noted
    }
}
