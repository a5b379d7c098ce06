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

/// What a link says, apart from the items that it is between.
struct Witness {
    let kind: LinkKind
    let likelihoodRatio: Double?
    let strength: Double
}

extension Link {
    var witness: Witness { Witness(kind: kind, likelihoodRatio: likelihoodRatio, strength: strength) }
}

extension FoundLink {
    var witness: Witness { Witness(kind: kind, likelihoodRatio: likelihoodRatio, strength: strength) }
}

extension JointEvidence {
    /// Weighs the links of one pair of items together.
    ///
    /// Pictures and sound of one video are nearly independent, a serial number and a sensor's noise too: their ratios
    /// multiply. Of links from one source, the strongest counts.
    ///
    /// - Parameter links: What the links of one pair say.
    /// - Returns: One for each hypothesis that a link speaks for, in the order of ``Hypothesis``.
    static func of(_ links: [Witness]) -> [JointEvidence] {
        if links.count == 1, let only = links.first { return [of(only)] }
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

    /// What one link says alone: most pairs have no other.
    private static func of(_ link: Witness) -> JointEvidence {
        let ratio = link.likelihoodRatio.map { LikelihoodRatio(logarithm: 0) * LikelihoodRatio(value: $0) }
        return JointEvidence(
            hypothesis: link.kind.hypothesis,
            kinds: [link.kind],
            likelihoodRatio: ratio?.value,
            strength: ratio?.strength ?? link.strength
        )
    }

    /// Says of each link what it and independent ones of the same two items say together.
    ///
    /// - Cost: A sort of the links' numbers.
    static func note(in links: [FoundLink]) -> [FoundLink] {
        var noted = links
        eachPair(links.map { ($0.a.id, $0.b.id) }) { places in
            guard places.count > 1 else { return }
            let joint = of(places.map { links[$0.place].witness })
            for (_, _, place) in places {
                noted[place].joint = joint.first { $0.kinds.count > 1 && $0.hypothesis == links[place].kind.hypothesis }
            }
        }
        return noted
    }

    /// Hands over the places of the links of each pair of items, in the order of the items' numbers.
    ///
    /// - Parameters:
    ///   - pairs: The numbers of each link's two items.
    ///   - body: Takes the places.
    /// - Cost: A sort of the links' numbers: links are large, and most pairs have one.
    static func eachPair(
        _ pairs: [(Int64, Int64)],
        _ body: (ArraySlice<(a: Int64, b: Int64, place: Int)>) -> Void
    ) {
        let order = pairs.indices.map { (a: pairs[$0].0, b: pairs[$0].1, place: $0) }.sorted { $0 < $1 }
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, order[end].a == order[start].a, order[end].b == order[start].b { end += 1 }
            body(order[start..<end])
            start = end
        }
    }
}
