import Foundation
import TestSupport

/// A camera that does not exist: every picture of it carries one fixed pattern of more and less sensitive pixels.
struct VirtualSensor {
    static let side = 600

    let make: String
    let model: String
    private let sensitivity: [Float]

    init(seed: UInt64, make: String = "Cairn Optics", model: String = "Test 1") {
        self.make = make
        self.model = model
        var random = SeededGenerator(seed: seed)
        sensitivity = (0..<(Self.side * Self.side)).map { _ in 1 + 0.012 * Self.normal(&random) }
    }

    private static func normal(_ random: inout SeededGenerator) -> Float {
        (0..<4).reduce(-2) { sum, _ in sum + Float.random(in: 0...1, using: &random) } * 1.7
    }

    /// Takes pictures of blobs of light, each another scene, as uncompressed TIFF.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - seed: Decides what they show.
    ///   - folder: Where they go.
    ///   - isNamed: Whether they name their camera.
    /// - Throws: If a file cannot be written.
    func take(_ count: Int, seed: UInt64, into folder: URL, isNamed: Bool = true) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var random = SeededGenerator(seed: seed)
        for number in 0..<count {
            let pixels = scene(&random)
            let file = folder.appendingPathComponent("picture-\(seed)-\(number).tif")
            try Data(tiff(pixels, isNamed: isNamed)).write(to: file)
        }
    }

    private func scene(_ random: inout SeededGenerator) -> [UInt8] {
        let side = Float(Self.side)
        let blobs = (0..<14).map { _ in
            (
                x: Float.random(in: 0..<side, using: &random), y: Float.random(in: 0..<side, using: &random),
                radius: Float.random(in: 30...150, using: &random), light: Float.random(in: -50...50, using: &random)
            )
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(sensitivity.count)
        for y in 0..<Self.side {
            for x in 0..<Self.side {
                var light: Float = 120
                for blob in blobs {
                    let (dx, dy) = (Float(x) - blob.x, Float(y) - blob.y)
                    light += blob.light * max(0, 1 - (dx * dx + dy * dy) / (blob.radius * blob.radius))
                }
                light = min(max(light, 40), 215) * sensitivity[y * Self.side + x] + 2 * Self.normal(&random)
                pixels.append(UInt8(min(255, max(0, light))))
            }
        }
        return pixels
    }

    /// One strip of grey, and the maker and model if they are to be named.
    private func tiff(_ pixels: [UInt8], isNamed: Bool) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func short(_ value: Int) -> [UInt8] { Array(word(value).prefix(2)) }
        let texts = isNamed ? [(271, Array(make.utf8) + [0]), (272, Array(model.utf8) + [0])] : []
        let entryCount = 9 + texts.count
        var extra: [UInt8] = []
        let extraStart = 8 + 2 + 12 * entryCount + 4
        func entry(_ tag: Int, _ value: Int) -> [UInt8] { short(tag) + short(4) + word(1) + word(value) }
        var entries: [[UInt8]] = []
        for (tag, text) in texts {
            entries.append(short(tag) + short(2) + word(text.count) + word(extraStart + extra.count))
            extra += text + (text.count.isMultiple(of: 2) ? [] : [0])
        }
        let side = Self.side
        let numbers = [
            (256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, extraStart + extra.count), (277, 1),
            (278, side), (279, pixels.count),
        ]
        for (tag, value) in numbers { entries.append(entry(tag, value)) }
        entries.sort { ($0[1], $0[0]) < ($1[1], $1[0]) }
        return [0x49, 0x49, 42, 0] + word(8) + short(entryCount) + entries.flatMap(\.self) + word(0) + extra + pixels
    }
}
