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
        var failures: [ItemOutput] = []
        var failure: (any Error)?
        try workspace.outcomes(ofExhibits: summary.exhibits) { outcome in
            let item = ItemOutput(outcome, text: texts[outcome.path])
            if item.error != nil { failures.append(item) }
            if item.tier != nil { output.quick += 1 }
            guard json, failure == nil else { return }
            do { try JSONLines.print(item) } catch { failure = error }
        }
        if let failure { throw failure }
        try also()
        try IncompletenessNotice.print(summary.incompleteness, json: json)
        if json {
            try JSONLines.print(["summary": output])
        } else {
            StandardOutput.write(TextOutput.lines(texts))
            report(output, failures)
        }
        return failures.count
    }

    private static func report(_ output: IngestOutput, _ failures: [ItemOutput]) {
        for collision in output.collisions {
            StandardError.write(
                "\(collision.path): its MD5 is that of entry \(collision.entry) of the list \(collision.list), its stronger "
                    + "digest is not: one of the two may be made to deceive\n"
            )
        }
        for item in failures {
            StandardError.write("\(item.path): \(item.error?.code ?? ""): \(item.error?.message ?? "")\n")
        }
        var line = "\(output.files) files: \(output.added) items added, \(output.unchanged) known before, "
        line += "\(output.analysed) contents analysed"
        if output.deepened > 0 { line += " (\(output.deepened) of them more closely than before)" }
        line += ", \(output.matches) new matches"
        if output.onLists > 0 {
            line += ", \(output.onLists) files on hash lists"
            if output.skipped > 0 { line += " (\(output.skipped) of them not analysed, as a list has it)" }
        }
        if !failures.isEmpty {
            let byCode = Dictionary(grouping: failures) { $0.error?.code ?? "" }.mapValues(\.count)
            let counts = byCode.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            line += "; \(failures.count) items not, or not wholly, analysed (\(counts.joined(separator: ", ")))"
        }
        StandardOutput.write(line + "; \((output.seconds * 10).rounded() / 10) s\n")
        if let notice = QuickNotice.text(items: output.quick) { StandardOutput.write(notice + "\n") }
    }
}
