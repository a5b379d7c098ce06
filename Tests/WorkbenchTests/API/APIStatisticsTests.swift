import Foundation
import Testing

@testable import Workbench

@Suite("Statistics through the interface for programs")
struct APIStatisticsTests {
    @Test("A snapshot is taken, its tables are made twice alike, and only whoever took it gets them")
    func walk() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let victim = #"{"case": "NORTH-1", "kind": "victim"}"#
        for _ in 0..<5 { #expect(try await api.post("/api/v1/subjects", ana, victim).status == 201) }
        let stated = try await api.post(
            "/api/v1/subjects/V-000001/statements",
            ana,
            #"{"field": "first_seen", "day": "2025-01-02"}"#
        )
        #expect(stated.status == 201)
        let taken = try await api.post("/api/v1/statistics", ana, #"{"cases": ["NORTH-1"]}"#)
        #expect(taken.status == 201)
        let number = try #require(taken["number"].string)
        let path = "/api/v1/statistics/\(number)"
        let tables = try await api.get(path + "/tables", ana)
        #expect(tables["snapshot"].string == number)
        #expect(tables["tables"].list.count == 10)
        #expect(try await api.get(path + "/tables", ana).bytes == tables.bytes)
        let lines = try await api.get(path + "/lines?threshold=1", ana).bytes
        #expect(String(decoding: lines, as: UTF8.self).contains("year_first_seen,2025"))
        #expect(try await api.get(path + "/tables?threshold=0", ana).status == 400)
        let snapshot = try await api.post(path + "/access", ana, #"{"reason": "count again"}"#)
        #expect(snapshot["victims"].list.count == 5)

        #expect(try await api.get("/api/v1/statistics", ana)["snapshots"].list.count == 1)
        #expect(try await api.get("/api/v1/statistics", sven)["snapshots"].list.isEmpty)
        #expect(try await api.get(path + "/tables", sven).status == 404)
        #expect(try await api.post(path + "/access", sven, #"{"reason": "curious"}"#).status == 404)
        #expect(try await api.post("/api/v1/statistics", sven, #"{"cases": ["NORTH-1"]}"#).status == 404)
    }
}
