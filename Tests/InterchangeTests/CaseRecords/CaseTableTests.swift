import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("The tables of a case")
struct CaseTableTests {
    private static func text(_ table: CaseTable, _ layout: CaseTableWriter.Layout) throws -> String {
        let collector = Collector()
        try SampleCase.write(with: CaseTableWriter(table, layout: layout, sink: collector.take))
        return collector.text
    }

    /// Reads RFC 4180 strictly: quotes only around whole cells, lines ended by CR and LF.
    private static func rows(_ text: String, separator: Character = ",") throws -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch (isQuoted, scalar) {
            case (true, "\"") where scalars.first == "\"":
                cell.append("\"")
                scalars.removeFirst()
            case (true, "\""): isQuoted = false
            case (true, _): cell.unicodeScalars.append(scalar)
            case (false, "\""):
                #expect(cell.isEmpty, "a quotation mark inside a plain cell")
                isQuoted = true
            case (false, "\r"):
                #expect(scalars.popFirst() == "\n")
                rows[rows.count - 1].append(cell)
                cell = ""
                rows.append([])
            case (false, "\n"): Issue.record("a line feed outside quotation marks")
            case (false, _) where Character(scalar) == separator:
                rows[rows.count - 1].append(cell)
                cell = ""
            case (false, _): cell.unicodeScalars.append(scalar)
            }
        }
        #expect(rows.popLast() == [])
        return rows
    }

    @Test("Every row of every table has a cell for each column", arguments: CaseTable.allCases)
    func rowsFitColumns(_ table: CaseTable) throws {
        let rows = try Self.rows(Self.text(table, .csv(.init())))
        #expect(rows.first == table.columns)
        #expect(rows.count > 1)
        #expect(rows.allSatisfy { $0.count == table.columns.count })
    }

    @Test("Items come with digests, times, camera and failure")
    func itemsAreTold() throws {
        let rows = try Self.rows(Self.text(.items, .csv(.init())))
        let street = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
        #expect(street["path"] == "DCIM/100TEST/street.final.jpg")
        #expect(street["size"] == "42600")
        #expect(street["sha1"] == String(repeating: "a1", count: 20))
        #expect(street["allocated"] == "true")
        #expect(street["latitude"] == "-0.000012")
        #expect(street["accessed"] == "last week")
        #expect(street["failure"] == "")
        let broken = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[4]))
        #expect(broken["failure"] == "unreadable")
        #expect(broken["size"] == "")
        #expect(broken["width"] == "")
    }

    @Test("Text that a spreadsheet would compute is guarded, and comes back whole")
    func formulasAreGuarded() throws {
        let texts = [
            "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'quoted", "''", "\u{ff1d}1", "plain", "", "a=b",
            " =1", "\"=1\"", "x,\"=1\"", "e\u{301}", "'=1",
        ]
        let collector = Collector()
        let writer = CSVWriter(sink: collector.take)
        for text in texts { try writer.write(row: [.text(text), .text("end")]) }
        let cells = try Self.rows(collector.text).map { $0[0] }
        #expect(cells.map(CSVWriter.unguarded) == texts)
        let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "\u{ff1d}"]
        #expect(!cells.contains { $0.unicodeScalars.first.map(signs.contains) ?? false })
        #expect(cells[10] == "plain")
    }

    @Test("Without guard, text is as it is; numbers are never guarded")
    func guardIsAChoice() throws {
        let collector = Collector()
        let plain = CSVWriter(
            dialect: .init(separator: .semicolon, guardsFormulas: false, hasByteOrderMark: true),
            sink: collector.take
        )
        try plain.write(header: ["a;b", "c"])
        try plain.write(row: [.text("=1,5"), .number(-12.5)])
        #expect(collector.text == "\u{feff}\"a;b\";c\r\n=1,5;-12.5\r\n")
        let guarded = Collector()
        try CSVWriter(sink: guarded.take).write(row: [.number(-12.5), .integer(-3), .boolean(true), .none])
        #expect(guarded.text == "-12.5,-3,true,\r\n")
    }

    @Test("JSON Lines have one object a line with sorted members", arguments: CaseTable.allCases)
    func linesAreCanonical(_ table: CaseTable) throws {
        let text = try Self.text(table, .jsonLines)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(try lines.count == Self.rows(Self.text(table, .csv(.init()))).count - 1)
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(Set(try #require(object).keys) == Set(table.columns))
            let places = table.columns.sorted().map { line.range(of: "\"\($0)\":")?.lowerBound }
            #expect(places.compactMap(\.self).count == table.columns.count)
        }
    }

    @Test("A link's line is spelt to the byte")
    func linkLine() throws {
        let line = try #require(try Self.text(.links, .jsonLines).split(separator: "\n").first)
        let (a, d) = (String(repeating: "a1", count: 32), String(repeating: "d4", count: 32))
        #expect(
            line == """
                {"case_a":"DEMO-2026-0001","case_b":"OTHER-7",\
                "evidence":[{"name":"pdq distance","value":"12"},{"name":"quality","value":"100"}],\
                "exhibit_a":"EX-001","exhibit_b":"X","kind":"near_duplicate",\
                "path_a":"DCIM/100TEST/street.final.jpg","path_b":"private/path.jpg",\
                "sha256_a":"\(a)","sha256_b":"\(d)","strength":0.974}
                """
        )
    }

    /// Vectors of RFC 8785, appendix B, and of its section on strings.
    @Test("Numbers and strings are spelt as RFC 8785 demands")
    func numbersAreCanonical() throws {
        let vectors: [(UInt64, String)] = [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"), (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"), (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ]
        for (bits, expected) in vectors {
            var item = ExchangedItem(exhibit: "EX-001", path: "\u{20ac}$\u{f}\nA'B\"\\/", digests: nil)
            item.duration = Double(bitPattern: bits)
            let collector = Collector()
            var writer = CaseTableWriter(.items, layout: .jsonLines, sink: collector.take)
            try writer.add(SampleCase.phone)
            try writer.add(item)
            #expect(collector.text.contains("\"duration\":\(expected),"), "\(expected)")
            #expect(collector.text.contains(#""path":"€$\u000f\nA'B\"\\/""#))
        }
    }
}
