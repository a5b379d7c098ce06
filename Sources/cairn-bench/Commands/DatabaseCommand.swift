import ArgumentParser
import CaseModel
import CaseStore
import Casework
import Foundation

/// `cairn-bench database`: makes a large database and measures what its users wait for.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Makes a database of many media and measures what its users wait for.",
        discussion: """
            The database has pictures, videos, texts and cameras in cases of very different sizes, with as many copies \
            as real devices show: a new copy joins the group of a random earlier one, so that few things are everywhere. \
            Its hashes are made of those of another database, if one is named, by changing 72 of 256 bits; copies differ \
            from the first of their group by up to 14. It has no small pictures, local features or sounds. Known pairs \
            are then looked up, and each must be found. A database that is there is measured as it is.
            """
    )

    @Option(help: "How many contents.")
    var media = 1_500_000

    @Option(
        help: "Where the database is made, or lies already; a temporary folder if not given.",
        completion: .directory
    )
    var data: String?

    @Option(
        help: "A data directory whose picture hashes are the models for those that are made.",
        completion: .directory
    )
    var like: String?

    @Option(help: "How many pictures are looked up.")
    var queries = 1000

    @Option(help: "How many pictures a new exhibit has.")
    var exhibit = 100_000

    @Option(help: "Seed of the random numbers.")
    var seed: UInt64 = 7

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("database-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let directory = data ?? scratch.path
        if !FileManager.default.fileExists(atPath: directory + "/cairn.sqlite") { try make(in: directory) }
        try report("size", ["bytes_per_media": Double(Self.bytes(in: directory)) / Double(max(1, media))])
        try measure(directory)
    }

    private func make(in directory: String) throws {
        var real: [PerceptualHash] = []
        if let like {
            try CaseStore(directory: like, access: .existing).read { reader throws(StoreError) in
                try reader.pictures { _, picture throws(StoreError) in real.append(picture.hash) }
            }
        }
        let store = try CaseStore(directory: directory, access: .create)
        let maker = DatabaseMaker(plan: DatabasePlan(media: media), store: store, like: real, seed: seed)
        let start = Date()
        try maker.run { done in
            FileHandle.standardError.write(Data("made \(done) of \(media) contents\r".utf8))
        }
        try report(
            "make",
            [
                "wall_s": Date().timeIntervalSince(start), "media": Double(media), "items": Double(maker.items),
                "matches": Double(maker.matches), "video_frames": Double(maker.frames),
                "copies": Double(maker.groupOfCopy.count),
                "largest_group": Double(maker.groups.map(\.count).max() ?? 0),
            ]
        )
    }

    private func measure(_ directory: String) throws {
        // An ingest would leave the index on disk.
        let first = try DatabaseMeasure(directory: directory, seed: seed)
        try report("open_from_store", first.opened)
        try first.saveIndex()
        let measure = try DatabaseMeasure(directory: directory, seed: seed)
        try report("open", measure.opened)
        try report("picture_queries", try measure.pictureQueries(queries))
        try report("overlaps_of_case", try measure.overlaps(of: DatabasePlan(media: media).askedCase))
        try report("new_exhibit", try measure.newExhibit(exhibit))
        try report("verify", try measure.verify())
    }

    private func report(_ method: String, _ figures: [String: Double]) throws {
        let rounded = figures.merging(["media": Double(media)]) { first, _ in first }.mapValues(BenchOutput.rounded)
        if json {
            return try BenchOutput.printLine(
                FigureRow(bench: "database", method: method, dataset: dataset, figures: rounded)
            )
        }
        let text = rounded.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        print("\(method): \(text)")
    }

    private var dataset: String {
        "\(media) contents, seed \(seed), \(like == nil ? "even bits" : "bits of real hashes")"
    }

    private static func bytes(in directory: String) -> Int {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: directory + "/" + name)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }
}
