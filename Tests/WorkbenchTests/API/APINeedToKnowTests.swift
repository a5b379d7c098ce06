import Accounts
import Audit
import Casework
import Foundation
import HTTPTypes
import Testing

@testable import Workbench

@Suite("What programs learn of cases that are not theirs")
struct APINeedToKnowTests {
    /// A body that fits each operation.
    private static let bodies = [
        "giveCode": #"{"stacks": [1], "code": "1"}"#, "setShare": #"{"level": "originals"}"#,
        "beginUpload": #"{"name": "a", "size": 1, "exhibit": "b"}"#, "startIngest": #"{"exhibit": "disk"}"#,
    ]
    private static let fields = [
        "item": "1", "account": "sven", "audience": "community", "upload": "x",
        "digest": String(repeating: "0", count: 64), "partner": "North", "imported": "1",
    ]

    private static func path(_ operation: APIOperation, _ reference: String) -> String {
        var path = operation.path.replacing("{case}", with: reference)
        for (name, value) in fields { path = path.replacing("{\(name)}", with: value) }
        let query = operation.query.filter(\.isRequired).map { "\($0.name)=\($0.name == "offset" ? "0" : "x")" }
        return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    @Test("A foreign case is answered as one that there is not, by every operation")
    func foreign() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("sven"))
        var asked = 0
        for operation in APIRoutes.operations where operation.path.contains("{case}") {
            var details: [String?] = []
            for reference in ["NORTH-1", "NOWHERE-1"] {
                let reply = try await api.send(
                    operation.method.rawValue,
                    Self.path(operation, reference),
                    token,
                    Self.bodies[operation.name]
                )
                #expect(reply.status == 404, "\(operation.name) \(reference)")
                details.append(reply["detail"].string)
                asked += 1
            }
            #expect(details[0] == details[1], "\(operation.name)")
        }
        #expect(asked > 40)
        let digest = String(repeating: "0", count: 64)
        for reference in ["NORTH-1", "NOWHERE-1"] {
            let wish = #"{"case": "\#(reference)", "a": "\#(digest)", "b": "\#(digest)", "verdict": "same"}"#
            #expect(try await api.post("/api/v1/decisions", token, wish).status == 404)
            #expect(try await api.post("/api/v1/decisions/undo", token, #"{"case": "\#(reference)"}"#).status == 404)
        }
    }

    @Test("Lists, searches, the map and lookups leave no trace of foreign cases")
    func noTrace() async throws {
        let bench = try await APIBench()
        let (api, token) = (bench.api, try bench.token("sven"))
        let picture = try APIBench.picture()
        let found = try await api.send("POST", "/api/v1/search", token, bytes: picture)
        let digest = try #require(found["file.sha256"].string)
        let paths = [
            "/api/v1/cases", "/api/v1/map", "/api/v1/search?value=\(APIBench.mailbox)",
            "/api/v1/search?value=\(digest)",
            "/api/v1/cases/SOUTH-1/overlaps", "/api/v1/cases/SOUTH-1", "/m/lookup?signal=\(digest)&signal_type=sha256",
        ]
        for path in paths {
            let reply = try await api.get(path, token)
            #expect(reply.status == 200)
            #expect(!String(decoding: reply.bytes, as: UTF8.self).contains("NORTH"), "\(path)")
        }
        #expect(!String(decoding: found.bytes, as: UTF8.self).contains("NORTH"))
        #expect(found["matches.0.link.b.case"].string == "SOUTH-1")
        #expect(try await api.get("/api/v1/cases/SOUTH-1/overlaps", token)["total"].int == 0)
        #expect(try await api.get("/api/v1/cases/SOUTH-1", token)["overlaps.pairs"].int == 0)
    }

    @Test("Each level of sharing shows what it says, and not more")
    func levels() async throws {
        let bench = try await APIBench()
        let api = bench.api
        let (ana, sven) = (try bench.token("ana"), try bench.token("sven"))
        let share = "/api/v1/cases/NORTH-1/shares/community"
        let list = "/api/v1/cases/SOUTH-1/overlaps"

        #expect(try await api.put(share, ana, #"{"level": "existence"}"#).status == 204)
        let existence = try await api.get(list, sven)
        #expect(existence["overlaps"].list.isEmpty)
        #expect(existence["elsewhere.0.agency"].string == "North")
        #expect(existence["elsewhere.0.pairs"].int == 2)
        #expect(try await api.get("/api/v1/cases/NORTH-1", sven)["counts"].isAbsent)
        #expect(try await api.get("/api/v1/cases/NORTH-1/stacks", sven).status == 403)

        #expect(try await api.put(share, ana, #"{"level": "fingerprints"}"#).status == 204)
        let fingerprints = try await api.get(list, sven)
        #expect(fingerprints["overlaps"].list.count == 2)
        for overlap in fingerprints["overlaps"].list {
            let sides = [overlap["link.a"], overlap["link.b"]]
            let theirs = try #require(sides.first { $0["case"].string == "NORTH-1" })
            #expect(theirs["path"].isAbsent && theirs["exhibit"].isAbsent)
            #expect(theirs["sha256"].string?.count == 64)
            #expect(sides.contains { $0["case"].string == "SOUTH-1" && $0["path"].string != nil })
            #expect(overlap["other_item"].isAbsent)
        }
        let digest = try #require(fingerprints["overlaps.0.link.a.sha256"].string)
        let hits = try await api.get("/api/v1/search?value=\(digest)", sven)
        let place = try #require(hits["hits"].list.first { $0["place.case"].string == "NORTH-1" })
        #expect(place["place.path"].isAbsent && place["place.item"].isAbsent)

        #expect(try await api.put(share, ana, #"{"level": "renditions"}"#).status == 204)
        let renditions = try await api.get(list, sven)
        #expect(renditions["overlaps"].list.allSatisfy { $0["other_item"].int != nil })
        let stacks = try await api.get("/api/v1/cases/NORTH-1/stacks?kind=image", sven)
        let item = "/api/v1/cases/NORTH-1/items/\(stacks["stacks.0.item"].int ?? 0)"
        let href = try #require(try await api.get(item, sven)["renditions.0.href"].string)
        #expect(try await api.get(href, sven).headers["content-type"] == "image/jpeg")
        #expect(try await api.get(item + "/original?reason=court", sven).status == 403)
        #expect(try await api.post("/api/v1/cases/NORTH-1/codes", sven, Self.bodies["giveCode"]).status == 403)

        #expect(try await api.put(share, ana, #"{"level": "originals"}"#).status == 204)
        let original = try await api.get(item + "/original?reason=court", sven)
        #expect(original.bytes == (try APIBench.picture()))
        #expect(original.headers["content-disposition"]?.hasPrefix("attachment") == true)
        let taken = try bench.workspace.auditEntries(before: nil, limit: 1)
        #expect(taken.first?.act == "original.taken" && taken.first?.details["reason"] == "court")
        #expect(try await api.get("/api/v1/cases/NORTH-1/team", sven).status == 403)

        #expect(try await api.delete(share, ana).status == 204)
        #expect(try await api.get(item, sven).status == 404)
    }
}
