import ArgumentParser
import CaseModel
import Fingerprints
import Foundation

/// `cairn-bench pdq`: hashing of decoded pictures, beside pdqhash on the same pixels.
struct PDQCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdq",
        abstract: "Times PDQ of decoded pictures, in all eight orientations."
    )

    /// The sizes that can be asked for.
    enum Size: String, ExpressibleByArgument, CaseIterable {
        case small = "512"
        case large = "12mp"

        var pixels: (width: Int, height: Int) { self == .small ? (512, 512) : (4000, 3000) }
    }

    @Option(help: "512 for 512 by 512 pixels, 12mp for 4000 by 3000.")
    var size = Size.small

    @Option(help: "How often each is run; the best counts.")
    var runs = 7

    @Option(help: "A Python with numpy and pdqhash, to run the peer; left out if not given.")
    var python: String?

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "pdq"
        let method: String
        let width: Int
        let height: Int
        let singleMs: Double
        let megapixelsPerS: Double
        let distanceBits: Int?
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let (width, height) = size.pixels
        let colours = try Self.picture(width: width, height: height, channels: 3)
        let luma = try Self.picture(width: width, height: height, channels: 1)
        let extractor = PDQExtractor()
        let repeats = size == .small ? 200 : 10
        let own = extractor.fingerprint(of: colours)
        for (name, picture) in [("cairn_colour", colours), ("cairn_luma", luma)] {
            let seconds = Machine.leastSeconds(runs: runs) {
                for _ in 0..<repeats { _ = extractor.fingerprint(of: picture) }
            }
            try show(name, seconds: seconds / Double(repeats), distance: nil)
        }
        guard let python else { return }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("pixels-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try colours.withBytes { try Data($0).write(to: file) }
        let answer = try peer(python, pixels: file.path, width: width, height: height)
        guard let seconds = Double(answer.seconds), let hash = PerceptualHash(hex: answer.hash) else {
            throw ValidationError("pdqhash gave no answer")
        }
        try show("pdqhash", seconds: seconds, distance: own.hash.distance(to: hash))
    }

    /// Runs pdqhash on raw pixels, and has it print the least processor time and the hash.
    private func peer(
        _ python: String,
        pixels: String,
        width: Int,
        height: Int
    ) throws -> (seconds: String, hash: String) {
        let script = """
            import sys, time, numpy, pdqhash
            pixels = numpy.fromfile(sys.argv[1], numpy.uint8).reshape(\(height), \(width), 3)
            least = 1e9
            for _ in range(\(runs)):
                start = time.process_time()
                bits, quality = pdqhash.compute(pixels)
                least = min(least, time.process_time() - start)
            print(least, "".join("%x" % int("".join(str(b) for b in bits[i:i + 4]), 2) for i in range(0, 256, 4)))
            """
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", script, pixels]
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 2 else { throw ValidationError("pdqhash could not be run with \(python)") }
        return (words[0], words[1])
    }

    private func show(_ method: String, seconds: Double, distance: Int?) throws {
        let (width, height) = size.pixels
        let row = Row(
            method: method,
            width: width,
            height: height,
            singleMs: BenchOutput.rounded(seconds * 1000),
            megapixelsPerS: BenchOutput.rounded(Double(width * height) / 1e6 / seconds),
            distanceBits: distance
        )
        if json { return try BenchOutput.printLine(row) }
        var line = "\(method) \(width)x\(height): \(row.singleMs) ms, \(row.megapixelsPerS) megapixels a second"
        if let distance { line += ", \(distance) bits from ours" }
        print(line)
    }

    /// A picture with detail at several scales.
    private static func picture(width: Int, height: Int, channels: Int) throws -> PixelBuffer {
        guard let picture = PixelBuffer(width: width, height: height, channels: channels) else {
            throw ValidationError("there is not enough memory")
        }
        picture.withMutableBytes { bytes in
            var state: UInt32 = 7
            for y in 0..<height {
                for x in 0..<width {
                    let block = (x * 9 / width) * 37 + (y * 7 / height) * 53
                    for c in 0..<channels {
                        state = state &* 1_664_525 &+ 1_013_904_223
                        bytes[(y * width + x) * channels + c] = UInt8((block + 20 * c + Int(state >> 27)) & 255)
                    }
                }
            }
        }
        return picture
    }
}
