import Accounts
import Audit
import CaseModel
import Casework
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// An agency with a workbench, a case with one picture, and the people who exchange.
struct ExchangingAgency {
    let workbench: TestWorkbench
    let name: String
    let reference: String
    /// The sessions of a liaison on the case's team, and of an administrator.
    let liaison: String
    let administrator: String

    init(_ name: String, _ reference: String, _ picture: String) async throws {
        (self.name, self.reference) = (name, reference)
        workbench = try await TestWorkbench()
        let (workspace, owner) = (workbench.workspace, workbench.owner)
        try workspace.addAgency(name, by: owner)
        try workspace.addCase(reference: reference, title: nil, agency: name)
        liaison = try workbench.signIn("hill", role: .liaison, agency: name)
        administrator = try workbench.signIn("ada", role: .administrator, agency: nil)
        try workspace.addMember(toCase: reference, account: "hill", by: owner)
        let source = TestData.repository.appendingPathComponent("demo/\(picture)")
        var request = IngestRequest(caseReference: reference, paths: [source.path], exhibit: "seized", jobs: 2)
        request.allowsWeakSandbox = true
        // Agencies compare bytes and whole pictures.
        request.featureDepth = .none
        request.sensorNoiseDepth = .none
        let wish = request
        // Not on one of the few threads on which the servers of other tests answer.
        _ = try await Blocking.run {
            try workspace.ingest(wish, workers: Program.folder.path, isInterrupted: { false }, report: { _ in })
        }
        _ = try workspace.exchangeCard(named: name, by: owner)
    }

    /// Sends a form with a file.
    func upload(
        _ path: String,
        session: String,
        fields: [(String, String)] = [],
        name: String = "file",
        _ bytes: Data
    ) async throws -> Answer {
        try await workbench.upload(path, session: session, fields: fields, file: (name, "1.bundle", bytes))
    }

    /// Trusts another agency by the page.
    func trust(_ other: ExchangingAgency) async throws {
        let card = try await other.workbench.download("/exchange/card", session: other.liaison)
        let own = try AgencyCard(file: Array(card))
        let answer = try await upload(
            "/exchange/partners",
            session: administrator,
            fields: [("fingerprint", own.identity.fingerprint.words)],
            name: "card",
            card
        )
        #expect(answer.status == 303)
    }

    /// Sets a rule by the page of the case.
    func rule(_ fields: String) async throws {
        let path = "/cases/\(reference)/release"
        #expect(try await workbench.ask("POST", path, session: liaison, form: fields).status == 303)
    }

    /// Sends a form of the exchange, and takes the file of the bundle that it leads to.
    func send(_ path: String, _ form: String) async throws -> (page: String, file: Data) {
        let answer = try await workbench.ask("POST", path, session: liaison, form: form)
        let location = try #require(answer.headers["location"], "\(path): \(answer.status) \(answer.body)")
        let page = String(location.prefix { $0 != "?" })
        return (page, try await workbench.download(page + "/file", session: liaison))
    }

    /// Takes a bundle in by the page, and gives the page that it leads to.
    func receive(_ file: Data) async throws -> String {
        let answer = try await upload("/exchange/bundles", session: liaison, file)
        let location = try #require(answer.headers["location"], "\(answer.status) \(answer.body)")
        return String(location.prefix { $0 != "?" })
    }

    func page(_ path: String) async throws -> String {
        let answer = try await workbench.ask("GET", path, session: liaison)
        #expect(answer.status == 200, "\(path)")
        return answer.body
    }
}

@Suite("Exchange by the pages", .serialized)
struct ExchangePagesTests {
    private let north: ExchangingAgency
    private let south: ExchangingAgency

    init() async throws {
        north = try await ExchangingAgency("North", "N-1", "HARBOUR-21_phone/DCIM/Camera/IMG_20210502_141203.jpg")
        south = try await ExchangingAgency("South", "S-1", "FAIR-23_card/PRIVATE/SHARE/photo_5.jpg")
        try await north.trust(south)
        try await south.trust(north)
        try await north.rule("partner=South&released=digests&released=pictures&answer=silent")
        try await south.rule("partner=North&released=pictures&answer=pointer&contact=Desk+4")
    }

