import ArgumentParser
import CaseModel
import Casework
import Foundation
import SearchIndex
import Synchronization

/// `cairn-bench vocabulary`: makes the vocabulary of local features that Cairn ships.
struct VocabularyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocabulary",
        abstract: "Trains the vocabulary of local features on a folder of pictures.",
        discussion: "The same pictures, seed and libraries give the same file. It needs some 500 pictures or more."
    )

    @Argument(help: "A folder of pictures; they are read in the order of their names.")
    var folder: String

    @Option(help: "Where the vocabulary goes.")
    var output: String

    @Option(help: "The seed of all that is random.")
    var seed: UInt64 = 1

    @Option(help: "Features that are taken from each picture.")
    var features = 1000

    private struct Row: Encodable {
        let bench = "vocabulary"
        let method = "two_level_k_means"
        let pictures: Int
        let descriptors: Int
        let seed: UInt64
        let extractionWallMs: Double
        let trainingS: Double
        let bytes: Int
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let start = Date()
        let descriptors = try extract()
        let extraction = Date().timeIntervalSince(start)
        let count = descriptors.reduce(0) { $0 + $1.count } / LocalFeatures.descriptorLength
        note("\(count) features of \(descriptors.count) pictures")
        var trainer = VocabularyTrainer(seed: seed)
        let trained = Date()
        let vocabulary = trainer.train(descriptors.flatMap(\.self)) { branch in
            if branch % 16 == 15 { note("\(branch + 1) of 128 branches") }
        }
        guard let vocabulary else { throw ValidationError("\(folder) holds too few pictures: \(count) features") }
        let bytes = vocabulary.bytes
        try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
        try BenchOutput.printLine(
            Row(
                pictures: descriptors.count,
                descriptors: count,
                seed: seed,
                extractionWallMs: BenchOutput.rounded(extraction * 1000 / Double(max(1, descriptors.count))),
                trainingS: BenchOutput.rounded(Date().timeIntervalSince(trained)),
                bytes: bytes.count
            )
        )
    }

    private func extract() throws -> [[UInt8]] {
        let paths = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.features = features
        options.wishes.withoutRenditions = true
        let asked = options
        let found = Mutex<[Int: [UInt8]]>([:])
        DispatchQueue.concurrentPerform(iterations: paths.count) { number in
            guard let file = try? examiner.examine(paths[number], options: asked) else { return }
            let descriptors = file.analysis.localFeatures.flatMap(\.descriptors)
            let done = found.withLock { all in
                all[number] = descriptors
                return all.count
            }
            if done % 100 == 0 { note("\(done) of \(paths.count) pictures") }
        }
        return found.withLock { all in paths.indices.compactMap { all[$0] }.filter { !$0.isEmpty } }
    }

    private func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
