import CaseModel
import Foundation
import TestSupport
import Testing

// Tables that withhold too little cannot be made but inside the module.
@testable import Statistics

/// Has the independent script make the tables again, and attack them.
@Suite("An independent recomputation")
struct RecomputationTests {
    private static func recompute(_ snapshot: Snapshot, _ tables: [UInt8]) throws -> Program.Outcome {
        let folder = try TemporaryFolder()
        let files = ["snapshot.json", "tables.json"].map { folder.url.appendingPathComponent($0) }
        try Data(snapshot.bytes).write(to: files[0])
        try Data(tables).write(to: files[1])
        let script = TestData.repository.appendingPathComponent("scripts/recompute-statistics").path
        let outcome = try Program(path: "/usr/bin/env").run(["python3", script] + files.map(\.path))
        withExtendedLifetime(folder) {}
        return outcome
    }

    @Test(
        "Every published number is made again, and nothing that is withheld can be worked out",
        arguments: RandomRecords.Shape.allCases,
        [0, 1, 4, 12, 60, 400]
    )
    func equal(_ shape: RandomRecords.Shape, _ victims: Int) throws {
        for seed in 0..<2 as Range<UInt64> {
            let snapshot = try RandomRecords.snapshot(shape, victims: victims, seed: seed)
            for threshold in [5, 10] {
                let tables = try StatisticsTables(of: snapshot, threshold: threshold)
                let outcome = try Self.recompute(snapshot, tables.canonical.bytes)
                #expect(
                    outcome.code == 0,
                    "\(shape) \(victims) \(seed) \(threshold): \(outcome.output)\(outcome.errors)"
                )
            }
        }
    }

    @Test("A published number that is wrong is found")
    func wrongNumber() throws {
        let snapshot = try RandomRecords.snapshot(.usual, victims: 400, seed: 9)
        let text = try StatisticsTables(of: snapshot).canonical.text
        let outcome = try Self.recompute(snapshot, Array(text.replacing("\"total\":400", with: "\"total\":401").utf8))
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("401"))
    }

    @Test("Tables of another snapshot are found")
    func otherSnapshot() throws {
        let snapshot = try RandomRecords.snapshot(.even, victims: 50, seed: 1)
        let other = try RandomRecords.snapshot(.even, victims: 50, seed: 2)
        let outcome = try Self.recompute(other, StatisticsTables(of: snapshot).canonical.bytes)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("another snapshot"))
    }

    @Test("Withholding small counts alone is found to be undone")
    func undone() throws {
        let snapshot = try RandomRecords.snapshot(.usual, victims: 400, seed: 3)
        let tables = StatisticsTables(of: snapshot, threshold: 5) { system, threshold in
            Set(system.quantities.filter { (1..<threshold).contains(system.value(of: $0)) })
        }
        let outcome = try Self.recompute(snapshot, tables.canonical.bytes)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("withheld, yet it can only be"))
    }
}
