public import CaseModel
internal import TextExtraction

/// Analyses video, sound, text and the picture formats that only the stream libraries read.
///
/// Works on the calling thread, reads nothing but the given descriptor, and needs no system call beyond reading,
/// memory and the clock once ``StreamLibraries/prepare()`` has run.
public struct StreamAnalyser {
    /// Bytes of a list of hashes that are read at most.
    private static let longestList = 64 << 20

    private let limits: AnalysisLimits
    private let wishes: AnalysisWishes
    private let telephoneRegion: String

    /// Sets what to look for.
    ///
    /// - Parameters:
    ///   - limits: Bounds on time, memory, pixels and frames. Time counts from the start of each analysis.
    ///   - wishes: What is to be given beyond fingerprints and texts.
    ///   - telephoneRegion: The region (ISO 3166-1 alpha-2) of telephone numbers without a country code.
    public init(
        limits: AnalysisLimits,
        wishes: AnalysisWishes = AnalysisWishes(),
        telephoneRegion: String = ""
    ) {
        self.limits = limits
        self.wishes = wishes
        self.telephoneRegion = telephoneRegion
    }

    /// Analyses one content and passes on what is found.
    ///
    /// A video or recording gives `stream` first, then frames and small pictures in order of time, then the sound;
    /// a second `stream` follows where only decoding tells the length. `identified` comes before all of them when
    /// a recording said to be a video holds none, or the reverse. Whatever goes wrong with the content is a
    /// `failure` or a `warning`.
    ///
    /// Cost: decoding; 0.02 to 0.3 seconds of processor time for each second of video.
    ///
    /// - Parameters:
    ///   - descriptor: The content, open for reading and seekable; its position is not used.
    ///   - type: The media type by content, such as `video/mp4`.
    ///   - kind: What that type is.
    ///   - orientation: The EXIF orientation of a still picture, 1…8.
    ///   - region: Only this rectangle of a still picture, in upright pixels.
    ///   - emit: Gets each finding at once.
    /// - Throws: Only what `emit` throws.
    public func analyse(
        descriptor: Int32,
        type: String,
        kind: MediaKind,
        orientation: Int = 1,
        region: Region? = nil,
        emit: (Finding) throws -> Void
    ) throws {
        do {
            switch kind {
            case .video where type == FrameHashList.type:
                try FrameHashList.read(try frameHashList(descriptor, emit), most: limits.frames, emit: emit)
            case .video, .audio:
                var recording = try RecordingAnalysis(
                    descriptor: descriptor,
                    type: type,
                    kind: kind,
                    limits: limits,
                    wishes: wishes
                )
                try recording.run(emit: emit)
            case .image:
                try StillPicture.analyse(
                    descriptor: descriptor,
                    type: type,
                    orientation: orientation,
                    region: region,
                    limits: limits,
                    wishes: wishes,
                    emit: emit
                )
            case .text:
                try analyseText(descriptor: descriptor, emit: emit)
            case .archive, .other:
                throw AnalysisFailure(.unsupported, "No decoder here reads this format or codec.")
            }
        } catch let failure as AnalysisFailure {
            try emit(.failure(failure))
        }
    }

    private func analyseText(descriptor: Int32, emit: (Finding) throws -> Void) throws {
        let size = try DescriptorContent.size(of: descriptor)
        let content = TextContent(size: size) { offset, count in
            try DescriptorContent.bytes(of: descriptor, from: offset, count: count)
        }
        try TextAnalyser(region: telephoneRegion).analyse(
            content,
            phoneNumbers: TelephoneNumbers(),
            emit: emit
        )
    }

    /// The bytes of a list of frames' hashes, as far as they are read.
    private func frameHashList(_ descriptor: Int32, _ emit: (Finding) throws -> Void) throws -> [UInt8] {
        let size = try DescriptorContent.size(of: descriptor)
        let longest = min(Self.longestList, limits.memoryBytes / 4)
        if size > longest {
            try emit(.warning("Only the first \(longest >> 20) MiB of the list were read."))
        }
        return try DescriptorContent.bytes(of: descriptor, from: 0, count: Int(min(size, Int64(longest))))
    }
}
