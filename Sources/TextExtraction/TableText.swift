internal import CaseModel

/// A table written as text, such as the export of a site's members: one row after another, each cell read by the name
/// of its column.
///
/// A table with senders and texts is a chat: its rows are messages.
final class TableText<Reader: TelephoneNumberReader> {
    private let window: TextWindow
    private let format: TableFormat
    private let scanner: IdentifierScanner<Reader>
    private let emit: (Finding) throws -> Void
    private var messages = 0

    /// Takes a text if its first rows are those of a table.
    init?(_ window: TextWindow, scanner: IdentifierScanner<Reader>, emit: @escaping (Finding) throws -> Void) {
        if window.bytes.isEmpty { _ = window.fill(keepingFrom: 0) }
        guard let format = TableFormat(window.bytes, isWhole: window.isComplete) else { return nil }
        self.window = window
        self.format = format
        self.scanner = scanner
        self.emit = emit
    }

    /// Passes on what is found.
    ///
    /// - Returns: Where to go on reading plain text, since this is no more a table from there; nil if all was read.
    func pass() throws -> Int? {
        var position = 0
        var rows = 0
        var isHeader = format.hasHeader
        var resumption: Int?
        while true {
            let start = position - window.base
            if start < window.bytes.count,
                let row = TableRow(
                    window.bytes,
                    from: start,
                    delimiter: format.delimiter,
                    isWhole: window.isComplete
                )
            {
                let line = window.line(at: position)
                position = window.base + row.end
                guard !row.isEmpty else { continue }
                if isHeader {
                    isHeader = false
                } else {
                    rows += 1
                    try pass(row, line)
                }
                continue
            }
            if window.end - position > TextLimits.message {
                resumption = position
                break
            }
            guard window.fill(keepingFrom: position) else { break }
        }
        let names = format.hasHeader ? format.columns.map { $0.name ?? "" } : []
        let delimiter = String(UnicodeScalar(format.delimiter))
        try emit(.table(TableDetails(rows: rows, columns: names, delimiter: delimiter)))
        if let resumption {
            let line = window.line(at: resumption)
            try emit(
                .warning(
                    "The table breaks off at line \(line), a row that does not end; the rest was searched as plain text."
                )
            )
        }
        return resumption
    }

    private func pass(_ row: TableRow, _ line: Int) throws {
        let message = try passMessage(row, line)
        for (position, cell) in row.cells.enumerated() where !cell.range.isEmpty {
            let column = position < format.columns.count ? format.columns[position] : nil
            // Cells of several lines are searched line by line, with their row's number.
            if cell.hasEscapes || window.bytes[cell.range].contains(0x0a) {
                let text = row.text(of: cell, in: window.bytes)
                let offset = window.offset(of: window.base + cell.range.lowerBound)
                try scanner.scan(text, structureAt: offset, line: line, message: message, column: column?.name)
            } else {
                try scanner.scanCell(
                    window.bytes,
                    cell.range,
                    role: column?.role,
                    origin: .text(window),
                    line: line,
                    message: message,
                    column: column?.name
                )
            }
        }
    }

    /// Passes a row on as a message, if the table is a chat.
    ///
    /// - Returns: Which message it is.
    private func passMessage(_ row: TableRow, _ line: Int) throws -> Int? {
        guard format.isChat, messages < TextLimits.messages else { return nil }
        func text(_ role: ColumnRole) -> String? {
            for (cell, column) in zip(row.cells, format.columns) where column.role == role {
                let text = row.text(of: cell, in: window.bytes)
                return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
            }
            return nil
        }
        guard let sender = text(.sender) else { return nil }
        var message = ChatMessage(
            sentAt: text(.sentAt),
            sender: sender,
            chat: text(.chat),
            body: text(.body) ?? "",
            attachment: text(.attachment),
            line: line
        )
        message.recipients = text(.recipient).map { [$0] } ?? []
        defer { messages += 1 }
        try emit(.message(message))
        return messages
    }
}
