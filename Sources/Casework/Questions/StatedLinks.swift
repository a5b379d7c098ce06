public import CaseModel
import CaseStore
import Linking

/// Items that have the digests which reports state of files that are not here, and what was set aside.
public struct StatedLinks: Sendable {
    /// The links, in the order of the files.
    public let links: [StatedLink]
    /// Contents of which there are too many items and files to be listed.
    public let commonplaces: [Commonplace]

    /// Tells links and what was set aside.
    public init(links: [StatedLink] = [], commonplaces: [Commonplace] = []) {
        self.links = links
        self.commonplaces = commonplaces
    }
}

extension Workspace {
    /// Which items have the digests that reports state of files which are not known to be where the reports lie.
    ///
    /// Found when it is asked, by the indexes of digests: what a report states is a claim and is kept as one, so nothing is
    /// stored that would have to follow when files, reports or items come.
    ///
    /// - Parameters:
    ///   - reference: The case of the report or of the item; nil for all.
    ///   - isWithin: Whether items of the report's own case count too.
    /// - Returns: Each file of a report once for each item.
    /// - Throws: ``CaseworkError``; code `usage` for an unknown case.
    public func statedLinks(
        ofCase reference: String? = nil,
        isWithin: Bool = false
    ) throws(CaseworkError) -> StatedLinks {
        let number = try reference.map { name throws(CaseworkError) in try caseNumber(name) }
        return try reading { reader throws(StoreError) in
            var collector = StatedLinkCollector(reader: reader, asked: reference, isWithin: isWithin)
            var rest = try reader.statedContents(ofCase: number)[...]
            while let first = rest.first {
                let group = rest.prefix { $0.media == first.media }
                try collector.add(group)
                rest = rest.dropFirst(group.count)
            }
            return StatedLinks(
                links: collector.links.sorted { ($0.file.id, $0.item.id) < ($1.file.id, $1.item.id) },
                commonplaces: collector.commonplaces
            )
        }
    }
}

private struct StatedLinkCollector {
    let reader: StoreReader
    let asked: String?
    let isWithin: Bool
    private(set) var links: [StatedLink] = []
    private(set) var commonplaces: [Commonplace] = []
    private var reports: [Int64: ImportedReport] = [:]

    init(reader: StoreReader, asked: String?, isWithin: Bool) {
        self.reader = reader
        self.asked = asked
        self.isWithin = isWithin
    }

    /// Links one content's items with the files that have its digest.
    mutating func add(_ group: ArraySlice<StatedContent>) throws(StoreError) {
        guard let content = group.first else { return }
        let items = try reader.items(ofMedia: content.media)
        guard items.count + group.count <= Linker.commonplaceCap else {
            // A content of which there are too many items alone is told by its items.
            if items.count <= Linker.commonplaceCap { try setAside(items, group) }
            return
        }
        for stated in group {
            guard let report = try report(stated.report) else { continue }
            for item in items where admits(item, report) {
                let link = StatedLink(item: item, digests: stated.digests, report: report, file: stated.file)
                if let link { links.append(link) }
            }
        }
    }

    private func admits(_ item: ItemReference, _ report: ImportedReport) -> Bool {
        (isWithin || item.caseReference != report.caseReference)
            && (asked.map { $0 == item.caseReference || $0 == report.caseReference } ?? true)
    }

    private mutating func setAside(
        _ items: [ItemReference],
        _ group: ArraySlice<StatedContent>
    ) throws(StoreError) {
        var cases = Set(items.map(\.caseReference))
        for stated in group {
            if let report = try report(stated.report) { cases.insert(report.caseReference) }
        }
        commonplaces.append(
            Commonplace(
                kind: .exact,
                sha256: nil,
                // Whoever sees this has the item or the report, and so knows this digest; the others might be news.
                value: group.first?.file.stated.strongest?.bytes.hexadecimal,
                items: items.count + group.count,
                cases: cases.count,
                reason: "more than \(Linker.commonplaceCap) items and files that reports name"
            )
        )
    }

    private mutating func report(_ number: Int64) throws(StoreError) -> ImportedReport? {
        if let known = reports[number] { return known }
        let found = try reader.report(number)
        reports[number] = found
        return found
    }
}
