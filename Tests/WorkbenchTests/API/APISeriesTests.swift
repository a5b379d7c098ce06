import Accounts
import Foundation
import Testing

@testable import Workbench

@Suite("Series, subjects and outcomes through the interface for programs")
struct APISeriesTests {
    @Test("A series is begun, filled, flagged, merged and parted again, and another agency learns nothing of it")
    func series() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let added = try await api.post("/api/v1/series", ana, #"{"case": "NORTH-1", "name": "Attic"}"#)
        #expect(added.status == 201)
        let path = "/api/v1/series/\(try #require(added["series.id"].int))"
        let media = #"{"case": "NORTH-1", "contents": ["room.jpg"]}"#
        #expect(try await api.post(path + "/media", ana, media)["version"].int == 2)
        #expect(try await api.post(path + "/media", ana, media).status == 422)
        let flag = #"{"flag": "distributed", "value": true, "version": 2}"#
        let flagged = try await api.post(path + "/flags", ana, flag)
        #expect(flagged.headers["etag"] == "\"3\"")
        let late = try await api.post(path + "/flags", try bench.token("ben"), flag)
        #expect(late.status == 409)
        #expect(late["since.0.author"].string == "ana")
        #expect(late["version"].int == 3)

        let other = try await api.post("/api/v1/series", ana, #"{"case": "NORTH-2", "name": "Loft"}"#)
        let target = try #require(other["series.id"].int)
        let merge = #"{"into": \#(target), "reason": "one room"}"#
        #expect(try await api.post(path + "/merge", ana, merge).status == 201)
        let shown = try await api.get(path, ana)
        #expect(shown["summary.series.id"].int == target)
        #expect(shown["summary.flags.distributed"].isTrue)
        #expect(shown["media"].list.count == 1)
        #expect(try await api.get("/api/v1/series", ana)["series"].list.count == 1)
        #expect(try await api.get(path + "/suggestions", ana).status == 200)
        #expect(try await api.post(path + "/unmerge", ana, #"{"reason": "two rooms"}"#).status == 201)
        #expect(try await api.get("/api/v1/series", ana)["series"].list.count == 2)

        // South's case holds the same picture, which opens nothing.
        #expect(try await api.get("/api/v1/series", sven)["series"].list.isEmpty)
        for (method, path, body) in [
            ("GET", path, nil), ("GET", path + "/suggestions", nil), ("POST", path + "/flags", flag),
            ("POST", path + "/media", #"{"case": "SOUTH-1", "contents": ["room.jpg"]}"#),
            ("POST", path + "/merge", merge), ("POST", path + "/unmerge", #"{"reason": "no"}"#),
            ("POST", "/api/v1/series", #"{"case": "NORTH-1", "name": "Hut"}"#),
        ] as [(String, String, String?)] {
            #expect(try await api.send(method, path, sven, body).status == 404, "\(method) \(path)")
        }
        #expect(try await api.post(path + "/flags", try bench.token("ana", .read), flag).status == 403)
    }

    @Test("A subject is shown for a reason that is on record, and to whom its cases are open")
    func subjects() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let added = try await api.post("/api/v1/subjects", ana, #"{"case": "NORTH-1", "kind": "victim"}"#)
        #expect(added["subject"].string == "V-000001")
        let path = "/api/v1/subjects/V-000001"
        let wishes = [
            #"{"field": "status", "value": "identified", "day": "2026-04-01"}"#,
            #"{"field": "country", "value": "FI", "certainty": "confirmed"}"#,
            #"{"field": "retention", "day": "2026-06-01", "reason": "trial"}"#,
        ]
        for wish in wishes { #expect(try await api.post(path + "/statements", ana, wish).status == 201, "\(wish)") }
        #expect(try await api.post(path + "/statements", ana, #"{"field": "sex", "value": "x"}"#).status == 422)
        let wrong = #"{"field": "status", "value": "arrested", "day": "2026-04-01"}"#
        #expect(try await api.post(path + "/statements", ana, wrong).status == 422)
        let link = #"{"case": "NORTH-1", "content": "room.jpg"}"#
        #expect(try await api.post(path + "/links", ana, link).status == 201)
        #expect(try await api.post(path + "/access", ana, "{}").status == 400)
        let shown = try await api.post(path + "/access", ana, #"{"reason": "review"}"#)
        #expect(shown["country"].string == "FI")
        #expect(shown["media"].list.count == 1)
        #expect(shown["history.0.value"].string == "identified")
        let log = try await api.get("/api/v1/audit?act=subject.viewed", try bench.token("otto"))
        #expect(log["entries"].list.count == 1)
        #expect(log["entries.0.details.reason"].string == "review")
        #expect(try await api.get("/api/v1/subjects?due=true", ana)["subjects.0.kept_until"].string == "2026-06-01")

        #expect(try await api.get("/api/v1/subjects", sven)["subjects"].list.isEmpty)
        #expect(try await api.post(path + "/access", sven, #"{"reason": "review"}"#).status == 404)
        for wish in wishes { #expect(try await api.post(path + "/statements", sven, wish).status == 404) }
    }

    @Test("Outcomes are listed by day and taken back")
    func outcomes() async throws {
        let bench = try await APIBench()
        let (api, ana) = (bench.api, try bench.token("ana"))
        let path = "/api/v1/cases/NORTH-1/outcomes"
        for (kind, day) in [("arrests", "2026-05-02"), ("victims_safeguarded", "2026-05-01")] {
            let wish = #"{"kind": "\#(kind)", "count": 1, "day": "\#(day)"}"#
            #expect(try await api.post(path, ana, wish).status == 201)
        }
        #expect(try await api.post(path, ana, #"{"kind": "arrests", "count": 1, "day": "2026-02-30"}"#).status == 422)
        let listed = try await api.get(path, ana)
        #expect(listed["outcomes"].list.map { $0["kind"].string } == ["victims_safeguarded", "arrests"])
        let number = try #require(listed["outcomes.1.outcome"].int)
        let reason = #"{"reason": "counted twice"}"#
        #expect(try await api.post("\(path)/\(number)/withdrawal", ana, reason).status == 204)
        #expect(try await api.post("\(path)/\(number)/withdrawal", ana, reason).status == 404)
        #expect(try await api.get(path, ana)["outcomes"].list.count == 1)
    }
}
