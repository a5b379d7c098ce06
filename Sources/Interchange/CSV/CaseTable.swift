import CaseModel

/// A table of a case.
public enum CaseTable: String, CaseIterable, Sendable {
    case items, metadata, identifiers, codes, links, messages, custody

    /// The names of its columns, in order.
    public var columns: [String] {
        switch self {
        case .items:
            [
                "exhibit", "path", "size", "md5", "sha1", "sha256", "type", "kind", "width", "height", "duration",
                "modified", "changed", "accessed", "created", "allocated", "pdq", "make", "model", "body_serial",
                "lens_serial", "taken_at", "latitude", "longitude", "failure", "failure_message",
            ]
        case .metadata: ["exhibit", "path", "sha256", "field", "value"]
        case .identifiers:
            ["exhibit", "path", "sha256", "type", "value", "found", "line", "byte", "message", "column"]
        case .codes: ["exhibit", "path", "sha256", "scheme", "version", "code", "author", "at"]
        case .links:
            [
                "kind", "strength", "case_a", "exhibit_a", "path_a", "sha256_a", "case_b", "exhibit_b", "path_b",
                "sha256_b", "evidence",
            ]
        case .messages:
            [
                "exhibit", "path", "position", "chat", "sent_at", "sender", "account", "recipients", "body",
                "attachment", "line",
            ]
        case .custody: ["exhibit", "position", "at", "actor", "act", "source", "details"]
        }
    }

    /// The rows that an exhibit has in this table.
    func rows(of exhibit: ExchangedExhibit) -> [[TableCell]] {
        guard self == .custody else { return [] }
        return exhibit.custody.enumerated().map { position, entry in
            [
                .text(exhibit.label), .integer(Int64(position)), .text(entry.at), .text(entry.actor),
                .text(entry.act), .text(entry.source), .text(entry.details),
            ]
        }
    }

    /// The rows that an item has in this table.
    func rows(of item: ExchangedItem) -> [[TableCell]] {
        let place: [TableCell] = [.text(item.exhibit), .text(item.path), .text(item.digests?.sha256.hex)]
        switch self {
        case .items: return [Self.row(of: item)]
        case .metadata: return item.tags.map { place + [.text($0.name), .text($0.value)] }
        case .identifiers:
            return item.identifiers.map { occurrence in
                place + [
                    .text(occurrence.identifier.type.rawValue), .text(occurrence.identifier.value),
                    .text(occurrence.found), .integer(Int64(occurrence.line)), .integer(occurrence.offset),
                    .integer(occurrence.message.map(Int64.init)), .text(occurrence.column),
                ]
            }
        case .codes:
            return item.codes.map { code in
                place + [
                    .text(code.vote.scheme), .text(code.schemeVersion), .text(code.vote.code),
                    .text(code.vote.author), .text(code.vote.at),
                ]
            }
        case .links, .messages, .custody: return []
        }
    }

    /// The rows that a link has in this table.
    func rows(of link: ExchangedLink) -> [[TableCell]] {
        guard self == .links else { return [] }
        let sides: [TableCell] = [link.itemA, link.itemB].flatMap { item -> [TableCell] in
            [.text(item.caseReference), .text(item.exhibit), .text(item.path), .text(item.sha256.hex)]
        }
        let evidence = link.evidence.map { TableCell.Pair(name: $0.name, value: $0.value) }
        return [[.text(link.kind.rawValue), .number(link.strength)] + sides + [.pairs(evidence)]]
    }

    /// The rows that a message has in this table.
    func rows(of message: ExchangedMessage) -> [[TableCell]] {
        guard self == .messages else { return [] }
        let text = message.message
        return [
            [
                .text(message.exhibit), .text(message.path), .integer(Int64(message.position)), .text(text.chat),
                .text(text.sentAt), .text(text.sender), .text(text.account), .list(text.recipients),
                .text(text.body), .text(text.attachment), .integer(Int64(text.line)),
            ]
        ]
    }

