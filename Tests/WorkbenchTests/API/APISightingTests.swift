import Accounts
import Foundation
import Testing

@testable import Workbench

@Suite("Sightings through the interface for programs")
struct APISightingTests {
    private static let table = "content,source,reported_by,address_type,address\n"

    @Test("Sightings are put on record, listed in parts, found by address and taken back")
    func sightings() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let path = "/api/v1/cases/NORTH-1/sightings"
        let wish = """
            {"content": "room.jpg", "source": "deep_web", "address": {"type": "url", "value": "HTTPS://Stamps.example/a"},
             "place": "Harbour", "gps": [60.17, -0.00001], "first_seen": "2026-05-01T12:00:00+02:00",
             "last_seen": "2026-05-02", "reported_by": "Hotline"}
            """
        let added = try await api.post(path, ana, wish, key: "k1")
        #expect(added.status == 201)
        let number = try #require(added["sighting"].int)
        #expect(try await api.post(path, ana, wish, key: "k1")["sighting"].int == number)
        let plain = #"{"content": "notes.txt", "source": "device", "place": "Attic", "reported_by": "North"}"#
        #expect(try await api.post(path, ana, plain).status == 201)

        let first = try await api.get(path + "?limit=1", ana)
        #expect(first["total"].int == 2)
        #expect(first["sightings.0.address.value"].string == "https://stamps.example/a")
        #expect(first["sightings.0.first_seen"].string == "2026-05-01T10:00:00Z")
        #expect(first["sightings.0.gps"].list.count == 2)
        #expect(first["sightings.0.entry"].string == "entered")
        #expect(first["devices.0.path"].string == "room.jpg")
        #expect(first["devices.0.taken_at"].string?.hasPrefix("2021-04-03") == true)
        let second = try await api.get(try #require(first["next"].string), ana)
        #expect(second["sightings"].list.map { $0["path"].string } == ["notes.txt"])
        #expect(second["next"].isAbsent)
        let content = try await api.get(path + "?content=room.jpg", ana)
        #expect(content["sightings"].list.count == 1)
        // South's case holds the same picture, which one may not see.
        #expect(content["devices"].list.map { $0["case"].string } == ["NORTH-1"])

        let found = try await api.get("/api/v1/search?value=http%3A%2F%2Fwww.stamps.example%2Fa", ana)
        #expect(found["sightings"].list.map { $0["sighting"].int } == [number])
        let hidden = try await api.get("/api/v1/search?value=https%3A%2F%2Fstamps.example%2Fa", sven)
        #expect(hidden["sightings"].list.isEmpty)

        let series = try await api.post("/api/v1/series", ana, #"{"case": "NORTH-1", "name": "Attic"}"#)
        let ofSeries = "/api/v1/series/\(try #require(series["series.id"].int))"
        _ = try await api.post(ofSeries + "/media", ana, #"{"case": "NORTH-1", "contents": ["room.jpg"]}"#)
        #expect(try await api.get(ofSeries + "/sightings", ana)["sightings"].list.count == 1)
        #expect(try await api.get(ofSeries + "/sightings", sven).status == 404)

        let reason = #"{"reason": "another content"}"#
        #expect(try await api.post("\(path)/\(number)/withdrawal", sven, reason).status == 404)
        #expect(try await api.post("\(path)/\(number)/withdrawal", ana, reason).status == 204)
        #expect(try await api.post("\(path)/\(number)/withdrawal", ana, reason).status == 404)
        #expect(try await api.get(path, ana)["total"].int == 1)
    }

    @Test("What is wrong is refused and named, in bodies as in tables")
    func refused() async throws {
        let bench = try await APIBench()
        let (api, ana) = (bench.api, try bench.token("ana"))
        let path = "/api/v1/cases/NORTH-1/sightings"
        let plain = #""content": "room.jpg", "reported_by": "H", "place": "P""#
        for (more, status) in [
            (#""source": "smoke""#, 400), (#""source": "chat", "gps": [1]"#, 400),
            (#""source": "chat", "gps": [91, 0]"#, 422),
            (#""source": "chat", "first_seen": "soon""#, 422),
            (#""source": "chat", "address": {"type": "url", "value": "javascript:alert(1)"}"#, 422),
        ] { #expect(try await api.post(path, ana, "{\(plain), \(more)}").status == status, "\(more)") }
        #expect(try await api.get(path + "?content=none.jpg", ana).status == 422)

        func send(_ rows: String, _ token: String) async throws -> APIReply {
            try await api.send("POST", path + "/import", token, bytes: Array((Self.table + rows).utf8))
        }
        let faulty = try await send("room.jpg,chat,H,handle,dealer\nroom.jpg,chat,H,handle,two words\n", ana)
        #expect(faulty.status == 422)
        #expect(faulty["detail"].string?.contains("line 3: address") == true)
        #expect(try await api.get(path, ana)["total"].int == 0)
        let read = try await send("room.jpg,chat,H,handle,dealer\n", ana)
        #expect(read.status == 201)
        #expect(read["added"].int == 1)
        #expect(try await send("room.jpg,chat,H,handle,dealer\n", ana)["known"].int == 1)
        #expect(try await send("room.jpg,chat,H,handle,dealer\n", try bench.token("ana", .read)).status == 403)
        #expect(try await send("room.jpg,chat,H,handle,dealer\n", try bench.token("sven")).status == 404)
    }
}
