import CaseModel
import Matching
import SearchIndex

/// The frames of stored videos.
final class VideoIndex {
    private struct Video {
        let media: Int64
        let frames: [FrameFingerprint]
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
    private var bands = BandIndex()
    private var views: [View] = []
    private let stills = HammingIndex()
    private var stillViews: [View] = []

    func add(_ all: [FrameFingerprint], media: Int64) {
        // The turned hashes serve queries only.
        let frames = VideoMatcher.comparable(all).map { frame in
            var kept = frame
            kept.turned = []
            return kept
        }
        let number = Int32(videos.count)
        videos.append(Video(media: media, frames: frames))
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
        }
    }

    /// Stored videos that share moving pictures with a video.
    func sharing(_ all: [FrameFingerprint]) -> [Relation] {
        let frames = VideoMatcher.comparable(all)
        guard !frames.isEmpty, !videos.isEmpty else { return [] }
        let matcher = VideoMatcher(query: frames)
        return seeds(of: frames).compactMap { number, seeds in
            let video = videos[Int(number)]
            guard let found = matcher.align(with: video.frames, seeds: seeds) else { return nil }
            var evidence = LinkEvidence()
            evidence.framesMatched = found.framesMatched
            evidence.segmentA = found.stored
            evidence.segmentB = found.query
            evidence.transform = found.orientation
            return Relation(media: video.media, rank: found.score, evidence: evidence)
        }
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
                    let at = videos[Int(view.video)].frames[Int(view.frame)].at
                    found[view.video, default: PictureInVideo.Sighting()]
                        .add(at: at, distance: hit.distance, transform: transform)
                }
            }
        }
        return found.map { number, sighting in
            Relation(
                media: videos[Int(number)].media,
                rank: sighting.rank,
                evidence: sighting.evidence(videoIsFirst: true)
            )
        }
    }
}
