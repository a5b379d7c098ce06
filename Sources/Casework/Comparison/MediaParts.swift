import CaseModel
import Matching

/// What a content and a stored media have in common by their local features, over all their pictures or frames.
struct MediaParts {
    private struct Part {
        let kind: LinkKind
        let relation: PartRelation
        let evidence: LinkEvidence
    }

    private var parts: [Part] = []

    /// Adds what one picture or frame of the content has in common with one of the stored media.
    mutating func add(
        _ relation: PartRelation,
        query: LocalFeatures,
        storedAt: Double?,
        storedWidth: Int,
        storedHeight: Int
    ) {
        guard let kind = relation.kind else { return }
        var evidence = LinkEvidence()
        evidence.inliers = relation.figures.inliers
        evidence.rareInliers = relation.figures.rareInliers
        evidence.explained = relation.figures.explained
        evidence.overlapShare = relation.figures.overlapShare
        evidence.residual = relation.figures.residual
        evidence.transform = relation.isMirrored ? .mirrored : nil
        evidence.regionA = relation.geometry.storedHull.bounds(width: storedWidth, height: storedHeight)
        let shown = relation.geometry.queryHull.bounds(width: query.width, height: query.height)
        evidence.regionB =
            relation.isMirrored
            ? Region(x: query.width - shown.x - shown.width, y: shown.y, width: shown.width, height: shown.height)
            : shown
        evidence.segmentA = storedAt.map { Segment(start: $0, end: $0) }
        evidence.segmentB = query.at.map { Segment(start: $0, end: $0) }
        parts.append(Part(kind: kind, relation: relation, evidence: evidence))
    }

    /// The kind, rank and evidence that stand for all; nil if there is nothing.
    ///
    /// A part of one capture counts before a thing captured twice. A part of a moving picture is a stretch of it.
    var best: (kind: LinkKind, rank: Double, evidence: LinkEvidence)? {
        let copies = parts.filter { $0.kind == .partialCopy }
        let telling = copies.isEmpty ? parts : copies
        guard
            let best = telling.max(by: { $0.relation.figures.rareInliers < $1.relation.figures.rareInliers })
        else { return nil }
        var evidence = best.evidence
        evidence.segmentA = Self.span(telling.compactMap(\.evidence.segmentA))
        evidence.segmentB = Self.span(telling.compactMap(\.evidence.segmentB))
        let isMoving = evidence.segmentA != nil || evidence.segmentB != nil
        let kind = best.kind == .partialCopy && isMoving ? .videoSegment : best.kind
        if kind == .videoSegment { evidence.framesMatched = telling.count }
        return (kind, best.relation.figures.rareInliers, evidence)
    }

    private static func span(_ segments: [Segment]) -> Segment? {
        guard let start = segments.map(\.start).min(), let end = segments.map(\.end).max() else { return nil }
        return Segment(start: start, end: end)
    }
}
