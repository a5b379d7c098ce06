import CairnKernels
import CaseModel
import Fingerprints
import Foundation
import TestSupport
import Testing

@Suite("The noise of sensors")
struct SensorNoiseTests {
    private func square(side: Int, seed: UInt64, deviation: Float) -> NoiseReference.Square {
        var random = SeededGenerator(seed: seed)
        var square = NoiseReference.Square(side: side)
        for y in 0..<side {
            for x in 0..<side {
                let light: Float = (x / 11 + y / 7) % 3 == 0 ? 120 : 90
                square[y, x] = light + Float.random(in: -deviation...deviation, using: &random)
            }
        }
        return square
    }

    private func largestDifference(_ first: [Float], _ second: [Float]) -> Float {
        zip(first, second).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test("The wavelet kernel leaves the same noise as its twin in Swift", arguments: [32, 128])
    func wavelets(side: Int) {
        let square = square(side: side, seed: 3, deviation: 6)
        var plane = NoisePlane(side: side, values: square.values)
        plane.keepNoise(deviation: 3)
        let expected = NoiseReference.waveletNoise(square, variance: 9)
        #expect(largestDifference(plane.values, expected.values) < 1e-3)
    }

    @Test("The levelling kernel gives the values of its twin in Swift")
    func level() {
        var square = square(side: 64, seed: 4, deviation: 20)
        for x in 0..<64 { square[9, x] = 0 }
        var plane = NoisePlane(side: 64, values: square.values)
        plane.level()
        #expect(largestDifference(plane.values, NoiseReference.levelled(square, floor: 0.1).values) < 1e-4)
    }

    @Test("Complex values keep the share of noise that their magnitudes have")
    func complexValues() {
        let square = square(side: 32, seed: 5, deviation: 9)
        var real = square.values.map { $0 * 0.6 }
        var imaginary = square.values.map { $0 * 0.8 }
        var scratch = [Float](repeating: 0, count: 32 * 32 + 48 * 32 + 16)
        cairn_keep_noise(&real, &imaginary, 32, 32, 32, 9, &scratch)
        let expected = NoiseReference.keepNoise(square, variance: 9).values
        #expect(largestDifference(real, expected.map { $0 * 0.6 }) < 1e-3)
        #expect(largestDifference(imaginary, expected.map { $0 * 0.8 }) < 1e-3)
    }

    @Test("The Fourier kernel gives the sums of its definition, with rows and columns exchanged, and goes back")
    func fourier() {
        let side = 32
        let square = square(side: side, seed: 6, deviation: 40)
        var plane = ComplexPlane(real: NoisePlane(side: side, values: square.values))
        let transform = PlaneTransform(side: side)
        transform.forwards(&plane)
        for (v, u) in [(0, 0), (0, 1), (5, 3), (31, 16), (16, 31)] {
            var (real, imaginary) = (0.0, 0.0)
            for y in 0..<side {
                for x in 0..<side {
                    let angle = -2 * Double.pi * Double(v * y + u * x) / Double(side)
                    real += Double(square[y, x]) * cos(angle)
                    imaginary += Double(square[y, x]) * sin(angle)
                }
            }
            #expect(abs(Double(plane.real[u * side + v]) - real) < 0.5)
            #expect(abs(Double(plane.imaginary[u * side + v]) - imaginary) < 0.5)
        }
        transform.backwards(&plane)
        plane.scale(by: 1 / Float(side * side))
        #expect(largestDifference(plane.real, square.values) < 1e-3)
    }

    @Test("The product kernel sums exactly")
    func product() {
        var random = SeededGenerator(seed: 7)
        let first = (0..<200_003).map { _ in Int8.random(in: -128...127, using: &random) }
        let second = (0..<200_003).map { _ in Int8.random(in: -128...127, using: &random) }
        let expected = zip(first, second).reduce(Int64(0)) { $0 + Int64($1.0) * Int64($1.1) }
        #expect(cairn_noise_product(first, second, first.count) == expected)
    }

    private func picture(side: Int, _ light: (Int, Int) -> Int) throws -> PixelBuffer {
        let pixels = try #require(PixelBuffer(width: side, height: side, channels: 1))
        pixels.withMutableBytes { bytes in
            for y in 0..<side {
                for x in 0..<side { bytes[y * side + x] = UInt8(min(255, max(0, light(x, y)))) }
            }
        }
        return pixels
    }

    @Test("Pictures that are small, dark, bright, clipped or flat give no noise")
    func unusable() throws {
        let extractor = SensorNoiseExtractor()
        var random = SeededGenerator(seed: 8)
        func noisy(_ mean: Int) -> (Int, Int) -> Int { { _, _ in mean + Int.random(in: -3...3, using: &random) } }
        #expect(extractor.noise(of: try picture(side: 511, noisy(120))) == nil)
        #expect(extractor.noise(of: try picture(side: 512, noisy(9))) == nil)
        #expect(extractor.noise(of: try picture(side: 512, noisy(250))) == nil)
        #expect(extractor.noise(of: try picture(side: 512) { x, _ in x < 200 ? 255 : 90 + x % 7 }) == nil)
        #expect(extractor.noise(of: try picture(side: 512) { _, _ in 128 }) == nil)
        let noise = try #require(extractor.noise(of: try picture(side: 600, noisy(120))))
        #expect(noise.side == 512 && noise.width == 600)
        #expect(Set(noise.values).isSubset(of: Set(-7...7)))
        #expect(noise.values.reduce(0) { $0 + Int($1) * Int($1) } > 512 * 512 * 4)
    }

    @Test("Packed noise is read as it was written, and nothing else is taken for noise")
    func packing() throws {
        var random = SeededGenerator(seed: 9)
        let values = (0..<(512 * 512)).map { _ in Float.random(in: -3...3, using: &random) }
        let noise = try #require(SensorNoise(side: 512, width: 700, height: 512, values: values))
        #expect(zip(noise.values, values).allSatisfy { abs(Float($0) - min(max($1 * 2.5, -7), 7)) <= 0.5001 })
        #expect(SensorNoise(side: 512, width: 700, height: 512, packed: noise.packed) == noise)
        #expect(SensorNoise(side: 512, width: 500, height: 512, packed: noise.packed) == nil)
        #expect(SensorNoise(side: 512, width: 700, height: 512, packed: Array(noise.packed.dropLast())) == nil)
        var broken = noise.packed
        broken[7] = 0
        #expect(SensorNoise(side: 512, width: 700, height: 512, packed: broken) == nil)
    }
}
