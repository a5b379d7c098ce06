import CairnKernels
import CaseModel
import Fingerprints
import Foundation
import TestSupport
import Testing

@Suite("Peaks of a sound's spectrum")
struct SoundPeakFinderTests {
    private static let rate = Double(SoundPeakFinder.samplingRate)

    private func peaks(_ samples: [Int16], chunk: Int = 4096) -> [SoundPeak] {
        found(samples, chunk: chunk).peaks.peaks
    }

    private func found(_ samples: [Int16], chunk: Int = 4096) -> SoundPeakFinder.Found {
        var finder = SoundPeakFinder()
        for start in stride(from: 0, to: samples.count, by: chunk) {
            samples[start..<min(samples.count, start + chunk)].withUnsafeBufferPointer { finder.add($0) }
        }
        return finder.finish()
    }

    private func samples(_ seconds: Double, _ value: (Double) -> Double) -> [Int16] {
        (0..<Int(seconds * Self.rate)).map { Int16(max(-32768, min(32767, value(Double($0) / Self.rate).rounded()))) }
    }

    private func noise(_ seconds: Double, seed: UInt64) -> [Int16] {
        var random = SeededGenerator(seed: seed)
        return samples(seconds) { _ in Double.random(in: -8000...8000, using: &random) }
    }

    @Test("The spectrum is that of the discrete Fourier transform")
    func spectrum() {
        let length = Int(CAIRN_SPECTRUM_LENGTH)
        var random = SeededGenerator(seed: 4)
        let first = (0..<length).map { _ in Int16.random(in: -20_000...20_000, using: &random) }
        let second = (0..<length).map { _ in Int16.random(in: -300...300, using: &random) }
        let window = (0..<length).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length))) }
        var (cosines, sines): ([Float], [Float]) = ([], [])
        var size = length / 2
        while size >= 1 {
            cosines += (0..<size).map { Float(cos(.pi * Double($0) / Double(size))) }
            sines += (0..<size).map { Float(sin(.pi * Double($0) / Double(size))) }
            size /= 2
        }
        var power = [[Float]](repeating: [Float](repeating: 0, count: length / 2), count: 2)
        var other = power[1]
        cairn_power_spectra(first, second, window, cosines, sines, &power[0], &other)
        power[1] = other
        for (samples, power) in [(first, power[0]), (second, power[1])] {
            let scale = Double(power.max() ?? 1)
            for line in [0, 1, 2, 77, 500, 1023] {
                var (real, imaginary) = (0.0, 0.0)
                for index in 0..<length {
                    let angle = 2 * Double.pi * Double(line * index % length) / Double(length)
                    real += Double(samples[index]) * Double(window[index]) * cos(angle)
                    imaginary -= Double(samples[index]) * Double(window[index]) * sin(angle)
                }
                #expect(abs(Double(power[line]) - (real * real + imaginary * imaginary)) < 1e-4 * scale)
            }
        }
    }

    @Test("A short tone has its peak at its moment and pitch", arguments: [400.0, 1000, 2500])
    func tone(pitch: Double) throws {
        let found = peaks(
            samples(6) { time in
                let loudness = 8000 * exp(-pow((time - 3) / 0.05, 2))
                return loudness * sin(2 * .pi * pitch * time)
            }
        )
        let strongest = try #require(found.filter { $0.rank == 0 }.first)
        // A frame's moment is its start; its middle is half a window later.
        let middle = Double(strongest.frame) / SoundPeaks.framesPerSecond + 1024 / Self.rate
        #expect(abs(middle - 3) < 0.02)
        #expect(abs(Double(strongest.bin) - 36 * log2(pitch / 300)) < 0.5)
    }

    @Test("A tone that a louder one nearby hides is a dense peak, and no other; dense peaks hold all others too")
    func dense() throws {
        let sounds = found(
            samples(6) { time in
                let loudness = exp(-pow((time - 3) / 0.05, 2))
                let quieter = 3000 * sin(2 * .pi * 1000 * exp2(3.0 / 36) * time)
                return loudness * (8000 * sin(2 * .pi * 1000 * time) + quieter)
            }
        )
        #expect(sounds.peaks.peaks.count == 1)
        #expect(sounds.dense.peaks.map(\.rank) == [0, 1])
        let (loud, quiet) = (try #require(sounds.dense.peaks.first), try #require(sounds.dense.peaks.last))
        #expect(loud == sounds.peaks.peaks.first)
        #expect(abs(quiet.bin - loud.bin - 3) < 0.3 && quiet.time == loud.time)

        let hiss = found(noise(20, seed: 8))
        let places = Set(hiss.dense.peaks.map { [Int($0.time), Int($0.pitch)] })
        #expect(hiss.peaks.peaks.allSatisfy { places.contains([Int($0.time), Int($0.pitch)]) })
        #expect(hiss.dense.peaks.count > 2 * hiss.peaks.peaks.count)
        #expect(hiss.dense.peaks.allSatisfy { Int($0.rank) < SoundPeaks.denseRanks })
    }

    @Test("Silence, its noise, a steady tone and hum have no peaks")
    func commonplaces() {
        var random = SeededGenerator(seed: 5)
        #expect(peaks(samples(8) { _ in 0 }).isEmpty)
        #expect(peaks(samples(8) { _ in Double(Int.random(in: -1...1, using: &random)) }).count == 0)
        let tone = samples(8) { 9000 * sin(2 * .pi * 1000 * $0) }
        let hum = samples(8) { time in
            (1...40).reduce(0) { $0 + 6000 / Double($1) * sin(2 * .pi * 50 * Double($1) * time) }
        }
        for steady in [tone, hum] {
            // What starts and ends is heard; what goes on is not.
            let inside = peaks(steady).filter { $0.frame > 40 && $0.frame < 200 }
            #expect(inside.isEmpty, "\(inside.count) peaks")
        }
    }

    @Test("Peaks do not depend on how samples arrive, and are as many in an hour's middle as at its start")
    func streaming() {
        let sound = noise(150, seed: 6)
        let whole = peaks(sound, chunk: sound.count)
        #expect(peaks(sound, chunk: 777) == whole)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { ($0.time, $0.pitch) < ($1.time, $1.pitch) })
        for second in [10.0, 70, 140] {
            let near = whole.filter { abs(Double($0.frame) / SoundPeaks.framesPerSecond - second) < 5 }
            #expect((150...350).contains(near.count), "\(near.count) peaks around second \(second)")
        }
    }

    @Test("Sounds too short for a frame have no peaks", arguments: [0, 1, 2047, 2048, 2400, 5000])
    func short(count: Int) {
        let found = peaks(Array(noise(1, seed: 7).prefix(count)))
        #expect(count >= 2048 || found.isEmpty)
    }
}