    @Test("Two agencies go from offer to grant by their pages alone, without scripts")
    func steps() async throws {
        let overview = try await north.page("/exchange")
        #expect(overview.contains("South") && overview.contains("/cases/N-1/release"))
        let offer = try await north.send("/exchange/offers", "case=N-1&partner=South&days=30")
        let offered = try await south.receive(offer.file)
        // Nothing is sent by looking.
        let draft = try await south.workbench.ask("POST", offered + "/draft", session: south.liaison, form: "")
        #expect(draft.status == 200 && draft.body.contains("S-1") && draft.body.contains("Desk 4"))
        #expect(draft.body.contains(offered + "/answer"))
        #expect(try south.workbench.workspace.bundles(areSent: true, by: south.workbench.owner).isEmpty)

        let answer = try await south.send(offered + "/answer", "days=30")
        let told = try await north.receive(answer.file)
        let shown = try await north.page(told)
        #expect(shown.contains("Desk 4") && shown.contains("N-1/seized/IMG_20210502_141203.jpg"))
        #expect(!shown.contains("S-1"), "the other side's case is told")
        let pointer = try #require(shown.firstMatch(of: /name="pointer" value="([0-9a-f]{32})"/)).1
        let refused = try await north.workbench.ask("POST", told + "/request", session: north.liaison, form: "reason=x")
        #expect(refused.status == 400)
        let request = try await north.send(told + "/request", "pointer=\(pointer)&reason=The+same%0D%0Aroom.")
        let asked = try await south.receive(request.file)
        let concerned = try await south.page(asked)
        #expect(concerned.contains("The same") && concerned.contains("<option value=\"S-1\">"))
        let grant = try await south.send(asked + "/grant", "contact=Officer+Brook&text=Call+us.&case=S-1")
        let granted = try await north.page(try await north.receive(grant.file))
        #expect(granted.contains("Officer Brook") && granted.contains("Call us.") && granted.contains("S-1"))
        let again = try await south.workbench.ask("POST", asked + "/refuse", session: south.liaison, form: "reason=x")
        #expect(again.status == 400, "what was granted is not refused")

        let withdrawal = try await north.send(offer.page + "/withdraw", "reason=Wrong+case.")
        _ = try await south.receive(withdrawal.file)
        #expect(!(try await south.page(offered)).contains("Desk 4"))
        let gone = try await north.workbench.ask("GET", offer.page + "/file", session: north.liaison)
        #expect(gone.status == 400)
    }

    @Test("What is altered, replayed, forged, or for another is refused in a sentence, and nothing of it is kept")
    func refusals() async throws {
        let offer = try await north.send("/exchange/offers", "case=N-1&partner=South")
        var altered = offer.file
        altered[altered.count / 2] ^= 1
        let stranger = try TestAgencyKey()
        for (file, word) in [
            (altered, "cannot be opened"), (Data("nonsense".utf8), "no bundle"),
            (try stranger.offer(to: south), "not among the partners"),
            (try stranger.offer(to: south, inNameOf: north), "forged"),
        ] {
            let answer = try await south.upload("/exchange/bundles", session: south.liaison, file)
            #expect(answer.status == 422 && answer.body.contains(word), "\(word): \(answer.status)")
        }
        let ownBundle = try await north.upload("/exchange/bundles", session: north.liaison, offer.file)
        #expect(ownBundle.status == 422 && ownBundle.body.contains("for another agency"))
        let owner = south.workbench.owner
        #expect(try south.workbench.workspace.bundles(areSent: false, by: owner).isEmpty)
        _ = try await south.receive(offer.file)
        let replayed = try await south.upload("/exchange/bundles", session: south.liaison, offer.file)
        #expect(replayed.status == 422 && replayed.body.contains("received before"))
        let rejected = try south.workbench.workspace.auditEntries(before: nil, limit: 100).filter {
            $0.act == "exchange.rejected" && $0.actor == "hill"
        }
        #expect(rejected.count == 5)
        #expect(try await south.upload("/exchange/bundles", session: south.liaison, Data()).status == 400)
    }

