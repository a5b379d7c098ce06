import ArgumentParser
import CaseModel
import Casework
import Foundation
import Matching
import SearchIndex

/// `cairn-bench parts`: what the search for shared parts finds, and on which figures.
struct PartsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parts",
        abstract: "Looks pictures up by their local features among others, and prints the figures of every find.",
        discussion: """
            One line for each find: the figures on which it is decided whether two pictures share a part. With the names \
            of pictures that do, they calibrate the rule and show what it finds and misses.
            """
    )

    @Argument(help: "A folder of pictures to look up.")
    var queries: String

    @Option(help: "A folder of pictures to look among, which counts as a case; may be given more than once.")
    var among: [String]

    @Option(help: "Features that are stored of each picture: 300 for copies, 1000 for objects.")
    var stored = FeatureDepth.objects.featureCount

    @Option(help: "A vocabulary other than the one that Cairn ships.")
    var vocabulary: String?

    @Flag(help: "Print all finds, not only those that the rule accepts.")
    var all = false

    private struct Row: Encodable {
        let query: String
        let stored: String
        let kind: String?
        let isMirrored: Bool
        let inliers: Int
        let rareInliers: Double
        let significance: Double
        let queryShare: Double
        let storedShare: Double
        let residual: Double
        let scale: Double
        let explained: Double
        let overlapShare: Double
        let breadth: Double
        let elongation: Double
        let bandBreadth: Double
        let bandElongation: Double
    }

    private struct Summary: Encodable {
        let bench = "parts"
        let method = PartRelation.method
        let queries: Int
        let pictures: Int
        let postings: Int
        let pairs: Int
        let queryMedianMs: Double
        let query99PercentMs: Double
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let words: FeatureVocabulary
        if let vocabulary {
            let data = try Data(contentsOf: URL(fileURLWithPath: vocabulary))
            guard let read = data.withUnsafeBytes({ FeatureVocabulary(bytes: $0) }) else {
                throw ValidationError("\(vocabulary) is no vocabulary")
            }
            words = read
        } else {
            guard let shipped = FeatureVocabulary.shipped else { throw ValidationError("no vocabulary was built in") }
            words = shipped
        }
        let index = FeatureIndex(vocabulary: words)
        var entries: [FeatureFolder.Entry] = []
        for (caseNumber, folder) in among.enumerated() {
            for entry in try FeatureFolder(folder, most: PartFinder.largerQuery).entries {
                index.append(entry.features.prefix(stored), media: Int64(entries.count), caseNumber: caseNumber)
                let name = URL(fileURLWithPath: folder).lastPathComponent + "/" + entry.name
                entries.append(FeatureFolder.Entry(name: name, features: entry.features.prefix(stored)))
            }
        }
        let asked = try FeatureFolder(queries, most: PartFinder.largerQuery).entries
        let finder = PartFinder(index: index)
        var times: [Double] = []
        for query in asked {
            let start = Date()
            let parts = finder.parts(
                of: query.features,
                accepts: { all || $0.kind != nil },
                stored: { picture in entries[Int(picture.media)].features }
            )
            times.append(Date().timeIntervalSince(start) * 1000)
            for part in parts {
                let figures = part.relation.figures
                try BenchOutput.printLine(
                    Row(
                        query: query.name,
                        stored: entries[Int(part.picture.media)].name,
                        kind: part.relation.kind?.rawValue,
                        isMirrored: part.relation.isMirrored,
                        inliers: figures.inliers,
                        rareInliers: BenchOutput.rounded(figures.rareInliers),
                        significance: BenchOutput.rounded(figures.significance),
                        queryShare: BenchOutput.rounded(figures.queryShare),
                        storedShare: BenchOutput.rounded(figures.storedShare),
                        residual: BenchOutput.rounded(figures.residual),
                        scale: BenchOutput.rounded(figures.scale),
                        explained: BenchOutput.rounded(figures.explained),
                        overlapShare: BenchOutput.rounded(figures.overlapShare),
                        breadth: BenchOutput.rounded(figures.breadth),
                        elongation: BenchOutput.rounded(min(figures.elongation, 1000)),
                        bandBreadth: BenchOutput.rounded(figures.bandBreadth),
                        bandElongation: BenchOutput.rounded(min(figures.bandElongation, 1000))
                    )
                )
            }
        }
        times.sort()
        try BenchOutput.printLine(
            Summary(
                queries: asked.count,
                pictures: index.pictureCount,
                postings: index.postingCount,
                pairs: asked.count * index.pictureCount,
                queryMedianMs: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count / 2]),
                query99PercentMs: times.isEmpty ? 0 : BenchOutput.rounded(times[times.count * 99 / 100])
            )
        )
    }
}
