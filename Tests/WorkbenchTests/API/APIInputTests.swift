import Accounts
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Requests that are not as described")
struct APIInputTests {
    @Test("Each is refused with the name of the field that is wrong")
    func fields() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ana"))
        let digest = String(repeating: "a", count: 64)
        let queries: [(path: String, field: String)] = [
            ("/api/v1/cases?limit=0", "limit"), ("/api/v1/cases?limit=501", "limit"),
            ("/api/v1/cases?limit=2.5", "limit"),
            ("/api/v1/cases?limit=99999999999999999999999", "limit"), ("/api/v1/cases?limit=1&limit=1", "limit"),
            ("/api/v1/cases?limit", "limit"), ("/api/v1/cases?sort=x", "sort"), ("/api/v1/cases?after=%00", "after"),
            ("/api/v1/cases?after=%ff", "query"), ("/api/v1/cases/NORTH-1/stacks?kind=smell", "kind"),
            ("/api/v1/cases/NORTH-1/stacks?coded=yes", "coded"), ("/api/v1/cases/NORTH-1/stacks?after=-1", "after"),
            ("/api/v1/cases/NORTH-1/overlaps?strength=nan", "strength"),
            ("/api/v1/cases/NORTH-1/overlaps?strength=1.01", "strength"),
            ("/api/v1/decisions?a=\(digest)", "b"), ("/api/v1/decisions?a=\(digest)&b=xyz", "b"),
            ("/api/v1/search?value=", "value"), ("/api/v1/search?value=a%0Ab", "value"),
            ("/api/v1/cases/NORTH-1/items/1/original", "reason"),
        ]
        for (path, field) in queries {
            let reply = try await api.get(path, token)
            #expect(reply.status == 400, "\(path)")
            #expect(reply.headers["content-type"] == "application/problem+json", "\(path)")
            #expect(reply["field"].string == field, "\(path)")
        }
        let bodies: [(path: String, json: String, field: String)] = [
            ("/api/v1/cases", "", "body"), ("/api/v1/cases", "[]", "body"), ("/api/v1/cases", "{", "body"),
            ("/api/v1/cases", "{}", "reference"), ("/api/v1/cases", #"{"reference": 7}"#, "reference"),
            ("/api/v1/cases", #"{"reference": null}"#, "reference"),
            ("/api/v1/cases", #"{"reference": ""}"#, "reference"),
            ("/api/v1/cases", #"{"reference": "a\u0007b"}"#, "reference"),
            ("/api/v1/cases", #"{"reference": "\#(String(repeating: "r", count: 201))"}"#, "reference"),
            ("/api/v1/cases", #"{"reference": "A", "agencie": "North"}"#, "agencie"),
            ("/api/v1/cases/NORTH-1/codes", #"{"stacks": [], "code": "1"}"#, "stacks"),
            ("/api/v1/cases/NORTH-1/codes", #"{"stacks": [1, "2"], "code": "1"}"#, "stacks.1"),
            ("/api/v1/cases/NORTH-1/codes", #"{"stacks": [1e300], "code": "1"}"#, "stacks.0"),
            ("/api/v1/cases/NORTH-1/codes", #"{"stacks": [1.5], "code": "1"}"#, "stacks.0"),
            ("/api/v1/cases/NORTH-1/codes", #"{"stacks": [1]}"#, "code"),
            ("/api/v1/cases/NORTH-1/uploads", #"{"name": "a", "size": -1, "exhibit": "b"}"#, "size"),
            ("/api/v1/decisions/undo", #"{"case": true}"#, "case"),
            ("/api/v1/cases", String(repeating: "[", count: 100_000), "body"),
        ]
        for (path, json, field) in bodies {
            let reply = try await api.post(path, token, json)
            #expect(reply.status == 400, "\(json.prefix(80))")
            #expect(reply["field"].string == field, "\(json.prefix(80))")
        }
        let broken: [UInt8] = Array(#"{"reference": ""#.utf8) + [0xff, 0xfe] + Array(#""}"#.utf8)
        let type = ["Content-Type": "application/json"]
        #expect(try await api.send("POST", "/api/v1/cases", token, bytes: broken, headers: type).status == 400)
        #expect(
            try await api.post("/api/v1/cases", token, #"{"reference": "K"}"#, key: "a b")["field"].string
                == "Idempotency-Key"
        )
    }

    @Test("Other types, other methods, other paths and long bodies have answers of their own")
    func others() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ana"))
        #expect(try await api.send("POST", "/api/v1/cases", token, bytes: Array("{}".utf8)).status == 415)
        let long = #"{"reference": "\#(String(repeating: "x", count: 1 << 20))"}"#
        #expect(try await api.post("/api/v1/cases", token, long).status == 413)
        let method = try await api.delete("/api/v1/cases/NORTH-1", token)
        #expect(method.status == 405)
        #expect(method.headers["allow"] == "GET, HEAD")
        let named = try await api.send("PUT", "/api/v1/watches/hits", token, bytes: [])
        #expect(named.headers["allow"] == "GET, HEAD", "what may be done to a watch is not said of its neighbour")
        let path = try await api.get("/api/v1/nowhere", token)
        #expect(path.status == 404)
        #expect(path.headers["content-type"] == "application/problem+json")
        for path in ["/api/v1/cases/NORTH-1/items/abc", "/api/v1/cases/%00", "/api/v1/renditions/zz"] {
            #expect(try await api.get(path, token).status == 404, "\(path)")
        }
    }

    @Test("Who is not signed in, or has too narrow a token, is refused")
    func tokens() async throws {
        let bench = try await APIBench()
        let api = bench.api
        for token in [nil, "wrong"] as [String?] {
            let reply = try await api.get("/api/v1/cases", token)
            #expect(reply.status == 401)
            #expect(reply.headers["www-authenticate"] == "Bearer")
        }
        let reader = try bench.token("ana", .read)
        #expect(try await api.get("/api/v1/me", reader)["scopes"].list.map(\.string) == ["read"])
        #expect(try await api.post("/api/v1/cases", reader, #"{"reference": "NO"}"#).status == 403)
        let code = #"{"stacks": [1], "code": "1"}"#
        #expect(try await api.post("/api/v1/cases/NORTH-1/codes", reader, code).status == 403)
        #expect(try await api.get("/api/v1/accounts", bench.token("ana")).status == 403)
        #expect(try await api.get("/api/v1/audit", bench.token("ana")).status == 403)
        let path = #"{"path": "/etc"}"#
        #expect(try await api.post("/api/v1/cases/NORTH-1/ingest", bench.token("ana"), path).status == 403)
    }

    @Test("A session of a browser changes something only with its own token beside the cookie")
    func sessions() async throws {
        let bench = try await APIBench()
        let link = try bench.workspace.makeOneTimeLink(name: "ana", validSeconds: 60)
        let session = try #require(try bench.workspace.redeem(link: link))
        let info = try #require(try bench.workspace.session(session))
        let cookie = ["Cookie": "cairn=\(session)"]
        let (api, wish) = (bench.api, #"{"theme": "dark"}"#)
        #expect(try await api.send("GET", "/api/v1/me", nil, headers: cookie)["scopes"].isAbsent)
        #expect(try await api.send("PUT", "/api/v1/settings", nil, wish, headers: cookie).status == 403)
        let guarded = cookie.merging(["X-Cross-Site-Token": info.crossSiteToken]) { $1 }
        #expect(try await api.send("PUT", "/api/v1/settings", nil, wish, headers: guarded).status == 200)
        let kept = try await api.send("GET", "/api/v1/settings", nil, headers: cookie)
        #expect(kept["theme"].string == "dark")
        #expect(kept["blur"].isTrue)
    }
}
