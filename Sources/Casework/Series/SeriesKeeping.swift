public import Accounts
import Audit
public import CaseModel
import CaseStore

/// A series as a list shows it, as far as the viewer may see it.
public struct SeriesSummary: Hashable, Sendable {
    /// What it is called.
    public let name: SeriesName
    /// What is said of it; a flag that nobody spoke of is absent.
    public let flags: [SeriesFlag: Bool]
    /// The contents in it.
    public let contents: Int
    /// The cases through which it is seen, by reference.
    public let cases: [String]
    /// The series that were merged into it.
    public let merged: [SeriesName]
    /// The number of the last statement about it.
    public let version: Int
}

/// A series with all that its page shows.
public struct SeriesDetails: Hashable, Sendable {
    /// What the list shows of it.
    public let summary: SeriesSummary
    /// The contributions, each content as often as cases contributed it.
    public let media: [SeriesMedia]
    /// The subjects that are linked with it, as a list shows them.
    public let subjects: [SubjectSummary]
    /// What was said of it and of those merged into it, oldest first.
    public let changes: [RecordChange]

    /// Each content once, with its first contribution.
    public var contents: [SeriesMedia] {
        var seen: Set<Int64> = []
        return media.filter { seen.insert($0.media).inserted }
    }
}

extension Workspace {
    /// Begins a series in a case.
    ///
    /// - Parameters:
    ///   - name: A name that no other series of the case's agency has.
    ///   - reference: The case.
    ///   - viewer: Who begins it.
    /// - Returns: Its number.
    /// - Throws: ``CaseworkError`` with code `usage` if the name cannot be taken.
    public func addSeries(named name: String, inCase reference: String, by viewer: Viewer) throws(CaseworkError)
        -> Int64
    {
        try DisplayedName.check(name, of: "a series' name")
        guard !name.contains("/") else { throw CaseworkError(.usage, "a series' name has no / in it") }
        let number = try caseNumber(reference, for: viewer, .decide)
        let added = try writing { writer throws(StoreError) -> Int64? in
            guard let id = try writer.addSeries(named: name, inCase: number, author: viewer.name) else { return nil }
            let change = RecordChange(
                version: 1,
                field: "added",
                author: viewer.name,
                caseReference: reference,
                at: Timestamp.now()
            )
            try writer.addChange(change, to: .series, id, inCase: number)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "series.added",
                    caseReference: reference,
                    subject: try RecordBook(series: writer.reader).names[id]
                )
            )
            return id
        }
        guard let added else { throw CaseworkError(.usage, "this agency has a series \(name) already") }
        return added
    }

    /// All series that a viewer may see, by agency and name; merged ones are shown by what they were merged into.
    ///
    /// - Throws: ``CaseworkError``.
    public func series(for viewer: Viewer) throws(CaseworkError) -> [SeriesSummary] {
        let access = try access(of: viewer)
        return try reading { reader throws(StoreError) in try SeriesShelf(reader, access).summaries() }
    }

    /// A series with all that its page shows.
    ///
    /// - Parameters:
    ///   - id: Its number, or that of one that was merged into it.
    ///   - viewer: Who asks.
    /// - Returns: The series; nil if the viewer may see none of this number.
    /// - Throws: ``CaseworkError``.
    public func series(_ id: Int64, for viewer: Viewer) throws(CaseworkError) -> SeriesDetails? {
        let access = try access(of: viewer)
        return try reading { reader throws(StoreError) -> SeriesDetails? in
            let shelf = try SeriesShelf(reader, access)
            guard let record = shelf.book.visible(id, access), let summary = try shelf.summary(record) else {
                return nil
            }
            let subjects = try SubjectShelf(reader, access)
            let linked = try reader.subjectLinks().filter { link in
                guard case .series(let series) = link.tie else { return false }
                return record.family.contains(series) && access.allows(.seeRenditions, link.caseReference)
            }
            let roots = Set(linked.map { subjects.book.merges.root(of: $0.subject) })
            return SeriesDetails(
                summary: summary,
                media: try shelf.contributions(record),
                subjects: subjects.summaries().filter { roots.contains($0.name.id) },
                changes: shelf.changes(record)
            )
        }
    }

    /// The number of a series that the viewer may see, by its name or `AGENCY/NAME`.
    ///
    /// - Throws: ``CaseworkError`` with code `usage`, naming the nearest, if there is none or more than one.
    public func seriesNumber(_ text: String, for viewer: Viewer) throws(CaseworkError) -> Int64 {
        let access = try access(of: viewer)
        let names = try reading { reader throws(StoreError) in
            let book = try RecordBook(series: reader)
            return try reader.seriesNames().filter { book.visible($0.id, access) != nil }
        }
        let found = names.filter { $0.fullName == text || $0.name == text }
        if found.count == 1 { return found[0].id }
        if let exact = found.first(where: { $0.fullName == text }) { return exact.id }
        guard found.isEmpty else {
            throw CaseworkError(.usage, "\(text) may be \(found.map(\.fullName).joined(separator: " or "))")
        }
        let near = names.map {
            (min(NameDistance.between($0.name, text), NameDistance.between($0.fullName, text)), $0.fullName)
        }.sorted { $0 < $1 }.prefix(3).map(\.1)
        let hint =
            near.isEmpty
            ? "there are none yet; `cairn series add` begins one" : "the nearest are \(near.joined(separator: ", "))"
        throw CaseworkError(.usage, "there is no series \(text); \(hint)")
    }

    /// Says of a series whether a flag holds.
    ///
    /// - Parameters:
    ///   - flag: The flag.
    ///   - value: Whether it holds.
    ///   - id: The series.
    ///   - version: The version that the author saw; nil for whatever it is.
    ///   - viewer: Who says it.
    /// - Returns: What became of it; nil if the viewer may see no such series.
    /// - Throws: ``CaseworkError``.
    public func setFlag(
        _ flag: SeriesFlag,
        _ value: Bool,
        ofSeries id: Int64,
        expecting version: Int? = nil,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try change(.series, id, expecting: version, inCase: nil, by: viewer) { _, _ in
            .success(
                RecordStatement(
                    field: flag.rawValue,
                    value: value ? "yes" : "no",
                    act: "flag_set",
                    details: [flag.rawValue: value ? "yes" : "no"]
                )
            )
        }
    }

    /// Puts contents of a case into a series, or takes out what the case had put there.
    ///
    /// - Parameters:
    ///   - contents: The contents, each by SHA-256 in hexadecimal digits or by a path in the case.
    ///   - reference: The case that contributes them.
    ///   - id: The series.
    ///   - isWithdrawn: Whether they are taken out.
    ///   - version: The version that the author saw; nil for whatever it is.
    ///   - viewer: Who does so.
    /// - Returns: What became of it; nil if the viewer may see no such series.
    /// - Throws: ``CaseworkError`` with code `usage` if the case does not hold one of them, or nothing would change.
    public func setMedia(
        _ contents: [String],
        ofCase reference: String,
        inSeries id: Int64,
        isWithdrawn: Bool = false,
        expecting version: Int? = nil,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        _ = try caseNumber(reference, for: viewer, .decide)
        return try change(
            .series,
            id,
            expecting: version,
            inCase: reference,
            isContributing: true,
            by: viewer
        ) { writer, act throws(StoreError) in
            var media: Set<Int64> = []
            for content in contents {
                let found = try writer.reader.contents(named: content, inCase: act.caseNumber)
                guard !found.isEmpty else {
                    return .failure(CaseworkError(.usage, "the case \(reference) holds no \(content)"))
                }
                media.formUnion(found)
            }
            var standing: [Int64: [Int64]] = [:]
            for series in act.record.family {
                for one in try writer.reader.media(ofSeries: series) where one.caseReference == reference {
                    standing[one.media, default: []].append(series)
                }
            }
            let changed = media.filter { (standing[$0] != nil) == isWithdrawn }.sorted()
            guard !changed.isEmpty else {
                let state = isWithdrawn ? "none of these are in the series" : "all of these are in the series already"
                return .failure(CaseworkError(.usage, state))
            }
            for one in changed {
                for series in isWithdrawn ? standing[one] ?? [] : [act.record.id] {
                    try writer.setMedia(
                        one,
                        ofSeries: series,
                        inCase: act.caseNumber,
                        isWithdrawn: isWithdrawn,
                        version: act.version,
                        author: act.author
                    )
                }
            }
            let verb = isWithdrawn ? "media_withdrawn" : "media_added"
            return .success(
                RecordStatement(
                    field: verb,
                    value: "\(changed.count)",
                    act: verb,
                    details: ["contents": "\(changed.count)"]
                )
            )
        }
    }

    /// Says that a series and another are one: the first leads to the second from now on.
    ///
    /// - Parameters:
    ///   - source: The series that leads to the other.
    ///   - target: The other.
    ///   - version: The version of the first that the author saw; nil for whatever it is.
    ///   - reason: Why, in one line.
    ///   - viewer: Who says it: may decide in a case of each.
    /// - Returns: What became of it; nil if the viewer may not see both.
    /// - Throws: ``CaseworkError`` with code `usage` if the two are one already.
    public func mergeSeries(
        _ source: Int64,
        into target: Int64,
        expecting version: Int? = nil,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try merge(.series, source, into: target, expecting: version, reason: reason, by: viewer)
    }

    /// Takes the merge of a series into another back; what came to the other since stays there.
    ///
    /// - Parameters:
    ///   - source: The series that was merged.
    ///   - reason: Why, in one line.
    ///   - viewer: Who takes it back.
    /// - Returns: What became of it; nil if the viewer may see no such series.
    /// - Throws: ``CaseworkError`` with code `usage` if it is not merged.
    public func unmergeSeries(_ source: Int64, reason: String, by viewer: Viewer) throws(CaseworkError)
        -> RecordOutcome?
    {
        try unmerge(.series, source, reason: reason, by: viewer)
    }
}

