import Foundation
import Glibc
import TestSupport
import Testing

/// Kills `cairn ingest` at random moments.
///
/// `CAIRN_KILLS` sets how many kills there are and `CAIRN_KILL_FOLDER` which test data is ingested, for longer drills.
@Suite("Killed ingests")
struct KillTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let kills = environment["CAIRN_KILLS"].flatMap(Int.init) ?? 10
    private static let folder = environment["CAIRN_KILL_FOLDER"] ?? "demo/CASE-B_seized-laptop"

    @Test("Killed at random moments and run again, ingest gives the same database as an undisturbed run, every time")
    func kills() throws {
        let folder = try TestData.url(Self.folder).path
        let undisturbed = try CairnRunner()
        try undisturbed("case", "add", "A-1")
        let start = Date()
        try undisturbed("ingest", "A-1", folder)
        let longest = UInt32(Date().timeIntervalSince(start) * 600_000) + 50_000
        let expected = try undisturbed.dump()
        var random = SeededGenerator(seed: 11)
        var kills = 0
        var rounds = 0
        while kills < Self.kills {
            let cairn = try CairnRunner()
            try cairn("case", "add", "A-1")
            while true {
                let running = try cairn.program.start(["--data", cairn.data, "ingest", "A-1", folder])
                if kills < Self.kills {
                    usleep(UInt32.random(in: 5_000...longest, using: &random))
                    running.send(SIGKILL)
                }
                let outcome = running.wait()
                if outcome.code == 0 { break }
                #expect(outcome.code == 128 + SIGKILL, "\(outcome.errors)")
                kills += 1
            }
            rounds += 1
            #expect(try cairn.dump() == expected, "after \(kills) kills")
            try cairn("verify")
        }
        print("\(kills) kills in \(rounds) ingests of \(Self.folder)")
    }
}
