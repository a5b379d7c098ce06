/// A peak of a sound's spectrum: a moment and a pitch at which it is louder than around.
public struct SoundPeak: Hashable, Sendable {
    /// Units of time in a frame of the spectrum.
    public static let unitsPerFrame = 8
    /// Units of pitch in a bin of the spectrum.
    public static let unitsPerBin = 256

    /// The moment, in eighths of a frame from the start.
    public let time: UInt32
    /// The pitch, in 256ths of a bin above 300 Hz.
    public let pitch: UInt16
    /// How many stronger peaks lie within half a second before and after.
    public let rank: UInt8

    /// States a peak.
    public init(time: UInt32, pitch: UInt16, rank: UInt8) {
        self.time = time
        self.pitch = pitch
        self.rank = rank
    }

    /// The moment in frames.
    public var frame: Float { Float(time) / Float(Self.unitsPerFrame) }
    /// The pitch in bins.
    public var bin: Float { Float(pitch) / Float(Self.unitsPerBin) }
}

/// In which ways the sound of recordings is compared.
public enum SoundDepth: String, CaseIterable, Sendable, Hashable {
    /// By Chromaprint's words alone: the same recording, in other codecs and with noise.
    case words
    /// By landmarks of spectral peaks too: over a telephone, faster, slower, higher and lower.
    case landmarks
}

/// The peaks of a recording's spectrum, in order of time: what survives noise, codecs and telephones.
///
/// A frame is 352 samples at 11,025 a second; a bin is a 36th of an octave.
public struct SoundPeaks: Hashable, Sendable {
    /// Frames of the spectrum in a second.
    public static let framesPerSecond = 11_025.0 / 352
    /// Bins of an octave.
    public static let binsPerOctave = 36
    /// How many bins there are, from 300 to 3,200 Hz: what a telephone carries.
    public static let binCount = 124
    /// Peaks of a query rank below this.
    public static let queryRanks = 30
    /// Dense peaks of a query rank below this, among themselves: about 90 a second.
    public static let denseRanks = 100
    /// Peaks that are stored rank below this.
    public static let storedRanks = 22

    /// The peaks.
    public let peaks: [SoundPeak]

    /// Collects peaks, which are in order of time.
    public init(_ peaks: [SoundPeak]) {
        self.peaks = peaks
    }

    /// Bytes of one peak in ``bytes``.
    public static let byteCount = 7

    /// Reads peaks as ``bytes`` gives them; nil if they are cut or not in order.
    public init?(bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: Self.byteCount) else { return nil }
        var peaks: [SoundPeak] = []
        peaks.reserveCapacity(bytes.count / Self.byteCount)
        var last: UInt32 = 0
        let isInOrder = bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: Self.byteCount) {
                let time = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
                let pitch = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt16.self))
                guard time >= last else { return false }
                last = time
                peaks.append(SoundPeak(time: time, pitch: pitch, rank: bytes[start + 6]))
            }
            return true
        }
        guard isInOrder else { return nil }
        self.peaks = peaks
    }

    /// The peaks in seven bytes each: time and pitch, low byte first, and rank.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(peaks.count * Self.byteCount)
        for peak in peaks {
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: peak.time >> shift))
            }
            bytes.append(UInt8(truncatingIfNeeded: peak.pitch))
            bytes.append(UInt8(peak.pitch >> 8))
            bytes.append(peak.rank)
        }
        return bytes
    }

    /// Seconds for which a score needs no more than it says, and those after which it needs as much again.
    private static let (plainSeconds, doublingSeconds) = (10.0, 40.0)

    /// What peaks must score over a stretch to mean as much as a score over ten seconds.
    ///
    /// In pieces of music in one beat chance agreements add up with time, which the model of chance does not know.
    public static func neededScore(_ score: Double, over seconds: Double) -> Double {
        score * max(1, 1 + (seconds - plainSeconds) / doublingSeconds)
    }

    /// The peaks of a stretch, in seconds.
    public func between(_ segment: Segment) -> SoundPeaks {
        let frames = (segment.start * Self.framesPerSecond)...(segment.end * Self.framesPerSecond)
        return SoundPeaks(peaks.filter { frames.contains(Double($0.frame)) })
    }

    /// The peaks that are stored.
    public var stored: SoundPeaks { SoundPeaks(peaks.filter { $0.rank < Self.storedRanks }) }
}
