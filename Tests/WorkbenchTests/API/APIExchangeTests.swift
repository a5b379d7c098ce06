import Accounts
import Casework
import Exchange
import Foundation
import Testing

@testable import Workbench

@Suite("Exchange for programs")
struct APIExchangeTests {
    private static let root = "/api/v1/exchange"

    /// A server as an agency, with tokens of a liaison who is on the team of NORTH-1, and of an administrator.
    private struct Agency {
        let bench: APIBench
        let liaison: String
        let administrator: String

        init(_ name: String) async throws {
            bench = try await APIBench()
            let owner = try bench.workspace.machineOwner()
            try bench.workspace.addAccount(name: "lia", password: nil, role: .liaison, agency: "North", by: owner)
            try bench.workspace.addMember(toCase: "NORTH-1", account: "lia", by: owner)
            _ = try bench.workspace.exchangeCard(named: name, by: owner)
            liaison = try bench.token("lia")
            administrator = try bench.token("ada")
        }

        func trust(_ other: Agency) async throws {
            let card = try await other.bench.api.get("\(root)/card", other.liaison)
            let wish = try JSONEncoder().encode([
                "card": try #require(card["card"].string), "fingerprint": try #require(card["words"].string),
            ])
            let path = "\(root)/partners"
            let text = String(decoding: wish, as: UTF8.self)
            #expect(try await bench.api.post(path, liaison, text).status == 403)
            #expect(try await bench.api.post(path, administrator, text).status == 201)
            #expect(try await bench.api.post(path, administrator, text).status == 422, "twice")
        }

        func file(_ number: Int) async throws -> [UInt8] {
            let reply = try await bench.api.get("\(root)/bundles/\(number)/file", liaison)
            #expect(reply.status == 200)
            return reply.bytes
        }

        func receive(_ bytes: [UInt8]) async throws -> APIReply {
            try await bench.api.send("POST", "\(root)/bundles", liaison, bytes: bytes)
        }
    }

