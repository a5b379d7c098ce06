package import CaseModel

/// A stored media that agrees with a query, with the evidence and how good it is.
package struct Relation {
    /// The media's number.
    package let media: Int64
    /// The larger the better, within one kind.
    package let rank: Double
    /// Why, with the stored media as side a.
    package let evidence: LinkEvidence

    /// The same, with the note that a video was only looked at quickly if that is so.
    func looked(at tier: AnalysisTier) -> Relation {
        guard tier == .quick else { return self }
        var noted = evidence
        noted.tier = .quick
        return Relation(media: media, rank: rank, evidence: noted)
    }

    /// The best relation of each media, at most `count` of them.
    static func best(_ relations: [Relation], count: Int) -> [Relation] {
        var best: [Int64: Relation] = [:]
        for relation in relations where relation.rank > best[relation.media]?.rank ?? -.infinity {
            best[relation.media] = relation
        }
        let sorted = best.values.sorted { ($0.rank, $1.media) > ($1.rank, $0.media) }
        return Array(sorted.prefix(count))
    }
}

extension Match {
    /// The match with the media that was registered first as side a.
    var inOrder: Match {
        guard mediaA > mediaB else { return self }
        return Match(kind: kind, mediaA: mediaB, mediaB: mediaA, method: method, evidence: evidence.swapped)
    }
}
