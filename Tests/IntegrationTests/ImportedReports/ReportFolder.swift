import Foundation
import TestSupport
import Testing

/// A folder with a report and files beside it, and `cairn` with a case to read it into.
struct ReportFolder {
    let cairn: CairnRunner
    let folder: URL

    init() throws {
        cairn = try CairnRunner()
        folder = cairn.folder.url.appendingPathComponent("export")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try cairn("case", "add", "A-1")
    }

    /// Puts a file there and gives its path.
    @discardableResult
    func write(_ text: String, _ path: String) throws -> String {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// Copies a picture of the samples there.
    func copy(_ name: String, to path: String) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: TestData.url("interchange/media/\(name)"), to: url)
    }

    /// The sample of a case in VICS, and its pictures where it says that they lie.
    func copyVICS() throws -> String {
        for name in ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"] {
            try copy(name, to: "media/\(name)")
        }
        return try write(String(decoding: TestData.bytes("interchange/vics20-case.json"), as: UTF8.self), "case.json")
    }

    /// What an import says of a report, and of how many files it says what.
    func imported(_ format: String, _ report: String, _ more: String...) throws -> [String: Any] {
        let arguments = ["--data", cairn.data, "import", format, report, "--case", "A-1", "--json"] + more
        let outcome = try cairn.program.run(arguments)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try #require(try outcome.objects().compactMap { $0["report"] as? [String: Any] }.first)
    }

    func standings(_ report: [String: Any]) -> [String: Int] {
        (report["files"] as? [String: Int] ?? [:]).filter { $0.value > 0 }
    }

    /// The files that reports name.
    func reported() throws -> [[String: Any]] {
        try cairn("case", "reported", "A-1", "--json").objects().compactMap { $0["reported"] as? [String: Any] }
    }

    /// The rows of a query, their texts without quotation marks around them.
    func rows(_ query: String) throws -> [String] {
        try SQLiteFile.dump([query], path: cairn.data + "/cairn.sqlite").split(separator: "\n")
            .map { String($0).replacing("\"", with: "") }
    }

    func paths() throws -> [String] { try rows("SELECT path FROM item ORDER BY path") }
}
