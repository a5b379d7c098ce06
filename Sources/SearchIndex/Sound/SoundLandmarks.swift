package import CaseModel
internal import Glibc

/// A change of speed and pitch that a copy of a sound may have undergone.
public struct SoundChange: Hashable, Sendable {
    /// How many times as fast the copy runs as the original.
    public let tempo: Double
    /// How many times as high the copy sounds as the original.
    public let pitch: Double

    /// States a change.
    public init(tempo: Double, pitch: Double) {
        self.tempo = tempo
        self.pitch = pitch
    }

    /// No change.
    public static let none = SoundChange(tempo: 1, pitch: 1)

    /// The changes that are tried: played faster or slower, stretched in time, moved in pitch.
    ///
    /// What lies between them is found too, as comparison allows 2.4 % of tempo and two bins of pitch.
    public static let tried: [SoundChange] =
        [1, 0.97, 1.03, 0.94, 1.06].map { SoundChange(tempo: $0, pitch: $0) }
        + [0.95, 1.05, 0.9, 1.1, 0.85, 1.15].map { SoundChange(tempo: $0, pitch: 1) }
        + [0.97, 1.03].map { SoundChange(tempo: 1, pitch: $0) }
}

/// A landmark: its key, and its anchor's moment in whole frames.
package struct SoundLandmark: Sendable {
    package let key: UInt32
    package let frame: Int

    package init(key: UInt32, frame: Int) {
        self.key = key
        self.frame = frame
    }
}

/// Names three peaks of a sound by their distances, so that the same three are found again in a copy (a landmark).
///
/// The anchor is paired with strong peaks that follow it within 48 frames and 40 bins (Wang 2003, with three peaks as in
/// Six and Leman 2014). The key holds the anchor's pitch to 4 bins, both intervals to a bin, and both distances in time
/// to 2 frames.
package struct SoundLandmarks {
    private static let soonest: Float = 2.5
    private static let latest: Float = 48
    private static let widest: Float = 40
    private static let pitchCell: Float = 4
    private static let timeCell: Float = 2
    /// How near the border of a cell a value is looked up on its other side too, as a share of the cell.
    private static let softness: Float = 0.15
    private static let partnersStored = 2
    private static let partnersAsked = (sparse: 4, dense: 12)

    private struct Place {
        let frame: Float
        let bin: Float
        let rank: UInt8
    }

    private let places: [Place]

    /// Prepares a sound's peaks as they would be without a change that they have undergone.
    package init(_ peaks: SoundPeaks, undoing change: SoundChange = .none) {
        let (tempo, shift) = Self.factors(of: change)
        places = peaks.peaks.map { Place(frame: $0.frame * tempo, bin: $0.bin - shift, rank: $0.rank) }
    }

    /// By what frames are multiplied, and what is taken from bins, to undo a change.
    static func factors(of change: SoundChange) -> (tempo: Float, shift: Float) {
        (Float(change.tempo), Float(SoundPeaks.binsPerOctave) * Float(log2(change.pitch)))
    }

    /// One landmark for each peak.
    package var stored: [SoundLandmark] {
        var all: [SoundLandmark] = []
        forEachTriple(partners: Self.partnersStored) { anchor, near, far in
            all.append(SoundLandmark(key: Cells(anchor, near, far).key, frame: Int(max(0, anchor.frame.rounded()))))
        }
        return all
    }

    /// Six landmarks for each peak, and those in neighbouring cells where a value is near a border.
    var asked: [SoundLandmark] {
        var all: [SoundLandmark] = []
        forEachTriple(partners: Self.partnersAsked.sparse) { anchor, near, far in
            for key in Cells(anchor, near, far).keysAround(Self.softness) {
                all.append(SoundLandmark(key: key, frame: Int(anchor.frame.rounded())))
            }
        }
        return all
    }

    /// The landmarks of dense peaks, 66 for each: the two that are strongest in what is stored may be weak among them.
    ///
    /// Measured: neighbouring cells find no more here, and take four times the look-ups.
    var askedOfDense: [SoundLandmark] {
        var all: [SoundLandmark] = []
        forEachTriple(partners: Self.partnersAsked.dense) { anchor, near, far in
            all.append(SoundLandmark(key: Cells(anchor, near, far).key, frame: Int(anchor.frame.rounded())))
        }
        return all
    }

    private func forEachTriple(partners count: Int, _ body: (Place, Place, Place) -> Void) {
        var last = 0
        for (index, anchor) in places.enumerated() {
            last = max(last, index)
            while last < places.count, places[last].frame <= anchor.frame + Self.latest { last += 1 }
            let partners = places[index..<last].indices
                .filter { other in
                    places[other].frame >= anchor.frame + Self.soonest
                        && abs(places[other].bin - anchor.bin) <= Self.widest
                }
                .sorted { (places[$0].rank, $0) < (places[$1].rank, $1) }
                .prefix(count).sorted()
            for (position, near) in partners.enumerated() {
                for far in partners.dropFirst(position + 1) { body(anchor, places[near], places[far]) }
            }
        }
    }

    /// The cells in which a landmark's five values lie.
    private struct Cells {
        private let values: (Float, Float, Float, Float, Float)

        init(_ anchor: Place, _ near: Place, _ far: Place) {
            values = (
                anchor.bin / SoundLandmarks.pitchCell, near.bin - anchor.bin + SoundLandmarks.widest,
                far.bin - anchor.bin + SoundLandmarks.widest, (near.frame - anchor.frame) / SoundLandmarks.timeCell,
                (far.frame - anchor.frame) / SoundLandmarks.timeCell
            )
        }

        var key: UInt32 {
            Self.key(
                Self.cell(values.0),
                Self.cell(values.1),
                Self.cell(values.2),
                Self.cell(values.3),
                Self.cell(values.4)
            )
        }

        func keysAround(_ softness: Float) -> [UInt32] {
            var keys: [UInt32] = []
            for anchor in Self.cells(values.0, softness) {
                for near in Self.cells(values.1, softness) {
                    for far in Self.cells(values.2, softness) {
                        for soon in Self.cells(values.3, softness) {
                            for late in Self.cells(values.4, softness) {
                                keys.append(Self.key(anchor, near, far, soon, late))
                            }
                        }
                    }
                }
            }
            return keys
        }

        private static func cell(_ value: Float) -> Int32 { Int32(value.rounded(.down)) }

        private static func cells(_ value: Float, _ softness: Float) -> ClosedRange<Int32> {
            cell(value - softness)...cell(value + softness)
        }

        /// Six bits for the anchor, seven for each interval and six for each distance in time.
        private static func key(_ anchor: Int32, _ near: Int32, _ far: Int32, _ soon: Int32, _ late: Int32) -> UInt32 {
            let high = UInt32(bitPattern: anchor) & 63
            let intervals = (UInt32(bitPattern: near) & 127) << 7 | UInt32(bitPattern: far) & 127
            let times = (UInt32(bitPattern: soon) & 63) << 6 | UInt32(bitPattern: late) & 63
            return high << 26 | intervals << 12 | times
        }
    }
}
