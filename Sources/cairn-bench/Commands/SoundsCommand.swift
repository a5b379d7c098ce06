import ArgumentParser
import CaseModel
import Casework
import Foundation
import Matching
import Synchronization

/// `cairn-bench sounds`: what the search for shared sound finds, and on which figures.
struct SoundsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sounds",
        abstract: "Looks recordings up among others, and prints the figures of every find.",
        discussion: """
            One line for each find: the share of bits that differ, where words agree, and the score of the peaks, where \
            landmarks agree. Finds far below what makes a link are printed too, so that thresholds can be chosen.
            """
    )

    @Argument(help: "A folder of recordings to look up.")
    var queries: String

    @Option(help: "A folder of recordings to look among; may be given more than once.")
    var among: [String]

    @Option(help: "What peaks must score to be printed.")
    var leastScore = 6.0

    @Flag(help: "Compares by words alone, as with --sound words.")
    var words = false

    private struct Row: Encodable {
        let query: String
        let stored: String
        let bitErrorRate: Double?
        let score: Double?
        let agreeing: Int?
        let expected: Double?
        let tempo: Double?
        let pitch: Double?
        let queryStart: Double
        let queryEnd: Double
        let storedStart: Double
        let storedEnd: Double
    }

    private struct Summary: Encodable {
        let bench = "sounds"
        let queries: Int
        let recordings: Int
        let hours: Double
        let peaksPerSecond: Double
        let queryMedianMs: Double
        let query99PercentMs: Double
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        var finder = SoundFinder()
        var names: [String] = []
        var seconds = 0.0
        var peaks = 0
        for folder in among {
            for (name, sound) in try sounds(in: folder) {
                finder.append(sound)
                names.append(URL(fileURLWithPath: folder).lastPathComponent + "/" + name)
                seconds += sound.duration
                peaks += sound.peaks.stored.peaks.count
            }
        }
        let asked = try sounds(in: queries)
        var times: [Double] = []
        for (name, sound) in asked {
            let start = Machine.processorSeconds
            let found = finder.sharing(sound, leastScore: leastScore)
            times.append((Machine.processorSeconds - start) * 1000)
            for shared in found {
                guard let query = shared.peaks?.query ?? shared.words?.query,
                    let stored = shared.peaks?.stored ?? shared.words?.stored
                else { continue }
                try BenchOutput.printLine(
                    Row(
                        query: name,
                        stored: names[shared.recording],
                        bitErrorRate: (shared.words?.bitErrorRate).map(BenchOutput.rounded),
                        score: (shared.peaks?.score).map(BenchOutput.rounded),
                        agreeing: shared.peaks?.agreeing,
                        expected: (shared.peaks?.expected).map(BenchOutput.rounded),
                        tempo: (shared.peaks?.tempo ?? shared.words?.tempo).map(BenchOutput.rounded),
                        pitch: (shared.peaks?.pitch ?? shared.words?.tempo).map(BenchOutput.rounded),
                        queryStart: BenchOutput.rounded(query.start),
                        queryEnd: BenchOutput.rounded(query.end),
                        storedStart: BenchOutput.rounded(stored.start),
                        storedEnd: BenchOutput.rounded(stored.end)
                    )
                )
            }
        }
        times.sort()
        try BenchOutput.printLine(
            Summary(
                queries: asked.count,
                recordings: names.count,
                hours: BenchOutput.rounded(seconds / 3600),
                peaksPerSecond: BenchOutput.rounded(Double(peaks) / max(1, seconds)),
                queryMedianMs: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count / 2]),
                query99PercentMs: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count * 99 / 100])
            )
        )
    }

    /// The sounds of all recordings below a folder, in the order of their names.
    private func sounds(in folder: String) throws -> [(name: String, sound: SoundFingerprint)] {
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.compareSound(by: words ? .words : .landmarks)
        options.wishes.withoutRenditions = true
        let asked = options
        let found = Mutex<[Int: SoundFingerprint]>([:])
        DispatchQueue.concurrentPerform(iterations: names.count) { number in
            guard let file = try? examiner.examine(folder + "/" + names[number], options: asked),
                let sound = file.analysis.sound
            else { return }
            found.withLock { $0[number] = sound }
        }
        return found.withLock { all in
            names.indices.compactMap { number in all[number].map { (names[number], $0) } }
        }
    }
}
