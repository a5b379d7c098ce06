import CaseModel

/// The comparable frames of stored videos in flat arrays, without their hashes, which follow one another as the frames do.
struct VideoFrames {
    /// One video; its frames lie together.
    struct Video {
        let media: Int64
        let firstFrame: Int
        let frameCount: Int
        /// How many frames the store has of it, comparable or not.
        let recordCount: Int
        let tier: AnalysisTier
        /// Whether a later analysis took its place.
        var isReplaced = false
    }

    private(set) var videos: [Video] = []
    /// The last media of a video.
    private(set) var lastMedia: Int64 = 0
    private var moments: [Double] = []
    /// Quality, and 128 for a key frame.
    private var qualities: [UInt8] = []
    private var videoOfFrame: [Int32] = []
    /// Where each frame's hashes begin, and where the last's end.
    private var firstHashes: [UInt32] = [0]
    private var frameOfHash: [UInt32] = []

    private static let keyFlag: UInt8 = 128

    var frameCount: Int { moments.count }

    /// How many frames the store has of all videos.
    var recordCount: Int { videos.reduce(0) { $0 + ($1.isReplaced ? 0 : $1.recordCount) } }

    func at(_ frame: Int) -> Double { moments[frame] }
    func quality(_ frame: Int) -> Int { Int(qualities[frame] & ~Self.keyFlag) }
    func isKey(_ frame: Int) -> Bool { qualities[frame] & Self.keyFlag != 0 }
    func video(ofFrame frame: Int) -> Int32 { videoOfFrame[frame] }
    func frame(ofHash position: Int) -> Int { Int(frameOfHash[position]) }

    /// The position of the hash of the whole frame; those of its centres follow.
    func firstHash(ofFrame frame: Int) -> Int { Int(firstHashes[frame]) }

    func hashes(ofFrame frame: Int) -> Range<Int> { Int(firstHashes[frame])..<Int(firstHashes[frame + 1]) }

    func frames(of video: Int) -> Range<Int> {
        let first = videos[video].firstFrame
        return first..<(first + videos[video].frameCount)
    }

    /// Adds a video.
    ///
    /// - Parameters:
    ///   - frames: Its comparable frames.
    ///   - records: How many the store has of it.
    ///   - media: Its number.
    ///   - tier: How much of it was looked at.
    mutating func add(_ frames: [FrameFingerprint], of records: Int, media: Int64, tier: AnalysisTier) {
        let first = frameCount
        for frame in frames {
            add(
                at: frame.at,
                quality: UInt8(min(100, max(0, frame.quality))) | (frame.isKey ? Self.keyFlag : 0),
                hashes: 1 + frame.centres.count
            )
        }
        close(first: first, records: records, media: media, tier: tier)
    }

    private mutating func add(at: Double, quality: UInt8, hashes: Int) {
        frameOfHash += repeatElement(UInt32(frameCount), count: hashes)
        firstHashes.append(UInt32(frameOfHash.count))
        videoOfFrame.append(Int32(videos.count))
        moments.append(at)
        qualities.append(quality)
    }

    private mutating func close(first: Int, records: Int, media: Int64, tier: AnalysisTier) {
        lastMedia = max(lastMedia, media)
        videos.append(
            Video(
                media: media,
                firstFrame: first,
                frameCount: frameCount - first,
                recordCount: records,
                tier: tier
            )
        )
    }

    /// Notes that another analysis takes a video's place.
    mutating func replace(_ number: Int) { videos[number].isReplaced = true }

    /// Whether of these videos just those were looked at quickly.
    func isComplete(quick: Set<Int64>) -> Bool {
        videos.allSatisfy { quick.contains($0.media) == ($0.tier == .quick) }
    }
}

extension VideoFrames {
    /// What a file holds of the frames: for each video three numbers, for each frame a moment, its quality and how many
    /// hashes it has.
    struct Columns {
        var videos: [Int64] = []
        var moments: [Double] = []
        var qualities: [UInt8] = []
        var hashCounts: [UInt8] = []
    }

    /// The columns of what is valid, in order of media, and the positions of its hashes.
    var columns: (Columns, hashes: [Range<Int>]) {
        var columns = Columns()
        var positions: [Range<Int>] = []
        let order = videos.indices.filter { !videos[$0].isReplaced }.sorted { videos[$0].media < videos[$1].media }
        for number in order {
            let video = videos[number]
            let frames = frames(of: number)
            columns.videos += [
                video.media, Int64(video.frameCount), Int64(video.recordCount) << 1 | (video.tier == .quick ? 1 : 0),
            ]
            columns.moments += moments[frames]
            columns.qualities += qualities[frames]
            for frame in frames { columns.hashCounts.append(UInt8(hashes(ofFrame: frame).count)) }
            positions.append(Int(firstHashes[frames.lowerBound])..<Int(firstHashes[frames.upperBound]))
        }
        return (columns, positions)
    }

    /// Takes over columns; nil if they do not fit each other or the number of hashes.
    init?(_ columns: Columns, hashCount: Int) {
        let count = columns.moments.count
        guard columns.videos.count % 3 == 0, columns.qualities.count == count, columns.hashCounts.count == count,
            columns.hashCounts.reduce(0, { $0 + Int($1) }) == hashCount, columns.hashCounts.allSatisfy({ $0 > 0 })
        else { return nil }
        self.init()
        moments.reserveCapacity(count)
        qualities.reserveCapacity(count)
        videoOfFrame.reserveCapacity(count)
        firstHashes.reserveCapacity(count + 1)
        frameOfHash.reserveCapacity(hashCount)
        var start = 0
        for place in stride(from: 0, to: columns.videos.count, by: 3) {
            let (media, frames, rest) = (columns.videos[place], columns.videos[place + 1], columns.videos[place + 2])
            guard frames >= 0, Int(frames) <= count - start, rest >= 0, media > lastMedia else { return nil }
            for frame in start..<(start + Int(frames)) {
                add(
                    at: columns.moments[frame],
                    quality: columns.qualities[frame],
                    hashes: Int(columns.hashCounts[frame])
                )
            }
            close(first: start, records: Int(rest >> 1), media: media, tier: rest & 1 == 1 ? .quick : .full)
            start += Int(frames)
        }
        guard start == count else { return nil }
    }
}
