import Accounts
import Audit
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Requests with an Idempotency-Key")
struct APIOnceByKeyTests {
    @Test("The same request is carried out once and answered alike; another with the key is refused")
    func once() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ana"))
        let wish = #"{"reference": "ONCE-1"}"#
        let first = try await api.post("/api/v1/cases", token, wish, key: "k1")
        // The order of members and blanks say nothing.
        let again = try await api.post("/api/v1/cases", token, #"{ "reference":"ONCE-1" }"#, key: "k1")
        #expect(first.status == 201 && again.status == 201)
        #expect(first.bytes == again.bytes)
        let other = try await api.post("/api/v1/cases", token, #"{"reference": "ONCE-2"}"#, key: "k1")
        #expect(other.status == 422)
        #expect(try await api.get("/api/v1/cases/ONCE-2", token).status == 404)
        // What failed is tried again.
        #expect(try await api.post("/api/v1/cases", token, wish, key: "k2").status == 409)
        // Keys of one account say nothing of another's.
        let ben = try bench.token("ben", .read, .decide)
        let codes = "/api/v1/cases/NORTH-1/codes"
        let stacks = try await api.get("/api/v1/cases/NORTH-1/stacks", ben)
        let code = #"{"stacks": [\#(stacks["stacks.0.id"].int ?? 0)], "code": "2"}"#
        #expect(try await api.post(codes, ben, code, key: "k1").status == 201)
        let acts = try bench.workspace.auditEntries(after: -1, limit: 1000).filter { $0.act == "code.given" }
        #expect(try await api.post(codes, ben, code, key: "k1").status == 201)
        #expect(try bench.workspace.auditEntries(after: -1, limit: 1000).filter { $0.act == "code.given" } == acts)
    }

    @Test("A secret is told once and kept nowhere")
    func secrets() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ada"))
        let wish = #"{"label": "reader", "scopes": ["read"]}"#
        let first = try await api.post("/api/v1/accounts/ana/tokens", token, wish, key: "t")
        let made = try #require(first["token"].string)
        #expect(try await api.get("/api/v1/me", made)["name"].string == "ana")
        let again = try await api.post("/api/v1/accounts/ana/tokens", token, wish, key: "t")
        #expect(again.status == 201)
        #expect(again["token"].isAbsent)
        #expect(again["listed.id"].int == first["listed.id"].int)

        let password = "a long word for nobody"
        let account = #"{"name": "nora", "role": "analyst", "password": "\#(password)"}"#
        #expect(try await api.post("/api/v1/accounts", token, account, key: "a").status == 201)
        #expect(try await api.post("/api/v1/accounts", token, account, key: "a").status == 201)
        let link = try await api.post("/api/v1/accounts/nora/links", token, "{}", key: "l")
        let secret = try #require(link["href"].string?.split(separator: "=").last).description
        let kept = try FileManager.default.contentsOfDirectory(atPath: bench.workspace.directory)
            .filter { $0.hasPrefix("cairn.sqlite") }
        #expect(!kept.isEmpty)
        for name in kept {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.workspace.directory + "/" + name))
            for text in [made, password, secret] { #expect(bytes.range(of: Data(text.utf8)) == nil, "in \(name)") }
        }
    }
}
