public import Accounts
import Audit
import CaseModel
import CaseStore
import Evidence
import Interchange

/// What reading a table of sightings came to.
public struct SightingImport: Hashable, Sendable {
    /// Sightings that were put on record.
    public let added: Int
    /// Rows that say what a sighting of the case says already.
    public let known: Int
}

extension Workspace {
    /// The largest number of rows that one table of sightings may have: they are one transaction.
    public static let mostSightingRows = 100_000

    /// The names of the columns that a table of sightings may have.
    public static let sightingColumns = SightingTable.columns

    /// Reads a table of sightings into a case: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - path: The file, as ``SightingTable`` describes it.
    ///   - reference: The case.
    ///   - viewer: Who asks.
    /// - Returns: How many were new.
    /// - Throws: ``CaseworkError``: `usage` with line and column of the first fault.
    public func importSightings(
        _ path: String,
        intoCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> SightingImport {
        let number = try caseNumber(reference, for: viewer, .decide)
        let digest: ContentDigest
        do {
            digest = try EvidenceFile(path: Array(path.utf8), followingLink: true).digests().sha256
        } catch {
            throw CaseworkError(.usage, "the table \(error.message)")
        }
        var fault: InterchangeError?
        /// Only an error takes back what a transaction wrote.
        func orStop<Value>(_ body: () throws(InterchangeError) -> Value) throws(StoreError) -> Value {
            do {
                return try body()
            } catch {
                fault = error
                throw .failed(error.message)
            }
        }
        do {
            return try store.write { writer throws(StoreError) in
                var table = try orStop { () throws(InterchangeError) in try SightingTable(path: path) }
                var book = SightingBook(writer, caseNumber: number, caseReference: reference, author: viewer.name)
                while let row = try orStop({ () throws(InterchangeError) in try table.next() }) {
                    let refusal = try book.take(row)
                    try orStop { () throws(InterchangeError) in
                        if let refusal { throw InterchangeError(.line(row.line), refusal) }
                    }
                }
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "sighting.imported",
                        caseReference: reference,
                        subject: digest.hex,
                        details: ["added": "\(book.added)", "known": "\(book.known)"]
                    )
                )
                return SightingImport(added: book.added, known: book.known)
            }
        } catch {
            guard let fault else { throw CaseworkError(error) }
            throw CaseworkError(.usage, "nothing was imported: \(fault.message)")
        }
    }
}

/// Puts the rows of a table on record, each once.
private struct SightingBook {
    private let writer: StoreWriter
    private let caseNumber: Int64
    private let caseReference: String
    private let author: String
    private var contents: [String: Int64] = [:]
    /// What the case says of each content that a row named.
    private var said: [Int64: Set<SightingStatement>] = [:]
    private(set) var added = 0
    private(set) var known = 0

    init(_ writer: StoreWriter, caseNumber: Int64, caseReference: String, author: String) {
        self.writer = writer
        self.caseNumber = caseNumber
        self.caseReference = caseReference
        self.author = author
    }

    /// Takes a row.
    ///
    /// - Returns: Why it cannot be taken; nil if it was.
    mutating func take(_ row: SightingTable.Row) throws(StoreError) -> String? {
        guard added + known < Workspace.mostSightingRows else {
            return "more than \(Workspace.mostSightingRows) rows; divide the table"
        }
        let media: Int64
        if let found = contents[row.content] {
            media = found
        } else {
            switch try writer.reader.soleContent(named: row.content, inCase: caseNumber) {
            case .success(let found): media = found
            case .failure(let fault): return "\(SightingTable.contentColumn): \(fault.text)"
            }
            contents[row.content] = media
            let earlier = try writer.reader.sightings(ofMedia: media).filter { $0.caseReference == caseReference }
            said[media, default: []].formUnion(earlier.map(\.statement))
        }
        guard said[media, default: []].insert(row.statement).inserted else {
            known += 1
            return nil
        }
        _ = try writer.addSighting(
            row.statement,
            ofMedia: media,
            inCase: caseNumber,
            entry: .imported,
            author: author
        )
        added += 1
        return nil
    }
}
