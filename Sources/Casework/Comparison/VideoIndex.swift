package import CaseModel
import Matching
package import SearchIndex

/// The frames of stored videos.
package final class VideoIndex {
    private struct Video {
        let media: Int64
        let frames: [FrameFingerprint]
        let tier: AnalysisTier
        /// How many frames are looked up one by one.
        var distinctFrames = 0
        /// Whether a later analysis took its place.
        var isReplaced = false
    }

    /// Which frame of which video a hash belongs to, and whether it is the hash of the whole frame.
    private struct View {
        let video: Int32
        let frame: Int32
        let isWhole: Bool
    }

    /// Frames nearer than this to the one before are left out where single pictures are looked up.
    private static let stillBits = 3

    private var videos: [Video] = []
    /// The place of each media among the videos.
    private var numbers: [Int64: Int] = [:]
    private var bands: BandIndex
    private var views: [View] = []
    private let stills = HammingIndex()
    private var stillViews: [View] = []

    /// Knows no videos.
    package init(shape: BandIndex.Shape = BandIndex.Shape()) {
        bands = BandIndex(shape: shape)
    }

    /// How many hashes are looked up by bands, and the bytes and bits of these.
    package var figures: (hashes: Int, bandBytes: Int, bandBits: Int) { (bands.count, bands.byteCount, bands.bandBits) }

    /// Why answers may lack frames, one sentence each.
    package var faults: [String] { stills.faults }

    /// Asks the index of single frames for what it must find.
    package func selfTest(samples: Int) -> HammingSelfTest { stills.selfTest(samples: samples) }

    /// Adds a video's frames.
    package func add(_ all: [FrameFingerprint], media: Int64, tier: AnalysisTier) {
        // The turned hashes serve queries only.
        let frames = VideoMatcher.comparable(all).map { frame in
            var kept = frame
            kept.turned = []
            return kept
        }
        let number = Int32(videos.count)
        numbers[media] = videos.count
        videos.append(Video(media: media, frames: frames, tier: tier))
        var last: PerceptualHash?
        for (position, frame) in frames.enumerated() {
            let view = View(video: number, frame: Int32(position), isWhole: true)
            bands.append(frame.full)
            views.append(view)
            for centre in frame.centres {
                bands.append(centre)
                views.append(View(video: number, frame: Int32(position), isWhole: false))
            }
            if let last, last.distance(to: frame.full) < Self.stillBits { continue }
            stills.append(frame.full)
            stillViews.append(view)
            last = frame.full
            videos[Int(number)].distinctFrames += 1
        }
    }

    /// Leaves a video out from here on.
    func remove(media: Int64) {
        if let number = numbers[media] { videos[number].isReplaced = true }
    }

    /// Stored videos that share moving pictures with a video.
    ///
    /// - Parameters:
    ///   - all: The video's frames in order of time.
    ///   - tier: How much of it was looked at.
    /// - Returns: At most one relation for each stored video.
    package func sharing(_ all: [FrameFingerprint], tier: AnalysisTier) -> [Relation] {
        let frames = VideoMatcher.comparable(all)
        guard !frames.isEmpty, !videos.isEmpty else { return [] }
        let matcher = VideoMatcher(query: frames)
        return seeds(of: frames).compactMap { number, seeds in
            let video = videos[Int(number)]
            let isQuick = tier == .quick || video.tier == .quick
            guard !video.isReplaced,
                let found = matcher.align(with: video.frames, seeds: seeds, isSparse: isQuick)
            else { return nil }
            var evidence = LinkEvidence()
            evidence.framesMatched = found.framesMatched
            evidence.framesDistinct = found.framesDistinct
            evidence.shotsMatched = found.shots
            evidence.tier = isQuick ? .quick : nil
            evidence.segmentA = found.stored
            evidence.segmentB = found.query
            evidence.transform = found.orientation
            return Relation(media: video.media, rank: found.score, evidence: evidence)
        }
    }

    /// Stored videos that agree with a list of hashes of frames at native size, by the rule of vPDQ or along a line.
    ///
    /// The stored frames are those that the index has: two a second, upright, without bars.
    func agreeing(withList all: [FrameFingerprint]) -> [Relation] {
        let list = FrameListAgreement.distinct(all)
        var agreements: [Int32: FrameListAgreement] = [:]
        for (number, hits) in stills.search(list.map(\.full), radius: PictureMatching.radius).enumerated() {
            for hit in hits {
                let view = stillViews[hit.position]
                let at = videos[Int(view.video)].frames[Int(view.frame)].at
                agreements[view.video, default: FrameListAgreement()]
                    .add(list: (number, list[number].at), video: (hit.position, at))
            }
        }
        let lines = Dictionary(
            sharing(FrameListAgreement.sampled(all), tier: .full).map { ($0.media, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return agreements.compactMap { number, agreement in
            let video = videos[Int(number)]
            let shareOfList = agreement.shareOfList(list.count)
            let shareOfVideo = agreement.shareOfVideo(video.distinctFrames)
            let line = lines[video.media]
            guard !video.isReplaced,
                line != nil || max(shareOfList, shareOfVideo) >= FrameListAgreement.enough
            else { return nil }
            var evidence = line?.evidence ?? Self.evidence(of: agreement)
            evidence.frameShareA = shareOfVideo
            evidence.frameShareB = shareOfList
            if video.tier == .quick { evidence.tier = .quick }
            return Relation(media: video.media, rank: shareOfList + shareOfVideo, evidence: evidence)
        }
    }

    private static func evidence(of agreement: FrameListAgreement) -> LinkEvidence {
        var evidence = LinkEvidence()
        evidence.framesMatched = agreement.framesMatched
        // Frames that follow no line may all show one thing.
        evidence.shotsMatched = 1
        (evidence.segmentB, evidence.segmentA) = agreement.spans
        return evidence
    }

    private func seeds(of frames: [FrameFingerprint]) -> [Int32: [VideoMatcher.Seed]] {
        var seeds: [Int32: Set<VideoMatcher.Seed>] = [:]
        func collect(_ hash: PerceptualHash, _ frame: Int, _ orientation: Int, wholeOnly: Bool) {
            bands.forEachCandidate(hash, radius: VideoMatcher.seedRadius) { position, _ in
                let view = views[position]
                guard view.isWhole || !wholeOnly else { return }
                seeds[view.video, default: []].insert(
                    VideoMatcher.Seed(query: frame, stored: Int(view.frame), orientation: orientation)
                )
            }
        }
        for (number, frame) in frames.enumerated() {
            for orientation in FrameFingerprint.orientations.indices {
                guard let hash = frame.hash(orientation: orientation) else { continue }
                collect(hash, number, orientation, wholeOnly: false)
            }
            for centre in frame.centres { collect(centre, number, 0, wholeOnly: true) }
        }
        return seeds.mapValues(Array.init)
    }

    /// Stored videos of which a content's picture is a frame, in whatever orientation.
    func videosShowing(_ pictures: [PictureFingerprint]) -> [Relation] {
        var found: [Int32: PictureInVideo.Sighting] = [:]
        for picture in pictures where PictureMatching.isComparable(picture) {
            let hits = stills.search(picture.orientations, radius: PictureMatching.radius)
            for (transform, hits) in zip(PictureOrientation.allCases, hits) {
                for hit in hits {
                    let view = stillViews[hit.position]
                    guard !videos[Int(view.video)].isReplaced else { continue }
                    let at = videos[Int(view.video)].frames[Int(view.frame)].at
                    found[view.video, default: PictureInVideo.Sighting()]
                        .add(at: at, distance: hit.distance, transform: transform)
                }
            }
        }
        return found.map { number, sighting in
            let video = videos[Int(number)]
            var evidence = sighting.evidence(videoIsFirst: true)
            if video.tier == .quick { evidence.tier = .quick }
            return Relation(media: video.media, rank: sighting.rank, evidence: evidence)
        }
    }
}
