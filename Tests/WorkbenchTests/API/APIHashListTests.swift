import Accounts
import Casework
import Testing

@testable import Workbench

@Suite("Hash lists for programs")
struct APIHashListTests {
    private static let digest = "f63e34a034f19a24438f2d74b242bc96682abd843ecc4ea63fefed4006d860a3"

    @Test("A list is imported, shown, treated, exported and corrected by administrators, and shown to all who work")
    func steps() async throws {
        let bench = try await APIBench()
        let (api, ada, ana) = (bench.api, try bench.token("ada"), try bench.token("ana"))
        let file = Array("\(Self.digest)  x\n".utf8)
        let path = "/api/v1/lists?name=unit"
        #expect(try await api.send("POST", path, ana, bytes: file).status == 403)
        let made = try await api.send("POST", path + "&treatment=skip", ada, bytes: file)
        #expect(made.status == 201 && made["version"].int == 1 && made["added"].int == 1)
        #expect(made["format"].string == "md5sum" && made["source"].string == "unit")
        let unknown = try await api.send("POST", path, ada, bytes: Array(Self.digest.utf8))
        #expect(unknown.status == 422 && unknown["field"].string == "format")
        let wrong = try await api.send("POST", path + "&format=vics", ada, bytes: file)
        #expect(wrong.status == 422)
        #expect(try await api.send("POST", path + "&format=case", ada, bytes: file).status == 400)

        let one = "/api/v1/lists/unit"
        #expect(try await api.get("/api/v1/lists", ana)["lists.0.entries"].int == 1)
        #expect(try await api.get(one, ana)["versions"].list.count == 1)
        #expect(try await api.get("/api/v1/lists/none", ana).status == 404)
        let mark = #"{"treatment": "mark"}"#
        #expect(try await api.put("\(one)/treatment", ana, mark).status == 403)
        #expect(try await api.put("\(one)/treatment", ada, mark).status == 204)
        #expect(try await api.put("\(one)/treatment", ada, #"{"treatment": "burn"}"#).status == 400)
        let exported = try await api.get("\(one)/export?format=csv", ada)
        #expect(exported.status == 200 && String(decoding: exported.bytes, as: UTF8.self).contains(Self.digest))
        #expect(try await api.get("\(one)/export?format=md5sum", ana).status == 403)
        #expect(try await api.get("/api/v1/lists/none/export?format=md5sum", ada).status == 404)
        let withdrawal = "\(one)/entries/1/withdrawal"
        #expect(try await api.post(withdrawal, ada, #"{"reason": "a mistake"}"#).status == 204)
        #expect(try await api.post("\(one)/entries/7/withdrawal", ada, #"{"reason": "x"}"#).status == 404)
        let last = try await api.get(one, ana)
        #expect(last["versions.1.version"].int == 2 && last["versions.1.withdrawn"].int == 1)
    }

    @Test("An import that is sent again with its key is carried out once; another file with that key is refused")
    func once() async throws {
        let bench = try await APIBench()
        let (api, ada) = (bench.api, try bench.token("ada"))
        let file = Array("\(Self.digest)  x\n".utf8)
        let path = "/api/v1/lists?name=unit"
        func send(_ bytes: [UInt8], _ key: String) async throws -> APIReply {
            try await api.send("POST", path, ada, bytes: bytes, headers: ["Idempotency-Key": key])
        }
        let made = try await send(file, "import-1")
        let again = try await send(file, "import-1")
        #expect(made.status == 201 && again.status == 201 && again.bytes == made.bytes)
        #expect(try bench.workspace.hashList("unit").versions.count == 1)
        let other = try await send(Array("\(Self.digest.reversed().map(String.init).joined())  y\n".utf8), "import-1")
        #expect(other.status == 422 && other["detail"].string?.contains("another request") == true)
        #expect(try await send(file, "import-2")["version"].int == 2)
        // What failed is tried again.
        #expect(try await send([], "import-3").status == 422)
        #expect(try await send(file, "import-3")["version"].int == 3)
    }
}
