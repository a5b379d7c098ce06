import Accounts
import Audit
import CaseModel
import CaseStore
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Bundles that must not be taken")
struct ExchangeRefusalTests {
    private let north: TestAgency
    private let south: TestAgency
    private let outsider: TestAgency

    init() throws {
        (north, south, outsider) = (try TestAgency("North"), try TestAgency("South"), try TestAgency("Third"))
        try north.addCase("HARBOUR-21", DemoFiles.harbour)
        try south.addCase("LAKES-22", DemoFiles.lakes)
        try outsider.addCase("THIRD-1", [DemoFiles.harbour[0]])
        try outsider.addCase("THIRD-2", DemoFiles.unrelated)
        for (one, other) in [(north, south), (south, north), (south, outsider), (outsider, south)] {
            try one.trust(other)
        }
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        for reference in ["THIRD-1", "THIRD-2"] { try outsider.set(.silent, ofCase: reference, for: south) }
        try south.set(.pointer, ofCase: "LAKES-22", for: north, contact: "Desk 4")
    }

    /// That a file is refused for a reason, that the refusal is on record with it, and that nothing else happens.
    private func expectRefused(_ file: [UInt8], by agency: TestAgency, _ error: ExchangeError) throws {
        let before = try agency.workspace.bundles(areSent: false, by: agency.owner).count
        #expect(throws: CaseworkError(error)) { try agency.receive(file) }
        #expect(try agency.workspace.bundles(areSent: false, by: agency.owner).count == before)
        let entry = try agency.workspace.auditEntries(before: nil, limit: 1).first
        #expect(entry?.act == "exchange.rejected" && entry?.details["reason"] == error.code)
    }

    @Test("A bundle is taken once")
    func replayed() throws {
        let offer = try north.offer("HARBOUR-21", to: south)
        _ = try south.receive(offer.file)
        try expectRefused(offer.file, by: south, .replayed)
        let answer = try south.answer(1)
        _ = try north.receive(answer.file)
        try expectRefused(answer.file, by: north, .replayed)
    }

    @Test("A bundle that was altered, is for another, from a stranger or from one trusted no longer is refused")
    func strangers() throws {
        let offer = try north.offer("HARBOUR-21", to: south)
        for place in [0, 20, 100, offer.file.count - 1] {
            var changed = offer.file
            changed[place] ^= 1
            try expectRefused(changed, by: south, place < 15 ? .notABundle : .cannotBeOpened)
        }
        try expectRefused(offer.file, by: outsider, .cannotBeOpened)
        try expectRefused(offer.file, by: north, .cannotBeOpened)

        let stranger = try TestAgency("Stranger")
        try stranger.addCase("S-1", DemoFiles.unrelated)
        try stranger.trust(south)
        try stranger.set(.silent, ofCase: "S-1", for: south)
        try expectRefused(
            stranger.offer("S-1", to: south).file,
            by: south,
            .unknownSender(stranger.card.identity.fingerprint)
        )
        try south.workspace.revokePartner("North", by: south.owner)
        try expectRefused(offer.file, by: south, .revokedSender("North"))
        #expect(throws: CaseworkError.self) { try south.set(.existence, ofCase: "LAKES-22", for: north) }
    }

