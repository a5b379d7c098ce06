/// How a table is written as text: what separates its cells, and what its first row says of its columns.
struct TableFormat {
    /// A column by its name.
    struct Column {
        let name: String?
        let role: ColumnRole?
    }

    /// Between two cells.
    let delimiter: UInt8
    /// Whether the first row names the columns.
    let hasHeader: Bool
    let columns: [Column]

    private static let delimiters: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|"),
    ]
    /// Rows looked at.
    private static let sampleRows = 50
    /// Rows that a table without names of columns has at least, and columns.
    private static let leastRows = 10
    private static let leastColumns = 3

    /// Whether rows are messages.
    var isChat: Bool {
        let roles = columns.compactMap(\.role)
        return roles.contains(.sender) && (roles.contains(.body) || roles.contains(.recipient))
    }

    /// Recognises a table by its first rows; nil if the text is none.
    ///
    /// - Parameters:
    ///   - bytes: The text's start.
    ///   - isWhole: Whether that is all of it.
    init?(_ bytes: [UInt8], isWhole: Bool) {
        var best: (score: Int, format: TableFormat)?
        for delimiter in Self.delimiters {
            var rows: [[[UInt8]]] = []
            var index = 0
            while rows.count < Self.sampleRows, index < bytes.count {
                guard let row = TableRow(bytes, from: index, delimiter: delimiter, isWhole: isWhole) else { break }
                index = row.end
                if row.isEmpty { continue }
                rows.append(row.cells.map { row.text(of: $0, in: bytes) })
            }
            guard let format = Self.format(rows, delimiter) else { continue }
            let known = format.columns.filter { $0.role != nil }.count
            let score = known * 1_000 + format.columns.count
            if score > best?.score ?? 0 { best = (score, format) }
        }
        guard let best else { return nil }
        self = best.format
    }

    private init(delimiter: UInt8, hasHeader: Bool, columns: [Column]) {
        self.delimiter = delimiter
        self.hasHeader = hasHeader
        self.columns = columns
    }

    private static func format(_ rows: [[[UInt8]]], _ delimiter: UInt8) -> TableFormat? {
        guard let first = rows.first, rows.count > 1, (2...TextLimits.columns).contains(first.count) else { return nil }
        let alike = rows.filter { $0.count == first.count }.count
        guard alike * 10 >= rows.count * 9 else { return nil }
        let columns = first.map { cell -> Column in
            let name = String(decoding: cell, as: UTF8.self)
            return Column(name: name.isEmpty ? nil : name, role: ColumnRole(name: name))
        }
        let isNamed =
            columns.contains { $0.role != nil } && first.allSatisfy { $0.count <= 64 && isName($0) }
            && Set(first.filter { !$0.isEmpty }).count == first.filter { !$0.isEmpty }.count
        if isNamed { return TableFormat(delimiter: delimiter, hasHeader: true, columns: columns) }
        guard rows.count >= leastRows, first.count >= leastColumns, alike == rows.count,
            rows.joined().allSatisfy({ $0.count <= 256 })
        else { return nil }
        return TableFormat(
            delimiter: delimiter,
            hasHeader: false,
            columns: first.map { _ in Column(name: nil, role: nil) }
        )
    }

    /// Whether a cell may name a column: no number, mailbox or address.
    private static func isName(_ cell: [UInt8]) -> Bool {
        guard let first = cell.first else { return true }
        return !Characters.isDigit(first) && !cell.contains(UInt8(ascii: "@")) && !cell.contains(0x0a)
            && !cell.starts(with: "http".utf8)
    }
}

/// One row of a table in memory.
struct TableRow {
    /// A cell: what it holds, without quotation marks.
    struct Cell {
        let range: Range<Int>
        /// Whether quotation marks in it are doubled.
        let hasEscapes: Bool
    }

    let cells: [Cell]
    /// The first byte after the row and its line end.
    let end: Int

    /// Reads a row; nil if it does not end in memory.
    ///
    /// A cell in quotation marks may hold delimiters and line ends; a mark in it is doubled.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - start: Where the row starts.
    ///   - delimiter: Between two cells.
    ///   - isWhole: Whether the text ends where the memory does.
    init?(_ bytes: [UInt8], from start: Int, delimiter: UInt8, isWhole: Bool) {
        let quote = UInt8(ascii: "\"")
        var cells: [Cell] = []
        var index = start
        while true {
            if index < bytes.count, bytes[index] == quote {
                var hasEscapes = false
                var close = index + 1
                while close < bytes.count {
                    if bytes[close] != quote {
                        close += 1
                    } else if close + 1 < bytes.count, bytes[close + 1] == quote {
                        hasEscapes = true
                        close += 2
                    } else {
                        break
                    }
                }
                guard close + 1 < bytes.count || isWhole else { return nil }
                cells.append(Cell(range: index + 1..<min(close, bytes.count), hasEscapes: hasEscapes))
                index = min(close + 1, bytes.count)
                // What follows the closing mark belongs to no cell.
                while index < bytes.count, !Self.isEnd(bytes[index], delimiter) { index += 1 }
            } else {
                let first = index
                bytes.withUnsafeBufferPointer { bytes in
                    while index < bytes.count, !Self.isEnd(bytes[index], delimiter) { index += 1 }
                }
                cells.append(Cell(range: first..<index, hasEscapes: false))
            }
            guard index < bytes.count else {
                guard isWhole else { return nil }
                break
            }
            guard bytes[index] == delimiter, cells.count < TextLimits.columns else { break }
            index += 1
        }
        // A lone CR may be the first half of a line end.
        if index + 1 == bytes.count, bytes[index] == 0x0d, !isWhole { return nil }
        while index < bytes.count, bytes[index] != 0x0a, bytes[index] != 0x0d { index += 1 }
        guard index < bytes.count || isWhole else { return nil }
        self.cells = cells
        end = index + TextLines.endLength(in: bytes, at: index)
    }

    /// Whether there is nothing in it.
    var isEmpty: Bool { cells.count == 1 && cells[0].range.isEmpty }

    /// What a cell says.
    func text(of cell: Cell, in bytes: [UInt8]) -> [UInt8] {
        guard cell.hasEscapes else { return Array(bytes[Invisible.trimmed(bytes, cell.range)]) }
        var text: [UInt8] = []
        var index = cell.range.lowerBound
        while index < cell.range.upperBound {
            text.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return text
    }

    private static func isEnd(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
        byte == delimiter || byte == 0x0a || byte == 0x0d
    }
}
