import Accounts
import Audit
import CaseModel
import CaseStore
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Casework

/// The demonstration's cases, split between agencies that only exchange files.
@Suite("Two agencies find out that they hold the same")
struct ExchangeStepsTests {
    private let north: TestAgency
    private let south: TestAgency

    init() throws {
        (north, south) = try TestAgency.northAndSouth()
    }

    @Test("Offer, answer, request and grant show the overlap, each step on record at both sides")
    func steps() throws {
        #expect(throws: CaseworkError.self, "a case without a rule lets nothing out") {
            try north.offer("HARBOUR-21", to: south)
        }
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        try south.set(.pointer, ofCase: "LAKES-22", for: north, contact: "Desk 4, +44 20 7946 0000")
        try south.set(.existence, ofCase: "FAIR-23", for: north)

        let offer = try north.offer("HARBOUR-21", to: south)
        let received = try south.receive(offer.file)
        #expect(received.record.kind == .offer && received.record.partnerName == "North")
        #expect(received.matching == 3)
        let preview = try south.workspace.draftAnswer(to: received.record.number, by: south.owner)
        #expect(preview.asked == 4)
        #expect(Set(preview.matches.map(\.caseReference)) == ["LAKES-22", "FAIR-23"])

        let answer = try south.answer(received.record.number)
        let told = try north.receive(answer.file)
        let details = try north.workspace.bundle(told.record.number, by: north.owner)
        guard case .answer(let content) = details.body else { throw UnexpectedBody() }
        #expect(content.asked == 4)
        let pointers = Dictionary(grouping: content.pointers, by: \.level)
        #expect(pointers[.existence]?.map(\.matches) == [2])
        let found = try #require(pointers[.pointer]?.first)
        guard case .found(let matches, "Desk 4, +44 20 7946 0000") = found.statement else { throw UnexpectedBody() }
        #expect(matches.map(\.kind) == [.exact])
        let entry = try #require(matches.first?.entry)
        #expect(details.items[entry]?.map(\.path) == ["IMG-20210502-WA0004.jpg"])

