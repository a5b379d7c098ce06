import Accounts
import Casework
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Reports of other programs by program and by page")
struct APIImportedReportTests {
    private static let root = "/api/v1/cases/NORTH-1/imported-reports"

    /// A `.ufdr` with one file that agrees, one that differs and one that is not there.
    private static func archive() throws -> [UInt8] {
        let picture = try TestData.bytes("interchange/media/wallpaper_a.png")
        func file(_ number: Int, _ path: String, _ item: String) -> String {
            """
            <file path="/\(path)" id="f-\(number)"><metadata section="File"><item name="Local Path">\(path)</item>\(item)\
            </metadata></file>
            """
        }
        let report = """
            <?xml version="1.0" encoding="utf-8"?>
            <project name="Demo" xmlns="http://pa.cellebrite.com/report/2.0"><taggedFiles>
            \(file(1, "wallpaper.png", "<item name=\"MD5\">e8f690f863281a749877c07dcb2683fe</item>"))
            \(file(2, "note.txt", "<item name=\"MD5\">00000000000000000000000000000000</item>"))
            \(file(3, "gone.png", ""))</taggedFiles></project>
            """
        var archive = StoredArchive()
        archive.add("report.xml", Array(report.utf8))
        archive.add("wallpaper.png", picture)
        archive.add("note.txt", Array("a note".utf8))
        return Array(archive.data)
    }

    /// Waits until the last run of NORTH-1 is over.
    private func end(_ bench: APIBench, _ token: String) async throws -> String? {
        for _ in 0..<600 {
            let state = try await bench.api.get("/api/v1/cases/NORTH-1/ingest", token)["state"].string
            guard state == "waiting" || state == "analysing" else { return state }
            try await Task.sleep(for: .milliseconds(200))
        }
        return "it does not end"
    }

    @Test("A report is read beside requests, once by its key, and told file by file to who may see the case's items")
    func steps() async throws {
        let bench = try await APIBench()
        let (api, ana, sven) = (bench.api, try bench.token("ana"), try bench.token("sven"))
        let path = "\(Self.root)?exhibit=phone&name=phone.ufdr"
        let archive = try Self.archive()
        #expect(try await api.send("POST", path, sven, bytes: archive).status == 404)
        #expect(try await api.send("POST", path, try bench.token("ana", .read), bytes: archive).status == 403)
        let key = ["Idempotency-Key": "report-1"]
        let begun = try await api.send("POST", path, ana, bytes: archive, headers: key)
        #expect(begun.status == 202)
        #expect(try await end(bench, ana) == "done")
        let again = try await api.send("POST", path, ana, bytes: archive, headers: key)
        #expect(again.status == 202 && again.bytes == begun.bytes)

        let reports = try await api.get(Self.root, ana)["reports"].list
        let report = try #require(reports.first)
        #expect(reports.count == 1 && report["name"].string == "phone.ufdr" && report["format"].string == "ufed")
        #expect(report["files.agrees"].int == 1 && report["files.differs"].int == 1 && report["files.missing"].int == 1)
        #expect(report["imported_by"].string == "ana")
        let number = try #require(report["report"].int)
        let files = "\(Self.root)/\(number)/files"
        let first = try await api.get(files + "?limit=1", ana)
        #expect(first["files.0.path"].string == "wallpaper.png" && first["files.0.item"].int != nil)
        #expect(try await api.get(try #require(first["next"].string), ana)["files"].list.count == 1)
        let missing = try await api.get(files + "?standing=missing", ana)["files"].list
        #expect(missing.map { $0["path"].string } == ["gone.png"])
        #expect(try await api.get("\(Self.root)/99/files", ana).status == 404)
        #expect(try await api.get("/api/v1/cases/NORTH-2/imported-reports/\(number)/files", ana).status == 404)

        let page = String(decoding: try await api.get("/cases/NORTH-1/reported", ana).bytes, as: UTF8.self)
        #expect(page.contains("phone.ufdr") && page.contains("Here, with other digests than stated: 1"))
        let listed = "/cases/NORTH-1/reported?report=\(number)&standing=missing"
        let shown = String(decoding: try await api.get(listed, ana).bytes, as: UTF8.self)
        #expect(shown.contains("gone.png") && !shown.contains("note.txt"))
        let ingest = String(decoding: try await api.get("/cases/NORTH-1/ingest", ana).bytes, as: UTF8.self)
        #expect(ingest.contains("Not here: 1.") && ingest.contains("enctype=\"multipart/form-data\""))
    }

