public import CaseModel

/// How a list of frame hashes agrees with a video by the rule of vPDQ.
///
/// Frames of too little quality are left out on both sides and equal hashes counted once; a frame agrees if some frame of
/// the other side lies within 31 bits. The reference's programs differ among themselves here (within or below 31, doubles
/// counted or not); this is what its description and its Python say.
public struct FrameListAgreement {
    /// The method's name and version.
    public static let method = "vpdq-31/1"
    /// The share of either side's frames from which a video counts as the one listed.
    public static let enough = 0.8

    /// Different frames of a list that can be compared, each at the moment at which it comes first.
    ///
    /// - Parameter frames: All frames, in order of time.
    /// - Returns: Those that count.
    public static func distinct(_ frames: [FrameFingerprint]) -> [FrameFingerprint] {
        var seen: Set<PerceptualHash> = []
        return VideoMatcher.comparable(frames).filter { seen.insert($0.full).inserted }
    }

    /// About two frames a second, to be laid along a line with another video's.
    ///
    /// - Parameter frames: The frames, in order of time.
    /// - Returns: The first of each half second.
    public static func sampled(_ frames: [FrameFingerprint]) -> [FrameFingerprint] {
        var last = -1
        return frames.filter { frame in
            let step = Int((min(frame.at, 1e9) * 2 + 0.001).rounded(.down))
            defer { last = step }
            return step != last
        }
    }

    private var listed: [Int: Double] = [:]
    private var stored: [Int: Double] = [:]

    /// Starts without agreement.
    public init() {}

    /// Adds a pair of frames within 31 bits.
    ///
    /// - Parameters:
    ///   - list: The number of the list's frame among the distinct ones, and its moment.
    ///   - video: The number of the video's frame among the distinct ones, and its moment.
    public mutating func add(list: (number: Int, at: Double), video: (number: Int, at: Double)) {
        listed[list.number] = list.at
        stored[video.number] = video.at
    }

    /// How many distinct frames of the list agree.
    public var framesMatched: Int { listed.count }

    /// The share of the list's frames that agree.
    ///
    /// - Parameter count: How many distinct frames the list has.
    /// - Returns: 0…1; 0 of none.
    public func shareOfList(_ count: Int) -> Double { count > 0 ? Double(listed.count) / Double(count) : 0 }

    /// The share of the video's frames that agree.
    ///
    /// - Parameter count: How many distinct frames the video has.
    /// - Returns: 0…1; 0 of none.
    public func shareOfVideo(_ count: Int) -> Double { count > 0 ? Double(stored.count) / Double(count) : 0 }

    /// From the first to the last frame that agrees, in the list and in the video.
    public var spans: (list: Segment, video: Segment) { (Self.span(listed.values), Self.span(stored.values)) }

    private static func span(_ moments: some Collection<Double>) -> Segment {
        Segment(start: moments.min() ?? 0, end: moments.max() ?? 0)
    }
}