    @Test("Two agencies go from offer to grant; a request that is sent again is carried out once")
    func steps() async throws {
        let (north, south) = (try await Agency("Harbours"), try await Agency("Lakes"))
        try await north.trust(south)
        try await south.trust(north)
        let (api, other) = (north.bench.api, south.bench.api)
        let offer = #"{"case": "NORTH-1", "partner": "Lakes"}"#
        let early = try await api.post("\(Self.root)/offers", north.liaison, offer)
        #expect(early.status == 403 && early["detail"].string?.contains("no rule") == true)
        let silent = #"{"digests": true, "pictures": true, "answer": "silent"}"#
        #expect(try await api.put("/api/v1/cases/NORTH-1/release-rules/Lakes", north.liaison, silent).status == 204)
        let rule = "/api/v1/cases/NORTH-1/release-rules"
        let unclear = #"{"digests": true, "pictures": false, "answer": "pointer"}"#
        #expect(try await other.put("\(rule)/Harbours", south.liaison, unclear).status == 422)
        let pointing = #"{"digests": true, "pictures": false, "answer": "pointer", "contact": "Desk 4"}"#
        #expect(try await other.put("\(rule)/Harbours", south.liaison, pointing).status == 204)
        #expect(try await other.get(rule, south.liaison)["rules.0.contact"].string == "Desk 4")

        let made = try await api.post("\(Self.root)/offers", north.liaison, offer, key: "offer-1")
        let again = try await api.post("\(Self.root)/offers", north.liaison, offer, key: "offer-1")
        #expect(made.status == 201 && again.bytes == made.bytes)
        #expect(try await api.get("\(Self.root)/bundles?box=outbox", north.liaison)["bundles"].list.count == 1)
        let received = try await south.receive(north.file(try #require(made["bundle"].int)))
        // SOUTH-1 holds the same picture; the liaison may not know, as there is no rule that tells.
        #expect(received.status == 201 && received["matching"].int == 1)
        let number = try #require(received["number"].int)
        let one = "\(Self.root)/bundles/\(number)"
        let draft = try await other.post("\(one)/draft", south.liaison)
        #expect(Set(draft["matches"].list.compactMap { $0["case"].string }) == ["NORTH-1"])
        #expect(draft["pointers.0.contact"].string == "Desk 4")
        let shown = try await other.get(one, south.liaison)
        #expect(!String(decoding: shown.bytes, as: UTF8.self).contains("SOUTH"))
        let answer = try await other.post("\(one)/answer", south.liaison, "{}")
        #expect(answer.status == 201)
        #expect(try await other.post("\(one)/answer", south.liaison, "{}").status == 422, "answered already")

        let told = try await north.receive(south.file(try #require(answer["bundle"].int)))
        let answered = try #require(told["number"].int)
        let details = try await api.get("\(Self.root)/bundles/\(answered)", north.liaison)
        let pointer = try #require(details["pointers.0.pointer"].string)
        #expect(details["pointers.0.found.0.items.0"].string == "NORTH-1/disk/room.jpg")
        let asking = "\(Self.root)/bundles/\(answered)/request"
        let unknown = #"{"pointers": ["\#(String(repeating: "0", count: 32))"], "reason": "x"}"#
        #expect(try await api.post(asking, north.liaison, unknown).status == 422)
        let wish = #"{"pointers": ["\#(pointer)"], "reason": "The same room."}"#
        let request = try await api.post(asking, north.liaison, wish)
        let asked = try await south.receive(north.file(try #require(request["bundle"].int)))
        let path = "\(Self.root)/bundles/\(try #require(asked["number"].int))"
        #expect(try await other.get(path, south.liaison)["requested"].object[pointer]?.list.count == 1)
        let foreign = #"{"contact": "x", "text": "y", "case": "SOUTH-1"}"#
        #expect(try await other.post("\(path)/grant", south.liaison, foreign).status == 422)
        let granting = #"{"contact": "Officer Brook", "text": "Call us.", "case": "NORTH-1"}"#
        let grant = try await other.post("\(path)/grant", south.liaison, granting)
        let granted = try await north.receive(south.file(try #require(grant["bundle"].int)))
        let last = try await api.get("\(Self.root)/bundles/\(try #require(granted["number"].int))", north.liaison)
        #expect(last["contact"].string == "Officer Brook" && last["case"].string == "NORTH-1")
        #expect(try await other.post("\(path)/refusal", south.liaison, #"{"reason": "x"}"#).status == 422)

        let withdrawing = #"{"reason": "Over."}"#
        let withdrawal = "\(Self.root)/bundles/\(try #require(made["bundle"].int))/withdrawal"
        #expect(try await api.post(withdrawal, north.liaison, withdrawing).status == 201)
        let partner = "\(Self.root)/partners/Lakes"
        #expect(try await api.delete(partner, north.liaison).status == 403)
        #expect(try await api.delete(partner, north.administrator).status == 204)
        #expect(try await api.get("\(Self.root)/partners", north.liaison)["partners.0.revoked_by"].string == "ada")
        #expect(try await api.delete("\(rule)/Nobody", north.liaison).status == 404)
    }

    @Test("What is no bundle for this agency is refused, and a token needs the scope")
    func refusals() async throws {
        let (north, third) = (try await Agency("Harbours"), try await Agency("Third"))
        try await third.trust(north)
        let silent = #"{"digests": true, "pictures": false, "answer": "silent"}"#
        let rule = "/api/v1/cases/NORTH-1/release-rules/Harbours"
        #expect(try await third.bench.api.put(rule, third.liaison, silent).status == 204)
        let wish = #"{"case": "NORTH-1", "partner": "Harbours"}"#
        let offer = try await third.bench.api.post("\(Self.root)/offers", third.liaison, wish)
        let bytes = try await third.file(try #require(offer["bundle"].int))
        let reply = try await north.receive(bytes)
        #expect(reply.status == 422 && reply["detail"].string?.contains("not among the partners") == true)
        let nothing = try await north.receive(Array("nothing".utf8))
        #expect(nothing.status == 422 && nothing["detail"].string?.contains("no bundle") == true)
        let tooLarge = [UInt8](repeating: 0, count: ExchangeBundle.mostBytes + 1)
        #expect(try await north.receive(tooLarge).status == 413)
        let narrow = try north.bench.token("lia", .read, .decide)
        #expect(try await north.bench.api.get("\(Self.root)/bundles?box=inbox", narrow).status == 403)
        #expect(try await north.bench.api.get("\(Self.root)/bundles/7", north.liaison).status == 404)
    }
}
