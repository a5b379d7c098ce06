import CairnKernels
import CaseModel
import TestSupport
import Testing

@testable import Fingerprints

struct KernelTests {
    @Test(arguments: [1, 3])
    func `The folding kernel gives the bits of its twin in Swift`(channels: Int) throws {
        var random = SeededGenerator(seed: 21)
        for size in [(128, 130), (301, 222), (640, 129)] {
            let pixels = try Texture.picture(width: size.0, height: size.1, channels: channels, using: &random)
            let whole = Region(x: 0, y: 0, width: size.0, height: size.1)
            let found = PDQExtractor().bandedGrid(of: pixels, in: whole).values
            let luma = PDQReference.luma(of: pixels, in: whole)
            #expect(found == fold(luma, width: size.0, height: size.1))
        }
    }

    private func fold(_ luma: [Float], width: Int, height: Int) -> [Float] {
        let rows = BandedWeights(length: height)
        let columns = BandedWeights(length: width)
        var result: [Float] = []
        for row in rows.bands {
            var sums = [Float](repeating: 0, count: width)
            for y in 0..<Int(row.count) {
                let weight = rows.weights[Int(row.weights) + y]
                for x in 0..<width { sums[x] += weight * luma[(Int(row.first) + y) * width + x] }
            }
            for column in columns.bands {
                var sum: Float = 0
                for x in 0..<Int(column.count) {
                    sum += columns.weights[Int(column.weights) + x] * sums[Int(column.first) + x]
                }
                result.append(sum)
            }
        }
        return result
    }

    @Test func `The transform gives the bits of two plain products of matrices`() {
        var random = SeededGenerator(seed: 22)
        let values = (0..<4096).map { _ in Float.random(in: 0..<255, using: &random) }
        let matrix = Grid.cosines
        var half = [Float](repeating: 0, count: 16 * 64)
        for i in 0..<16 {
            for j in 0..<64 {
                for k in 0..<64 { half[i * 64 + j] += matrix[i * 64 + k] * values[k * 64 + j] }
            }
        }
        var expected = [Float](repeating: 0, count: 256)
        for i in 0..<16 {
            for j in 0..<16 {
                for k in 0..<64 { expected[i * 16 + j] += half[i * 64 + k] * matrix[j * 64 + k] }
            }
        }
        #expect(Grid(values: values).frequencies().values == expected)
    }

    @Test(arguments: [1, 3], [(50, 40), (640, 10), (321, 97), (1, 1), (320, 97), (107, 97)])
    func `Reducing averages each rectangle of pixels`(channels: Int, size: (width: Int, height: Int)) {
        var random = SeededGenerator(seed: 23)
        let width = 321
        let height = 97
        let pixels = (0..<width * height * channels).map { _ in UInt8.random(in: 0...255, using: &random) }
        var found = [UInt8](repeating: 0, count: size.width * size.height * channels)
        var scratch = [UInt32](repeating: 0, count: width * channels + size.width + 2)
        cairn_reduce(
            pixels,
            width * channels,
            Int32(width),
            Int32(height),
            Int32(channels),
            Int32(size.width),
            Int32(size.height),
            &scratch,
            &found
        )
        func range(_ number: Int, _ length: Int, _ reduced: Int) -> Range<Int> {
            let first = number * length / reduced
            return first..<max(first + 1, (number + 1) * length / reduced)
        }
        for v in 0..<size.height {
            for u in 0..<size.width {
                let rows = range(v, height, size.height)
                let columns = range(u, width, size.width)
                for c in 0..<channels {
                    var sum = 0
                    for y in rows { for x in columns { sum += Int(pixels[(y * width + x) * channels + c]) } }
                    let area = rows.count * columns.count
                    #expect(Int(found[(v * size.width + u) * channels + c]) == (sum + area / 2) / area)
                }
            }
        }
    }
}
