import CaseModel
import CaseStore
import Matching

/// Everything that a new content is compared with, in memory.
///
/// Built from the store in one pass, and grown as contents are added. The new content is always the query: it is looked up
/// in all its orientations among the stored ones as they are.
final class ComparisonIndex {
    /// How many matches of one kind a content keeps: the nearest.
    private static let mostPerKind = 100

    private let pictures = PictureIndex()
    private let videos = VideoIndex()
    private let sounds = RecordingIndex()

    /// An index of nothing.
    init() {}

    /// An index of all that a store holds.
    ///
    /// - Throws: ``StoreError``.
    init(store: CaseStore) throws(StoreError) {
        try store.read { reader throws(StoreError) in
            try reader.pictures { media, picture throws(StoreError) in pictures.add(picture, media: media) }
            var video: Int64?
            var frames: [FrameFingerprint] = []
            try reader.frames { media, frame throws(StoreError) in
                if let video, video != media {
                    videos.add(frames, media: video)
                    frames.removeAll(keepingCapacity: true)
                }
                video = media
                frames.append(frame)
            }
            if let video { videos.add(frames, media: video) }
            try reader.sounds { media, sound throws(StoreError) in sounds.add(sound, media: media) }
        }
    }

    /// Compares a content with all before it and then adds it.
    ///
    /// - Returns: Its matches; it is side b of each.
    func compareAndAdd(_ analysis: Analysis, media: Int64) -> [Match] {
        let found = matches(of: analysis, media: media)
        for picture in analysis.pictures { pictures.add(picture, media: media) }
        if !analysis.frames.isEmpty { videos.add(analysis.frames, media: media) }
        if let sound = analysis.sound { sounds.add(sound, media: media) }
        return found
    }

    /// What matches a content that is not part of the store.
    ///
    /// - Returns: Matches of which the content is side b, with number 0.
    func matches(of analysis: Analysis) -> [Match] {
        matches(of: analysis, media: 0)
    }

    private func matches(of analysis: Analysis, media: Int64) -> [Match] {
        let near = pictures.nearDuplicates(of: analysis.pictures)
        let shown = videos.videosShowing(analysis.pictures)
        let frames = VideoMatcher.comparable(analysis.frames)
        let held = pictures.pictures(in: frames)
        let shared = videos.sharing(analysis.frames)
        let heard = analysis.sound.map { sounds.sharing($0) } ?? []
        var matches: [Match] = []
        func add(_ relations: [Relation], _ kind: LinkKind, _ method: String) {
            for relation in Relation.best(relations, count: Self.mostPerKind) where relation.media != media {
                matches.append(
                    Match(
                        kind: kind,
                        mediaA: relation.media,
                        mediaB: media,
                        method: method,
                        evidence: relation.evidence
                    )
                )
            }
        }
        add(near, .nearDuplicate, PictureMatching.method)
        add(shown + held, .videoSegment, PictureInVideo.method)
        add(shared, .videoSegment, VideoMatcher.method)
        add(heard, .audioSegment, SoundMatcher.method)
        return matches
    }

    /// Looks up some of the stored hashes again: each must find itself.
    func selfCheck(samples: Int) -> (lookedUp: Int, faults: [String]) {
        pictures.selfCheck(samples: samples)
    }
}

/// A stored media that agrees with a query, with the evidence and how good it is.
struct Relation {
    let media: Int64
    /// The larger the better, within one kind.
    let rank: Double
    let evidence: LinkEvidence

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
