public import CaseModel
import Foundation

extension SoundPeaks {
    /// Peaks of a sound like no other: about 20 a second.
    public static func random(seconds: Double, using random: inout SeededGenerator) -> SoundPeaks {
        let units = Double(SoundPeak.unitsPerFrame) * framesPerSecond
        let peaks = (0..<Int(seconds * 20)).map { _ in
            SoundPeak(
                time: UInt32(Double.random(in: 0..<seconds, using: &random) * units),
                pitch: UInt16(Int.random(in: 0..<(binCount * SoundPeak.unitsPerBin), using: &random)),
                rank: UInt8.random(in: 0..<20, using: &random)
            )
        }
        return SoundPeaks(peaks.sorted { ($0.time, $0.pitch) < ($1.time, $1.pitch) })
    }

    /// A stretch of the sound, played faster and higher, with some of its peaks lost and others added.
    public func excerpt(
        _ stretch: Segment,
        tempo: Double,
        pitch: Double,
        keeping: Double,
        using random: inout SeededGenerator
    ) -> SoundPeaks {
        let units = Double(SoundPeak.unitsPerFrame)
        let shift = Double(Self.binsPerOctave) * log2(pitch) * Double(SoundPeak.unitsPerBin)
        var moved: [SoundPeak] = []
        for peak in between(stretch).peaks where Double.random(in: 0..<1, using: &random) < keeping {
            let frame = (Double(peak.frame) - stretch.start * Self.framesPerSecond) / tempo
            let pitch = Double(peak.pitch) + shift
            guard frame >= 0, pitch >= 0, pitch < Double(Self.binCount * SoundPeak.unitsPerBin) else { continue }
            let shaken = max(0, (frame + Double.random(in: -0.4...0.4, using: &random)) * units)
            moved.append(SoundPeak(time: UInt32(shaken.rounded()), pitch: UInt16(pitch), rank: peak.rank))
        }
        let noise = SoundPeaks.random(seconds: stretch.length / tempo, using: &random)
        moved += noise.peaks.filter { _ in Double.random(in: 0..<1, using: &random) > keeping }
        return SoundPeaks(moved.sorted { ($0.time, $0.pitch) < ($1.time, $1.pitch) })
    }
}
