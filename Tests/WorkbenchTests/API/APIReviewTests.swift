import Accounts
import Foundation
import Testing

@testable import Workbench

@Suite("Reviewing through the interface for programs")
struct APIReviewTests {
    @Test("A case is added, filled in pieces, taken in, coded, and the code is taken back")
    func roundTrip() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ana"))
        let added = try await api.post("/api/v1/cases", token, #"{"reference": "BRIDGE/7", "title": "Sheets"}"#)
        #expect(added.status == 201)
        #expect(added["agency"].string == "North")
        #expect(added["relation"].string == "team")
        #expect(try await api.post("/api/v1/cases", token, #"{"reference": "BRIDGE/7"}"#).status == 409)
        let path = "/api/v1/cases/BRIDGE%2F7"

        let file = try APIBench.picture()
        let half = file.count / 2
        let begun = try await api.post(
            path + "/uploads",
            token,
            #"{"name": "room.jpg", "size": \#(file.count), "exhibit": "phone"}"#
        )
        let upload = path + "/uploads/" + (begun["id"].string ?? "")
        let first = try await api.send("PUT", upload + "?offset=0", token, bytes: Array(file[..<half]))
        #expect(first["received"].int == half)
        let misplaced = try await api.send("PUT", upload + "?offset=1", token, bytes: [0])
        #expect(misplaced.status == 409)
        #expect(misplaced["received"].int == half)
        let last = try await api.send("PUT", upload + "?offset=\(half)", token, bytes: Array(file[half...]))
        #expect(last["is_complete"].isTrue)

        #expect(try await api.post(path + "/ingest", token, #"{"exhibit": "phone"}"#).status == 202)
        var state = "waiting"
        while ["waiting", "analysing"].contains(state) {
            try await Task.sleep(for: .milliseconds(50))
            state = try await api.get(path + "/ingest", token)["state"].string ?? ""
        }
        #expect(state == "done")
        let custody = try await api.get(path + "/custody", token)
        #expect(custody["custody"].list.count == 2)
        #expect(custody["custody"].list.allSatisfy { $0["actor"].string?.hasPrefix("ana@") == true })
        #expect(try await api.get(path + "/exhibits", token)["exhibits.0.items"].int == 1)

        let stacks = try await api.get(path + "/stacks?kind=image&coded=false", token)
        let stack = try #require(stacks["stacks.0.id"].int)
        let coded = try await api.post(path + "/codes", token, #"{"stacks": [\#(stack)], "code": "3"}"#)
        #expect(coded.status == 201)
        #expect(coded["contents"].int == 1)
        #expect(try await api.get(path + "/stacks?coded=true", token)["stacks.0.code"].string == "3")
        #expect(try await api.get(path, token)["counts.coded_stacks"].int == 1)
        #expect(try await api.post(path + "/codes/undo", token).status == 200)
        #expect(try await api.get(path + "/stacks?coded=true", token)["stacks"].list.isEmpty)
        #expect(try await api.post(path + "/codes", token, #"{"stacks": [\#(stack)], "code": null}"#).status == 201)
    }

    /// The pair that the two cases of one agency share, as its contents.
    private func pair(_ api: APIClient, _ token: String) async throws -> (a: String, b: String) {
        let overlaps = try await api.get("/api/v1/cases/NORTH-1/overlaps?state=undecided", token)
        #expect(overlaps["overlaps.0.other_case"].string == "NORTH-2")
        #expect(overlaps["overlaps.0.link.evidence.value"].string == APIBench.mailbox)
        return (
            try #require(overlaps["overlaps.0.link.a.sha256"].string),
            try #require(overlaps["overlaps.0.link.b.sha256"].string)
        )
    }

    @Test("Whoever decides too late is told both sides, and nothing is overwritten")
    func lostRace() async throws {
        let bench = try await APIBench()
        let api = bench.api
        let (ana, ben) = (try bench.token("ana"), try bench.token("ben"))
        let (a, b) = try await pair(api, ana)
        let history = "/api/v1/decisions?a=\(a)&b=\(b)"
        let before = try await api.get(history, ana)
        #expect(before["version"].int == 0)
        #expect(before.headers["etag"] == "\"0\"")
        func wish(_ verdict: String, _ version: Int) -> String {
            #"{"case": "NORTH-1", "a": "\#(a)", "b": "\#(b)", "verdict": "\#(verdict)", "version": \#(version)}"#
        }
        let made = try await api.post("/api/v1/decisions", ana, wish("same_thing", 0))
        #expect(made.status == 201)
        #expect(made["version"].int == 1)
        #expect(made.headers["etag"] == "\"1\"")

        let late = try await api.post("/api/v1/decisions", ben, wish("different", 0))
        #expect(late.status == 409)
        #expect(late["theirs.author"].string == "ana")
        #expect(late["theirs.verdict"].string == "same_thing")
        #expect(late["theirs.version"].int == 1)
        #expect(late["yours"].string == "different")
        #expect(try await api.get(history, ben)["verdict"].string == "same_thing")

        // A version in If-Match counts before the body's.
        let stale = ["If-Match": "\"0\""]
        #expect(try await api.send("POST", "/api/v1/decisions", ben, wish("unsure", 1), headers: stale).status == 409)
        let seen = ["If-Match": "\"1\""]
        #expect(try await api.send("POST", "/api/v1/decisions", ben, wish("unsure", 0), headers: seen).status == 201)
        let list = try await api.get("/api/v1/cases/NORTH-2/overlaps?state=unsure", ana)
        #expect(list["overlaps.0.decision.author"].string == "ben")

        let undone = try await api.post("/api/v1/decisions/undo", ben, #"{"case": "NORTH-1"}"#)
        #expect(undone.status == 201)
        #expect(undone["undoes"].int == 2)
        let after = try await api.get(history, ana)
        #expect(after["verdict"].string == "same_thing")
        #expect(after["decisions"].list.count == 3)
        #expect(try await api.post("/api/v1/decisions/undo", ben, #"{"case": "NORTH-1"}"#).status == 404)
    }

    @Test("Of many who decide at once, one is first")
    func race() async throws {
        let bench = try await APIBench()
        let api = bench.api
        let tokens = [try bench.token("ana"), try bench.token("ben")]
        let (a, b) = try await pair(api, tokens[0])
        let wish = #"{"case": "NORTH-2", "a": "\#(b)", "b": "\#(a)", "verdict": "same", "version": 0}"#
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<12 {
                let token = tokens[number % 2]
                group.addTask { try await api.post("/api/v1/decisions", token, wish).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 11))
    }

    @Test("Pages follow each other without gap or repetition")
    func pages() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("ana"))
        for number in 0..<5 { _ = try await api.post("/api/v1/cases", token, #"{"reference": "P&\#(number)"}"#) }
        var seen: [String] = []
        var next: String? = "/api/v1/cases?limit=2"
        while let path = next {
            let page = try await api.get(path, token)
            #expect(page["cases"].list.count <= 2)
            seen += page["cases"].list.compactMap { $0["reference"].string }
            next = page["next"].string
        }
        #expect(seen == ["NORTH-1", "NORTH-2", "P&0", "P&1", "P&2", "P&3", "P&4"])
    }
}
