import CaseModel
import Casework

/// A series as programs get it.
struct SeriesOutput: Encodable {
    let series: String
    let agency: String?
    let version: Int
    let contents: Int
    let cases: [String]
    /// A flag that nobody spoke of is absent.
    let distributed: Bool?
    let victimIdentified: Bool?
    let offenderIdentified: Bool?
    /// The series that were merged into it.
    let merged: [String]

    init(_ summary: SeriesSummary) {
        series = summary.name.name
        agency = summary.name.agency.isEmpty ? nil : summary.name.agency
        version = summary.version
        contents = summary.contents
        cases = summary.cases
        distributed = summary.flags[.distributed]
        victimIdentified = summary.flags[.victimIdentified]
        offenderIdentified = summary.flags[.offenderIdentified]
        merged = summary.merged.map(\.fullName)
    }

    /// The flags that somebody spoke of, in one line.
    static func flagWords(_ summary: SeriesSummary) -> String {
        SeriesFlag.allCases.compactMap { flag in
            summary.flags[flag].map { "\(flag.rawValue.replacing("_", with: " ")): \($0 ? "yes" : "no")" }
        }.joined(separator: ", ")
    }
}

/// A series with all that is known of it, as programs get it.
struct SeriesDetailsOutput: Encodable {
    struct Contribution: Encodable {
        let sha256: String
        let `case`: String
        let agency: String?
        let item: Int64?
        let author: String
        let at: String
    }

    let series: SeriesOutput
    let media: [Contribution]
    let subjects: [String]
    let changes: [ChangeOutput]

    init(_ details: SeriesDetails) {
        series = SeriesOutput(details.summary)
        media = details.media.map { one in
            Contribution(
                sha256: one.digest.hex,
                case: one.caseReference,
                agency: one.agency.isEmpty ? nil : one.agency,
                item: one.item,
                author: one.author,
                at: one.at
            )
        }
        subjects = details.subjects.map(\.name.number.description)
        changes = details.changes.map(ChangeOutput.init)
    }
}

/// A series that shares something with another, as programs get it.
struct SuggestionOutput: Encodable {
    struct Tally: Encodable {
        let hypothesis: String
        let pairs: Int
        let strongest: Double
    }

    let series: String
    let strength: Double
    let sharedContents: Int
    let kinds: [String]
    let tallies: [Tally]

    init(_ suggestion: SeriesSuggestion) {
        series = suggestion.series.fullName
        strength = suggestion.strongest
        sharedContents = suggestion.sharedContents
        kinds = suggestion.kinds.map(\.rawValue)
        tallies = suggestion.tallies.map {
            Tally(hypothesis: $0.hypothesis.rawValue, pairs: $0.pairs, strongest: $0.strongest)
        }
    }

    /// What is shared, in one line.
    static func words(_ suggestion: SeriesSuggestion) -> String {
        var parts = suggestion.tallies.map { "\($0.hypothesis.words) (pairs: \($0.pairs))" }
        if suggestion.sharedContents > 0 { parts.insert("contents in both: \(suggestion.sharedContents)", at: 0) }
        return parts.joined(separator: ", ")
    }
}
