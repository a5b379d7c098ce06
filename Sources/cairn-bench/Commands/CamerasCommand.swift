import ArgumentParser
import CaseModel
import Casework
import Fingerprints
import Foundation
import Matching
import SearchIndex
import Synchronization

/// `cairn-bench cameras`: how far the noise of sensors tells cameras apart.
struct CamerasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cameras",
        abstract: "Compares pictures with the sensors' fingerprints of known cameras, and prints the energies.",
        discussion: """
            Files are named CAMERA_NUMBER.jpg. One line for each folder of pictures: how many agree with their own camera \
            more than any picture does with another. Then what it costs, and how long the signs of many fingerprints take.
            """
    )

    @Argument(help: "A folder of pictures of even surfaces, from which the cameras' fingerprints are made.")
    var flats: String

    @Argument(help: "Folders of pictures to compare, as LABEL=FOLDER.")
    var pictures: [String] = []

    @Option(help: "A folder of pictures at half the size, as LABEL=FOLDER; may be given more than once.")
    var half: [String] = []

    @Option(help: "How many pictures of each camera the fingerprint is made of, at most.")
    var most = 50

    @Option(help: "Measure the scan of the signs of so many fingerprints.")
    var scan = 0

    private struct Row: Encodable {
        let bench = "cameras"
        let method = SensorMatcher.method
        let edit: String
        let side: Int
        let right: Int
        let wrong: Int
        /// The share of right pairs above every wrong one, in percent.
        let foundAtZeroFalse: Double
        let foundAtThreshold: Double
        let falseAtThreshold: Int
        let largestWrong: Double
        let medianRight: Double
        let smallestRight: Double
        let firstBySigns: Double
        /// By the best shift, for comparison.
        let foundAtBestShift: Double
        let largestWrongAtBestShift: Double
    }

    private struct Costs: Encodable {
        let bench = "cameras"
        let side: Int
        let residualMs: Double
        let productMs: Double
        let energiesMs: Double
        let storedBytes: Int
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    private struct Scan: Encodable {
        let bench = "cameras"
        let fingerprints: Int
        let bytes: Int
        let scanMs: Double
    }

    func run() throws {
        var builders: [String: SensorFingerprintBuilder] = [:]
        var counts: [String: Int] = [:]
        for (camera, noise) in try Self.noise(in: flats) where counts[camera, default: 0] < most {
            counts[camera, default: 0] += 1
            if builders[camera] == nil { builders[camera] = SensorFingerprintBuilder(like: noise) }
            builders[camera]?.add(noise)
        }
        let cameras = builders.compactMapValues(\.fingerprint).sorted { $0.key < $1.key }
        for (folders, isHalf) in [(pictures, false), (half, true)] {
            for folder in folders {
                let parts = folder.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw ValidationError("Name folders as LABEL=FOLDER.") }
                let found = try Self.noise(in: parts[1])
                try BenchOutput.printLine(Self.row(parts[0], found, cameras, isHalf: isHalf))
            }
        }
        for side in SensorNoise.sides { try BenchOutput.printLine(Self.costs(side: side)) }
        if scan > 0 { try BenchOutput.printLine(Self.scan(count: scan)) }
    }

    /// The noise of all pictures in a folder that have any, through the workers, in the order of their names.
    private static func noise(in folder: String) throws -> [(camera: String, noise: SensorNoise)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.withoutRenditions = true
        options.wishes.sensorNoise = true
        let asked = options
        let found = Mutex<[Int: SensorNoise]>([:])
        DispatchQueue.concurrentPerform(iterations: names.count) { number in
            guard let file = try? examiner.examine(folder + "/" + names[number], options: asked),
                let noise = file.analysis.sensorNoise
            else { return }
            found.withLock { $0[number] = noise }
        }
        return found.withLock { all in
            names.indices.compactMap { number in
                let camera = names[number].split(separator: "_").dropLast().joined(separator: "_")
                return all[number].map { (camera, $0) }
            }
        }
    }

    private static func row(
        _ edit: String,
        _ pictures: [(camera: String, noise: SensorNoise)],
        _ cameras: [(key: String, value: SensorFingerprint)],
        isHalf: Bool
    ) -> Row {
        var right: [Double] = []
        var wrong: [Double] = []
        var rightAtBest: [Double] = []
        var wrongAtBest: [Double] = []
        var firstBySigns = 0
        for (camera, noise) in pictures {
            var best = (name: "", agreement: -Double.infinity)
            for (name, fingerprint) in cameras {
                var (values, stored) = (noise.values, isHalf ? fingerprint.halved : fingerprint.values)
                var side = noise.side
                let storedSide = isHalf ? fingerprint.side / 2 : fingerprint.side
                if storedSide == 2 * side { stored = SensorMatcher.centre(of: stored, side: storedSide) }
                if side == 2 * storedSide {
                    values = SensorMatcher.centre(of: values, side: side)
                    side = storedSide
                }
                let energies = SensorMatcher.energies(values, stored, side: side)
                let agreement = SensorSigns(values).agreement(with: SensorSigns(stored))
                if agreement > best.agreement { best = (name, agreement) }
                if name == camera {
                    right.append(energies.atZero)
                    rightAtBest.append(energies.best)
                } else {
                    wrong.append(energies.atZero)
                    wrongAtBest.append(energies.best)
                }
            }
            if best.name == camera { firstBySigns += 1 }
        }
        func percent(_ count: Int) -> Double { BenchOutput.rounded(100 * Double(count) / Double(max(1, right.count))) }
        let largest = wrong.max() ?? 0
        let largestAtBest = wrongAtBest.max() ?? 0
        let threshold = SensorMatcher.leastEnergy
        return Row(
            edit: edit,
            side: pictures.first?.noise.side ?? 0,
            right: right.count,
            wrong: wrong.count,
            foundAtZeroFalse: percent(right.count { $0 > largest }),
            foundAtThreshold: percent(right.count { $0 >= threshold }),
            falseAtThreshold: wrong.count { $0 >= threshold },
            largestWrong: BenchOutput.rounded(largest),
            medianRight: BenchOutput.rounded(right.sorted().dropFirst(right.count / 2).first ?? 0),
            smallestRight: BenchOutput.rounded(right.min() ?? 0),
            firstBySigns: percent(firstBySigns),
            foundAtBestShift: percent(rightAtBest.count { $0 > largestAtBest }),
            largestWrongAtBestShift: BenchOutput.rounded(largestAtBest)
        )
    }

    /// Processor time of one picture and one pair.
    private static func costs(side: Int) throws -> Costs {
        guard let pixels = PixelBuffer(width: side, height: side, channels: 1) else {
            throw ValidationError("There is not enough memory for one picture.")
        }
        var state: UInt64 = 1
        pixels.withMutableBytes { bytes in
            for index in bytes.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes[index] = UInt8(100 + index / side / 16 + Int(state >> 60))
            }
        }
        let extractor = SensorNoiseExtractor()
        var noise: SensorNoise?
        let residual = Machine.leastSeconds(runs: 5) { noise = extractor.noise(of: pixels) }
        guard let values = noise?.values else { throw ValidationError("A picture of noise gave no noise.") }
        let product = Machine.leastSeconds(runs: 20) { _ = SensorMatcher.energyAtZero(values, values) }
        let energies = Machine.leastSeconds(runs: 5) { _ = SensorMatcher.energies(values, values, side: side) }
        return Costs(
            side: side,
            residualMs: BenchOutput.rounded(residual * 1000),
            productMs: BenchOutput.rounded(product * 1000),
            energiesMs: BenchOutput.rounded(energies * 1000),
            storedBytes: side * side / 2
        )
    }

    /// The time in which a query's signs are compared with those of many fingerprints of the largest side.
    private static func scan(count: Int) -> Scan {
        let valueCount = 1 << 20
        var index = SensorSignIndex(valueCount: valueCount)
        var state: UInt64 = 7
        func signs() -> SensorSigns {
            SensorSigns(
                words: (0..<(valueCount / 32)).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1
                    return UInt32(truncatingIfNeeded: state >> 32)
                }
            )
        }
        for _ in 0..<count { index.append(signs()) }
        let query = signs()
        let seconds = Machine.leastSeconds(runs: 3) { _ = index.best(query, most: 20) }
        return Scan(fingerprints: count, bytes: count * valueCount / 8, scanMs: BenchOutput.rounded(seconds * 1000))
    }
}
