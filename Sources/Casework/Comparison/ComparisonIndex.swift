import CaseModel
import CaseStore
import Matching
import SearchIndex

/// Everything that a new content is compared with, in memory.
///
/// Built from the store in one pass, and grown as contents are added. The new content is always the query: it is looked up
/// in all its orientations among the stored ones as they are.
final class ComparisonIndex {
    /// How many matches of one kind a content keeps: the nearest.
    private static let mostPerKind = 100

    private let pictures: PictureIndex
    private let videos: VideoIndex
    private let sounds: RecordingIndex
    private let parts: PartIndex
    /// Contents that were analysed anew since the index was made.
    private var replaced: Set<Int64> = []

    /// An index of nothing.
    init() {
        pictures = PictureIndex()
        videos = VideoIndex()
        parts = PartIndex()
        sounds = RecordingIndex()
    }

    /// An index of all that a workspace's store holds.
    ///
    /// - Parameters:
    ///   - workspace: The workspace.
    ///   - memory: How much of what is added later is kept from the disk.
    /// - Throws: ``StoreError``.
    init(_ workspace: Workspace, memory: IngestMemory = IngestMemory()) throws(StoreError) {
        let directory = workspace.directory
        (pictures, videos, parts, sounds) = try workspace.store.read { reader throws(StoreError) in
            (
                try PictureIndex(reader: reader, directory: directory),
                try VideoIndex(reader: reader, directory: directory),
                try PartIndex(reader: reader, directory: directory, sealAt: memory.featuresOfSegment),
                try RecordingIndex(reader: reader, directory: directory, sealAt: memory.positionsOfSegment)
            )
        }
    }

    /// What two contents have in common.
    ///
    /// - Returns: Matches of which the first content is side b, with number 0, and the second side a, with number 1.
    static func matches(of first: Analysis, with second: Analysis) -> [Match] {
        let index = ComparisonIndex()
        index.add(second, media: 1)
        let heard = first.sound.map { index.sounds.sharing($0) } ?? []
        var matches = index.matchesByHashes(of: first, heard: heard, media: 0)
        let visible = matches.filter { $0.kind != .audioSegment }
        // One shot that hashes find is verified; what they show otherwise needs no more.
        guard visible.allSatisfy({ $0.evidence.shotsMatched ?? 2 < 2 }) else { return matches }
        var parts = MediaParts()
        for shared in SharedPicture.all(first, second) {
            parts.add(
                shared.relation,
                query: shared.query,
                storedAt: shared.stored.at,
                storedWidth: shared.stored.width,
                storedHeight: shared.stored.height
            )
        }
        guard let (kind, _, evidence) = parts.best(moments: first.localFeatures.compactMap(\.at)) else {
            return matches
        }
        if !visible.isEmpty {
            if kind == .videoSegment { matches = verified(matches, by: [(1, evidence)]) }
        } else {
            matches.append(
                Match(kind: kind, mediaA: 1, mediaB: 0, method: PartRelation.method, evidence: evidence)
            )
        }
        return matches
    }

    private func add(_ analysis: Analysis, media: Int64) {
        if !replaced.contains(media) {
            for picture in analysis.pictures { pictures.add(picture, media: media) }
        }
        if !analysis.frames.isEmpty { videos.add(analysis.frames, media: media, tier: analysis.tier) }
        if let sound = analysis.sound { sounds.add(sound, media: media) }
    }

    /// Leaves out what an earlier analysis of a content found, as another is to take its place.
    ///
    /// Hashes of pictures stay, which are the same at every depth; so do local features on disk until the index is made
    /// anew, which it is when it is next opened and holds more pictures than the store.
    func remove(media: Int64) {
        videos.remove(media: media)
        replaced.insert(media)
    }

    /// Compares a content with all before it and then adds it.
    ///
    /// - Parameters:
    ///   - analysis: What was found in it.
    ///   - media: Its number.
    ///   - kept: How many of each picture's local features are stored and can be found later.
    ///   - reader: Reads what the store holds.
    /// - Returns: Its matches, of which the content that was registered first is side a.
    /// - Throws: ``StoreError``.
    func compareAndAdd(
        _ analysis: Analysis,
        media: Int64,
        kept: Int,
        reader: StoreReader
    ) throws(StoreError) -> [Match] {
        let found = try matches(of: analysis, media: media, region: nil, reader)
        add(analysis, media: media)
        if kept > 0, !analysis.localFeatures.isEmpty {
            let caseNumber = try reader.firstCase(ofMedia: media)
            for features in analysis.localFeatures {
                parts.add(features.prefix(kept), media: media, caseNumber: caseNumber)
            }
        }
        return found.map(\.inOrder)
    }

