import Statistics
import Testing

/// Small records, counted by hand.
@Suite("The tables")
struct TablesTests {
    private static func snapshot(
        victims: [VictimRecord] = [],
        offenders: [OffenderRecord] = [],
        series: [SeriesRecord] = [],
        media: [MediaRecord] = []
    ) throws -> Snapshot {
        try Snapshot(
            taken: #require(CalendarDate("2026-11-27")),
            salt: [UInt8](repeating: 1, count: 16),
            victims: victims,
            offenders: offenders,
            series: series,
            media: media
        )
    }

    private static func table(_ name: TableName, of snapshot: Snapshot) throws -> StatisticsTable {
        try #require(StatisticsTables(of: snapshot, threshold: 1).tables.first { $0.name == name })
    }

    private static func victims() throws -> Snapshot {
        func victim(
            _ number: Int,
            _ status: String?,
            _ sex: String?,
            _ age: String?,
            _ country: VictimCountry?,
            seen: String?,
            identified: String? = nil,
            _ recording: Recording?
        ) throws -> VictimRecord {
            VictimRecord(
                number: "V-\(number)",
                status: status,
                statusDates: try identified.map { ["identified": try #require(CalendarDate($0))] } ?? [:],
                sex: sex,
                ageBand: age,
                country: country,
                firstSeen: try seen.map { try #require(CalendarDate($0)) },
                recording: recording
            )
        }
        return try snapshot(victims: [
            victim(
                1,
                "identified",
                "f",
                "7-10",
                .confirmed("AA"),
                seen: "2023-01-01",
                identified: "2023-01-31",
                .thirdParty
            ),
            victim(
                2,
                "identified",
                "f",
                "7-10",
                .confirmed("AA"),
                seen: "2023-01-01",
                identified: "2023-02-01",
                .thirdParty
            ),
            victim(
                3,
                "identified",
                "m",
                nil,
                .suspected("AA"),
                seen: "2024-01-01",
                identified: "2023-12-31",
                .selfProduced
            ),
            victim(4, "unidentified", "f", "11-13", .unknown, seen: "2024-06-01", nil),
            victim(5, "unidentified", nil, "11-13", nil, seen: nil, .selfProduced),
            victim(6, nil, nil, "7-10", .confirmed("BB"), seen: "2023-05-05", identified: "2023-05-25", .thirdParty),
        ])
    }

    private let none = Category.missing
    private func code(_ parts: String...) -> Statistics.Category { .code(parts) }

    @Test("T1: status by sex, with n, missing and shares")
    func statusBySex() throws {
        let table = try Self.table(.statusBySex, of: Self.victims())
        #expect(table.name.unit == .victim)
        #expect(table.rows == [code("identified"), code("unidentified"), none])
        #expect(table.columns == [code("f"), code("m"), none])
        #expect(table.cells == [[2, 1, 0], [1, 0, 1], [0, 0, 1]])
        #expect(table.rowTotals == [3, 2, 1])
        #expect(table.columnTotals == [3, 1, 2])
        #expect(table.total == 6)
        #expect(table.missing == 2)
        #expect(table.coded == 4)
        #expect(table.share(row: 0, column: 0) == 667)
        #expect(table.share(row: 0, column: 1) == 333)
        #expect(table.share(row: 1, column: 0) == 1000)
        #expect(table.share(row: 1, column: 2) == nil)
        #expect(table.share(row: 2, column: 0) == nil)
    }

    @Test("T2: status by age band")
    func statusByAge() throws {
        let table = try Self.table(.statusByAge, of: Self.victims())
        #expect(table.columns == [code("11-13"), code("7-10"), none])
        #expect(table.cells == [[0, 2, 1], [2, 0, 0], [0, 1, 0]])
        #expect(table.missing == 2)
    }

    @Test("T6: country by status keeps confirmed and suspected apart, and unknown from missing")
    func countryByStatus() throws {
        let table = try Self.table(.countryByStatus, of: Self.victims())
        #expect(
            table.rows == [
                code("confirmed", "AA"), code("confirmed", "BB"), code("suspected", "AA"), code("unknown"), none,
            ]
        )
        #expect(table.columns == [code("identified"), code("unidentified"), none])
        #expect(table.cells == [[2, 0, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 1, 0]])
    }

    @Test("T7: year first seen by status")
    func yearByStatus() throws {
        let table = try Self.table(.yearByStatus, of: Self.victims())
        #expect(table.rows == [code("2023"), code("2024"), none])
        #expect(table.cells == [[2, 0, 1], [1, 1, 0], [0, 1, 0]])
    }

    @Test("T9: who recorded by age band")
    func recordingByAge() throws {
        let table = try Self.table(.recordingByAge, of: Self.victims())
        #expect(table.rows == [code("self_produced"), code("third_party"), none])
        #expect(table.columns == [code("11-13"), code("7-10"), none])
        #expect(table.cells == [[1, 0, 1], [0, 3, 0], [1, 0, 0]])
    }

    @Test("T10: times are banded, the median counts only those that were waited, and all bands are listed")
    func statusByTime() throws {
        let table = try Self.table(.statusByTime, of: Self.victims())
        #expect(
            table.columns == [
                code("before"), code("0-30"), code("31-90"), code("91-182"), code("183-365"), code("366-730"),
                code("731-1825"), code("1826+"), none,
            ]
        )
        // 30 days, 31 days, one day before, and 20 days with a status that is not coded.
        #expect(table.cells[0] == [1, 1, 1, 0, 0, 0, 0, 0, 0])
        #expect(table.cells[1] == [0, 0, 0, 0, 0, 0, 0, 0, 2])
        #expect(table.cells[2] == [0, 1, 0, 0, 0, 0, 0, 0, 0])
        #expect(table.median?.weeks == 4)
        #expect(table.median?.count == 3)
    }

    @Test(
        "T10: a time is in the band that its days are in",
        arguments: [
            ("2024-01-01", "0-30"), ("2024-01-31", "0-30"), ("2024-02-01", "31-90"), ("2024-03-31", "31-90"),
            ("2024-04-01", "91-182"), ("2024-07-01", "91-182"), ("2024-07-02", "183-365"), ("2024-12-31", "183-365"),
            ("2025-01-01", "366-730"), ("2025-12-31", "366-730"), ("2026-01-01", "731-1825"),
            ("2028-12-30", "731-1825"), ("2028-12-31", "1826+"), ("2023-12-31", "before"),
        ]
    )
    func bands(_ identified: String, _ band: String) throws {
        let victim = VictimRecord(
            number: "1",
            statusDates: ["identified": try #require(CalendarDate(identified))],
            firstSeen: CalendarDate("2024-01-01")
        )
        let table = try Self.table(.statusByTime, of: Self.snapshot(victims: [victim]))
        let column = try #require(table.columns.firstIndex(of: code(band)))
        #expect(table.columnTotals[column] == 1)
    }

    @Test("T5: a series is counted once, with the sex that all share, several, or missing where that is not sure")
    func offenderBySex() throws {
        let victims = [("1", "f"), ("2", "f"), ("3", "m"), ("4", nil)].map { VictimRecord(number: $0, sex: $1) }
        let offenders = [("1", "m"), ("2", "f"), ("3", nil)].map { OffenderRecord(number: $0, sex: $1) }
        let series = [
            SeriesRecord(number: "1", victims: ["1", "2"], offenders: ["1"]),
            SeriesRecord(number: "2", victims: ["1", "3"], offenders: ["1", "2"]),
            SeriesRecord(number: "3", victims: ["1", "4"], offenders: ["1", "3"]),
            SeriesRecord(number: "4", victims: ["1", "3", "4"], offenders: []),
            SeriesRecord(number: "5", victims: ["unheard of"], offenders: ["1"]),
            SeriesRecord(number: "6"),
        ]
        let table = try Self.table(
            .offenderSexByVictimSex,
            of: Self.snapshot(victims: victims, offenders: offenders, series: series)
        )
        #expect(table.name.unit == .series)
        #expect(table.rows == [code("m"), .several, none])
        #expect(table.columns == [code("f"), .several, none])
        #expect(table.cells == [[1, 0, 1], [0, 1, 0], [0, 1, 2]])
        #expect(table.total == 6)
    }

    private static func media() throws -> Snapshot {
        func severity(_ version: String, _ code: String) -> SeverityCode {
            SeverityCode(scheme: "x", version: version, code: code)
        }
        return try snapshot(
            victims: [
                VictimRecord(number: "1", sex: "f", ageBand: "3-6"),
                VictimRecord(number: "2", sex: "m", ageBand: "3-6"),
            ],
            series: [
                SeriesRecord(number: "1", victims: ["1"]), SeriesRecord(number: "2", victims: ["1", "2"]),
            ],
            media: [
                MediaRecord(number: "1", kind: "image", severity: severity("1", "A"), series: "1"),
                MediaRecord(number: "2", kind: "image", severity: severity("2", "A"), series: "1"),
                MediaRecord(number: "3", kind: "video", severity: severity("2", "A"), series: "2"),
                MediaRecord(number: "4", kind: "video", severity: nil, series: "2"),
                MediaRecord(number: "5", kind: nil, severity: severity("2", "B"), series: nil),
                MediaRecord(number: "6", kind: "image", severity: severity("2", "B"), series: "unheard of"),
            ]
        )
    }

    @Test("T3, T4 and T8 count media by severity, whose codes mean something only in scheme and version")
    func bySeverity() throws {
        let age = try Self.table(.ageBySeverity, of: Self.media())
        #expect(age.name.unit == .media)
        #expect(age.columns == [code("x", "1", "A"), code("x", "2", "A"), code("x", "2", "B"), none])
        #expect(age.rows == [code("3-6"), none])
        #expect(age.cells == [[1, 2, 0, 1], [0, 0, 2, 0]])
        let sex = try Self.table(.sexBySeverity, of: Self.media())
        #expect(sex.rows == [code("f"), .several, none])
        #expect(sex.cells == [[1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 2, 0]])
        let kind = try Self.table(.kindBySeverity, of: Self.media())
        #expect(kind.rows == [code("image"), code("video"), none])
        #expect(kind.cells == [[1, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])
        #expect(kind.missing == 2)
    }

    @Test("Codes are told apart by their bytes, also where they look the same")
    func exactCodes() throws {
        let victims = ["\u{e9}", "e\u{301}"].enumerated().map { VictimRecord(number: "\($0)", sex: $1) }
        let table = try Self.table(.statusBySex, of: Self.snapshot(victims: victims))
        #expect(table.columns.count == 3)
    }

    @Test("Without records there are ten tables of zeros")
    func nothing() throws {
        let tables = try StatisticsTables(of: Self.snapshot()).tables
        #expect(tables.map(\.name.rawValue) == (1...10).map { "T\($0)" })
        #expect(tables.allSatisfy { $0.total == 0 && $0.coded == 0 && $0.cells.joined().allSatisfy { $0 == 0 } })
    }

    @Test("A threshold below 1 is refused")
    func threshold() throws {
        let snapshot = try Self.snapshot()
        #expect(throws: StatisticsError.threshold(0)) { try StatisticsTables(of: snapshot, threshold: 0) }
    }
}