/// Series as one viewer may see them.
struct SeriesShelf {
    let reader: StoreReader
    let access: CaseAccess
    let book: RecordBook
    private let names: [Int64: SeriesName]
    private let said: [Int64: [RecordChange]]
    private let contributed: [Int64: [(media: Int64, caseReference: String)]]

    init(_ reader: StoreReader, _ access: CaseAccess) throws(StoreError) {
        self.reader = reader
        self.access = access
        book = try RecordBook(series: reader)
        names = Dictionary(try reader.seriesNames().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        said = Dictionary(grouping: try reader.changes(of: .series), by: \.record).mapValues { $0.map(\.change) }
        contributed = Dictionary(grouping: try reader.contributions(), by: \.series).mapValues {
            $0.map { ($0.media, $0.caseReference) }
        }
    }

    func summaries() throws(StoreError) -> [SeriesSummary] {
        var all: [SeriesSummary] = []
        for record in book.visible(access) {
            if let one = try summary(record) { all.append(one) }
        }
        return all.sorted { ($0.name.agency, $0.name.name) < ($1.name.agency, $1.name.name) }
    }

    func summary(_ record: VisibleRecord) throws(StoreError) -> SeriesSummary? {
        guard let name = names[record.id] else { return nil }
        var flags: [SeriesFlag: (at: String, isSet: Bool)] = [:]
        for change in record.family.flatMap({ said[$0] ?? [] }) {
            guard let flag = SeriesFlag(rawValue: change.field), flags[flag].map({ $0.at <= change.at }) ?? true else {
                continue
            }
            flags[flag] = (change.at, change.value == "yes")
        }
        return SeriesSummary(
            name: name,
            flags: flags.mapValues(\.isSet),
            contents: contents(record).count,
            cases: record.cases,
            merged: record.family.filter { $0 != record.id }.compactMap { names[$0] },
            version: said[record.id]?.last?.version ?? 0
        )
    }

    /// The contents of a series that the viewer may see, by their numbers.
    func contents(_ record: VisibleRecord) -> Set<Int64> {
        Set(
            record.family.flatMap { contributed[$0] ?? [] }.filter { access.allows(.seeRenditions, $0.caseReference) }
                .map(\.media)
        )
    }

    func contributions(_ record: VisibleRecord) throws(StoreError) -> [SeriesMedia] {
        var all: [SeriesMedia] = []
        for series in record.family { all += try reader.media(ofSeries: series) }
        return all.filter { access.allows(.seeRenditions, $0.caseReference) }
    }

    func changes(_ record: VisibleRecord) -> [RecordChange] {
        record.family.flatMap { said[$0] ?? [] }.filter { access.allows(.seeRenditions, $0.caseReference) }
            .sorted { ($0.at, $0.version) < ($1.at, $1.version) }
    }
}

extension StoreReader {
    /// The contents of a case that a SHA-256 or a path names.
    func contents(named text: String, inCase caseNumber: Int64) throws(StoreError) -> [Int64] {
        if let digest = ContentDigest(hex: text) {
            guard let media = try media(digest), try holds(media, inCase: caseNumber) else { return [] }
            return [media]
        }
        return try media(atPath: text, inCase: caseNumber)
    }
}
