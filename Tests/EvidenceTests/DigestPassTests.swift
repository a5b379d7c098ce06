import CaseModel
import Evidence
import Foundation
import TestSupport
import Testing

@Suite("Digests in one pass")
struct DigestPassTests {
    @Test(
        "The digests of `abc` are those of the standards, however it is cut",
        arguments: [[3], [1, 2], [1, 0, 1, 1]]
    )
    func digestsOfStandardText(cuts: [Int]) throws {
        let pass = try DigestPass()
        var rest = Array("abc".utf8)[...]
        for cut in cuts {
            Array(rest.prefix(cut)).withUnsafeBytes { pass.update($0) }
            rest = rest.dropFirst(cut)
        }
        let digests = try pass.finish()
        #expect(digests.size == 3)
        #expect(digests.md5.hexadecimal == "900150983cd24fb0d6963f7d28e17f72")
        #expect(digests.sha1.hexadecimal == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(
            digests.sha256.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test("A file that grows while it is read is refused")
    func changedFileIsRefused() throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("growing.bin")
        try Data(repeating: 1, count: 100).write(to: url)
        let file = try EvidenceFile(path: Array(url.path.utf8))
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([2]))
        try handle.close()
        #expect(throws: EvidenceError.changedWhileRead) { try file.digests() }
    }

    @Test("What fills a spool can be read back and has the digests of its bytes")
    func spoolGivesBackItsBytes() throws {
        let folder = try TemporaryFolder()
        let spool = try EntrySpool(folder: folder.url.path)
        try spool.append(Array("ab".utf8))
        try spool.append(Array("c".utf8))
        let (file, digests) = try spool.finish()
        #expect(digests.md5.hexadecimal == "900150983cd24fb0d6963f7d28e17f72")
        #expect(try file.digests() == digests)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }
}
