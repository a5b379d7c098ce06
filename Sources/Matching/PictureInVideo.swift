public import CaseModel

/// A picture that is a frame of a video.
public enum PictureInVideo {
    /// The method's name and version.
    public static let method = "pdq-frame-31/1"

    /// Where in a video a picture was seen.
    public struct Sighting: Hashable, Sendable {
        private var distance = Int.max
        private var transform = PictureOrientation.original
        private var start = Double.infinity
        private var end = -Double.infinity
        private var frames = 0

        /// Starts without any.
        public init() {}

        /// Adds a frame near to the picture.
        ///
        /// - Parameters:
        ///   - at: Seconds from the video's start.
        ///   - distance: Hamming distance.
        ///   - transform: How the side that was looked up becomes the stored one.
        public mutating func add(at: Double, distance: Int, transform: PictureOrientation) {
            start = min(start, at)
            end = max(end, at)
            frames += 1
            guard distance < self.distance else { return }
            self.distance = distance
            self.transform = transform
        }

        /// The larger the better.
        public var rank: Double { -Double(distance) }

        /// The evidence, of which the video is the first or the second side.
        public func evidence(videoIsFirst: Bool) -> LinkEvidence {
            var evidence = LinkEvidence()
            evidence.pdqDistance = distance
            evidence.transform = transform
            evidence.framesMatched = frames
            let segment = Segment(start: start, end: end)
            if videoIsFirst { evidence.segmentA = segment } else { evidence.segmentB = segment }
            return evidence
        }
    }
}
