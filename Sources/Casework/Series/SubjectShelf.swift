import Accounts
import CaseModel
import CaseStore

extension SubjectStatement {
    /// The statement as it is put on record.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if it cannot be said of a subject of this kind.
    func checked(for kind: SubjectKind) throws(CaseworkError) -> RecordStatement {
        switch self {
        case .status(let status, let day):
            guard kind.statuses.contains(status) else {
                let known = kind.statuses.map(\.rawValue).joined(separator: ", ")
                throw CaseworkError(.usage, "a \(kind.rawValue) is one of: \(known)")
            }
            return said("status", status.rawValue, day: try Self.day(day))
        case .sex(let sex): return said("sex", sex.rawValue)
        case .ageBand(let band): return said("age_band", band.rawValue)
        case .country(let country, let certainty):
            guard (country == nil) == (certainty == .unknown) else {
                throw CaseworkError(.usage, "a country is confirmed or suspected; without one it is unknown")
            }
            if let country {
                guard country.utf8.count == 2, country.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
                    throw CaseworkError(.usage, "a country is two capital letters, as in ISO 3166-1")
                }
            }
            var statement = said("country", country)
            statement.qualifier = certainty.rawValue
            statement.details["certainty"] = certainty.rawValue
            return statement
        case .recording(let recording):
            guard kind == .victim else {
                throw CaseworkError(.usage, "who recorded the material is said of victims")
            }
            return said("recording", recording.rawValue)
        case .firstSeen(let day): return said("first_seen", nil, day: try Self.day(day))
        case .retention(let day, let reason):
            try DisplayedName.check(reason, of: "the reason")
            var statement = said("retention", nil, day: try Self.day(day))
            statement.reason = reason
            statement.details["reason"] = reason
            return statement
        }
    }

    private func said(_ field: String, _ value: String?, day: String? = nil) -> RecordStatement {
        var details: [String: String] = [:]
        if let value { details[field] = value }
        if let day { details["day"] = day }
        return RecordStatement(field: field, value: value, day: day, act: "stated", details: details)
    }

    private static func day(_ text: String) throws(CaseworkError) -> String {
        guard let day = CalendarDay.checked(text) else {
            throw CaseworkError(.usage, "\(text) is not a day; write it as YYYY-MM-DD")
        }
        return day
    }
}

/// Subjects as one viewer may see them.
struct SubjectShelf {
    let access: CaseAccess
    let book: RecordBook
    private let names: [Int64: SubjectName]
    private let said: [Int64: [RecordChange]]
    private let links: [SubjectLink]
    private let seriesBook: RecordBook
    private let seriesNames: [SeriesName]

    init(_ reader: StoreReader, _ access: CaseAccess) throws(StoreError) {
        self.access = access
        book = try RecordBook(subjects: reader)
        links = try reader.subjectLinks().filter { access.allows(.seeRenditions, $0.caseReference) }
        seriesBook = try RecordBook(series: reader)
        seriesNames = try reader.seriesNames()
        names = Dictionary(try reader.subjectNames().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        said = Dictionary(grouping: try reader.changes(of: .subject), by: \.record).mapValues { $0.map(\.change) }
    }

    func summaries() -> [SubjectSummary] {
        book.visible(access).compactMap(summary).sorted {
            ($0.name.number.kind.rawValue, $0.name.number.sequence)
                > ($1.name.number.kind.rawValue, $1.name.number.sequence)
        }.reversed()
    }

    func summary(_ record: VisibleRecord) -> SubjectSummary? {
        guard let name = names[record.id] else { return nil }
        let all = statements(record)
        return SubjectSummary(
            name: name,
            status: history(all).last?.value.flatMap(SubjectStatus.init) ?? .unidentified,
            retentionDay: all.last { $0.field == "retention" }?.day,
            cases: record.cases,
            merged: record.family.filter { $0 != record.id }.compactMap { names[$0] },
            version: said[record.id]?.last?.version ?? 0
        )
    }

    func details(_ record: VisibleRecord) -> SubjectDetails? {
        guard let summary = summary(record) else { return nil }
        let all = statements(record)
        func last(_ field: String) -> RecordChange? { all.last { $0.field == field } }
        let links = links.filter { record.family.contains($0.subject) }
        let series = Set(
            links.compactMap { link -> Int64? in
                guard case .series(let id) = link.tie else { return nil }
                return seriesBook.visible(id, access)?.id
            }
        )
        var seen: Set<SubjectTie> = []
        return SubjectDetails(
            summary: summary,
            history: history(all),
            sex: last("sex")?.value.flatMap(SubjectSex.init) ?? .unknown,
            ageBand: last("age_band")?.value.flatMap(AgeBand.init) ?? .unknown,
            country: last("country")?.value,
            certainty: last("country")?.qualifier.flatMap(CountryCertainty.init) ?? .unknown,
            recording: last("recording")?.value.flatMap(SubjectRecording.init) ?? .unknown,
            firstSeenDay: last("first_seen")?.day,
            retentionReason: last("retention")?.reason,
            series: seriesNames.filter { series.contains($0.id) },
            media: links.filter { $0.digest != nil && seen.insert($0.tie).inserted },
            changes: all.filter { access.allows(.seeRenditions, $0.caseReference) }
        )
    }

    /// Every status of a subject by the day from which it holds.
    func history(of record: VisibleRecord) -> [RecordChange] { history(statements(record)) }

    private func statements(_ record: VisibleRecord) -> [RecordChange] {
        record.family.flatMap { said[$0] ?? [] }.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// Every status by the day from which it holds; of one day the last that was said counts last.
    private func history(_ all: [RecordChange]) -> [RecordChange] {
        all.filter { $0.field == "status" }.enumerated()
            .sorted { ($0.element.day ?? "", $0.offset) < ($1.element.day ?? "", $1.offset) }.map(\.element)
    }
}
