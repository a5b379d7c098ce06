import ArgumentParser
import CaseModel
import Casework
import Foundation
import Matching
import SearchIndex

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
        let depth = words ? SoundDepth.words : .landmarks
        let index = SoundIndex()
        var stored = SoundsInMemory()
        var names: [String] = []
        var seconds = 0.0
        var peaks = 0
        for folder in among {
            for entry in try SoundFolder(folder, depth: depth).entries {
                index.append(entry.sound, media: Int64(names.count))
                stored.add(entry.sound, media: Int64(names.count))
                names.append(URL(fileURLWithPath: folder).lastPathComponent + "/" + entry.name)
                seconds += entry.sound.duration
                peaks += entry.sound.peaks.stored.peaks.count
            }
        }
        let finder = SoundFinder(index: index)
        let asked = try SoundFolder(queries, depth: depth).entries
        var times: [Double] = []
        for entry in asked {
            let start = Machine.processorSeconds
            let found = finder.sharing(entry.sound, leastScore: leastScore, stored: stored)
            times.append((Machine.processorSeconds - start) * 1000)
            for shared in found {
                guard let query = shared.peaks?.query ?? shared.words?.query,
                    let stored = shared.peaks?.stored ?? shared.words?.stored
                else { continue }
                try BenchOutput.printLine(
                    Row(
                        query: entry.name,
                        stored: names[Int(shared.media)],
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
}
