internal import CStreamDecoders
internal import CaseModel
internal import Fingerprints
internal import Glibc

/// One open recording: demultiplexed once, its pictures decoded one by one, its sound fingerprinted on the way.
final class StreamReader {
    /// Which pictures are decoded.
    enum Choice: Hashable {
        /// All of them.
        case everyFrame
        /// Those at multiples of an interval in seconds, and those that others are built on.
        case samples(interval: Double)
        /// Key frames from a time on.
        case keyFrames(from: Double)
        /// None.
        case nothing
    }

    /// What the next stretch of the file held.
    enum Event {
        /// A picture was decoded.
        case frame(at: Double, isKey: Bool, width: Int, height: Int)
        /// Time to look at the clock.
        case progress
        /// Nothing is left.
        case end
    }

    /// What the container says.
    let info: cairn_stream_info
    /// The share of the file that has been read, 0…1.
    private(set) var consumed = 0.0
    /// Seconds from the start up to which the file has been read.
    private(set) var reached = 0.0

    private let stream: OpaquePointer
    private var isVaried = false
    /// Made by ``colours(width:height:)``, with the room beyond its rows that converters write to.
    private var fleeting: PixelBuffer?

    /// Opens a recording.
    ///
    /// - Throws: Why it cannot be read.
    init(descriptor: Int32, limits: AnalysisLimits, deadline: Int64) throws(AnalysisFailure) {
        var opened: OpaquePointer?
        var info = cairn_stream_info()
        var bounds = cairn_stream_limits(limits, deadline: deadline)
        let size = try DescriptorContent.size(of: descriptor)
        let status = cairn_stream_open(descriptor, size, &bounds, &opened, &info)
        guard status == CAIRN_STREAM_OK, let opened else {
            throw AnalysisFailure(streamStatus: status)
        }
        stream = opened
        self.info = info
    }

    deinit {
        cairn_stream_close(stream)
    }

    /// What was met so far.
    var tally: cairn_stream_tally {
        var tally = cairn_stream_tally()
        cairn_stream_count(stream, &tally)
        return tally
    }

    /// Sets which pictures are decoded from here on.
    func choose(_ choice: Choice) {
        switch choice {
        case .everyFrame: cairn_stream_choose(stream, CAIRN_STREAM_EVERY_FRAME, 0)
        case .samples(let interval): cairn_stream_choose(stream, CAIRN_STREAM_SAMPLES, interval)
        case .keyFrames(let from): cairn_stream_choose(stream, CAIRN_STREAM_KEY_FRAMES, from)
        case .nothing: cairn_stream_choose(stream, CAIRN_STREAM_NO_FRAMES, 0)
        }
    }

    /// Reads on to the next picture.
    func next() -> Event {
        var event = cairn_stream_event()
        cairn_stream_next(stream, &event)
        consumed = event.consumed
        reached = event.reached
        return switch event.kind {
        case CAIRN_STREAM_EVENT_FRAME:
            .frame(at: event.at, isKey: event.is_key != 0, width: Int(event.width), height: Int(event.height))
        case CAIRN_STREAM_EVENT_PROGRESS: .progress
        default: .end
        }
    }

    /// The luma of the picture just met at its own size; nil if it cannot be converted.
    func luma(width: Int, height: Int) -> PixelBuffer? {
        PixelBuffer.filled(width: width, height: height, channels: 1) { pixels, bytes, rowBytes in
            cairn_stream_luma(stream, pixels, bytes, rowBytes)
        }
    }

    /// The picture just met in red, green and blue at a chosen size; nil if it cannot be converted.
    func colours(width: Int, height: Int) -> PixelBuffer? {
        PixelBuffer.filled(width: width, height: height, channels: 3) { pixels, bytes, rowBytes in
            cairn_stream_rgb(stream, Int32(width), Int32(height), pixels, bytes, rowBytes)
        }
    }

