internal import CStreamDecoders
internal import CaseModel
internal import Fingerprints

/// Fingerprints the pictures and the sound of one recording in a single pass.
struct RecordingAnalysis {
    private let limits: AnalysisLimits
    private let everyFrame: Bool
    private let type: String
    private let kind: MediaKind
    private let budget: TimeBudget
    private let reader: StreamReader

    private var plan: SamplingPlan
    private var fingerprinter: FrameFingerprinter
    private var hasher = NativeFrameHasher()
    private var renditions: RenditionSeries?
    private var shots: ShotFeatures?
    private var peaks: SoundPeakFinder?
    private var framesTaken = 0
    /// The moment of the last picture.
    private var position = 0.0
    /// Seconds spent on hashing pictures.
    private var hashing = 0.0
    private var ranOutOfTime = false
    private var reachedFrameLimit = false

    /// Opens a recording.
    ///
    /// - Throws: Why it cannot be read.
    init(
        descriptor: Int32,
        type: String,
        kind: MediaKind,
        limits: AnalysisLimits,
        wishes: AnalysisWishes,
        clock: @escaping TimeBudget.Clock = TimeBudget.systemClock
    ) throws(AnalysisFailure) {
        self.limits = limits
        everyFrame = wishes.everyFrame
        plan = SamplingPlan(isQuick: wishes.keyFramesOnly)
        self.type = type
        self.kind = kind
        budget = TimeBudget(limits, clock: clock)
        reader = try StreamReader(descriptor: descriptor, limits: limits, deadline: budget.deadline)
        fingerprinter = FrameFingerprinter(rotation: Int(reader.info.rotation))
        if wishes.soundPeaks, reader.info.has_sound != 0 {
            reader.keepSamples()
            peaks = SoundPeakFinder()
        }
        if wishes.soundSpeeds, reader.info.has_sound != 0 { try reader.varySpeed() }
        guard reader.info.has_video != 0 else { return }
        if !wishes.withoutRenditions { renditions = RenditionSeries(reader.info) }
        if wishes.features > 0, !everyFrame, !wishes.keyFramesOnly {
            shots = ShotFeatures(most: wishes.features, duration: reader.info.duration, rotation: reader.info.rotation)
        }
    }

    /// Reads the recording to its end and passes on what is found, in order of time.
    ///
    /// - Throws: What `emit` throws.
    mutating func run(emit: (Finding) throws -> Void) throws {
        let info = reader.info
        try announceKind(emit)
        try emit(.stream(details(duration: info.duration)))
        if info.has_video != 0 {
            switch plan.tier {
            case _ where everyFrame: reader.choose(.everyFrame)
            case .keyFrames: reader.choose(.keyFrames(from: -.infinity))
            default: reader.choose(.samples(interval: SamplingPlan.interval))
            }
        }
        try readAll(emit)
        if !everyFrame {
            for frame in fingerprinter.finish() { try emit(.frame(frame)) }
        }
        if let rendition = renditions?.finish() { try emit(.rendition(rendition)) }
        var sound = info.has_sound != 0 ? reader.sound() : nil
        takeSamples()
        if let found = peaks?.finish() {
            sound?.peaks = found.peaks
            sound?.densePeaks = found.dense
        }
        if let sound { try emit(.sound(sound)) }
        if info.duration_is_guess != 0 {
            try emit(.stream(details(duration: reached(sound))))
        }
        try reportFaults(sound: sound, emit)
    }

    private mutating func readAll(_ emit: (Finding) throws -> Void) throws {
        while true {
            let event = reader.next()
            takeSamples()
            switch event {
            case .end: return
            case .progress: break
            case .frame(let at, let isKey, let width, let height):
                position = at
                if everyFrame {
                    try hashNative(at: at, isKey: isKey, width: width, height: height, emit)
                } else if plan.takes(at, isKey: isKey) {
                    try sample(at: at, isKey: isKey, width: width, height: height, emit)
                } else {
                    continue
                }
            }
            guard reviewProgress() else { return }
        }
    }

    private mutating func takeSamples() {
        guard peaks != nil else { return }
        reader.withSamples { peaks?.add($0) }
    }

    /// Looks at the clock; false if reading ends here.
    private mutating func reviewProgress() -> Bool {
        let left = budget.left
        if reader.info.has_video == 0 || everyFrame {
            ranOutOfTime = left <= 0
            return left > 0
        }
        let before = plan.tier
        plan.review(
            SamplingPlan.Progress(
                position: reader.reached,
                length: length,
                elapsed: budget.elapsed,
                pictures: reader.tally.decoding_seconds + hashing,
                left: left
            )
        )
        switch plan.tier {
        case .samples: break
        case .keyFrames: reader.choose(reachedFrameLimit ? .nothing : .keyFrames(from: plan.nextKeyFrame))
        case .nothing:
            ranOutOfTime = true
            return false
        }
        if plan.tier != before, reachedFrameLimit { reader.choose(.nothing) }
        return true
    }

