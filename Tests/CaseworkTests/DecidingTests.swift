import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Casework

@Suite("Deciding on pairs")
struct DecidingTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let owner: Viewer
    private let pair: (ContentDigest, ContentDigest)

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        for name in ["North", "South"] { try workspace.addAgency(name, by: owner) }
        for (name, role, agency) in [
            ("hill", Role.analyst, "North"), ("brook", .analyst, "North"), ("dale", .analyst, "South"),
        ] { try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner) }
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workspace.addCase(reference: "S-2", title: nil, agency: "South")
        for name in ["hill", "brook"] { try workspace.addMember(toCase: "N-1", account: name, by: owner) }
        try workspace.addMember(toCase: "S-2", account: "dale", by: owner)
        pair = (try Self.digest(1), try Self.digest(2))
        let digests = [pair.0, pair.1]
        try workspace.store.write { writer throws(StoreError) in
            for (place, digest) in digests.enumerated() {
                let exhibit = try writer.exhibit(ofCase: Int64(place + 1), label: "box")
                var item = NewItem(path: Array("one.jpg".utf8), source: [])
                item.media = try writer.media(Digests(size: 1, md5: [], sha1: [], sha256: digest))
                item.digest = digest
                _ = try writer.addItem(item, toExhibit: exhibit)
            }
        }
    }

    private static func digest(_ number: UInt8) throws -> ContentDigest {
        try #require(ContentDigest(bytes: [UInt8](repeating: number, count: 32)))
    }

    private func viewer(_ name: String) throws -> Viewer {
        try #require(try workspace.accounts().first { $0.name == name }).viewer()
    }

    private func share(_ level: SharingLevel?) throws {
        try workspace.setShare(
            ofCase: "S-2",
            with: try workspace.audience(named: "North"),
            level: level,
            by: owner
        )
    }

    private func decide(_ verdict: Verdict?, _ version: Int, by name: String = "hill") throws -> DecisionOutcome? {
        try workspace.decide(verdict, on: pair, expecting: version, inCase: "N-1", by: try viewer(name))
    }

    @Test("A pair can be decided only once the other case's pictures are shared", arguments: SharingLevel.allCases)
    func needToKnow(_ level: SharingLevel) throws {
        #expect(try decide(.same, 0) == nil)
        try share(level)
        let outcome = try decide(.same, 0)
        #expect((outcome != nil) == (level >= .renditions))
        try share(nil)
        #expect(try decide(.different, outcome == nil ? 0 : 1) == nil)
    }

    @Test("A verdict stays with who and when; undoing brings the former one back and erases nothing")
    func undo() throws {
        try share(.renditions)
        for (version, verdict) in [Verdict.same, .different].enumerated() { _ = try decide(verdict, version) }
        let undone = try decide(nil, 2, by: "brook")
        guard case .made(let decision) = undone else {
            Issue.record("not undone, but \(String(describing: undone))")
            return
        }
        #expect(decision.verdict == .same)
        #expect(decision.undoes == 2)
        let all = try workspace.decisions(on: (pair.1, pair.0))
        #expect(all.map(\.verdict) == [.same, .different, .same])
        #expect(all.map(\.author) == ["hill", "hill", "brook"])
        #expect(all.map(\.caseReference) == ["N-1", "N-1", "N-1"])
    }

    @Test("Whoever decides on an older version is told both sides, and nothing is changed")
    func conflict() throws {
        try share(.renditions)
        _ = try decide(.same, 0)
        let late = try decide(.different, 0, by: "brook")
        guard case .conflict(let earlier) = late else {
            Issue.record("no conflict, but \(String(describing: late))")
            return
        }
        #expect(earlier.map(\.verdict) == [.same])
        #expect(try workspace.decisions(on: pair).count == 1)
    }

    @Test("Of two who decide at once on one version one is told of the other, every time")
    func races() throws {
        try share(.renditions)
        let (hill, brook) = (try viewer("hill"), try viewer("brook"))
        let (workspace, pair) = (workspace, pair)
        for version in 0..<200 {
            let outcomes = Mutex<[DecisionOutcome?]>([])
            DispatchQueue.concurrentPerform(iterations: 2) { number in
                let outcome = try? workspace.decide(
                    number == 0 ? .same : .different,
                    on: pair,
                    expecting: version,
                    inCase: "N-1",
                    by: number == 0 ? hill : brook
                )
                outcomes.withLock { $0.append(outcome) }
            }
            let made = outcomes.withLock { all in
                all.count { outcome in if case .made = outcome { true } else { false } }
            }
            #expect(made == 1)
        }
        #expect(try workspace.decisions(on: pair).map(\.version) == Array(1...200))
    }

    @Test("Each verdict and each undoing is in the audit log, in the transaction of the act")
    func audit() throws {
        try share(.renditions)
        _ = try decide(.same, 0)
        _ = try decide(.different, 0)
        _ = try decide(nil, 1)
        let entries = try workspace.auditEntries(after: -1, limit: 1000).filter { $0.act.hasPrefix("decision.") }
        #expect(entries.map(\.act) == ["decision.made", "decision.undone"])
        #expect(entries.allSatisfy { $0.actor == "hill" && $0.caseReference == "N-1" })
        #expect(entries.first?.details["verdict"] == "same")
    }

    @Test("A code counts for all of a stack, and an act over several stacks is undone as one")
    func codes() throws {
        let hill = try viewer("hill")
        let given = try workspace.giveCode("3", toStacks: [1], inCase: "N-1", by: hill)
        #expect(given.contents == 1)
        #expect(try workspace.stacks(ofCase: "N-1", ReviewFilter(), after: 0, limit: 9).map(\.code) == ["3"])
        _ = try workspace.giveCode("5", toStacks: [1], inCase: "N-1", by: hill)
        _ = try workspace.undoCodes(inCase: "N-1", by: hill)
        #expect(try workspace.stacks(ofCase: "N-1", ReviewFilter(), after: 0, limit: 9).map(\.code) == ["3"])
        _ = try workspace.undoCodes(inCase: "N-1", by: hill)
        #expect(try workspace.stacks(ofCase: "N-1", ReviewFilter(), after: 0, limit: 9).map(\.code) == [nil])
        #expect(try workspace.undoCodes(inCase: "N-1", by: hill) == nil)
        // The stack of the other case's content is none of this one's.
        #expect(throws: CaseworkError.self) {
            try workspace.giveCode("3", toStacks: [2], inCase: "N-1", by: hill)
        }
    }
}
