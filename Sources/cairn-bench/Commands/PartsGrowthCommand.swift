import ArgumentParser
import CaseModel
import Casework
import Foundation
import Matching
import SearchIndex

/// `cairn-bench parts-growth`: how the search for shared parts grows with the number of pictures.
struct PartsGrowthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parts-growth",
        abstract: "Measures the index of local features at growing numbers of pictures.",
        discussion: """
            The pictures are synthesised from the features of real ones: each has as many features as a real picture, and \
            each feature has the word of a random real feature and its signature with every bit flipped with a \
            probability of 3/16, at a random place. So words are as unequally frequent as they really are, and \
            signatures of one word as unequally distributed. The real pictures are among them, and the queries must \
            find them.
            """
    )

    @Argument(help: "A folder of real pictures.")
    var folder: String

    @Option(help: "A folder of pictures to look up; NAME__ANYTHING.jpg is expected to find NAME.jpg.")
    var queries: String

    @Option(help: "Numbers of pictures.")
    var pictures: [Int] = [10_000, 100_000]

    @Option(help: "Features that are stored of each picture: 300 for copies, 1000 for objects.")
    var stored = FeatureDepth.copies.featureCount

    @Option(help: "How many queries are timed.")
    var timed = 100

    private struct Row: Encodable {
        let bench = "parts_growth"
        let method: String
        let pictures: Int
        let postings: Int
        let indexBytesPerPicture: Double
        let buildS: Double
        let openMs: Double
        let queryMedianMs: Double
        let query99PercentMs: Double
        let regionMedianMs: Double
        let region99PercentMs: Double
        let appendMs: Double
        let found: Int
        let asked: Int
        let threads = 1
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        guard let vocabulary = FeatureVocabulary.shipped else { throw ValidationError("no vocabulary was built in") }
        let real = try FeatureFolder(folder, most: PartFinder.largerQuery).entries
        let asked = try FeatureFolder(queries, most: PartFinder.largerQuery).entries
        let kept = real.map { $0.features.prefix(stored) }
        let words = kept.map { vocabulary.words(of: $0.descriptors, count: 1) }
        let pool = words.flatMap(\.self)
        guard !pool.isEmpty else { throw ValidationError("\(folder) holds no picture with features") }
        for count in pictures.sorted() {
            try measure(count, vocabulary: vocabulary, real: real, kept: kept, words: words, pool: pool, asked: asked)
        }
    }

    /// Pictures that count as a case.
    private static let caseSize = 2000

    private func measure(
        _ count: Int,
        vocabulary: FeatureVocabulary,
        real: [FeatureFolder.Entry],
        kept: [LocalFeatures],
        words: [[FeatureVocabulary.Word]],
        pool: [FeatureVocabulary.Word],
        asked: [FeatureFolder.Entry]
    ) throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("parts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let files = FeatureIndexFolder(path: scratch.path)
        var random = Dice(state: 7)
        let start = Date()
        do {
            let index = FeatureIndex(vocabulary: vocabulary)
            for number in 0..<count {
                let model = number % kept.count
                let own = number < kept.count ? words[model] : random.words(words[model].count, from: pool)
                index.append(kept[model], words: own, media: Int64(number + 1), caseNumber: number / Self.caseSize)
                guard index.tailPostingCount >= FeatureIndexFolder.sealAt else { continue }
                try files.seal(index)
                while let due = files.dueMerge(of: index) { try files.adopt(due.run(), in: index) }
            }
            try files.seal(index)
        }
        let built = Date().timeIntervalSince(start)
        let opening = Date()
        let index = files.open(vocabulary: vocabulary).index
        let opened = Date().timeIntervalSince(opening)

        let chosen = stride(from: 0, to: asked.count, by: max(1, asked.count / timed)).map { asked[$0] }
        var whole: [Double] = []
        var region: [Double] = []
        var found = 0
        for query in chosen {
            let features = query.features.prefix(PartFinder.firstQuery)
            let begin = Machine.processorSeconds
            let candidates = [features, features.mirrored].flatMap { index.search($0, limit: 100).candidates }
            whole.append((Machine.processorSeconds - begin) * 1000)
            let stem = query.name.components(separatedBy: "__").first ?? query.name
            let target = real.firstIndex { $0.name.hasPrefix(stem + ".") }.map { Int64($0 + 1) }
            if let target, candidates.contains(where: { $0.picture.media == target }) { found += 1 }
            let part = features.prefix(150)
            let second = Machine.processorSeconds
            for side in [part, part.mirrored] { _ = index.search(side, limit: 100) }
            region.append((Machine.processorSeconds - second) * 1000)
        }
        let appending = Machine.processorSeconds
        for features in kept.prefix(20) {
            index.append(features, media: Int64(count + 1), caseNumber: count / Self.caseSize)
        }
        let appended = (Machine.processorSeconds - appending) * 1000 / Double(min(20, kept.count))
        whole.sort()
        region.sort()
        try BenchOutput.printLine(
            Row(
                method: "stored_\(stored)",
                pictures: count,
                postings: index.postingCount,
                indexBytesPerPicture: BenchOutput.rounded(Double(index.segmentBytes) / Double(count)),
                buildS: BenchOutput.rounded(built),
                openMs: BenchOutput.rounded(opened * 1000),
                queryMedianMs: BenchOutput.rounded(whole[whole.count / 2]),
                query99PercentMs: BenchOutput.rounded(whole[whole.count * 99 / 100]),
                regionMedianMs: BenchOutput.rounded(region[region.count / 2]),
                region99PercentMs: BenchOutput.rounded(region[region.count * 99 / 100]),
                appendMs: BenchOutput.rounded(appended),
                found: found,
                asked: chosen.count
            )
        )
    }
}

/// Random features that are distributed as real ones.
private struct Dice {
    var state: UInt64

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) ^ (state << 17)
    }

    mutating func words(_ count: Int, from pool: [FeatureVocabulary.Word]) -> [FeatureVocabulary.Word] {
        (0..<count).map { _ in
            let word = pool[Int(next() % UInt64(pool.count))]
            // Three of sixteen bits are set.
            let noise = next() & next() & (next() | next())
            return FeatureVocabulary.Word(number: word.number, signature: word.signature ^ noise)
        }
    }
}
