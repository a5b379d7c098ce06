import CaseModel
import Matching

/// What a content and a stored media have in common by their local features, over all their pictures or frames.
struct MediaParts {
    private struct Part {
        let kind: LinkKind
        let relation: PartRelation
        let evidence: LinkEvidence

        /// By how many seconds the stored video runs ahead; nil unless both sides move.
        var offset: Double? {
            guard let stored = evidence.segmentA, let query = evidence.segmentB else { return nil }
            return stored.start - query.start
        }
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
    ///
    /// - Parameter moments: The moments of all the content's frames that were compared.
    /// - Returns: The stretches, where something moves, are whole shots.
    func best(moments: [Double]) -> (kind: LinkKind, rank: Double, evidence: LinkEvidence)? {
        let line = Self.together(parts)
        let copies = line.filter { $0.kind == .partialCopy }
        guard
            let best = (copies.isEmpty ? line : copies)
                .max(by: { $0.relation.figures.rareInliers < $1.relation.figures.rareInliers })
        else { return nil }
        // Frames of one stretch that do not lie exactly on a map, as in a filmed screen, lengthen it all the same.
        let telling = copies.isEmpty || best.offset != nil ? line : copies
        var evidence = best.evidence
        (evidence.segmentA, evidence.segmentB) = Self.stretch(of: telling, moments: moments)
        let isMoving = evidence.segmentA != nil || evidence.segmentB != nil
        let kind = best.kind == .partialCopy && isMoving ? .videoSegment : best.kind
        if kind == .videoSegment {
            evidence.framesMatched = max(
                Set(telling.compactMap(\.evidence.segmentA?.start)).count,
                Set(telling.compactMap(\.evidence.segmentB?.start)).count
            )
        }
        return (kind, best.relation.figures.rareInliers, evidence)
    }

    /// How far apart, in seconds, the differences of time of frames may be that are of one shared stretch: a frame is
    /// recognised in another of the same shot.
    private static let sameLine = 5.0
    /// A shot's frame is taken about so many seconds after the cut, when the picture has come to rest.
    private static let restingAfter = 0.5
    /// A shot lasts at most so many seconds beyond its frame, where nothing else tells.
    private static let longestShot = 8.0

    /// Of the frames of two videos those that agree on one difference of time, most of them; all, if one side is still.
    private static func together(_ parts: [Part]) -> [Part] {
        guard parts.allSatisfy({ $0.offset != nil }) else { return parts }
        let lines = parts.map { anchor in
            parts.filter { abs(($0.offset ?? 0) - (anchor.offset ?? 0)) <= sameLine }
        }
        return lines.max { weight($0) < weight($1) } ?? []
    }

    private static func weight(_ parts: [Part]) -> (frames: Int, inliers: Double) {
        let frames = Set(parts.compactMap(\.evidence.segmentB?.start))
        return (frames.count, parts.reduce(0) { $0 + $1.relation.figures.rareInliers })
    }

    /// From the first shot that is shared to the end of the last, on both sides.
    private static func stretch(of parts: [Part], moments: [Double]) -> (a: Segment?, b: Segment?) {
        let spanA = span(parts.compactMap(\.evidence.segmentA))
        let spanB = span(parts.compactMap(\.evidence.segmentB))
        let offsets = parts.compactMap(\.offset).sorted()
        guard let spanB, offsets.count == parts.count, !offsets.isEmpty else { return (spanA, spanB) }
        let offset = offsets[offsets.count / 2]
        let next = moments.filter { $0 > spanB.end }.min().map { $0 - restingAfter } ?? spanB.end
        let end = max(spanB.end, min(next, spanB.end + longestShot))
        let start = max(0, spanB.start - restingAfter, -offset)
        return (
            Segment(start: start + offset, end: max(start, end) + offset), Segment(start: start, end: max(start, end))
        )
    }

    private static func span(_ segments: [Segment]) -> Segment? {
        guard let start = segments.map(\.start).min(), let end = segments.map(\.end).max() else { return nil }
        return Segment(start: start, end: end)
    }
}
