import ArgumentParser
import CaseModel
import Casework
import Foundation
import SearchIndex

/// `cairn-bench footage`: a clip looked up among many hours of video.
struct FootageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "footage",
        abstract: "Looks one-minute clips up among many hours of synthesised footage.",
        discussion: """
            The footage is made from still pictures over which a camera moves, shot by shot, frame by frame through the \
            fingerprinter; twelve pictures that follow one another by name are one source. Each clip is one of the videos, \
            edited in the picture. It is found if its own video is, at the right time; a find in a video of another source \
            is false. Videos of one source show the same pictures, so finds among them count neither way.
            """
    )

    @Argument(help: "Folders of pictures.", completion: .directory)
    var folders: [String]

    @Option(help: "Hours of footage.")
    var hours = 10.0

    @Option(help: "How many clips are looked up.")
    var clips = 60

    @Option(help: "Bits of a band, one run for each; 0: as in use.")
    var bits: [Int] = [0]

    @Option(help: "Longest list of a band that is read, one run for each.")
    var lists: [Int] = [BandIndex.Shape().longestList]

    @Option(help: "Keeps the fingerprints in files of this name, which a later run of as many hours reads.")
    var cache: String?

    @Option(help: "Looks only among the first so many hours.")
    var first: Double?

    @Option(help: "Looks only the first so many clips up.")
    var ask: Int?

    @Flag(help: "Names the pictures of false finds of two shots or more: those that both videos show at one moment.")
    var naming = false

    @Option(help: "Seed of all that is random.")
    var seed: UInt64 = 20_261_125

    private struct Row: Encodable {
        let bench = "footage"
        let method: String
        let sources: Int
        let videos: Int
        let hours: Double
        let frames: Int
        let bandBits: Int
        let longestList: Int
        let buildS: Double
        let bandBytesPerFrame: Double
        let residentBytes: Int
        let clips: Int
        let found: Int
        let foundByEdit: [String: Int]
        let queryMedianS: Double
        let query99PercentS: Double
        let pairsOfOtherSources: Int
        let falseFinds: Int
        let falseFirm: Int
        let threads = 1
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let count = Int(hours * 3600 / PannedFootage.secondsPerVideo)
        let edits = PannedFootage.Edit.allCases
        let store = FingerprintFile(path: cache)
        let names = (videos: "videos-\(count)", clips: "clips-\(clips)-of-\(count)")
        let footage = try PannedFootage(
            folders: folders,
            seed: seed,
            isReading: naming || !store.has([names.videos, names.clips])
        )
        let sources = try store.number(named: "sources-\(count)", else: footage.sourceCount)
        guard sources > 1 else { throw ValidationError("two dozen pictures of some detail are needed") }
        let all = try store.videos(count: count, name: names.videos) { footage.video($0).frames }
        let planned = (0..<clips).map { (video: $0 * max(1, count / max(1, clips)), edit: edits[$0 % edits.count]) }
        let rendered = try store.videos(count: clips, name: names.clips) { number in
            footage.video(planned[number].video, edit: planned[number].edit).frames
        }
        let videos = Array(all.prefix(first.map { Int($0 * 3600 / PannedFootage.secondsPerVideo) } ?? count))
        let asked = Array(planned.filter { $0.video < videos.count }.prefix(ask ?? clips))
        let queries = Array(rendered.prefix(asked.count))
        for bandBits in bits {
            for longest in lists {
                var shape = bandBits == 0 ? BandIndex.Shape() : BandIndex.Shape(bandBits: bandBits)
                shape.longestList = longest
                try measure(footage, sources, videos, asked, queries, shape)
            }
        }
    }

    private func measure(
        _ footage: PannedFootage,
        _ sources: Int,
        _ videos: [[FrameFingerprint]],
        _ asked: [(video: Int, edit: PannedFootage.Edit)],
        _ queries: [[FrameFingerprint]],
        _ shape: BandIndex.Shape
    ) throws {
        let index = VideoIndex(shape: shape)
        let start = Machine.processorSeconds
        for (number, frames) in videos.enumerated() { index.add(frames, media: Int64(number), tier: .full) }
        let built = Machine.processorSeconds - start
        var times: [Double] = []
        var found: [PannedFootage.Edit: Int] = [:]
        var pairs = 0
        var (falseFinds, falseFirm) = (0, 0)
        for (query, frames) in zip(asked, queries) {
            let start = Machine.processorSeconds
            let relations = index.sharing(frames, tier: .full)
            times.append(Machine.processorSeconds - start)
            let source = query.video % sources
            pairs += videos.count - (source..<videos.count).count(step: sources)
            for relation in relations {
                let stored = Int(relation.media)
                if stored == query.video, Self.isInPlace(relation.evidence, query.edit) {
                    found[query.edit, default: 0] += 1
                } else if stored % sources != source {
                    falseFinds += 1
                    if relation.evidence.shotsMatched ?? 0 > 1 { falseFirm += 1 }
                    report(query.video, query.edit, relation)
                    if naming { reportPictures(footage, query.video, query.edit, relation) }
                }
            }
        }
        times.sort()
        let frames = videos.reduce(0) { $0 + $1.count }
        try BenchOutput.printLine(
            Row(
                method: shape.steps.count > 1 ? "in_use" : "fixed",
                sources: sources,
                videos: videos.count,
                hours: BenchOutput.rounded(Double(frames) / 7200),
                frames: frames,
                bandBits: index.figures.bandBits,
                longestList: shape.longestList,
                buildS: BenchOutput.rounded(built),
                bandBytesPerFrame: BenchOutput.rounded(Double(index.figures.bandBytes) / Double(max(1, frames))),
                residentBytes: Machine.residentBytes,
                clips: queries.count,
                found: found.values.reduce(0, +),
                foundByEdit: Dictionary(uniqueKeysWithValues: found.map { ($0.key.rawValue, $0.value) }),
                queryMedianS: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count / 2]),
                query99PercentS: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count * 99 / 100]),
                pairsOfOtherSources: pairs,
                falseFinds: falseFinds,
                falseFirm: falseFirm
            )
        )
    }

    /// Whether the found stretch covers half of the clip and lies where it should, to two seconds.
    private static func isInPlace(_ evidence: LinkEvidence, _ edit: PannedFootage.Edit) -> Bool {
        guard let stored = evidence.segmentA, let query = evidence.segmentB else { return false }
        let speed = edit == .faster ? 1.1 : 1
        return query.length * speed >= PannedFootage.secondsPerVideo / 2
            && abs(stored.start - query.start * speed) <= 2 && abs(stored.end - query.end * speed) <= 2
    }

    private func report(_ query: Int, _ edit: PannedFootage.Edit, _ relation: Relation) {
        let evidence = relation.evidence
        var line = "false: clip of video \(query) (\(edit.rawValue)) in video \(relation.media),"
        line += " score \(BenchOutput.rounded(relation.rank)), \(evidence.framesMatched ?? 0) frames,"
        line += " \(evidence.framesDistinct ?? 0) distinct, \(evidence.shotsMatched ?? 0) shots\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// Writes which pictures the two videos of a find show at the same moments, if it has two shots or more.
    private func reportPictures(
        _ footage: PannedFootage,
        _ query: Int,
        _ edit: PannedFootage.Edit,
        _ relation: Relation
    ) {
        let evidence = relation.evidence
        guard evidence.shotsMatched ?? 0 > 1, let ours = evidence.segmentB, let theirs = evidence.segmentA else {
            return
        }
        let speed = edit == .faster ? 1.1 : 1
        var told: Set<[String]> = []
        for step in 0...Int(ours.length * 2) {
            let share = ours.length > 0 ? min(1, Double(step) / 2 / ours.length) : 0
            let pair = [
                footage.name(shownIn: query, at: (ours.start + share * ours.length) * speed),
                footage.name(shownIn: Int(relation.media), at: theirs.start + share * theirs.length),
            ]
            .compactMap { $0 }
            guard pair.count == 2, told.insert(pair).inserted else { continue }
            FileHandle.standardError.write(Data("pictures: \(pair[0]) | \(pair[1])\n".utf8))
        }
    }
}

extension Range<Int> {
    /// How many numbers of the range lie whole steps from its start.
    fileprivate func count(step: Int) -> Int { isEmpty ? 0 : (count - 1) / Swift.max(1, step) + 1 }
}
