import Evidence
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Walking evidence")
struct EvidenceWalkerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ name: String) throws {
        let url = folder.url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(name.utf8).write(to: url)
    }

    private func walk() throws -> (files: [String], skipped: [String: EvidenceError]) {
        var files: [String] = []
        var skipped: [String: EvidenceError] = [:]
        for entry in try EvidenceWalker(root: Array(folder.url.path.utf8)) {
            switch entry {
            case .file(let path): files.append(String(decoding: path.name, as: UTF8.self))
            case .skipped(let path, let error): skipped[String(decoding: path.name, as: UTF8.self)] = error
            }
        }
        return (files, skipped)
    }

    @Test("Files come in the order of the bytes of their names, folder by folder")
    func orderIsFixed() throws {
        for name in ["b/2", "b/1", "a", "é", "C", "ab", "b.txt", ".hidden/x", "..."] { try write(name) }
        #expect(try walk().files == ["...", ".hidden/x", "C", "a", "ab", "b/1", "b/2", "b.txt", "é"])
    }

    @Test("Links, sockets and pipes are listed with a reason, and loops of links do not trap the walk")
    func specialFilesAreSkipped() throws {
        try write("file")
        let path = folder.url.path
        symlink(".", path + "/loop")
        symlink("/etc/passwd", path + "/outside")
        mkfifo(path + "/pipe", 0o600)
        let walked = try walk()
        #expect(walked.files == ["file"])
        #expect(walked.skipped["loop"] == .notAFile("a link"))
        #expect(walked.skipped["outside"] == .notAFile("a link"))
        #expect(walked.skipped["pipe"] == .notAFile("a pipe"))
    }

    @Test("Names that are not UTF-8 keep their bytes")
    func namesKeepTheirBytes() throws {
        let name: [UInt8] = [0x66, 0xFF, 0xFE, 0x0A, 0x78]
        let path = Array(folder.url.path.utf8) + [UInt8(ascii: "/")] + name + [0]
        let descriptor = path.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
            }
        }
        try #require(descriptor >= 0)
        close(descriptor)
        let entries = Array(try EvidenceWalker(root: Array(folder.url.path.utf8)))
        #expect(entries.count == 1)
        guard case .file(let found)? = entries.first else {
            Issue.record("the file was not listed")
            return
        }
        #expect(found.name == name)
        #expect(try EvidenceFile(path: found.location).status.size == 0)
    }

    @Test("A path that is a file gives that file under its own name")
    func singleFile() throws {
        try write("one.jpg")
        let path = folder.url.appendingPathComponent("one.jpg").path
        let entries = Array(try EvidenceWalker(root: Array(path.utf8)))
        #expect(entries == [.file(WalkedPath(location: Array(path.utf8), name: Array("one.jpg".utf8), isRoot: true))])
    }

    @Test("A path that is not there is an error")
    func missingPath() {
        #expect(throws: EvidenceError.system(ENOENT)) { try EvidenceWalker(root: Array("/nonexistent/x".utf8)) }
    }

    @Test("A file that vanished after it was listed cannot be opened, with the system's reason")
    func vanishedFile() throws {
        let path = Array(folder.url.appendingPathComponent("gone").path.utf8)
        #expect(throws: EvidenceError.system(ENOENT)) { try EvidenceFile(path: path) }
    }
}
