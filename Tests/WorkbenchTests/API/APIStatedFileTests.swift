import Accounts
import CaseModel
import Casework
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("What is learned of files that reports state and other cases hold")
struct APIStatedFileTests {
    /// A server whose case SOUTH-1 has a report that names the picture of NORTH-1, and does not bring it.
    private func bench() async throws -> APIBench {
        let bench = try await APIBench()
        let found = try await bench.api.send(
            "POST",
            "/api/v1/search",
            try bench.token("ana"),
            bytes: try APIBench.picture()
        )
        let digest = try #require(found["file.sha256"].string)
        let folder = try TemporaryFolder()
        let report = folder.url.appendingPathComponent("disk.dfxml")
        let text = """
            <dfxml version="1.2.0"><fileobject><filename>seen/room.jpg</filename><hashdigest type="sha256">\(digest)\
            </hashdigest></fileobject></dfxml>
            """
        try Data(text.utf8).write(to: report)
        let workspace = bench.workspace
        let owner = try workspace.machineOwner()
        try workspace.addCase(reference: "SOUTH-2", title: nil, agency: "South")
        try workspace.addMember(toCase: "SOUTH-2", account: "sven", by: owner)
        let ingest = IngestRequest(caseReference: "SOUTH-2", paths: [], exhibit: "inventory", jobs: 1)
        let request = ReportRequest(format: .dfxml, path: report.path, ingest: ingest)
        _ = try await Blocking.run {
            try workspace.importReport(
                request,
                by: owner,
                workers: Program.folder.path,
                isInterrupted: { false },
                report: { _ in }
            )
        }
        return bench
    }

    @Test(
        "Each level of sharing shows what it says, of the report and of what is held; what is not shared leaves no trace"
    )
    func levels() async throws {
        let bench = try await bench()
        let api = bench.api
        let (ana, sven) = (try bench.token("ana"), try bench.token("sven"))
        let list = "/api/v1/cases/SOUTH-2/overlaps/stated"
        func others(_ reply: APIReply) -> [Workbench.JSONValue] {
            reply["stated"].list.filter { $0["a.case"].string == "NORTH-1" }
        }

        // One's own other case is shown at once.
        let own = try await api.get(list, sven)
        #expect(own["total"].int == 1 && own["stated.0.a.case"].string == "SOUTH-1")
        #expect(own["stated.0.a.path"].string == "room.jpg" && own["stated.0.b.path"].string == "seen/room.jpg")
        #expect(own["stated.0.evidence.hash_type"].string == "sha256")
        #expect(!String(decoding: own.bytes, as: UTF8.self).contains("NORTH"))
        #expect(own["elsewhere"].list.isEmpty)
        #expect(try await api.get("/api/v1/cases/SOUTH-2/overlaps", sven)["stated"].int == 1)
        #expect(try await api.get("/api/v1/cases/SOUTH-2/overlaps", sven)["total"].int == 0)
        let north = try await api.get("/api/v1/cases/NORTH-1/overlaps/stated", ana)
        #expect(north["total"].int == 0 && north["elsewhere"].list.isEmpty)
        #expect(!String(decoding: north.bytes, as: UTF8.self).contains("SOUTH"))
        #expect(try await api.get(list, ana).status == 404)

        let share = "/api/v1/cases/NORTH-1/shares/community"
        #expect(try await api.put(share, ana, #"{"level": "existence"}"#).status == 204)
        let existence = try await api.get(list, sven)
        #expect(existence["total"].int == 1 && others(existence).isEmpty)
        #expect(existence["elsewhere.0.agency"].string == "North" && existence["elsewhere.0.pairs"].int == 1)
        #expect(!String(decoding: existence.bytes, as: UTF8.self).contains("NORTH"))

        #expect(try await api.put(share, ana, #"{"level": "fingerprints"}"#).status == 204)
        let fingerprints = try #require(others(try await api.get(list, sven)).first)
        #expect(fingerprints["a.path"].isAbsent && fingerprints["a.exhibit"].isAbsent)
        #expect(fingerprints["b.path"].string == "seen/room.jpg")
        #expect(try await api.get(list + "?other=NORTH-1", sven)["total"].int == 1)

        #expect(try await api.put(share, ana, #"{"level": "renditions"}"#).status == 204)
        #expect(others(try await api.get(list, sven)).first?["a.path"].string == "room.jpg")

        // The other way round: who holds the file sees of a report what its case shows.
        #expect(
            try await api.put("/api/v1/cases/SOUTH-2/shares/community", sven, #"{"level": "fingerprints"}"#).status
                == 204
        )
        let held = try await api.get("/api/v1/cases/NORTH-1/overlaps/stated", ana)
        #expect(held["total"].int == 1 && held["stated.0.b.case"].string == "SOUTH-2")
        #expect(held["stated.0.b.path"].isAbsent && held["stated.0.b.report"].isAbsent)
        #expect(held["stated.0.a.path"].string == "room.jpg")
    }

    @Test("The pages of a case count and show them apart from what was compared")
    func pages() async throws {
        let bench = try await bench()
        let sven = try bench.token("sven")
        let overlaps = String(decoding: try await bench.api.get("/cases/SOUTH-2/overlaps", sven).bytes, as: UTF8.self)
        #expect(overlaps.contains("Stated by reports, not held"))
        #expect(overlaps.contains("Named in the report inventory: seen/room.jpg"))
        #expect(overlaps.contains("Held as disk/room.jpg") && !overlaps.contains("NORTH"))
        let page = String(decoding: try await bench.api.get("/cases/SOUTH-2", sven).bytes, as: UTF8.self)
        #expect(page.contains("files that reports state without bringing them"))
        let other = String(
            decoding: try await bench.api.get("/cases/NORTH-2", try bench.token("ana")).bytes,
            as: UTF8.self
        )
        #expect(!other.contains("files that reports state without bringing them"))
    }
}