    /// What matches a content that is not part of the store.
    ///
    /// - Parameters:
    ///   - analysis: What was found in it.
    ///   - region: The rectangle that was looked at, if not the whole.
    ///   - reader: Reads what the store holds.
    /// - Returns: Matches of which the content is side b, with number 0.
    /// - Throws: ``StoreError``.
    func matches(of analysis: Analysis, region: Region?, reader: StoreReader) throws(StoreError) -> [Match] {
        try matches(of: analysis, media: 0, region: region, reader)
    }

    /// What matches a list of hashes of a video's frames at native size.
    ///
    /// - Returns: Matches of which the list is side b, with number 0.
    func matches(ofList frames: [FrameFingerprint]) -> [Match] {
        Self.matches(videos.agreeing(withList: frames), .videoSegment, FrameListAgreement.method, media: 0)
    }

    private func matches(
        of analysis: Analysis,
        media: Int64,
        region: Region?,
        _ reader: StoreReader
    ) throws(StoreError) -> [Match] {
        let heard = try heard(analysis, reader)
        var matches = matchesByHashes(of: analysis, heard: heard, media: media)
        let shared = try parts.sharing(analysis.localFeatures, region: region) { media, frame throws(StoreError) in
            try reader.localFeatures(ofMedia: media, frame: frame)
        }
        matches = Self.verified(matches, by: (shared[.videoSegment] ?? []).map { ($0.media, $0.evidence) })
        // What is one picture, or a stretch of one video, is not also said to share a part.
        let known = Set(matches.lazy.filter { $0.kind != .audioSegment }.map(\.mediaA))
        for kind in [LinkKind.partialCopy, .videoSegment, .sameScene] {
            let relations = (shared[kind] ?? []).filter { !known.contains($0.media) }
            matches += Self.matches(relations, kind, PartRelation.method, media: media)
        }
        return matches
    }

    /// Stretches that were found by hashes, with the number of frames that local features show to agree too.
    private static func verified(_ matches: [Match], by parts: [(media: Int64, evidence: LinkEvidence)]) -> [Match] {
        let frames = Dictionary(parts.map { ($0.media, $0.evidence.framesMatched) }) { first, _ in first }
        return matches.map { match in
            guard match.method == VideoMatcher.method, let verified = frames[match.mediaA] else { return match }
            var evidence = match.evidence
            evidence.framesVerified = verified
            return Match(
                kind: match.kind,
                mediaA: match.mediaA,
                mediaB: match.mediaB,
                method: match.method,
                evidence: evidence
            )
        }
    }

    private func heard(_ analysis: Analysis, _ reader: StoreReader) throws(StoreError) -> [Relation] {
        guard let sound = analysis.sound else { return [] }
        return try sounds.sharing(sound, reader: reader)
    }

    /// What matches by hashes, with what matches by sound.
    private func matchesByHashes(of analysis: Analysis, heard: [Relation], media: Int64) -> [Match] {
        let near = pictures.nearDuplicates(of: analysis.pictures, count: Self.mostPerKind)
        let shown = videos.videosShowing(analysis.pictures)
        let frames = VideoMatcher.comparable(analysis.frames)
        let held = pictures.pictures(in: frames).map { $0.looked(at: analysis.tier) }
        let shared = videos.sharing(analysis.frames, tier: analysis.tier)
        return Self.matches(near, .nearDuplicate, PictureMatching.method, media: media)
            + Self.matches(shown + held, .videoSegment, PictureInVideo.method, media: media)
            + Self.matches(shared, .videoSegment, VideoMatcher.method, media: media)
            + Self.matches(heard, .audioSegment, SoundMatcher.method, media: media)
    }

    private static func matches(_ relations: [Relation], _ kind: LinkKind, _ method: String, media: Int64) -> [Match] {
        Relation.best(relations, count: mostPerKind).filter { $0.media != media }.map { relation in
            Match(kind: kind, mediaA: relation.media, mediaB: media, method: method, evidence: relation.evidence)
        }
    }

    /// Writes what is to be found on disk the next time; see ``IndexSaver``.
    func save(isLast: Bool) throws(CaseworkError) {
        try pictures.save(isLast: isLast)
        try videos.save(isLast: isLast)
        try parts.save(isLast: isLast)
        try sounds.save(isLast: isLast)
    }

    /// What is wrong with the index's files, one sentence each.
    func fileFaults() -> [String] {
        [pictures.remade, videos.remade].compactMap(\.self) + parts.faults() + sounds.faults()
    }

    /// Why answers may be incomplete, one sentence each; empty while no fault is known.
    var incompleteness: [String] { pictures.faults + videos.faults }

    /// Asks the indexes of hashes for what they must find.
    func selfTest(samples: Int) -> HammingSelfTest {
        var result = pictures.selfTest(samples: samples)
        result.add(videos.selfTest(samples: samples))
        return result
    }

    /// Where the index is not what the store holds, one sentence each.
    ///
    /// - Throws: ``StoreError``.
    func storeFaults(_ reader: StoreReader) throws(StoreError) -> [String] {
        try pictures.storeFaults(reader) + videos.storeFaults(reader)
    }
}
