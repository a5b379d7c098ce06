import CaseModel
import Casework
import Interchange

/// What reading a report into a case came to, in the form of the interface and in words.
enum ReportImportOutput {
    /// Files that are named in words of each standing; `cairn case reported` lists all.
    private static let mostNamed = 5

    /// JSON Lines: the first files that are not as the report says, then the report.
    static func lines(of done: ReportImport) -> String {
        let files = done.named.map { ReportedFileOutput.line(ListedReportedFile(report: done.report, file: $0)) }
        let standings = ReportedFile.Standing.allCases.map { standing in
            JSONMember(standing.rawValue, .integer(done.standings[standing] ?? 0))
        }
        let skipped = done.skippedModels.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }
        let report = JSONValue.object([
            JSONMember("case", .string(done.report.caseReference)),
            JSONMember("exhibit", .string(done.report.label)),
            JSONMember("source", .string(done.report.source)),
            JSONMember("format", .string(done.report.format)),
            JSONMember("sha256", .string(done.report.digest.hex)),
            JSONMember("scheme", done.report.scheme.map { .string($0) } ?? .null),
            JSONMember("statements", .integer(done.statements)),
            JSONMember("files", .object(standings)),
            JSONMember("texts", .integer(done.texts)),
            JSONMember("skipped_models", .object(skipped)),
        ])
        return files.joined() + JSONValue.object([JSONMember("report", report)]).text + "\n"
    }

    static func words(of done: ReportImport) -> String {
        let files = done.standings.values.reduce(0, +)
        var line = "\(done.report.format) report with \(done.statements) statements of \(files) files"
        if done.texts > 0 { line += ", \(done.texts) texts made of its chats, contacts and calls" }
        if !done.skippedModels.isEmpty {
            let counts = done.skippedModels.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            line += "; passed over: \(counts.joined(separator: ", "))"
        }
        let standings = ReportedFile.Standing.allCases.compactMap { standing in
            done.standings[standing].map { "  \($0) \(ReportedFileOutput.words(of: standing))\n" }
        }
        return line + "\n" + standings.joined()
    }

    static func warnings(of done: ReportImport, case reference: String) -> String {
        var text = ""
        for (standing, files) in Dictionary(grouping: done.named, by: \.standing).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            for file in files.prefix(mostNamed) {
                text += "\(file.pathText): \(ReportedFileOutput.words(of: standing))\n"
            }
        }
        if done.standings[.waiting] != nil { text += "some files were not looked at; the same command goes on\n" }
        if !done.named.isEmpty {
            text += "`cairn case reported \(reference)` lists all that are not as the report says\n"
        }
        if done.standings[.missing] != nil {
            text +=
                "`cairn overlaps --case \(reference)` shows which cases hold what is not here, and searches tell of it; "
                + "`cairn import \(done.report.format)` without --case makes a hash list of the report\n"
        }
        return text
    }
}
