/// Decides which frames of a video are hashed, so that a long one gives a quick tier rather than nothing.
///
/// Two frames a second as long as time allows. When the rest of the video could only just be covered by its key
/// frames, these alone are hashed from there on, and fewer of them if even they are too many.
struct SamplingPlan {
    /// What is hashed.
    enum Tier: Hashable {
        /// The first frame of every half second.
        case samples
        /// Key frames, at most one every `spacing` seconds.
        case keyFrames(spacing: Double)
        /// Nothing: the time has run out.
        case nothing
    }

    /// Seconds from one sample to the next.
    static let interval = 0.5
    /// Seconds from one key frame to the next in the quick tier, where there are more.
    static let quickInterval = 1.0

    /// How many times cheaper key frames are than all frames: the least that was measured over five codecs.
    private static let gainOfKeyFrames = 5.5
    /// The share of the time that the plan spends, as its forecast may be wrong.
    private static let cautious = 0.85

    /// What is hashed now.
    private(set) var tier: Tier
    /// Seconds into the video at which samples gave way to key frames.
    private(set) var keyFramesFrom: Double?

    private let leastSpacing: Double
    private var picturesAtSwitch = 0.0
    /// Key frames decoded since the switch, taken or not.
    private var keyFrames = 0
    private var nextTick = 0.0
    private var lastTaken = -Double.infinity

    /// Plans from the start of a video.
    ///
    /// - Parameter isQuick: Whether key frames are enough.
    init(isQuick: Bool = false) {
        leastSpacing = isQuick ? Self.quickInterval : Self.interval
        tier = isQuick ? .keyFrames(spacing: leastSpacing) : .samples
    }

    /// Whether the frame at this moment is hashed; moments must not fall.
    mutating func takes(_ moment: Double, isKey: Bool) -> Bool {
        if case .keyFrames = tier, isKey { keyFrames += 1 }
        // Times come out of fractions: a hair before the tick is the tick.
        guard moment >= nextTick - 0.001 else { return false }
        switch tier {
        case .samples: break
        case .keyFrames(let spacing): guard isKey, moment >= lastTaken + spacing - 0.001 else { return false }
        case .nothing: return false
        }
        lastTaken = moment
        nextTick = (((moment + 0.001) / Self.interval).rounded(.down) + 1) * Self.interval
        return true
    }

    /// The earliest moment at which a key frame would be taken.
    var nextKeyFrame: Double {
        guard case .keyFrames(let spacing) = tier else { return nextTick }
        return max(nextTick, lastTaken + spacing) - 0.001
    }

    /// What has been done and spent so far; all in seconds.
    struct Progress {
        /// Video done.
        var position: Double
        /// Video in all.
        var length: Double
        /// Time spent.
        var elapsed: Double
        /// Of it, the time spent on decoding and hashing pictures; the rest went into reading and sound.
        var pictures: Double
        /// Time left.
        var left: Double
    }

    /// Compares the time left with what is still to be hashed.
    mutating func review(_ progress: Progress) {
        guard progress.left > 0 else {
            tier = .nothing
            return
        }
        let remaining = progress.length - progress.position
        guard remaining > 0, progress.position > 0 else { return }
        let spendable = progress.left * Self.cautious
        let others = (progress.elapsed - progress.pictures) / progress.position * remaining
        switch tier {
        case .samples:
            // One tenth of the time is enough to know how fast this video decodes.
            guard progress.elapsed > (progress.elapsed + progress.left) / 10 else { return }
            let pictures = progress.pictures / progress.position * remaining
            guard others + pictures > progress.left else { return }
            guard others + pictures / Self.gainOfKeyFrames > spendable else { return }
            tier = .keyFrames(spacing: Self.interval)
            keyFramesFrom = progress.position
            picturesAtSwitch = progress.pictures
        case .keyFrames:
            let cost = (progress.pictures - picturesAtSwitch) / Double(max(keyFrames, 1))
            guard keyFrames > 0, cost > 0 else { return }
            // Where the sound alone takes all the time, pictures still get a third.
            let affordable = max(spendable - others, spendable / 3) / cost
            tier = .keyFrames(spacing: max(leastSpacing, remaining / max(affordable, 1)))
        case .nothing: break
        }
    }
}
