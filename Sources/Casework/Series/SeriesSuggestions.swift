public import Accounts
public import CaseModel
import CaseStore
import Linking

/// A series that shares something with another: shown to people, never acted on.
public struct SeriesSuggestion: Hashable, Sendable {
    /// The other series.
    public let series: SeriesName
    /// Contents that are in both.
    public let sharedContents: Int
    /// What the matches between them say, in the order of ``Hypothesis``.
    public let tallies: [CaseOverlap.Tally]
    /// The kinds of those matches.
    public let kinds: [LinkKind]

    /// How sure the surest of it is; 1 where contents are in both.
    public var strongest: Double { sharedContents > 0 ? 1 : tallies.map(\.strongest).max() ?? 0 }
}

extension Workspace {
    /// Series that share something with one, by the matches that are on record between their contents.
    ///
    /// Only contents that the viewer may see count. Contents that match more others than a commonplace may are left out,
    /// and so are pairs that were decided to be different.
    ///
    /// - Parameters:
    ///   - id: The series.
    ///   - viewer: Who asks.
    /// - Returns: The others, the surest first; nil if the viewer may see no such series.
    /// - Throws: ``CaseworkError``.
    /// - Complexity: Reads all matches of the series' contents.
    public func suggestions(forSeries id: Int64, for viewer: Viewer) throws(CaseworkError) -> [SeriesSuggestion]? {
        let access = try access(of: viewer)
        return try reading { reader throws(StoreError) -> [SeriesSuggestion]? in
            let shelf = try SeriesShelf(reader, access)
            guard let record = shelf.book.visible(id, access) else { return nil }
            var finder = SuggestionFinder(reader: reader, shelf: shelf, record: record)
            return try finder.find()
        }
    }
}

/// Looks for series that share something with one.
private struct SuggestionFinder {
    let reader: StoreReader
    let shelf: SeriesShelf
    let record: VisibleRecord
    private let own: Set<Int64>
    private let others: [Int64: Set<Int64>]
    private var items: [Int64: ItemReference?] = [:]
    private var book = ItemBook()

    init(reader: StoreReader, shelf: SeriesShelf, record: VisibleRecord) {
        self.reader = reader
        self.shelf = shelf
        self.record = record
        own = shelf.contents(record)
        var others: [Int64: Set<Int64>] = [:]
        for other in shelf.book.visible(shelf.access) where other.id != record.id {
            for media in shelf.contents(other) { others[media, default: []].insert(other.id) }
        }
        self.others = others
    }

    mutating func find() throws(StoreError) -> [SeriesSuggestion] {
        var shared: [Int64: Int] = [:]
        var linkers: [Int64: Linker] = [:]
        let kinds = try reader.matchKinds()
        for media in own.sorted() {
            for series in others[media] ?? [] { shared[series, default: 0] += 1 }
            for kind in kinds {
                let matches = try reader.matches(of: [media], by: kind)
                guard matches.count <= Linker.commonplaceCap else { continue }
                for match in matches { try add(match, of: media, to: &linkers) }
            }
        }
        let names = Dictionary(try reader.seriesNames().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var found: [SeriesSuggestion] = []
        for series in Set(shared.keys).union(linkers.keys) {
            guard let name = names[series] else { continue }
            let links = book.links(linkers[series]?.strongestFirst ?? [])
            found.append(
                SeriesSuggestion(
                    series: name,
                    sharedContents: shared[series] ?? 0,
                    tallies: CaseOverlap.tallies(links),
                    kinds: LinkKind.allCases.filter { kind in links.contains { $0.kind == kind } }
                )
            )
        }
        return found.sorted { ($1.strongest, $0.series.fullName) < ($0.strongest, $1.series.fullName) }
    }

    private mutating func add(
        _ match: StoredMatch,
        of media: Int64,
        to linkers: inout [Int64: Linker]
    ) throws(StoreError) {
        let other = match.mediaA == media ? match.mediaB : match.mediaA
        // What is in both series is counted as shared, and not once more for what it looks like.
        guard !own.contains(other), let series = others[other], others[media]?.isSuperset(of: series) != true,
            let pair = MediaPair(match.mediaA, match.mediaB),
            try reader.decisions(on: pair).last?.verdict != .different,
            let first = try item(match.mediaA), let second = try item(match.mediaB)
        else { return }
        let evident = try match.match()
        for one in series {
            linkers[one, default: Linker(isWithin: true)]
                .addMatch(evident, itemsA: [book.item(first)], itemsB: [book.item(second)])
        }
    }

    /// An item that holds a content and that the viewer may see.
    private mutating func item(_ media: Int64) throws(StoreError) -> ItemReference? {
        if let known = items[media] { return known }
        let found = try reader.items(ofMedia: media).first { shelf.access.allows(.seeRenditions, $0.caseReference) }
        items[media] = .some(found)
        return found
    }
}
