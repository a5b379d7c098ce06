import CaseModel
import TestSupport
import Testing

@testable import Exchange

@Suite("Bundles")
struct ExchangeBundleTests {
    private func file(_ bundle: ExchangeBundle) throws -> [UInt8] {
        try bundle.file(from: Partners.north, to: Partners.south.identity)
    }

    @Test("What is sent is what is received, for each kind", arguments: Partners.bodies)
    func roundTrip(_ body: BundleBody) throws {
        let bundle = Partners.bundle(body)
        #expect(try Partners.received(file(bundle)) == bundle)
    }

    @Test("A bundle in which any byte is changed, left out or added is refused")
    func everyByte() throws {
        let file = try file(Partners.bundle(Partners.bodies[2]))
        for place in file.indices {
            var changed = file
            changed[place] ^= 1 << UInt8(place % 8)
            #expect(throws: ExchangeError.self) { try Partners.received(changed) }
        }
        for length in stride(from: 0, to: file.count, by: 61) {
            #expect(throws: ExchangeError.self) { try Partners.received(Array(file.prefix(length))) }
        }
        #expect(throws: ExchangeError.cannotBeOpened) { try Partners.received(file + [0]) }
        #expect(throws: ExchangeError.notABundle) { try Partners.received([]) }
        #expect(throws: ExchangeError.tooLarge) {
            try Partners.received([UInt8](repeating: 0, count: ExchangeBundle.mostBytes + 1))
        }
    }

    @Test("What is sealed within is signed to the last byte: the recipient cannot change it either")
    func signedWhole() throws {
        let file = try file(Partners.bundle(Partners.bodies[2]))
        let content = try #require(Partners.south.opened(Array(file.dropFirst(ExchangeBundle.mark.count))))
        var generator = SeededGenerator(seed: 5)
        let places = Array(0..<700) + (0..<500).map { _ in Int.random(in: 700..<content.count, using: &generator) }
        for place in places {
            var changed = content
            changed[place] ^= 1 << UInt8(place % 8)
            let sealed = ExchangeBundle.mark + (try #require(Partners.south.identity.sealed(changed)))
            #expect(throws: ExchangeError.self) { try Partners.received(sealed) }
        }
    }

    @Test("A bundle for another agency is refused, also when its recipient passes it on")
    func otherRecipient() throws {
        let file = try file(Partners.bundle(Partners.bodies[0]))
        #expect(throws: ExchangeError.cannotBeOpened) { try ExchangeBundle.opened(file, by: Partners.third) }
        let content = try #require(Partners.south.opened(Array(file.dropFirst(ExchangeBundle.mark.count))))
        let passedOn = ExchangeBundle.mark + (try #require(Partners.third.identity.sealed(content)))
        #expect(throws: ExchangeError.otherRecipient) { try ExchangeBundle.opened(passedOn, by: Partners.third) }
    }

    @Test("A bundle that names a sender who did not sign it is refused")
    func forged() throws {
        let forged = try Partners.bundle(Partners.bodies[0]).file(from: Partners.third, to: Partners.south.identity)
        #expect(throws: ExchangeError.badSignature) { try Partners.received(forged) }
        let real = try ExchangeBundle.opened(file(Partners.bundle(Partners.bodies[0])), by: Partners.south)
        #expect(throws: ExchangeError.badSignature) {
            try real.verified(by: Partners.third.identity, now: Partners.now)
        }
    }

    @Test("A bundle is good from when it was made until it expires")
    func times() throws {
        let file = try file(Partners.bundle(Partners.bodies[0]))
        #expect(throws: ExchangeError.expired) { try Partners.received(file, now: Partners.now + 86_400) }
        #expect(throws: ExchangeError.fromTheFuture) { try Partners.received(file, now: Partners.now - 3_601) }
        #expect(throws: Never.self) { try Partners.received(file, now: Partners.now - 3_600) }
        #expect(throws: Never.self) { try Partners.received(file, now: Partners.now + 86_399) }
        for end in [Partners.now, Partners.now - 1, Partners.now + BundleHeader.longestValidity + 1] {
            #expect(throws: ExchangeError.self) {
                try self.file(Partners.bundle(Partners.bodies[0], expiresAt: end))
            }
        }
    }

    @Test("The size of an answer follows from the offer, not from what it says")
    func sizes() throws {
        for asked in [1, 40, 1000] {
            let found = (0..<asked).map { Pointer.Match(entry: $0, kind: .nearDuplicate, distance: 31) }
            let contact = String(repeating: "x", count: 100)
            let sizes = try [
                Answer(asked: asked, pointers: []), Answer(asked: asked, pointers: [Pointer(.existence(matches: 1))]),
                Answer(asked: asked, pointers: [Pointer(.found(found, contact: contact))]),
            ].map { try file(Partners.bundle(.answer($0))).count }
            #expect(Set(sizes).count == 1, "\(asked): \(sizes)")
        }
        let short = try Partners.bodies.dropFirst(3).map { try file(Partners.bundle($0)).count }
        #expect(Set(short).count == 1, "a grant, a refusal and the others look the same")
    }

    @Test("What would be refused is not sent")
    func unsendable() {
        let wrong: [BundleBody] = [
            .offer(Offer([])), .offer(Offer([Offer.Content(digest: nil, pictures: [])])),
            .offer(Offer([Offer.Content(digest: nil, pictures: [[Partners.hash(1)]])])),
            .answer(Answer(asked: 0, pointers: [])),
            .answer(Answer(asked: 2, pointers: [Pointer(.existence(matches: 3))])),
            .answer(
                Answer(
                    asked: 2,
                    pointers: [Pointer(.found([Pointer.Match(entry: 2, kind: .exact, distance: nil)], contact: "x"))]
                )
            ), .request(PointerRequest(pointers: [], reason: "x")), .refusal(reason: ""),
            .refusal(reason: "\u{1b}[2J"), .withdrawal(reason: String(repeating: "x", count: 2001)),
        ]
        for body in wrong {
            #expect(throws: ExchangeError.self, "\(body)") { try file(Partners.bundle(body)) }
        }
    }
}
