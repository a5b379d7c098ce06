import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Casework

@Suite("Paths that reports state")
struct ReportedPathTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(
        "A path within an exhibit is never absolute and has no steps up",
        arguments: [
            (#"\DCIM\100TEST\a.png"#, "DCIM/100TEST/a.png"), (#"C:\Users\x\a.png"#, "C:/Users/x/a.png"),
            (#"..\..\a.png"#, "a.png"), ("/home/./x//a.png", "home/x/a.png"), ("", "else"), (#"..\.."#, "else"),
            ("ä/日本.png", "ä/日本.png"),
        ]
    )
    func withinExhibit(_ spelled: String, _ expected: String) {
        #expect(text(ReportedPath(spelled, .backslashes).withinExhibit(orElse: "else")) == expected)
    }

    @Test("In a path of a file system a backslash is part of a name, unless nothing else divides it")
    func backslashes() {
        #expect(text(ReportedPath(#"a/b\c"#, .slashes).withinExhibit(orElse: "")) == #"a/b\c"#)
        #expect(text(ReportedPath(#"a\b"#, .slashes).withinExhibit(orElse: "")) == "a/b")
        #expect(ReportedPath("/a/b", .slashes).below(.fileSystem) == "a/b")
        #expect(ReportedPath("/a/b", .slashes).below(.report) == nil)
    }

    @Test(
        "What leads out of the folder is refused",
        arguments: ["..", "a/../b", #"a\..\b"#, "/a", #"\a"#, "c:a", #"C:\a"#, "", ".", "a\u{0}b"]
    )
    func refused(_ spelled: String) {
        #expect(ReportedPath(spelled, .backslashes).below(.report) == nil)
    }

    @Test("A VICS path that is a folder alone gets the file's name")
    func folders() {
        var file = VICSMediaFile()
        (file.fileName, file.filePath) = ("a.png", #"\DCIM\"#)
        #expect(text(file.path) == "DCIM/a.png")
        file.filePath = #"\DCIM\A.PNG"#
        #expect(text(file.path) == "DCIM/A.PNG")
        file.filePath = ""
        #expect(text(file.path) == "a.png")
    }

    @Test("Only who may add evidence to a case may read a report into it")
    func permission() throws {
        let desk = try SeriesDesk()
        let sample = try TestData.url("interchange/vics13-hashset.json").path
        func read(by name: String, into reference: String) throws -> Int {
            var ingest = IngestRequest(caseReference: reference, paths: [], jobs: 1)
            ingest.allowsWeakSandbox = true
            return try desk.workspace.importReport(
                ReportRequest(format: .vics, path: sample, ingest: ingest),
                by: desk.viewer(name),
                workers: Program.folder.path,
                isInterrupted: { false },
                report: { _ in }
            ).statements
        }
        #expect(try read(by: "hill", into: "N-1") == 3)
        for (name, reference) in [("clerk", "N-1"), ("hill", "S-2"), ("lake", "N-1")] {
            #expect(throws: CaseworkError.self) { try read(by: name, into: reference) }
        }
        let listed = try desk.workspace.reports(ofCase: "N-1", for: desk.viewer("hill"))
        #expect(listed.map(\.standings) == [[.missing: 3]])
        #expect(throws: CaseworkError.self) { try desk.workspace.reports(ofCase: "N-1", for: desk.viewer("dale")) }
    }
}
