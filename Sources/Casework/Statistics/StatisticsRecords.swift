import Accounts
import CaseModel
import CaseStore
import Statistics

/// The coded records of chosen cases, as far as a viewer may see them, in the form that statistics count.
struct StatisticsRecords {
    let victims: [VictimRecord]
    let offenders: [OffenderRecord]
    let series: [SeriesRecord]
    let media: [MediaRecord]

    /// Gathers the records.
    ///
    /// - Parameters:
    ///   - reader: The store.
    ///   - access: What the viewer may see.
    ///   - chosen: The cases, by reference: what is seen through none of them is left out.
    ///   - scheme: The scheme that tells how severe media are.
    /// - Throws: ``StoreError``.
    init(
        _ reader: StoreReader,
        _ access: CaseAccess,
        cases chosen: Set<String>,
        scheme: CodeScheme
    ) throws(StoreError) {
        func isCounted(_ reference: String) -> Bool {
            chosen.contains(reference) && access.allows(.seeRenditions, reference)
        }
        let seriesShelf = try SeriesShelf(reader, access)
        let seriesRecords = seriesShelf.book.visible(access).filter { $0.cases.contains(where: isCounted) }
        let contents = Dictionary(
            uniqueKeysWithValues: seriesRecords.map { ($0.id, seriesShelf.contents($0)) }
        )
        let shelf = try SubjectShelf(reader, access)
        let subjects = shelf.book.visible(access).filter { $0.cases.contains(where: isCounted) }
            .compactMap { shelf.details($0) }

        var firstSeen: [Int64: String] = [:]
        for seen in try reader.firstSeenOfRecords() where isCounted(seen.caseReference) {
            firstSeen[seen.media] = min(seen.at, firstSeen[seen.media] ?? seen.at)
        }
        victims = subjects.filter { $0.kind == .victim }.map { subject in
            let linked = subject.media.compactMap(\.media)
            let material = subject.series.compactMap { contents[seriesShelf.book.merges.root(of: $0.id)] }
            let derived = (linked + material.joined()).compactMap { firstSeen[$0] }.min()
            return VictimRecord(subject, firstSeen: subject.firstSeenDay ?? derived.map { String($0.prefix(10)) })
        }
        offenders = subjects.filter { $0.kind == .offender }.map(OffenderRecord.init)

        var people: [Int64: [SubjectDetails]] = [:]
        for subject in subjects {
            for root in Set(subject.series.map { seriesShelf.book.merges.root(of: $0.id) }) {
                people[root, default: []].append(subject)
            }
        }
        var counted: [SeriesRecord] = []
        for record in seriesRecords {
            let flags = try seriesShelf.summary(record)?.flags ?? [:]
            func numbers(_ kind: SubjectKind) -> [String] {
                (people[record.id] ?? []).filter { $0.kind == kind }.map(\.number)
            }
            counted.append(
                SeriesRecord(
                    number: "\(record.id)",
                    distributed: flags[.distributed],
                    victimIdentified: flags[.victimIdentified],
                    offenderIdentified: flags[.offenderIdentified],
                    victims: numbers(.victim),
                    offenders: numbers(.offender)
                )
            )
        }
        series = counted

        let codes = try Self.agreedCodes(reader, scheme, where: isCounted)
        var seriesOf: [Int64: Int64] = [:]
        for record in seriesRecords.reversed() {
            for media in contents[record.id] ?? [] { seriesOf[media] = record.id }
        }
        var found: [MediaRecord] = []
        for media in Set(seriesOf.keys).union(codes.keys).sorted() {
            guard let (digest, kind) = try reader.kind(ofMedia: media) else { continue }
            let severity = codes[media].map { SeverityCode(scheme: scheme.name, version: scheme.version, code: $0) }
            found.append(
                MediaRecord(
                    number: digest.hex,
                    kind: kind?.rawValue,
                    severity: severity,
                    series: seriesOf[media].map(String.init)
                )
            )
        }
        media = found
    }

    /// The codes on which people agree, by content.
    private static func agreedCodes(
        _ reader: StoreReader,
        _ scheme: CodeScheme,
        where isCounted: (String) -> Bool
    ) throws(StoreError) -> [Int64: String] {
        var votes: [Int64: [String: String]] = [:]
        for vote in try reader.votes(inScheme: scheme.reference) where isCounted(vote.caseReference) {
            votes[vote.media, default: [:]][vote.author] = vote.code
        }
        return votes.compactMapValues { given in
            guard case .agreed(let code) = scheme.state(Array(given.values)) else { return nil }
            return code
        }
    }
}

extension SubjectDetails {
    fileprivate var kind: SubjectKind { summary.name.number.kind }
    fileprivate var number: String { summary.name.number.description }
    fileprivate var codedSex: String? { sex == .unknown ? nil : sex.rawValue }
    fileprivate var codedAgeBand: String? { ageBand == .unknown ? nil : ageBand.rawValue }
}

extension SubjectLink {
    fileprivate var media: Int64? {
        guard case .media(let media) = tie else { return nil }
        return media
    }
}

extension VictimRecord {
    fileprivate init(_ subject: SubjectDetails, firstSeen: String?) {
        var days: [String: CalendarDate] = [:]
        for change in subject.history {
            guard let status = change.value, let day = change.day.flatMap(CalendarDate.init) else { continue }
            days[status] = min(day, days[status] ?? day)
        }
        self.init(
            number: subject.number,
            status: subject.summary.status.rawValue,
            statusDates: days,
            sex: subject.codedSex,
            ageBand: subject.codedAgeBand,
            country: VictimCountry(subject),
            firstSeen: firstSeen.flatMap(CalendarDate.init),
            recording: Recording(rawValue: subject.recording.rawValue)
        )
    }
}

extension VictimCountry {
    /// The country of a subject; nil where nobody spoke of it.
    fileprivate init?(_ subject: SubjectDetails) {
        switch (subject.certainty, subject.country) {
        case (.confirmed, let code?): self = .confirmed(code)
        case (.suspected, let code?): self = .suspected(code)
        default:
            guard subject.changes.contains(where: { $0.field == "country" }) else { return nil }
            self = .unknown
        }
    }
}

extension OffenderRecord {
    fileprivate init(_ subject: SubjectDetails) {
        self.init(
            number: subject.number,
            status: subject.summary.status.rawValue,
            sex: subject.codedSex,
            ageBand: subject.codedAgeBand
        )
    }
}
