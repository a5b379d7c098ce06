import CaseModel
import Statistics
import Testing

@Suite("Published tables")
struct PublicationTests {
    @Test("The same snapshot gives the same bytes, also when it is read back", arguments: RandomRecords.Shape.allCases)
    func sameBytes(_ shape: RandomRecords.Shape) throws {
        let snapshot = try RandomRecords.snapshot(shape, victims: 80, seed: 5)
        let tables = try StatisticsTables(of: snapshot)
        #expect(try StatisticsTables(of: Snapshot(bytes: snapshot.bytes)).canonical.bytes == tables.canonical.bytes)
        #expect(tables.canonical.text.contains("\"snapshot\":\"\(snapshot.number)\""))
    }

    @Test("Where nothing is withheld, cells sum to totals, and n and missing to all records", arguments: 0..<5)
    func sums(_ seed: UInt64) throws {
        let snapshot = try RandomRecords.snapshot(.usual, victims: 100, seed: seed)
        let counts: [StatisticsUnit: Int] = [
            .victim: snapshot.victims.count, .series: snapshot.series.count, .media: snapshot.media.count,
        ]
        for table in try StatisticsTables(of: snapshot, threshold: 1).tables {
            let cells = table.cells.map { $0.compactMap(\.self) }
            let totals = table.rowTotals.compactMap(\.self)
            #expect(cells.map { $0.reduce(0, +) } == totals)
            #expect(table.columns.indices.map { column in cells.reduce(0) { $0 + $1[column] } } == table.columnTotals)
            #expect(totals.reduce(0, +) == counts[table.name.unit])
            #expect(table.total == counts[table.name.unit])
            #expect(try #require(table.coded) + #require(table.missing) == counts[table.name.unit])
        }
    }

    @Test("Small totals among hundreds of records cost neither the number of records nor most totals", arguments: 0..<8)
    func usefulness(_ seed: UInt64) throws {
        let tables = try StatisticsTables(of: RandomRecords.snapshot(.usual, victims: 400, seed: seed)).tables
        #expect(tables.allSatisfy { $0.total != nil })
        let totals = tables.flatMap { $0.rowTotals + $0.columnTotals }
        #expect(totals.count { $0 == nil } * 3 < totals.count)
    }

    @Test("What tables share is published or withheld alike in all of them", arguments: 0..<5)
    func sharedTotals(_ seed: UInt64) throws {
        let tables = try StatisticsTables(of: RandomRecords.snapshot(.usual, victims: 40, seed: seed)).tables
        let status = tables.flatMap { table -> [[Int?]] in
            (table.name.rows == .status ? [table.rowTotals] : [])
                + (table.name.columns == .status ? [table.columnTotals] : [])
        }
        #expect(status.count == 5)
        #expect(Set(status).count == 1)
    }

    @Test("Nothing computed from a withheld count is published")
    func derived() throws {
        for table in try StatisticsTables(of: RandomRecords.snapshot(.usual, victims: 60, seed: 2)).tables {
            for row in table.rows.indices where table.rowTotals[row] == nil || table.cells[row].last == .some(nil) {
                #expect(table.columns.indices.allSatisfy { table.share(row: row, column: $0) == nil })
            }
            if table.total == nil || table.cells.last?.last == .some(nil) { #expect(table.missing == nil) }
        }
    }

    @Test("A median of fewer than the threshold is not published")
    func fewTimes() throws {
        let victims = try (1...60).map { number in
            VictimRecord(
                number: "\(number)",
                status: "s",
                statusDates: number <= 4 ? ["identified": try #require(CalendarDate("2020-01-11"))] : [:],
                firstSeen: CalendarDate("2020-01-01")
            )
        }
        let snapshot = try Snapshot(
            taken: #require(CalendarDate("2026-11-27")),
            salt: [UInt8](repeating: 0, count: 16),
            victims: victims,
            offenders: [],
            series: [],
            media: []
        )
        func table(_ threshold: Int) throws -> StatisticsTable? {
            try StatisticsTables(of: snapshot, threshold: threshold).tables.last
        }
        #expect(try table(5)?.median == nil)
        #expect(try table(4)?.median?.weeks == 1)
        #expect(try table(4)?.median?.count == 4)
    }

    @Test("Lines for CSV name snapshot, unit and threshold, and say where a count is withheld")
    func lines() throws {
        let victims = (1...9).map { VictimRecord(number: "\($0)", status: $0 < 4 ? "a" : "b", sex: "f") }
        let snapshot = try Snapshot(
            taken: #require(CalendarDate("2026-11-27")),
            salt: [UInt8](repeating: 0, count: 16),
            victims: victims,
            offenders: [],
            series: [],
            media: []
        )
        func lines(_ threshold: Int) throws -> [[String]] {
            try StatisticsTables(of: snapshot, threshold: threshold).lines.filter { $0[2] == "T1" }
        }
        let head = [snapshot.number, "1", "T1", "victim", "status"]
        #expect(StatisticsTables.lineHeader.count == 10)
        #expect(
            try lines(1) == [
                head + ["a", "sex", "f", "3", "100.0"], head + ["a", "sex", "missing", "0", ""],
                head + ["a", "sex", "total", "3", ""], head + ["b", "sex", "f", "6", "100.0"],
                head + ["b", "sex", "missing", "0", ""], head + ["b", "sex", "total", "6", ""],
                head + ["missing", "sex", "f", "0", ""], head + ["missing", "sex", "missing", "0", ""],
                head + ["missing", "sex", "total", "0", ""], head + ["total", "sex", "f", "9", ""],
                head + ["total", "sex", "missing", "0", ""], head + ["total", "sex", "total", "9", ""],
            ]
        )
        #expect(try lines(5).filter { $0[8] == "withheld" }.map { $0[5] + " " + $0[7] }.contains("a f"))
        #expect(try lines(5).allSatisfy { $0[8] != "3" })
    }
}