        let request = try north.sent {
            try north.workspace.request(
                told.record.number,
                pointers: [found.id],
                reason: "The same picture was sent to our suspect.",
                delivery: Delivery(path: $0),
                by: north.owner
            )
        }
        let asked = try south.receive(request.file)
        let concerned = try south.workspace.bundle(asked.record.number, by: south.owner)
        #expect(concerned.cases == [found.id: ["LAKES-22"]])
        #expect(throws: CaseworkError.self, "a case that the request does not concern is not told") {
            try south.workspace.grant(
                asked.record.number,
                contact: "x",
                text: "y",
                telling: "FAIR-23",
                delivery: Delivery(path: south.newFile),
                by: south.owner
            )
        }
        let grant = try south.sent {
            try south.workspace.grant(
                asked.record.number,
                contact: "Officer Brook",
                text: "Call us; we hold the phone that sent it.",
                telling: "LAKES-22",
                delivery: Delivery(path: $0),
                by: south.owner
            )
        }
        let granted = try north.receive(grant.file)
        #expect(
            try north.body(granted.record.number)
                == .grant(
                    Grant(
                        contact: "Officer Brook",
                        text: "Call us; we hold the phone that sent it.",
                        caseReference: "LAKES-22"
                    )
                )
        )
        #expect(try north.workspace.bundles(areSent: true, by: north.owner).map(\.state) == [.answered, .granted])
        #expect(try north.workspace.bundles(areSent: false, by: north.owner).map(\.state) == [.requested, .received])
        #expect(
            try north.acts() == [
                "exchange.key_taken", "exchange.offered", "exchange.received", "exchange.requested",
                "exchange.received",
            ]
        )
        #expect(
            try south.acts() == [
                "exchange.key_taken", "exchange.received", "exchange.searched", "exchange.pointed",
                "exchange.pointed", "exchange.answered", "exchange.received", "exchange.granted",
            ]
        )
        #expect(throws: CaseworkError.self, "what was answered is not answered again") {
            try south.answer(received.record.number)
        }
        for agency in [north, south] {
            #expect(try agency.workspace.verifyAudit().isEmpty)
        }
    }

    @Test("A request can be refused, and an offer taken back so that its recipient forgets it")
    func refusalAndWithdrawal() throws {
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        try south.set(.existence, ofCase: "LAKES-22", for: north)
        let offer = try north.offer("HARBOUR-21", to: south)
        let number = try south.receive(offer.file).record.number
        let told = try north.receive(south.answer(number).file).record.number
        let request = try north.sent {
            try north.workspace.request(told, reason: "Why not?", delivery: Delivery(path: $0), by: north.owner)
        }
        let asked = try south.receive(request.file).record.number
        let refusal = try south.sent {
            try south.workspace.refuse(
                asked,
                reason: "Not while the case is in court.",
                delivery: Delivery(path: $0),
                by: south.owner
            )
        }
        let answered = try north.receive(refusal.file).record.number
        #expect(try north.body(answered) == .refusal(reason: "Not while the case is in court."))

        let second = try north.offer("HARBOUR-21", to: south)
        let held = try south.receive(second.file).record.number
        let withdrawal = try north.sent {
            try north.workspace.withdraw(
                second.number,
                reason: "Wrong case.",
                delivery: Delivery(path: $0),
                by: north.owner
            )
        }
        _ = try south.receive(withdrawal.file)
        let gone = try south.workspace.bundle(held, by: south.owner)
        #expect(gone.record.state == .withdrawn && gone.body == nil && gone.matches.isEmpty)
        #expect(throws: CaseworkError.self) { try south.answer(held) }
    }

    @Test("Neither picture, path, case nor exhibit is in what is sent, beyond what the rules let out")
    func nothingElse() throws {
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        try south.set(.pointer, ofCase: "LAKES-22", for: north, contact: "Desk 4")
        let offer = try north.offer("HARBOUR-21", to: south)
        let number = try south.receive(offer.file).record.number
        let answer = try south.answer(number)
        let texts = try [north.body(offer.number), south.body(answer.number)].map {
            String(decoding: try #require($0).bytes, as: UTF8.self)
        }
        for text in texts {
            for word in ["HARBOUR", "LAKES", "FAIR", "IMG", "DSC", "jpg", "JPG", "seized", "North", "South", "/"] {
                #expect(!text.contains(word), "\(word)")
            }
        }
        // Of the offer, only digests and hashes are left when the names of members are taken out.
        let values = texts[0].replacing(/"(contents|pictures|sha256)"/, with: "")
        #expect(values.wholeMatch(of: /[\[\]{}:,"0-9a-f]+/) != nil)
        #expect(texts[1].contains("Desk 4"))
        let own = try north.workspace.store.read { reader throws(StoreError) in try reader.contentsToOffer(ofCase: 1) }
        #expect(own.count == 4)
        guard case .offer(let content) = try north.body(offer.number) else { throw UnexpectedBody() }
        #expect(Set(content.contents.compactMap(\.digest)) == Set(own.map(\.digest)))

        try north.workspace.setReleaseRule(
            ReleaseRule(digests: false, pictures: true, level: .silent, contact: nil),
            ofCase: "HARBOUR-21",
            for: "South",
            by: north.owner
        )
        guard case .offer(let fewer) = try north.body(north.offer("HARBOUR-21", to: south).number) else {
            throw UnexpectedBody()
        }
        #expect(fewer.contents.allSatisfy { $0.digest == nil && !$0.pictures.isEmpty })
    }

    @Test("A rule that lets only digests out, or only fingerprints, points to no more than that")
    func kinds() throws {
        try north.set(.silent, ofCase: "HARBOUR-21", for: south)
        for (digests, expected) in [(true, 0), (false, 2)] {
            try south.workspace.setReleaseRule(
                ReleaseRule(digests: digests, pictures: !digests, level: .existence, contact: nil),
                ofCase: "FAIR-23",
                for: "North",
                by: south.owner
            )
            let offer = try south.receive(north.offer("HARBOUR-21", to: south).file)
            guard case .answer(let answer) = try south.body(south.answer(offer.record.number).number) else {
                throw UnexpectedBody()
            }
            #expect(answer.pointers.map(\.matches).reduce(0, +) == expected)
        }
    }
}

/// A body of another kind than the test asked for.
struct UnexpectedBody: Error {}
