import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("Pages of hash lists", .serialized)
struct HashListPagesTests {
    private let workbench: TestWorkbench
    private let session: String
    private let administrator: String
    private var workspace: Workspace { workbench.workspace }

    /// The SHA-256 of the note.
    private static let digest = "f63e34a034f19a24438f2d74b242bc96682abd843ecc4ea63fefed4006d860a3"

    init() async throws {
        workbench = try await TestWorkbench()
        try workbench.workspace.addAgency("North", by: workbench.owner)
        session = try workbench.signIn("ana", role: .analyst, agency: "North")
        administrator = try workbench.signIn("ada", role: .administrator, agency: nil)
        try workbench.workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workbench.workspace.addMember(toCase: "N-1", account: "ana", by: workbench.owner)
        try await workbench.ingest(["note.txt": "a note"], intoCase: "N-1", exhibit: "disk")
    }

    @Test("Lists are shown to all and treated by administrators, and an item's page names the lists that it is on")
    func lists() async throws {
        #expect(try await workbench.ask("GET", "/lists", session: session).body.contains("cairn import"))
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("unit.txt")
        try Data("\(Self.digest)  x\n".utf8).write(to: file)
        _ = try workspace.importHashList(HashListRequest(format: .md5sum, path: file.path), by: workbench.owner)
        let shown = try await workbench.ask("GET", "/lists", session: session)
        #expect(shown.body.contains("unit.txt") && !shown.body.contains("<select"))
        #expect(
            try await workbench.ask("GET", "/cases/N-1/items/1", session: session).body.contains("On the list unit.txt")
        )
        let form = "list=unit.txt&treatment=skip"
        #expect(try await workbench.ask("POST", "/lists/treatment", session: session, form: form).status == 403)
        let treated = try await workbench.ask("POST", "/lists/treatment", session: administrator, form: form)
        #expect(treated.status == 303)
        #expect(try workspace.hashList("unit.txt").list.treatment == .skip)
    }

    private func upload(_ fields: [(String, String)], _ text: String, name: String) async throws -> Answer {
        try await workbench.upload(
            "/lists",
            session: administrator,
            fields: fields,
            file: ("file", name, Data(text.utf8))
        )
    }

    @Test("A list is imported by its page in a format that is guessed, taken as a file, and an entry withdrawn")
    func keeping() async throws {
        let form = try await workbench.ask("GET", "/lists", session: administrator).body
        #expect(form.contains("enctype=\"multipart/form-data\"") && form.contains("<option value=\"ncmec\">"))
        let imported = try await upload([("treatment", "skip")], "\(Self.digest)  x\n", name: "unit.txt")
        #expect(imported.status == 303)
        let list = try workspace.hashList("unit.txt")
        #expect(list.list.format == "md5sum" && list.list.treatment == .skip && list.entries == 1)
        #expect(list.versions.first?.source == "unit.txt" && list.versions.first?.importedBy == "ada")

        // What cannot be read, or of which the format cannot be told, changes nothing.
        let unreadable = [("format", "vics"), ("name", "unit.txt")]
        #expect(try await upload(unreadable, "{", name: "a.json").status == 400)
        let unknown = try await upload([("name", "unit.txt")], Self.digest, name: "a")
        #expect(unknown.status == 422 && unknown.body.contains("Choose the format"))
        #expect(try await upload([], "", name: "a").status == 400)
        #expect(try workspace.hashList("unit.txt").list.version == 1)

        let page = try await workbench.ask("GET", "/lists/list?name=unit.txt", session: session)
        #expect(page.status == 200 && page.body.contains("1 added") && !page.body.contains("<form class=\"card"))
        let exporting = "/lists/export?name=unit.txt&format=csv"
        #expect(try await workbench.ask("GET", exporting, session: session).status == 403)
        let taken = String(decoding: try await workbench.download(exporting, session: administrator), as: UTF8.self)
        #expect(taken.contains(Self.digest))
        #expect(
            try await workbench.ask("GET", "/lists/export?name=none&format=csv", session: administrator).status == 400
        )

        let path = "/lists/withdraw"
        let withdrawing = "list=unit.txt&entry=1&reason=a+mistake"
        #expect(try await workbench.ask("POST", path, session: session, form: withdrawing).status == 403)
        #expect(try await workbench.ask("POST", path, session: administrator, form: withdrawing).status == 303)
        #expect(try workspace.hashList("unit.txt").entries == 0)
        let acts = try workspace.auditEntries(before: nil, limit: 100).filter { $0.actor == "ada" }.map(\.act)
        #expect(acts.contains("list.imported") && acts.contains("list.exported"))
        #expect(acts.contains("list.entry.withdrawn"))
    }

    @Test("The format of what the program itself writes is told by its beginning", arguments: HashListWriter.formats)
    func guess(_ format: InterchangeFormat) throws {
        let folder = try TemporaryFolder()
        let source = folder.url.appendingPathComponent("source")
        let isPDQ = format == .pdq || format == .tx
        let digests = [64, 32, 40].map { "\(Self.digest.prefix($0))  a name\n" }.joined()
        try Data((isPDQ ? "pdq \(Self.digest)\n" : digests).utf8).write(to: source)
        var request = HashListRequest(format: isPDQ ? .tx : .md5sum, path: source.path)
        request.name = "list"
        _ = try workspace.importHashList(request, by: workbench.owner)
        let path = folder.url.appendingPathComponent("written").path
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        _ = try workspace.exportHashList("list", as: format, by: workbench.owner) {
            try file.write(contentsOf: Data($0))
        }
        // 64 digits alone may be a SHA-256 too.
        #expect(HashListGuess.format(of: path) == (format == .pdq ? nil : format))
    }

    @Test("Nobody but an administrator imports, treats, exports or withdraws, whatever way it is asked")
    func permissions() throws {
        let analyst = try workbench.viewer("ana")
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("unit.txt")
        try Data("\(Self.digest)  x\n".utf8).write(to: file)
        let request = HashListRequest(format: .md5sum, path: file.path)
        #expect(throws: CaseworkError.self) { try workspace.importHashList(request, by: analyst) }
        _ = try workspace.importHashList(request, by: workbench.owner)
        #expect(throws: CaseworkError.self) { try workspace.setTreatment(.skip, ofList: "unit.txt", by: analyst) }
        #expect(throws: CaseworkError.self) {
            try workspace.withdraw(entry: 1, ofList: "unit.txt", reason: "x", by: analyst)
        }
        #expect(throws: CaseworkError.self) {
            try workspace.exportHashList("unit.txt", as: .csv, by: analyst) { _ in }
        }
        let list = try workspace.hashList("unit.txt")
        #expect(list.list.treatment == .mark && list.entries == 1)
        let administrator = try workbench.viewer("ada")
        try workspace.setTreatment(.skip, ofList: "unit.txt", by: administrator)
        #expect(try workspace.auditEntries(before: nil, limit: 1).first?.act == "list.treatment")
    }
}
