import HTTPTypes
import Testing

@testable import Workbench

@Suite("The description of the interface for programs")
struct APIDescriptionTests {
    @Test("It lists every route of the interface, and no other")
    func isComplete() async throws {
        let bench = try await APIBench()
        let document = try await bench.api.get("/api/v1/openapi.json", nil)
        #expect(document.status == 200)
        #expect(document["openapi"].string == "3.1.0")
        let described = document["paths"].object.flatMap { path, operations in
            operations.object.keys.map { "\($0.uppercased()) \(path)" }
        }
        let routed = Routes.all.filter { $0.path.hasPrefix("/api/") || $0.path.hasPrefix("/m/") }.map { route in
            let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
            return "\(route.method.rawValue) /\(path.joined(separator: "/"))"
        }
        #expect(Set(described) == Set(routed))
        #expect(routed.count == Set(routed).count)
    }

    @Test("Each operation has a name of its own, a summary, its path's fields and what can go wrong")
    func isUseful() async throws {
        let bench = try await APIBench()
        let document = try await bench.api.get("/api/v1/openapi.json", nil)
        var names: Set<String> = []
        for (path, operations) in document["paths"].object {
            for (method, operation) in operations.object {
                let name = try #require(operation["operationId"].string)
                #expect(names.insert(name).inserted, "\(name) twice")
                #expect(operation["summary"].string?.hasSuffix(".") == true, "\(name) has no summary")
                let fields = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                    String($0.dropFirst().dropLast())
                }
                let described = operation["parameters"].list.filter { $0["in"].string == "path" }
                #expect(described.compactMap { $0["name"].string } == fields, "\(method) \(path)")
                let statuses = operation["responses"].object.keys
                #expect(statuses.contains { $0.hasPrefix("2") } && statuses.contains("400"), "\(name)")
                let isOpen = operation["security"].list.isEmpty
                #expect(isOpen == (name == "showDescription"), "\(name)")
                #expect(isOpen || statuses.contains("401") && statuses.contains("403"), "\(name)")
            }
        }
    }
}