    @Test("What cannot be read says where, and leaves nothing; a format that cannot be told is asked for")
    func damaged() async throws {
        let bench = try await APIBench()
        let (api, ana) = (bench.api, try bench.token("ana"))
        let path = "\(Self.root)?exhibit=phone&name=case.json"
        let unknown = try await api.send("POST", path, ana, bytes: Array("nothing that is known".utf8))
        #expect(unknown.status == 422 && unknown["field"].string == "format")
        let cut = Array(try TestData.bytes("interchange/vics20-case.json").dropLast(300))
        #expect(try await api.send("POST", path, ana, bytes: cut).status == 202)
        #expect(try await end(bench, ana) == "failed")
        let state = try await api.get("/api/v1/cases/NORTH-1/ingest", ana)["state_text"].string ?? ""
        #expect(state.contains("case.json cannot be read as vics, and nothing of it was kept"), "\(state)")
        #expect(!state.contains(bench.workspace.directory))
        #expect(try await api.get(Self.root, ana)["reports"].list.isEmpty)
        let kept = bench.workspace.directory + "/reports/received/case-1"
        #expect((try? FileManager.default.contentsOfDirectory(atPath: kept))?.isEmpty != false)
        #expect(try await api.send("POST", path + "&format=icse", ana, bytes: cut).status == 400)
        #expect(try await api.send("POST", "\(Self.root)?exhibit=..&name=a", ana, bytes: cut).status == 422)
    }

    @Test("A report is uploaded by the page, and its files are found among those uploaded for the exhibit")
    func page() async throws {
        let workbench = try await TestWorkbench()
        try workbench.workspace.addAgency("North", by: workbench.owner)
        let session = try workbench.signIn("ana", role: .analyst, agency: "North")
        try workbench.workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workbench.workspace.addMember(toCase: "N-1", account: "ana", by: workbench.owner)
        let folder = try workbench.workspace.uploadFolder(ofExhibit: "disk", inCase: "N-1")
        try Data("a note".utf8).write(to: URL(fileURLWithPath: folder + "/note.txt"))
        let text = """
            <dfxml version="1.2.0"><fileobject><filename>note.txt</filename><hashdigest type="sha256">\
            f63e34a034f19a24438f2d74b242bc96682abd843ecc4ea63fefed4006d860a3</hashdigest></fileobject>
            <fileobject><filename>gone.txt</filename></fileobject></dfxml>
            """
        let sent = try await workbench.upload(
            "/cases/N-1/reported",
            session: session,
            fields: [("exhibit", "disk"), ("format", "")],
            file: ("file", "disk.dfxml", Data(text.utf8))
        )
        #expect(sent.status == 303 && sent.headers["location"] == "/cases/N-1/ingest", "\(sent.body)")
        var page = ""
        for _ in 0..<600 {
            page = try await workbench.ask("GET", "/cases/N-1/reported", session: session).body
            if page.contains("disk.dfxml") { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        for _ in 0..<600 where page.contains("Not looked at yet") {
            try await Task.sleep(for: .milliseconds(200))
            page = try await workbench.ask("GET", "/cases/N-1/reported", session: session).body
        }
        #expect(page.contains("Here, as stated: 1") && page.contains("Not here: 1"), "\(page)")
        let none = try await workbench.upload(
            "/cases/N-1/reported",
            session: session,
            fields: [("exhibit", "disk")],
            file: ("file", "disk.dfxml", Data())
        )
        #expect(none.status == 400)
    }
}