    @Test("A card is trusted only with the fingerprint that was told, and a partner no longer trusted is told nothing")
    func partners() async throws {
        let third = try await ExchangingAgency("Third", "T-1", "HARBOUR-21_phone/DCIM/Camera/IMG_20210508_101500.jpg")
        let card = try await third.workbench.download("/exchange/card", session: third.liaison)
        let other = try await south.workbench.download("/exchange/card", session: south.liaison)
        let words = try AgencyCard(file: Array(other)).identity.fingerprint.words
        let session = north.administrator
        let wrong = try await north.upload(
            "/exchange/partners",
            session: session,
            fields: [("fingerprint", words)],
            name: "card",
            card
        )
        #expect(wrong.status == 403 && wrong.body.contains("do not trust it"))
        let tooLarge = try await north.upload(
            "/exchange/partners",
            session: session,
            fields: [("fingerprint", words)],
            name: "card",
            Data(count: AgencyCard.mostBytes + 1)
        )
        #expect(tooLarge.status == 413)
        let list = try await north.workbench.ask("GET", "/exchange/partners", session: session)
        #expect(list.body.contains("South") && !list.body.contains("Third"))
        let path = "/exchange/partners/revoke"
        #expect(try await north.workbench.ask("POST", path, session: session, form: "partner=South").status == 303)
        let offer = try await north.workbench.ask(
            "POST",
            "/exchange/offers",
            session: north.liaison,
            form: "case=N-1&partner=South"
        )
        #expect(offer.status == 403 && offer.body.contains("no longer trusted"))
        #expect(!(try await north.page("/exchange")).contains("name=\"partner\""))
    }

    @Test("A rule is stopped by the case's page, and one that contradicts itself is not set")
    func rules() async throws {
        let path = "/cases/S-1/release"
        for form in [
            "partner=North&answer=silent", "partner=North&released=digests&answer=pointer", "partner=North&answer=loud",
            "partner=Nobody&released=digests&answer=silent", "answer=silent",
        ] {
            let answer = try await south.workbench.ask("POST", path, session: south.liaison, form: form)
            #expect(answer.status == 400, "\(form)")
        }
        #expect(try await south.page(path).contains("Desk 4"))
        try await south.rule("partner=North&action=stop")
        #expect(!(try await south.page(path)).contains("Desk 4"))
        let offer = try await north.send("/exchange/offers", "case=N-1&partner=South")
        let offered = try await south.receive(offer.file)
        let draft = try await south.workbench.ask("POST", offered + "/draft", session: south.liaison, form: "")
        #expect(draft.body.contains("as if there were no match"))
    }
}

/// Keys of somebody whom nobody trusts.
struct TestAgencyKey {
    private let key: AgencyKey

    init() throws { key = try #require(AgencyKey()) }

    /// A well made offer, in one's own name or in that of another.
    func offer(to recipient: ExchangingAgency, inNameOf other: ExchangingAgency? = nil) throws -> Data {
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: 7, count: 32)))
        let sender = try other.map { try $0.identity.fingerprint } ?? key.identity.fingerprint
        let bundle = ExchangeBundle(
            header: BundleHeader(
                kind: .offer,
                sender: sender,
                recipient: try recipient.identity.fingerprint,
                madeAt: ExchangeClock.now,
                expiresAt: ExchangeClock.now + 1000,
                concerns: nil
            ),
            body: .offer(Offer([Offer.Content(digest: digest, pictures: [])]))
        )
        return Data(try bundle.file(from: key, to: try recipient.identity))
    }
}

extension ExchangingAgency {
    var identity: AgencyIdentity {
        get throws {
            try #require(try workbench.workspace.knownExchangeCard(for: workbench.owner)).identity
        }
    }
}
