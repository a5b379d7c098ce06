import Accounts
import Audit
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Accounts and the audit log through the interface for programs")
struct APIAdministrationTests {
    @Test("An account is added, changed, given a token and disabled; each act is on record")
    func accounts() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ada"))
        #expect(try await api.post("/api/v1/agencies", token, #"{"name": "West"}"#).status == 201)
        #expect(try await api.post("/api/v1/agencies", token, #"{"name": "West"}"#).status == 409)
        let account = #"{"name": "wanda", "role": "analyst"}"#
        #expect(try await api.post("/api/v1/accounts", token, account).status == 201)
        #expect(try await api.post("/api/v1/accounts", token, #"{"name": "WANDA", "role": "analyst"}"#).status == 409)
        let unknown = #"{"name": "w", "role": "analyst", "agency": "Nowhere"}"#
        #expect(try await api.post("/api/v1/accounts", token, unknown).status == 422)

        let path = "/api/v1/accounts/wanda"
        #expect(try await api.put(path + "/agency", token, #"{"agency": "West"}"#)["agency"].string == "West")
        #expect(try await api.put(path + "/agency", token, #"{"agency": null}"#)["agency"].isAbsent)
        #expect(try await api.put(path + "/role", token, #"{"role": "case_officer"}"#)["role"].string == "case_officer")
        #expect(try await api.put(path + "/password", token, #"{"password": "short"}"#).status == 422)
        let password = #"{"password": "rain on a tin roof"}"#
        #expect(try await api.put(path + "/password", token, password)["has_password"].isTrue)

        let made = try await api.post(path + "/tokens", token, #"{"label": "x", "scopes": ["read", "ingest"]}"#)
        let own = try #require(made["token"].string)
        #expect(try await api.post("/api/v1/cases", own, #"{"reference": "WEST-1"}"#).status == 201)
        #expect(try await api.put(path + "/state", token, #"{"state": "disabled"}"#)["is_disabled"].isTrue)
        #expect(try await api.get("/api/v1/me", own).status == 401)
        #expect(try await api.put(path + "/state", token, #"{"state": "enabled"}"#).status == 200)
        #expect(try await api.get("/api/v1/me", own).status == 200)
        #expect(try await api.delete("/api/v1/tokens/\(made["listed.id"].int ?? 0)", token).status == 204)
        #expect(try await api.get("/api/v1/me", own).status == 401)
        #expect(try await api.delete("/api/v1/tokens/\(made["listed.id"].int ?? 0)", token).status == 404)
        #expect(try await api.get("/api/v1/accounts/nobody", token).status == 404)

        let acts = try await api.get("/api/v1/audit?actor=ada&limit=500", token)["entries"].list
        #expect(
            acts.compactMap { $0["act"].string }.filter { $0 != "audit.viewed" } == [
                "agency.added", "account.added", "account.agency_set", "account.agency_set", "account.role_set",
                "account.password_set", "token.made", "account.disabled", "account.enabled", "token.revoked",
            ]
        )
    }

    @Test("A team grows and shrinks")
    func team() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let member = "/api/v1/cases/NORTH-2/team/sven"
        #expect(try await api.put(member, ana, "{}").status == 204)
        #expect(try await api.get("/api/v1/cases/NORTH-2", sven)["relation"].string == "team")
        let team = try await api.get("/api/v1/cases/NORTH-2/team", sven)["team"].list
        #expect(team.compactMap { $0["account"].string } == ["ana", "ben", "sven"])
        #expect(try await api.delete(member, ana).status == 204)
        #expect(try await api.delete(member, ana).status == 404)
        #expect(try await api.get("/api/v1/cases/NORTH-2", sven).status == 404)
        #expect(try await api.put("/api/v1/cases/NORTH-2/team/nobody", ana, "{}").status == 404)
        #expect(try await api.put("/api/v1/cases/NORTH-2/team/sven", bench.token("ben"), "{}").status == 403)
    }

    @Test("The log is read in pages, signed, checked and proved to someone who has nothing else of it")
    func audit() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("otto"))
        let head = try await api.get("/api/v1/audit/head", token)
        var sequences: [Int] = []
        var next: String? = "/api/v1/audit?limit=7"
        while let path = next {
            let page = try await api.get(path, token)
            sequences += page["entries"].list.compactMap { $0["sequence"].int }
            next = page["next"].string
        }
        // Reading it is on record too.
        #expect(sequences == Array(0...(head["size"].int ?? 0)))

        let signed = try await api.post("/api/v1/audit/checkpoint", token)
        let text = try #require(signed["checkpoint"].string)
        let proof = try await api.get("/api/v1/audit/2/proof", token)
        let read = try #require(AuditProof(json: String(decoding: proof.bytes, as: UTF8.self)))
        let verifier = try #require(AuditVerifier(text: signed["key"].string ?? ""))
        #expect(read.holds(by: verifier))
        #expect(try await api.get("/api/v1/audit/999999/proof", token).status == 404)

        let question = JSONValue.object(["checkpoint": .text(text)]).canonicalText
        let checked = try await api.post("/api/v1/audit/verify", token, question)
        #expect(checked.status == 200)
        #expect(checked["faults"].list.isEmpty)
        #expect(try await api.post("/api/v1/audit/verify", token, #"{"checkpoint": "x"}"#).status == 422)
        // A checkpoint of a longer log than this one.
        let other = try await APIBench()
        let foreign = try other.workspace.checkpoint().text
        let bent = try await api.post(
            "/api/v1/audit/verify",
            token,
            JSONValue.object(["checkpoint": .text(foreign)]).canonicalText
        )
        #expect(!bent["faults"].list.isEmpty)
    }
}
