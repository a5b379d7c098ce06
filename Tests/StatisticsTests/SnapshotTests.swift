import CaseModel
import Statistics
import Testing

@Suite("A snapshot")
struct SnapshotTests {
    private let salt = [UInt8](repeating: 7, count: 16)

    private func taken() throws -> CalendarDate { try #require(CalendarDate("2026-11-27")) }

    private func small(reversed: Bool = false) throws -> Snapshot {
        let first = VictimRecord(
            number: "V-1",
            status: "identified",
            statusDates: ["identified": try #require(CalendarDate("2025-03-01"))],
            sex: "f",
            ageBand: "7-10",
            country: .suspected("é\"\n"),
            firstSeen: CalendarDate("2024-02-29"),
            recording: .selfProduced
        )
        let victims = [first, VictimRecord(number: "V-2", country: .unknown)]
        let media = [
            MediaRecord(
                number: "M-1",
                kind: "image",
                severity: SeverityCode(scheme: "x", version: "2", code: "A"),
                series: "S-1"
            ), MediaRecord(number: "M-2"),
        ]
        return try Snapshot(
            taken: taken(),
            salt: salt,
            victims: reversed ? victims.reversed() : victims,
            offenders: [OffenderRecord(number: "O-1", status: "charged", sex: "m", ageBand: "18+")],
            series: [
                SeriesRecord(
                    number: "S-1",
                    distributed: true,
                    offenderIdentified: false,
                    victims: reversed ? ["V-2", "V-1"] : ["V-1", "V-2", "V-1"],
                    offenders: ["O-1"]
                )
            ],
            media: reversed ? media.reversed() : media
        )
    }

    @Test("The records have one form, whatever their order, and the form is the documented one")
    func form() throws {
        let expected = #"""
            {"format":"cairn-statistics-snapshot","media":[{"kind":"image","number":"M-1","series":"S-1",\#
            "severity":{"code":"A","scheme":"x","version":"2"}},{"number":"M-2"}],\#
            "offenders":[{"age_band":"18+","number":"O-1","sex":"m","status":"charged"}],\#
            "salt":"07070707070707070707070707070707",\#
            "series":[{"distributed":true,"number":"S-1","offender_identified":false,"offenders":["O-1"],\#
            "victims":["V-1","V-2"]}],"taken":"2026-11-27","version":1,\#
            "victims":[{"age_band":"7-10","country":{"certainty":"suspected","code":"é\"\n"},\#
            "first_seen":"2024-02-29","number":"V-1","recording":"self_produced","sex":"f","status":"identified",\#
            "status_dates":{"identified":"2025-03-01"}},\#
            {"country":{"certainty":"unknown"},"number":"V-2","status_dates":{}}]}
            """#
        #expect(String(decoding: try small().bytes, as: UTF8.self) == expected)
        #expect(try small(reversed: true).bytes == small().bytes)
    }

    @Test("A snapshot is read back from its bytes, and from no others")
    func readBack() throws {
        let snapshot = try small()
        #expect(try Snapshot(bytes: snapshot.bytes) == snapshot)
        #expect(throws: StatisticsError.notCanonical) { try Snapshot(bytes: snapshot.bytes + [0x20]) }
        #expect(throws: StatisticsError.unreadable) { try Snapshot(bytes: Array(snapshot.bytes.dropLast())) }
        let repeated = String(decoding: snapshot.bytes, as: UTF8.self)
            .replacing("\"sex\":\"f\"", with: "\"sex\":\"f\",\"sex\":\"f\"")
        #expect(throws: StatisticsError.self) { try Snapshot(bytes: Array(repeated.utf8)) }
    }

    @Test("Another salt gives another number for the same records")
    func salted() throws {
        let other = try Snapshot(
            taken: taken(),
            salt: Snapshot.freshSalt(),
            victims: small().victims,
            offenders: small().offenders,
            series: small().series,
            media: small().media
        )
        #expect(try other.number != small().number)
        #expect(other.number.count == 64)
    }

    @Test("Records whose numbers are no numbers, or one number twice, are refused")
    func numbers() throws {
        func freeze(_ numbers: [String], salt: [UInt8]) throws -> Snapshot {
            try Snapshot(
                taken: taken(),
                salt: salt,
                victims: numbers.map { VictimRecord(number: $0) },
                offenders: [],
                series: [],
                media: []
            )
        }
        #expect(throws: StatisticsError.repeatedNumber(.victims, "2")) { try freeze(["2", "1", "2"], salt: salt) }
        for invalid in ["", "é", "a\n", String(repeating: "9", count: 65)] {
            #expect(throws: StatisticsError.invalidNumber(.victims)) { try freeze(["1", invalid], salt: salt) }
        }
        #expect(throws: StatisticsError.shortSalt) { try freeze(["1"], salt: []) }
    }
}
