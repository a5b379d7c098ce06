import Accounts
import Audit
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("What a liaison sees of what is exchanged")
struct ExchangeSightTests {
    private let north: TestAgency
    private let south: TestAgency
    private let liaison: Viewer

    init() throws {
        (north, south) = try TestAgency.northAndSouth()
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        try south.workspace.addAccount(name: "hill", password: nil, role: .liaison, agency: nil, by: south.owner)
        liaison = try south.viewer("hill")
        try south.workspace.addMember(toCase: "LAKES-22", account: "hill", by: south.owner)
    }

    @Test("Of a case that the liaison may not see, nothing is told beyond what its rule tells the partner")
    func cases() throws {
        try south.set(.pointer, ofCase: "LAKES-22", for: north, contact: "Desk 4")
        let offer = try north.offer("HARBOUR-21", to: south)
        let received = try south.workspace.receive(offer.file, by: liaison)
        // FAIR-23 matches two further entries, of which there is no rule to tell.
        #expect(received.matching == 1)
        let shown = try south.workspace.bundle(received.record.number, by: liaison)
        #expect(Set(shown.matches.map(\.caseReference)) == ["LAKES-22"])
        let preview = try south.workspace.draftAnswer(to: received.record.number, by: liaison)
        #expect(Set(preview.matches.map(\.caseReference)) == ["LAKES-22"])
        #expect(preview.answer.pointers.map(\.level) == [.pointer])

        // Once a rule tells the partner, the liaison who carries the answer learns as much, and not of which case.
        try south.set(.existence, ofCase: "FAIR-23", for: north)
        let again = try south.workspace.receive(north.offer("HARBOUR-21", to: south).file, by: liaison)
        #expect(again.matching == 3)
        let draft = try south.workspace.draftAnswer(to: again.record.number, by: liaison)
        #expect(Set(draft.answer.pointers.map(\.level)) == [.pointer, .existence])
        #expect(Set(draft.matches.map(\.caseReference)) == ["LAKES-22"])
        let sent = try south.workspace.answer(again.record.number, by: liaison)
        let cases = try south.workspace.bundle(sent.number, by: liaison).cases
        #expect(Set(cases.values.joined()) == ["LAKES-22"])
    }

    @Test("A case is told with a grant only by who may share it")
    func telling() throws {
        try south.set(.existence, ofCase: "FAIR-23", for: north)
        let offer = try south.workspace.receive(north.offer("HARBOUR-21", to: south).file, by: liaison)
        let answer = try south.workspace.answer(offer.record.number, by: liaison)
        let told = try north.receive(south.workspace.bundleFile(answer.number, by: liaison))
        let request = try north.workspace.request(told.record.number, reason: "The same room.", by: north.owner)
        let asked = try south.receive(north.workspace.bundleFile(request.number, by: north.owner)).record.number
        #expect(try south.workspace.cases(behindRequest: asked, for: liaison).isEmpty)
        #expect(try south.workspace.cases(behindRequest: asked, for: south.owner) == ["FAIR-23"])
        var sentences: Set<String> = []
        for reference in ["FAIR-23", "LAKES-22", "NO-SUCH"] {
            let error = #expect(throws: CaseworkError.self) {
                try south.workspace.grant(asked, contact: "x", text: "y", telling: reference, by: liaison)
            }
            sentences.insert(error?.message.replacing(reference, with: "") ?? "")
        }
        #expect(sentences.count == 1, "which case it concerns is told")
        _ = try south.workspace.grant(asked, contact: "Officer Brook", text: "Call us.", by: liaison)
    }

    @Test("A bundle that was made without a file is taken as one, as often as it is lost on its way, and received once")
    func taking() throws {
        let offer = try north.workspace.offer(case: "HARBOUR-21", to: "South", by: north.owner)
        let files = try (0..<2).map { _ in try north.workspace.bundleFile(offer.number, by: north.owner) }
        #expect(files[0] != files[1], "sealed anew")
        let received = try south.receive(files[1]).record
        #expect(try south.body(received.number) == north.body(offer.number))
        #expect(throws: CaseworkError(ExchangeError.replayed)) { try south.receive(files[0]) }
        #expect(try north.acts().suffix(2) == ["exchange.file_taken", "exchange.file_taken"])

        let later = ExchangeClock.now + 31 * 86_400
        #expect(throws: CaseworkError.self, "its time is over") {
            try north.workspace.bundleFile(offer.number, by: north.owner, now: later)
        }
        #expect(throws: CaseworkError.self, "it was not sent") {
            try south.workspace.bundleFile(received.number, by: south.owner)
        }
        _ = try north.workspace.withdraw(offer.number, reason: "Wrong case.", by: north.owner)
        #expect(throws: CaseworkError.self, "it was taken back") {
            try north.workspace.bundleFile(offer.number, by: north.owner)
        }
    }

    @Test(
        "Rules and offers are for who may share and export the case, exchanging is for liaisons, trust for administrators"
    )
    func permissions() throws {
        #expect(throws: CaseworkError.self, "not on the team of the case") {
            try south.workspace.setReleaseRule(nil, ofCase: "FAIR-23", for: "North", by: liaison)
        }
        try south.set(.silent, ofCase: "FAIR-23", for: north)
        try south.set(.silent, ofCase: "LAKES-22", for: north)
        #expect(throws: CaseworkError.self) {
            try south.workspace.offer(case: "FAIR-23", to: "North", by: liaison)
        }
        #expect(try south.workspace.offer(case: "LAKES-22", to: "North", by: liaison).count == 2)
        #expect(try south.workspace.releaseRules(for: liaison).map(\.caseReference) == ["LAKES-22"])
        #expect(try south.workspace.releaseRules(for: south.owner).map(\.caseReference) == ["FAIR-23", "LAKES-22"])
        #expect(throws: CaseworkError.self) { try south.workspace.revokePartner("North", by: liaison) }
        #expect(try south.workspace.knownExchangeCard(for: liaison) == south.card)
        for role in Role.allCases where role != .liaison {
            try south.workspace.addAccount(name: role.rawValue, password: nil, role: role, agency: nil, by: south.owner)
            let other = try south.viewer(role.rawValue)
            #expect(throws: CaseworkError.self, "\(role)") { try south.workspace.bundles(areSent: true, by: other) }
            #expect(throws: CaseworkError.self, "\(role)") { try south.workspace.receive([], by: other) }
        }
    }
}