    /// The picture just met in red, green and blue at its own size, in memory that the next call writes over unless the
    /// picture is still held; nil if it cannot be converted.
    ///
    /// Fresh memory for each frame costs as much as converting it: every page of it must be made.
    func fleetingColours(width: Int, height: Int) -> PixelBuffer? {
        if isKnownUniquelyReferenced(&fleeting), let kept = fleeting, kept.width == width, kept.height == height {
            let status = kept.withMutableBytes { pixels in
                cairn_stream_rgb(
                    stream,
                    Int32(width),
                    Int32(height),
                    pixels.baseAddress,
                    pixels.count + Int(CAIRN_STREAM_SLACK),
                    kept.rowBytes
                )
            }
            return status == CAIRN_STREAM_OK ? kept : nil
        }
        fleeting = colours(width: width, height: height)
        return fleeting
    }

    /// Keeps the sound's samples for ``withSamples(_:)``.
    func keepSamples() {
        cairn_stream_keep_samples(stream)
    }

    /// Passes on the samples that were decoded since the last call.
    func withSamples(_ body: (UnsafeBufferPointer<Int16>) -> Void) {
        var samples: UnsafePointer<Int16>?
        let count = cairn_stream_samples(stream, &samples)
        if count > 0 { body(UnsafeBufferPointer(start: samples, count: count)) }
    }

    /// Fingerprints the sound also at ``SoundFingerprint/speeds``.
    ///
    /// - Throws: That memory does not suffice.
    func varySpeed() throws(AnalysisFailure) {
        let speeds = SoundFingerprint.speeds
        let status = cairn_stream_vary_speed(stream, speeds, speeds.count)
        guard status == CAIRN_STREAM_OK else { throw AnalysisFailure(streamStatus: status) }
        isVaried = true
    }

    /// Ends the sound and gives its fingerprint; nil if no sound could be decoded.
    func sound() -> SoundFingerprint? {
        var words: UnsafePointer<UInt32>?
        var count = 0
        var step = 0.0
        guard cairn_stream_sound(stream, &words, &count, &step) == CAIRN_STREAM_OK else { return nil }
        let seconds = tally.sound_seconds
        guard seconds > 0 else { return nil }
        let copied = words.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
        var sound = SoundFingerprint(words: copied, step: step, duration: seconds)
        guard isVaried else { return sound }
        for (number, speed) in SoundFingerprint.speeds.enumerated() {
            guard cairn_stream_sound_at_speed(stream, number, &words, &count) == CAIRN_STREAM_OK else { return nil }
            let copied = words.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
            sound.atSpeeds.append(WordsAtSpeed(speed: speed, words: copied))
        }
        return sound
    }
}

extension cairn_stream_limits {
    /// The limits that decoders themselves heed; `deadline` is on the monotonic clock in nanoseconds, 0 for none.
    init(_ limits: AnalysisLimits, deadline: Int64) {
        self.init(
            pixels: Int64(limits.pixels),
            memory_bytes: Int64(limits.memoryBytes),
            deadline_ns: deadline
        )
    }
}

extension PixelBuffer {
    /// Makes a buffer that a converter fills; nil when memory does not suffice or the converter fails.
    fileprivate static func filled(
        width: Int,
        height: Int,
        channels: Int,
        by convert: (UnsafeMutablePointer<UInt8>, _ bytes: Int, _ rowBytes: Int) -> Int32
    ) -> PixelBuffer? {
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20 else { return nil }
        // Rows that start at multiples of 32 bytes let the converters use whole vectors.
        let rowBytes = (width * channels + 31) & ~31
        let bytes = rowBytes * height + Int(CAIRN_STREAM_SLACK)
        guard let memory = malloc(bytes)?.assumingMemoryBound(to: UInt8.self) else { return nil }
        guard convert(memory, bytes, rowBytes) == CAIRN_STREAM_OK else {
            free(memory)
            return nil
        }
        return PixelBuffer(adopting: memory, width: width, height: height, channels: channels, rowBytes: rowBytes)
    }
}
