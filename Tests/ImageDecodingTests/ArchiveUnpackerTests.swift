import CaseModel
import Foundation
import ImageDecoding
import TestSupport
import Testing

struct ArchiveUnpackerTests {
    private struct Entry {
        var path: String
        var size = 0
        var refusal: FailureCode?
    }

    private func unpack(_ url: URL, limits: AnalysisLimits = AnalysisLimits()) throws -> (
        entries: [Entry], failure: FailureCode?
    ) {
        let file = try OpenFile(url)
        var entries: [Entry] = []
        var failure: FailureCode?
        try ArchiveUnpacker(limits: limits).unpack(descriptor: file.descriptor, type: try file.described().type) {
            switch $0 {
            case .entry(let path, _): entries.append(Entry(path: String(decoding: path, as: UTF8.self)))
            case .entryData(let bytes): entries[entries.count - 1].size += bytes.count
            case .entryEnd(let refused): entries[entries.count - 1].refusal = refused?.code
            case .failure(let reason): failure = reason.code
            default: break
            }
        }
        return (entries, failure)
    }

    @Test("Entries that lead out of the archive are refused, and the rest is kept")
    func traversal() throws {
        let (entries, failure) = try unpack(TestData.url("dev/corrupt/zip_traversal.zip"))
        #expect(failure == nil)
        for entry in entries {
            let leadsOut = entry.path.contains("..") || entry.path.hasPrefix("/") || entry.path.hasPrefix("C:")
            #expect((entry.refusal != nil) == leadsOut, "\(entry.path)")
        }
        #expect(entries.contains { $0.path == "ok.jpg" && $0.refusal == nil && $0.size > 0 })
    }

    @Test("Links are refused")
    func links() throws {
        let (entries, _) = try unpack(TestData.url("dev/corrupt/zip_symlink.zip"))
        #expect(entries.contains { $0.refusal == .unsupported })
    }

    @Test("An archive that gives more than it may is stopped")
    func bomb() throws {
        let limits = AnalysisLimits(outputBytes: 20_000)
        let (entries, failure) = try unpack(TestData.url("dev/corrupt/bomb_nested.zip"), limits: limits)
        #expect(failure == .tooLarge)
        #expect(entries.reduce(0) { $0 + $1.size } <= 20_000)
    }

    @Test("More entries than allowed end an archive")
    func entries() throws {
        let (entries, failure) = try unpack(
            TestData.url("dev/corrupt/names.tar"),
            limits: AnalysisLimits(entries: 2)
        )
        #expect(entries.count == 2)
        #expect(failure == .tooLarge)
    }

    @Test("Changed bytes never bring the process down")
    func mutations() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 111)
        for name in ["names.tar", "zip_traversal.zip"] {
            let bytes = try TestData.bytes("dev/corrupt/\(name)")
            for _ in 0..<30 {
                var changed = bytes
                for _ in 0..<10 {
                    changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(
                        in: 0...255,
                        using: &random
                    )
                }
                let url = folder.url.appendingPathComponent("changed")
                try Data(changed).write(to: url)
                let (entries, _) = try unpack(url, limits: AnalysisLimits(outputBytes: 1 << 20, entries: 1000))
                #expect(entries.count <= 1000)
            }
        }
    }
}
