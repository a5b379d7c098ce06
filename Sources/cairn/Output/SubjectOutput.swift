import CaseModel
import Casework

/// What a list shows of a subject, as programs get it.
struct SubjectOutput: Encodable {
    let subject: String
    let kind: String
    let version: Int
    let status: String
    let keptUntil: String?
    let cases: [String]
    /// The subjects that were merged into it.
    let merged: [String]

    init(_ summary: SubjectSummary) {
        subject = summary.name.number.description
        kind = summary.name.number.kind.rawValue
        version = summary.version
        status = summary.status.rawValue
        keptUntil = summary.retentionDay
        cases = summary.cases
        merged = summary.merged.map(\.number.description)
    }
}

/// All that is kept of a subject, as programs get it.
struct SubjectDetailsOutput: Encodable {
    struct Step: Encodable {
        let status: String
        let since: String
        let author: String
    }

    let subject: SubjectOutput
    let sex: String
    let ageBand: String
    let country: String?
    let certainty: String
    let recording: String
    let firstSeen: String?
    let keptReason: String?
    let history: [Step]
    let series: [String]
    /// SHA-256 of the contents that it is linked with.
    let media: [String]
    let changes: [ChangeOutput]

    init(_ details: SubjectDetails) {
        subject = SubjectOutput(details.summary)
        sex = details.sex.rawValue
        ageBand = details.ageBand.rawValue
        country = details.country
        certainty = details.certainty.rawValue
        recording = details.recording.rawValue
        firstSeen = details.firstSeenDay
        keptReason = details.retentionReason
        history = details.history.map { Step(status: $0.value ?? "", since: $0.day ?? "", author: $0.author) }
        series = details.series.map(\.fullName)
        media = details.media.compactMap { $0.digest?.hex }
        changes = details.changes.map(ChangeOutput.init)
    }

    /// The same for people, each line ended.
    static func text(_ details: SubjectDetails, asked: SubjectNumber?) -> String {
        let summary = details.summary
        var lines: [String] = []
        if let asked, asked != summary.name.number {
            lines.append("\(asked) was merged into \(summary.name.number)")
        }
        lines.append("\(summary.name.number), \(summary.status.rawValue), version \(summary.version)")
        lines.append("sex: \(details.sex.rawValue), age band: \(details.ageBand.rawValue)")
        lines.append("country: \(details.country.map { "\($0), " } ?? "")\(details.certainty.rawValue)")
        if details.recording != .unknown { lines.append("recorded by: \(details.recording.rawValue)") }
        if let day = details.firstSeenDay { lines.append("first seen: \(day)") }
        if let day = summary.retentionDay { lines.append("kept until \(day): \(details.retentionReason ?? "")") }
        lines.append("cases: \(summary.cases.joined(separator: ", "))")
        lines += details.series.map { "series: \($0.fullName)" }
        lines += details.media.compactMap { link in link.digest.map { "content: \($0.hex) from \(link.caseReference)" }
        }
        lines += details.history.map { "\($0.day ?? ""): \($0.value ?? ""), by \($0.author)" }
        lines += details.changes.map { "\($0.at) \($0.author): \(RecordOutput.words(of: $0))" }
        return lines.map { $0 + "\n" }.joined()
    }
}
