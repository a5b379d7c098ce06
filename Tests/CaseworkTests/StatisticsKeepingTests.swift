import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Casework

@Suite("Statistics of what is on record")
struct StatisticsKeepingTests {
    private let desk: SeriesDesk
    private var workspace: Workspace { desk.workspace }

    init() throws { desk = try SeriesDesk() }

    private func snapshot(_ cases: [String] = [], by name: String = "hill") throws -> Snapshot {
        let viewer = try desk.viewer(name)
        let kept = try workspace.takeStatistics(ofCases: cases, by: viewer)
        let bytes = try workspace.statisticsSnapshot(kept.number, reason: "check", by: viewer)
        let snapshot = try Snapshot(bytes: bytes)
        #expect(snapshot.number == kept.number)
        return snapshot
    }

    @Test("Victims, offenders, series and media are counted as they stand")
    func records() throws {
        let hill = try desk.viewer("hill")
        let attic = try desk.series("Attic", [1, 2], of: "N-1", by: "hill")
        let loft = try desk.series("Loft", [3], of: "N-1", by: "hill")
        _ = try workspace.setFlag(.distributed, true, ofSeries: attic, by: hill)
        let victim = try workspace.addSubject(
            .victim,
            [
                .status(.identified, day: "2026-04-01"), .status(.safeguarded, day: "2026-05-01"), .sex(.female),
                .ageBand(.sevenToTen), .country("FI", .suspected), .recording(.thirdParty),
                .firstSeen(day: "2025-12-24"),
            ],
            inCase: "N-1",
            by: hill
        )
        let plain = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        let offender = try workspace.addSubject(.offender, [.sex(.unknown)], inCase: "N-1", by: hill)
        _ = try workspace.linkSubject(victim.id, withSeries: attic, by: hill)
        _ = try workspace.linkSubject(offender.id, withSeries: attic, by: hill)
        _ = try workspace.linkSubject(plain.id, withContent: "4.jpg", ofCase: "N-1", by: hill)
        _ = try workspace.giveCode("3", toStacks: [1], inCase: "N-1", by: hill)

        let found = try snapshot()
        let today = try #require(CalendarDate(Timestamp.now().prefix(10)))
        #expect(
            found.victims == [
                VictimRecord(
                    number: "V-000001",
                    status: "safeguarded",
                    statusDates: [
                        "identified": try #require(CalendarDate("2026-04-01")),
                        "safeguarded": try #require(CalendarDate("2026-05-01")),
                    ],
                    sex: "female",
                    ageBand: "7-10",
                    country: .suspected("FI"),
                    firstSeen: CalendarDate("2025-12-24"),
                    recording: .thirdParty
                ),
                // Nothing is said of the other one; the content that it is linked with came today.
                VictimRecord(number: "V-000002", status: "unidentified", firstSeen: today),
            ]
        )
        #expect(found.offenders == [OffenderRecord(number: "O-000001", status: "unidentified")])
        #expect(
            found.series == [
                SeriesRecord(number: "\(attic)", distributed: true, victims: ["V-000001"], offenders: ["O-000001"]),
                SeriesRecord(number: "\(loft)"),
            ]
        )
        #expect(found.media.map(\.series) == ["\(attic)", "\(attic)", "\(loft)"])
        #expect(found.media.map { $0.severity?.code } == ["3", nil, nil])

        // A sighting tells of an earlier day, until it is taken back.
        let draft = SightingDraft([
            .source: "surface_web", .reportedBy: "Hotline", .place: "Harbour", .firstSeen: "2026-01-02",
        ])
        let sighting = try workspace.addSighting(draft, of: "4.jpg", inCase: "N-1", by: hill)
        #expect(try snapshot().victims.map(\.firstSeen?.description) == ["2025-12-24", "2026-01-02"])
        try workspace.withdrawSighting(sighting, reason: "another one", inCase: "N-1", by: hill)
        #expect(try snapshot().victims.map(\.firstSeen) == [CalendarDate("2025-12-24"), today])

        // A merged series, and the people of both, count once.
        _ = try workspace.mergeSeries(loft, into: attic, reason: "one room", by: hill)
        let merged = try snapshot()
        #expect(merged.series.map(\.number) == ["\(attic)"])
        #expect(merged.media.map(\.series) == ["\(attic)", "\(attic)", "\(attic)"])
    }

    @Test("A code on which people do not agree is none, and one taken back neither")
    func codes() throws {
        let (hill, lake) = (try desk.viewer("hill"), try desk.viewer("lake"))
        try workspace.addMember(toCase: "N-1", account: "lake", by: desk.owner)
        _ = try workspace.giveCode("3", toStacks: [1], inCase: "N-1", by: hill)
        _ = try workspace.giveCode("4", toStacks: [1], inCase: "N-1", by: lake)
        #expect(try snapshot().media.isEmpty)
        _ = try workspace.giveCode(nil, toStacks: [1], inCase: "N-1", by: lake)
        #expect(try snapshot().media.map { $0.severity?.code } == ["3"])
    }

    @Test("Only what its maker may see is counted, of the cases that were named, and only the maker gets the tables")
    func needToKnow() throws {
        let (hill, dale) = (try desk.viewer("hill"), try desk.viewer("dale"))
        _ = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        _ = try workspace.addSubject(.victim, inCase: "S-2", by: dale)
        #expect(try snapshot(by: "dale").victims.map(\.number) == ["V-000002"])
        #expect(throws: CaseworkError.self) { try workspace.takeStatistics(by: try desk.viewer("lake")) }
        try desk.share("S-2", with: "North", .renditions)
        #expect(try snapshot(by: "hill").victims.map(\.number) == ["V-000001", "V-000002"])
        #expect(try snapshot(["N-1"], by: "hill").victims.map(\.number) == ["V-000001"])
        #expect(throws: CaseworkError.self) { try workspace.takeStatistics(ofCases: ["N-1"], by: dale) }
        let number = try #require(try workspace.statistics(for: hill).first).number
        #expect(throws: CaseworkError.self) { try workspace.statisticsTables(of: number, as: .json, by: dale) }
        #expect(throws: CaseworkError.self) { try workspace.statisticsSnapshot(number, reason: "x", by: dale) }
    }

    @Test("Tables are the same bytes whenever they are made, though the records went on, and each making is on record")
    func reproducible() throws {
        let hill = try desk.viewer("hill")
        for place in 0..<7 {
            let band: AgeBand = place < 6 ? .sevenToTen : .upToTwo
            _ = try workspace.addSubject(.victim, [.ageBand(band)], inCase: "N-1", by: hill)
        }
        let number = try workspace.takeStatistics(by: hill).number
        let first = try workspace.statisticsTables(of: number, as: .json, by: hill)
        _ = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        #expect(try workspace.statisticsTables(of: String(number.prefix(9)), as: .json, by: hill) == first)
        let lines = String(decoding: try workspace.statisticsTables(of: number, as: .csv, by: hill), as: UTF8.self)
        #expect(lines.contains("T2,victim,status,unidentified,age_band,0-2,withheld"))
        #expect(!lines.contains("age_band,0-2,1"))
        let bare = try workspace.statisticsTables(of: number, threshold: 1, as: .csv, by: hill)
        #expect(String(decoding: bare, as: UTF8.self).contains("age_band,0-2,1"))
        #expect(throws: CaseworkError.self) {
            try workspace.statisticsTables(of: number, threshold: 0, as: .csv, by: hill)
        }
        #expect(
            try desk.acts("statistics").map { [$0.act, $0.details["threshold"] ?? ""] } == [
                ["statistics.taken", ""], ["statistics.tables_made", "5"], ["statistics.tables_made", "5"],
                ["statistics.tables_made", "5"], ["statistics.tables_made", "1"],
            ]
        )
    }
}
