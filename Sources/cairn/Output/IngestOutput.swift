import CaseModel
import Casework
import Foundation

/// What an ingest did, in the form of the interface.
struct IngestOutput: Encodable {
    let files: Int
    let added: Int
    let unchanged: Int
    let analysed: Int
    let deepened: Int
    var quick = 0
    let matches: Int
    let onLists: Int
    let skipped: Int
    let coded: Int
    private let collisions: [Collision]
    let bytes: Int64
    let failed: [String: Int]
    let seconds: Double
    let slowestSeconds: Double
    let slowestPath: String?
    let peakWorkerBytes: UInt64
    private var peakBytes: UInt64?

    init(_ summary: IngestSummary, seconds: Double) {
        files = summary.files
        added = summary.added
        unchanged = summary.unchanged
        analysed = summary.analysed
        deepened = summary.deepened
        matches = summary.matches
        onLists = summary.known
        skipped = summary.skipped
        coded = summary.coded
        collisions = summary.collisions.map { Collision(path: $0.path, list: $0.list, entry: $0.entry) }
        bytes = summary.bytes
        failed = Dictionary(uniqueKeysWithValues: summary.failures.map { ($0.key.rawValue, $0.value) })
        self.seconds = (seconds * 1000).rounded() / 1000
        slowestSeconds = (summary.slowest.seconds * 1000).rounded() / 1000
        slowestPath = summary.slowest.path.isEmpty ? nil : summary.slowest.path
        peakWorkerBytes = summary.peakWorkerBytes
    }

    private struct Collision: Encodable {
        let path: String
        let list: String
        let entry: Int64
    }

    /// Prints how each item of the exhibits that were filled stands, and what was done.
    ///
    /// - Parameters:
    ///   - summary: What was done.
    ///   - workspace: Where.
    ///   - seconds: How long it took.
    ///   - json: Whether JSON Lines are printed: each item, then the summary.
    ///   - also: What is to be printed before the summary.
    /// - Returns: How many items could not be analysed, or not wholly.
    /// - Throws: What reading the workspace and `also` throw.
    @discardableResult
    static func print(
        _ summary: IngestSummary,
        of workspace: Workspace,
        seconds: Double,
        json: Bool,
        also: () throws -> Void = {}
    ) throws -> Int {
        var output = IngestOutput(summary, seconds: seconds)
        let texts = Dictionary(
            try workspace.texts(ofExhibits: summary.exhibits).map { ($0.path, TextOutput($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        if !json { output.reportCollisions() }
        var failed: [String: Int] = [:]
        var failure: (any Error)?
        try workspace.outcomes(ofExhibits: summary.exhibits) { outcome in
            let item = ItemOutput(outcome, text: outcome.kind == .text ? texts[outcome.path] ?? .empty : nil)
            if item.tier != nil { output.quick += 1 }
            if let error = item.error {
                failed[error.code, default: 0] += 1
                if !json { StandardError.write("\(item.path): \(error.code): \(error.message)\n") }
            }
            guard json, failure == nil else { return }
            do { try JSONLines.print(item) } catch { failure = error }
        }
        if let failure { throw failure }
        try also()
        try IncompletenessNotice.print(summary.incompleteness, json: json)
        if json {
            output.peakBytes = PeakMemory.bytes
            try JSONLines.print(["summary": output])
        } else {
            StandardOutput.write(TextOutput.lines(texts))
            output.report(failed)
        }
        return failed.values.reduce(0, +)
    }

    private func reportCollisions() {
        for collision in collisions {
            StandardError.write(
                "\(collision.path): its MD5 is that of entry \(collision.entry) of the list \(collision.list), its stronger "
                    + "digest is not: one of the two may be made to deceive\n"
            )
        }
    }

    /// Says what was done, and how many items failed by each code.
    private func report(_ failed: [String: Int]) {
        var line = "\(files) files: \(added) items added, \(unchanged) known before, "
        line += "\(analysed) contents analysed"
        if deepened > 0 { line += " (\(deepened) of them more closely than before)" }
        line += ", \(matches) new matches"
        if onLists > 0 {
            line += ", \(onLists) files on hash lists"
            if skipped > 0 { line += " (\(skipped) of them not analysed, as a list has it)" }
        }
        if !failed.isEmpty {
            let counts = failed.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            let all = failed.values.reduce(0, +)
            line += "; \(all) items not, or not wholly, analysed (\(counts.joined(separator: ", ")))"
        }
        StandardOutput.write(line + "; \((seconds * 10).rounded() / 10) s\n")
        if let notice = QuickNotice.text(items: quick) { StandardOutput.write(notice + "\n") }
    }
}
