public import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
public import Interchange

/// A document that a case can be written as.
public enum CaseDocument: Sendable {
    /// CASE/UCO 1.5, JSON-LD.
    case ontology
    /// DFXML.
    case dfxml
    /// One table, as comma-separated values.
    case csv(CaseTable)
    /// One table, as JSON Lines.
    case jsonLines(CaseTable)
    /// Project VIC's VICS 2.0.
    case vics
}

extension Workspace {
    /// Items that are read from the store at once.
    private static var page: Int { 1_000 }

    /// Writes a case: exhibits with their custody logs, items with what is known of them, codes, and links.
    ///
    /// Pictures are never part of it. The same database gives the same bytes, whoever asks and when. What is not of the case
    /// is told of the other side of its links only: where it is in a table, by its SHA-256 alone in CASE.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - document: What to write.
    ///   - version: Cairn's own version.
    ///   - viewer: Who asks.
    ///   - sink: Takes the bytes, in order.
    /// - Returns: How many items it has.
    /// - Throws: ``CaseworkError``.
    public func exportCase(
        _ reference: String,
        as document: CaseDocument,
        version: String,
        by viewer: Viewer,
        to sink: @escaping ([UInt8]) throws -> Void
    ) throws(CaseworkError) -> Int {
        let bytes: ByteSink = { piece throws(InterchangeError) in
            do {
                try sink(piece)
            } catch {
                throw InterchangeError(.file, "\(error)")
            }
        }
        let (items, act) =
            switch document {
            case .ontology: (try write(reference, with: CASEWriter(sink: bytes), version: version), "case")
            case .dfxml: (try write(reference, with: DFXMLCaseWriter(sink: bytes), version: version), "dfxml")
            case .csv(let table):
                (
                    try write(
                        reference,
                        with: CaseTableWriter(table, layout: .csv(CSVWriter.Dialect()), sink: bytes),
                        version: version
                    ), "csv"
                )
            case .jsonLines(let table):
                (
                    try write(
                        reference,
                        with: CaseTableWriter(table, layout: .jsonLines, sink: bytes),
                        version: version
                    ), "json"
                )
            case .vics: (try writeVICS(reference, version: version, to: sink), "vics")
            }
        try writing { writer throws(StoreError) in
            _ = try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "case.exported",
                    caseReference: reference,
                    details: ["format": act, "items": "\(items)"]
                )
            )
        }
        return items
    }

    private func write(
        _ reference: String,
        with start: some CaseDocumentWriter,
        version: String
    ) throws(CaseworkError) -> Int {
        var writer = start
        let number = try caseNumber(reference)
        guard let record = try cases().first(where: { $0.reference == reference }) else { return 0 }
        var filter = OverlapFilter()
        filter.caseReference = reference
        let links = try overlaps(filter).links
        return try classed {
            try writer.begin(
                ExchangedCase(
                    title: CaseTitle(reference: reference, title: record.title, agency: record.agency),
                    createdAt: record.createdAt,
                    producer: ExchangedCase.Producer(version: version)
                )
            )
            for exhibit in try exhibits(ofCase: reference) {
                try writer.add(ExchangedExhibit(label: exhibit.label, custody: exhibit.custody))
            }
            let count = try eachItem(ofCase: number) { item in try writer.add(item) }
            for link in links { try writer.add(try ExchangedLink(link)) }
            try writer.end()
            return count
        }
    }

    /// Hands over the items of a case, by number.
    private func eachItem(ofCase number: Int64, _ body: (ExchangedItem) throws -> Void) throws -> Int {
        var (last, count): (Int64, Int) = (0, 0)
        while true {
            let page = try store.read { reader throws(StoreError) in
                try reader.items(ofCase: number, after: last, limit: Self.page).map { row throws(StoreError) in
                    (row.details.id, try reader.exchangedItem(row.details, row.modifiedAt, row.changedAt, of: number))
                }
            }
            guard let end = page.last else { return count }
            for (_, item) in page { try body(item) }
            (last, count) = (end.0, count + page.count)
        }
    }
}

extension StoreReader {
    /// All that is known of an item, in the form that is handed to others.
    func exchangedItem(
        _ details: ItemDetails,
        _ modifiedAt: Int64?,
        _ changedAt: Int64?,
        of caseNumber: Int64
    ) throws(StoreError) -> ExchangedItem {
        var item = ExchangedItem(exhibit: details.exhibit, path: details.path, digests: details.content?.digests)
        item.times.modified = modifiedAt.map { Timestamp.text(ofSecond: $0 / 1_000_000_000) }
        item.times.changed = changedAt.map { Timestamp.text(ofSecond: $0 / 1_000_000_000) }
        if let statement = try fileStatement(ofItem: details.id) {
            item.take(StatedFileFacts(statement: statement))
        }
        item.failure = details.failure
        guard let content = details.content else { return item }
        item.type = content.type
        item.kind = content.kind
        (item.width, item.height, item.duration) = (content.width, content.height, content.duration)
        item.capture = content.capture
        item.pictureHashes = try pictures(ofMedia: content.media).compactMap(\.orientations.first)
        item.codes = try votes(onMedia: content.media, inCase: caseNumber).map { ExchangedCode(vote: $0) }
        return item
    }
}

extension ExchangedItem {
    /// Takes what a report states of the file on its device: its copy here has other times.
    fileprivate mutating func take(_ facts: StatedFileFacts) {
        times.modified = facts.times.modified ?? times.modified
        times.changed = facts.times.changed ?? times.changed
        times.accessed = facts.times.accessed ?? times.accessed
        times.created = facts.times.created ?? times.created
        isAllocated = facts.isAllocated ?? isAllocated
    }
}

extension ExchangedLink {
    /// A link with its evidence by the names of the interface, sorted.
    init(_ link: Link) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let object = try JSONSerialization.jsonObject(with: encoder.encode(LinkOutput(link))) as? [String: Any]
        let evidence = object?["evidence"] as? [String: Any] ?? [:]
        self.init(
            kind: link.kind,
            strength: link.strength,
            itemA: link.itemA,
            itemB: link.itemB,
            evidence: try evidence.sorted { $0.key < $1.key }.map { name, value in
                if let text = value as? String { return Evidence(name, text) }
                let written = try JSONSerialization.data(
                    withJSONObject: value,
                    options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
                )
                return Evidence(name, String(decoding: written, as: UTF8.self))
            }
        )
    }
}