    @Test("A bundle whose time is over is refused")
    func expired() throws {
        let offer = try north.offer("HARBOUR-21", to: south)
        let later = ExchangeClock.now + 31 * 86_400
        #expect(throws: CaseworkError(.expired)) {
            try south.workspace.receive(offer.file, by: south.owner, now: later)
        }
        #expect(try south.acts().last == "exchange.rejected")
    }

    @Test("What answers something never sent, or sent to another, is refused")
    func unexpected() throws {
        let seed = try #require(try SeedFile("exchange-key", directory: south.workspace.directory).seed())
        let key = try #require(AgencyKey(seed: seed))
        func forged(_ body: BundleBody, concerning id: BundleIdentifier) throws -> [UInt8] {
            try ExchangeBundle(
                header: BundleHeader(
                    kind: body.kind,
                    sender: key.identity.fingerprint,
                    recipient: north.card.identity.fingerprint,
                    madeAt: ExchangeClock.now,
                    expiresAt: ExchangeClock.now + 1000,
                    concerns: id
                ),
                body: body
            ).file(from: key, to: north.card.identity)
        }
        let offer = try north.offer("HARBOUR-21", to: south)
        let id = try #require(try north.workspace.bundles(areSent: true, by: north.owner).first?.id)
        let pointer = Pointer(.existence(matches: 1))
        for (body, concerned) in [
            (BundleBody.answer(Answer(asked: 4, pointers: [pointer])), BundleIdentifier()),
            (.request(PointerRequest(pointers: [pointer.id], reason: "x")), id),
            (.grant(Grant(contact: "x", text: "x", caseReference: nil)), id), (.refusal(reason: "x"), id),
            (.withdrawal(reason: "x"), id), (.withdrawal(reason: "x"), BundleIdentifier()),
        ] {
            try expectRefused(forged(body, concerning: concerned), by: north, .unexpectedReply(body.kind))
        }
        try expectRefused(
            forged(.answer(Answer(asked: 5, pointers: [])), concerning: id),
            by: north,
            .malformed("it answers an offer of another size")
        )
        _ = try south.receive(offer.file)
        let answer = try north.receive(south.answer(1).file)
        #expect(answer.record.kind == .answer)
    }

    @Test("A third agency learns nothing: not from files that pass, nor from answers to what it asks")
    func learnsNothing() throws {
        // What passes between the others cannot be opened, says for whom it is to nobody, and has the same size whatever
        // is in it.
        let offer = try north.offer("HARBOUR-21", to: south)
        let speaking = try south.answer(south.receive(offer.file).record.number)
        try south.workspace.setReleaseRule(nil, ofCase: "LAKES-22", for: "North", by: south.owner)
        let again = try north.offer("HARBOUR-21", to: south)
        let silent = try south.answer(south.receive(again.file).record.number)
        #expect(speaking.file.count == silent.file.count)
        guard case .answer(let told) = try south.body(speaking.number),
            case .answer(let nothing) = try south.body(silent.number)
        else { throw UnexpectedBody() }
        #expect(told.pointers.count == 1 && nothing.pointers.isEmpty)
        for file in [speaking.file, silent.file, offer.file] { try expectRefused(file, by: outsider, .cannotBeOpened) }

        // What it asks itself is answered alike whether South holds it or not, as no rule speaks to it.
        var answers: [Answer] = []
        var sizes: Set<Int> = []
        for (reference, matching) in [("THIRD-1", 1), ("THIRD-2", 0)] {
            let received = try south.receive(outsider.offer(reference, to: south).file)
            #expect(received.matching == matching)
            let answer = try south.answer(received.record.number)
            sizes.insert(answer.file.count)
            guard case .answer(let content) = try outsider.body(outsider.receive(answer.file).record.number) else {
                throw UnexpectedBody()
            }
            answers.append(content)
        }
        #expect(answers[0] == answers[1] && answers[0].pointers.isEmpty && sizes.count == 1)
    }

    @Test("Only a card whose fingerprint was compared is trusted, and only those exchange whose role it is")
    func trust() throws {
        let fourth = try TestAgency("Fourth")
        #expect(throws: CaseworkError.self) {
            try south.workspace.addPartner(
                fourth.card,
                comparedWith: outsider.card.identity.fingerprint,
                as: nil,
                by: south.owner
            )
        }
        #expect(throws: CaseworkError.self, "its own") { try south.trust(south) }
        #expect(throws: CaseworkError.self, "twice") { try south.trust(north) }
        try south.workspace.addAccount(name: "hill", password: nil, role: .analyst, agency: nil, by: south.owner)
        let analyst = try south.viewer("hill")
        #expect(throws: CaseworkError.self) { try south.workspace.bundles(areSent: false, by: analyst) }
        #expect(throws: CaseworkError.self) {
            try south.workspace.setReleaseRule(nil, ofCase: "LAKES-22", for: "North", by: analyst)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: south.workspace.directory + "/exchange-key")
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test("No file is left, and nothing is on record, where a bundle cannot be made")
    func failed() throws {
        let path = north.newFile
        let entries = try north.workspace.auditHead().size
        #expect(throws: CaseworkError.self) {
            try north.workspace.offer(
                case: "HARBOUR-21",
                to: "South",
                delivery: Delivery(path: path, days: 400),
                by: north.owner
            )
        }
        #expect(
            !FileManager.default.fileExists(atPath: path) && !FileManager.default.fileExists(atPath: path + ".part")
        )
        try Data("kept".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: CaseworkError.self) {
            try north.workspace.offer(case: "HARBOUR-21", to: "South", delivery: Delivery(path: path), by: north.owner)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "kept")
        #expect(try north.workspace.auditHead().size == entries)
        #expect(try north.workspace.bundles(areSent: true, by: north.owner).isEmpty)
    }
}
