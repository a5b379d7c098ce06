import Foundation
import TestSupport
import Testing

@Suite("Reports on the command line")
struct ReportTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        for reference in ["N-1", "S-2"] {
            try cairn("case", "add", reference)
            let exhibit = cairn.folder.url.appendingPathComponent("box-\(reference)")
            try FileManager.default.createDirectory(at: exhibit, withIntermediateDirectories: true)
            let text = "notes of \(reference): dealer@stamps.example has the sheets\n"
            try Data(text.utf8).write(to: exhibit.appendingPathComponent("notes.txt"))
            try cairn("ingest", reference, exhibit.path)
        }
    }

    private func file(_ name: String) -> String { cairn.folder.url.appendingPathComponent(name).path }

    @Test("The content is the same byte for byte, and a report is checked without the database")
    func contentAndCheck() throws {
        for arguments in [["case", "N-1"], ["overlap", "S-2", "N-1"], ["operation"], ["operation", "--case", "S-2"]] {
            let asked = ["--data", cairn.data, "report"] + arguments + ["--content-only"]
            let (first, second) = (try cairn.program.run(asked), try cairn.program.run(asked))
            #expect(first.code == 0 && !first.output.isEmpty, "\(arguments): \(first.errors)")
            #expect(first.output == second.output, "\(arguments)")
        }
        try cairn("report", "case", "N-1", "--output", file("report.json"))
        let key = try cairn("audit", "key").output
        try Data(key.utf8).write(to: URL(fileURLWithPath: file("key.txt")))
        let checked = try cairn.program.run(["report", "check", file("report.json"), "--key", file("key.txt")])
        #expect(checked.code == 0, "\(checked.errors)")
        let json = try String(contentsOfFile: file("report.json"), encoding: .utf8)
        try Data(json.replacing("notes.txt", with: "other.txt").utf8).write(
            to: URL(fileURLWithPath: file("forged.json"))
        )
        let forged = try cairn.program.run(["report", "check", file("forged.json"), "--key", file("key.txt")])
        #expect(forged.code == 4)
        let listed = try cairn("audit", "list", "--act", "report.made", "--json").objects()
        #expect(listed.count == 9)
    }

    @Test("HTML and PDF are files of their own, whole or not there")
    func files() throws {
        try cairn(
            "report",
            "overlap",
            "N-1",
            "S-2",
            "--format",
            "html",
            "--language",
            "fr",
            "--output",
            file("a.html")
        )
        let html = try String(contentsOfFile: file("a.html"), encoding: .utf8)
        #expect(html.hasPrefix("<!doctype html>") && html.contains("lang=\"fr\"") && html.contains("notes.txt"))
        let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/weasyprint")
        let pdf = try cairn(
            "report",
            "case",
            "N-1",
            "--format",
            "pdf",
            "--output",
            file("a.pdf"),
            expecting: isInstalled ? 0 : 1
        )
        #expect(FileManager.default.fileExists(atPath: file("a.pdf")) == isInstalled)
        if isInstalled {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file("a.pdf")))
            #expect(bytes.starts(with: Data("%PDF-".utf8)))
        } else {
            #expect(pdf.errors.contains("apt-get install weasyprint"))
        }
        #expect(!FileManager.default.fileExists(atPath: file("a.pdf.part")))
    }

    @Test("Wrong usage is told")
    func usage() throws {
        try cairn("report", "case", "N-1", "--format", "page", expecting: 2)
        try cairn("report", "case", "N-1", "--language", "xx", expecting: 2)
        try cairn("report", "case", "N-1", "--format", "html", "--content-only", expecting: 2)
        try cairn("report", "overlap", "N-1", "N-1", expecting: 2)
        try cairn("report", "operation", "--case", "X-3", expecting: 2)
        #expect(try cairn("report", "case", "N-2", expecting: 2).errors.contains("N-1"))
    }
}