    private static func row(of item: ExchangedItem) -> [TableCell] {
        let (digests, capture) = (item.digests, item.capture)
        let hasSize = item.width > 0 && item.height > 0
        let content: [TableCell] = [
            .text(item.exhibit), .text(item.path), .integer(digests?.size), .text(digests?.md5.hexadecimal),
            .text(digests?.sha1.hexadecimal), .text(digests?.sha256.hex), .text(item.type),
            .text(item.kind?.rawValue), hasSize ? .integer(Int64(item.width)) : .none,
            hasSize ? .integer(Int64(item.height)) : .none, .number(item.duration),
        ]
        let times: [TableCell] = [
            .text(item.times.modified), .text(item.times.changed), .text(item.times.accessed),
            .text(item.times.created), item.isAllocated.map { .boolean($0) } ?? .none,
        ]
        let camera: [TableCell] = [
            .list(item.pictureHashes.map(\.hex)), .text(capture?.make), .text(capture?.model),
            .text(capture?.bodySerial), .text(capture?.lensSerial), .text(capture?.takenAt),
            .number(capture?.latitude), .number(capture?.longitude), .text(item.failure?.code.rawValue),
            .text(item.failure?.message),
        ]
        return content + times + camera
    }
}

/// Writes one table of a case, as CSV or as JSON Lines.
public struct CaseTableWriter: CaseDocumentWriter {
    /// How rows are written.
    public enum Layout: Hashable, Sendable {
        /// As ``CSVWriter`` writes them.
        case csv(CSVWriter.Dialect)
        /// As one JSON object a line, spelt as RFC 8785 demands: members sorted, no blanks, nulls for what is unknown.
        case jsonLines
    }

    private let table: CaseTable
    private let layout: Layout
    private let sink: ByteSink
    private var exhibits = ExhibitRegister()

    /// Starts a table.
    ///
    /// - Parameters:
    ///   - table: Which.
    ///   - layout: How rows are written.
    ///   - sink: Takes the bytes.
    public init(_ table: CaseTable, layout: Layout, sink: @escaping ByteSink) {
        self.table = table
        self.layout = layout
        self.sink = sink
    }

    /// Writes the names of the columns, where the layout has them.
    ///
    /// - Parameter exchanged: The case.
    /// - Throws: What the sink throws.
    public mutating func begin(_ exchanged: ExchangedCase) throws(InterchangeError) {
        guard case .csv(let dialect) = layout else { return }
        try CSVWriter(dialect: dialect, sink: sink).write(header: table.columns)
    }

    /// Writes the exhibit's rows.
    ///
    /// - Parameter exhibit: The exhibit.
    /// - Throws: What the sink throws, or an error if it was added before.
    public mutating func add(_ exhibit: ExchangedExhibit) throws(InterchangeError) {
        try exhibits.add(exhibit.label)
        try write(table.rows(of: exhibit))
    }

    /// Writes the item's rows.
    ///
    /// - Parameter item: The item.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    public mutating func add(_ item: ExchangedItem) throws(InterchangeError) {
        try exhibits.require(item.exhibit, for: item.path)
        try write(table.rows(of: item))
    }

    /// Writes the link's row.
    ///
    /// - Parameter link: The link.
    /// - Throws: What the sink throws.
    public mutating func add(_ link: ExchangedLink) throws(InterchangeError) {
        try write(table.rows(of: link))
    }

    /// Writes the message's row.
    ///
    /// - Parameter message: The message.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    public mutating func add(_ message: ExchangedMessage) throws(InterchangeError) {
        try exhibits.require(message.exhibit, for: message.path)
        try write(table.rows(of: message))
    }

    /// Ends the table.
    ///
    /// - Throws: Nothing, as a table has no end mark.
    public mutating func end() throws(InterchangeError) {}

    private func write(_ rows: [[TableCell]]) throws(InterchangeError) {
        for row in rows {
            switch layout {
            case .csv(let dialect): try CSVWriter(dialect: dialect, sink: sink).write(row: row)
            case .jsonLines:
                let members = zip(table.columns, row).map { (name: $0, value: $1.json) }
                try sink(WrittenJSON.object(members).canonical.bytes + [0x0a])
            }
        }
    }
}