    /// Seconds of video in all: what the container says, else what the share read so far suggests.
    private var length: Double {
        if reader.info.duration > 0, reader.info.duration_is_guess == 0 { return reader.info.duration }
        guard reader.consumed > 0 else { return reader.reached }
        return reader.reached / min(reader.consumed, 1)
    }

    private mutating func sample(
        at: Double,
        isKey: Bool,
        width: Int,
        height: Int,
        _ emit: (Finding) throws -> Void
    ) throws {
        guard framesTaken < limits.frames else {
            if !reachedFrameLimit { reader.choose(.nothing) }
            reachedFrameLimit = true
            return
        }
        let start = budget.elapsed
        defer { hashing += budget.elapsed - start }
        guard let luma = reader.luma(width: width, height: height) else { return }
        framesTaken += 1
        for frame in fingerprinter.add(luma, at: at, isKey: isKey) { try emit(.frame(frame)) }
        if let features = shots?.take(luma, at: at) { try emit(.localFeatures(features)) }
        if let rendition = renditions?.take(from: reader, at: at, width: width, height: height) {
            try emit(.rendition(rendition))
        }
    }

    private mutating func hashNative(
        at: Double,
        isKey: Bool,
        width: Int,
        height: Int,
        _ emit: (Finding) throws -> Void
    ) throws {
        guard framesTaken < limits.frames else {
            if !reachedFrameLimit { reader.choose(.nothing) }
            reachedFrameLimit = true
            return
        }
        guard let picture = reader.fleetingColours(width: width, height: height) else { return }
        framesTaken += 1
        try emit(.frame(hasher.hash(picture, at: at, isKey: isKey)))
        if let rendition = renditions?.take(from: reader, at: at, width: width, height: height) {
            try emit(.rendition(rendition))
        }
    }
}

extension RecordingAnalysis {
    /// Corrects the kind where the bytes alone did not tell whether there are moving pictures.
    private func announceKind(_ emit: (Finding) throws -> Void) throws {
        let actual = reader.info.has_video != 0 ? MediaKind.video : .audio
        guard actual != kind else { return }
        let name = type.split(separator: "/", maxSplits: 1).last ?? ""
        let corrected =
            type.hasPrefix("video/") || type.hasPrefix("audio/") ? "\(actual.rawValue)/\(name)" : type
        try emit(.identified(type: corrected, kind: actual))
    }

    private func details(duration: Double) -> StreamDetails {
        let info = reader.info
        let isTurned = info.rotation == 90 || info.rotation == 270
        let codec = withUnsafeBytes(of: info.codec) { name in
            String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        }
        return StreamDetails(
            width: Int(isTurned ? info.height : info.width),
            height: Int(isTurned ? info.width : info.height),
            duration: duration,
            codec: codec,
            rotation: Int(info.rotation),
            hasVideo: info.has_video != 0,
            hasSound: info.has_sound != 0
        )
    }

    /// Seconds up to which there is content: key frames may lie far before the end.
    private func reached(_ sound: SoundFingerprint?) -> Double {
        max(position, sound?.duration ?? 0, plan.tier == .samples ? 0 : reader.reached)
    }

    private func reportFaults(sound: SoundFingerprint?, _ emit: (Finding) throws -> Void) throws {
        let info = reader.info
        let tally = reader.tally
        let reached = reached(sound)
        if let from = plan.keyFramesFrom {
            try emit(
                .warning(
                    "Only key frames were hashed from second \(Int(from)) on, as the time limit would not allow more."
                )
            )
        }
        if reachedFrameLimit {
            try emit(
                .warning(
                    "Only the first \(framesTaken) frames were hashed, up to second \(Int(position)): that is the limit."
                )
            )
        }
        if info.has_video != 0, framesTaken == 0 {
            try emit(.failure(AnalysisFailure(emptyTrack: info.video_status, tally: tally)))
            return
        }
        if info.has_sound != 0, sound == nil {
            let failure = AnalysisFailure(emptyTrack: info.sound_status, tally: tally)
            guard info.has_video != 0 else {
                try emit(.failure(failure))
                return
            }
            try emit(.warning("The sound could not be decoded. \(failure.message)"))
        }
        if ranOutOfTime || tally.past_deadline != 0 {
            let what = "The time limit ran out at second \(Int(reached)); what follows was not analysed."
            try emit(.failure(AnalysisFailure(.timeout, what)))
        } else if tally.io_error != 0 {
            try emit(.failure(AnalysisFailure(streamStatus: CAIRN_STREAM_UNREADABLE)))
        } else if tally.out_of_memory != 0 {
            try emit(.failure(AnalysisFailure(.memory, "The memory limit was reached at second \(Int(reached)).")))
        } else if reached < info.duration * 0.9 - 2, !reachedFrameLimit {
            try emit(.warning("The content ends early: \(Int(reached)) of \(Int(info.duration)) seconds are there."))
        } else if tally.ends_early != 0 {
            try emit(.warning("The file is shorter than its container says; what is there was analysed."))
        }
        if tally.faults > 0 {
            let what =
                tally.faults == 1 ? "One packet is damaged and was" : "\(tally.faults) packets are damaged and were"
            try emit(.warning("\(what) left out."))
        }
    }
}
