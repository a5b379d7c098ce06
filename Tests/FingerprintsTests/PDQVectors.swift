import CaseModel
import Fingerprints
import Foundation
import TestSupport
import Testing

/// The synthetic pictures of the conformance data, with what the reference makes of them.
struct PDQVector: CustomStringConvertible {
    let width: Int
    let height: Int
    let kind: Int
    let seed: UInt32
    let quality: Int
    /// In the order of `PictureOrientation`.
    let hashes: [PerceptualHash]

    var description: String { "\(width)x\(height), kind \(kind)" }

    static func all() throws -> [PDQVector] {
        let text = try String(contentsOf: TestData.url("conformance/pdq-vectors.tsv"), encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t")
            let numbers = fields.prefix(5).compactMap { Int($0) }
            let hashes = fields.dropFirst(5).compactMap { PerceptualHash(hex: $0) }
            guard numbers.count == 5, hashes.count == 8 else { return nil }
            return PDQVector(
                width: numbers[0],
                height: numbers[1],
                kind: numbers[2],
                seed: UInt32(numbers[3]),
                quality: numbers[4],
                hashes: hashes
            )
        }
    }

    /// The picture that the formula of the conformance data gives.
    func pixels() throws -> PixelBuffer {
        let buffer = try #require(PixelBuffer(width: width, height: height, channels: 3))
        buffer.withMutableBytes { bytes in
            var state = seed
            for y in 0..<height {
                for x in 0..<width {
                    for c in 0..<3 {
                        state = state &* 1_664_525 &+ 1_013_904_223
                        let random = Int(state >> 24)
                        let value =
                            switch kind {
                            case 0: random
                            case 1: (x * 200 / width + y * 40 / height + 5 * c + (random >> 4)) & 255
                            case 2: ((5 * x / width * 37 + 7 * y / height * 59 + 11 * c + Int(seed)) * 97) & 255
                            case 3: 128
                            default: 255 * x / max(width - 1, 1)
                            }
                        bytes[(y * width + x) * 3 + c] = UInt8(value)
                    }
                }
            }
        }
        return buffer
    }
}
