import CaseModel
import Foundation
import SearchIndex
import TestSupport
import Testing

@Suite("An index that does not hold what the database does")
struct FaultyIndexTests {
    private static let folder = "demo/CASE-A_seized-phone/DCIM/Camera"
    private static let notice = "the answer may be incomplete"
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        try cairn("case", "add", "A-1")
        try cairn("ingest", "A-1", try TestData.url(Self.folder).path)
    }

    private var database: String { cairn.data + "/cairn.sqlite" }
    private var snapshot: HammingSnapshot { HammingSnapshot(path: cairn.data + "/index/pictures.hashes") }

    /// Writes a file whose sums are right, which covers all pictures and holds none of their hashes.
    private func damage() throws {
        let last = try SQLiteFile.count("SELECT max(media_id) FROM picture_hash", path: database)
        let records = try SQLiteFile.count("SELECT count(*) FROM picture_hash", path: database)
        let index = HammingIndex()
        index.append(PerceptualHash.zero, label: Int64(last))
        try snapshot.write(index, count: 1, watermark: Int64(last), records: records)
    }

    private func picture() throws -> String {
        let pictures = try TestData.files(Self.folder).filter { $0.pathExtension.lowercased() == "jpg" }
        return try #require(pictures.first).path
    }

    @Test("A search says so once, and finds what it found before, as the index is made anew")
    func search() throws {
        let before = try cairn("search", try picture(), "--json")
        #expect(!before.errors.contains(Self.notice))
        try damage()
        let answer = try cairn("search", try picture(), "--json")
        #expect(answer.errors.contains(Self.notice))
        #expect(answer.output.hasPrefix(before.output))
        #expect(try answer.objects().last?["incomplete"] is [String])
        let after = try cairn("search", try picture(), "--json")
        #expect(!after.errors.contains(Self.notice))
        #expect(after.output == before.output)
    }

    @Test("Verify finds the fault, with exit code 4, and none after it; overlaps say so until then")
    func verify() throws {
        try damage()
        for _ in 0..<2 {
            let answer = try cairn("overlaps", "--case", "A-1", "--json")
            #expect(answer.errors.contains(Self.notice))
            #expect(try answer.objects().last?["incomplete"] is [String])
        }
        #expect(try cairn("verify", expecting: 4).output.contains("made anew"))
        try cairn("verify")
        #expect(!(try cairn("overlaps", "--case", "A-1", "--json")).errors.contains(Self.notice))
    }
}
