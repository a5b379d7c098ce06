import CaseModel
import Foundation
import SearchIndex
import TestSupport
import Testing

struct HammingSnapshotTests {
    private let folder: TemporaryFolder
    private let snapshot: HammingSnapshot

    init() throws {
        folder = try TemporaryFolder()
        snapshot = HammingSnapshot(path: folder.url.path + "/index/pictures.hashes")
    }

    private func index(_ all: [PerceptualHash]) -> HammingIndex {
        let index = HammingIndex()
        index.append(contentsOf: all.enumerated().map { ($1, Int64(1_000 + $0)) })
        return index
    }

    @Test(arguments: [0, 1, 8, 9, 65_535, 65_536, 65_537, 140_001])
    func `What is written is opened again, and can grow`(count: Int) throws {
        let all = HashSets.uniform.hashes(count + 20, seed: 71)
        let written = index(all)
        try snapshot.write(written, count: count, watermark: 77, records: 9)
        let opened = try #require(try snapshot.open())
        #expect(opened.watermark == 77)
        #expect(opened.records == 9)
        #expect(opened.index.count == count)
        opened.index.append(contentsOf: all[count...].map { ($0, -1) })
        #expect(opened.index.count == all.count)
        #expect((0..<all.count).allSatisfy { opened.index.hash(at: $0) == all[$0] })
        #expect((0..<count).allSatisfy { opened.index.label(at: $0) == Int64(1_000 + $0) })
        #expect((count..<all.count).allSatisfy { opened.index.label(at: $0) == -1 })
        let queries = HashSets.uniform.queries(20, of: all, seed: 72)
        #expect(opened.index.search(queries, radius: 31) == written.search(queries, radius: 31))
    }

    @Test func `No file is no index`() throws {
        #expect(try snapshot.open() == nil)
    }

    @Test func `An index that was opened stays as it is while its file is replaced`() throws {
        let all = HashSets.uniform.hashes(140_000, seed: 73)
        try snapshot.write(index(all), count: all.count, watermark: 1, records: 9)
        let opened = try #require(try snapshot.open()).index
        try snapshot.write(index(HashSets.uniform.hashes(10, seed: 74)), count: 10, watermark: 2, records: 9)
        #expect(try snapshot.open()?.index.count == 10)
        try FileManager.default.removeItem(atPath: snapshot.path)
        #expect((0..<all.count).allSatisfy { opened.hash(at: $0) == all[$0] })
        try snapshot.write(opened, count: opened.count, watermark: 3, records: 9)
        #expect(try snapshot.open()?.watermark == 3)
    }

    @Test func `A bit that has changed anywhere is noticed`() throws {
        let all = HashSets.uniform.hashes(66_000, seed: 75)
        try snapshot.write(index(all), count: all.count, watermark: 5, records: 9)
        let whole = try Data(contentsOf: URL(fileURLWithPath: snapshot.path))
        var random = SeededGenerator(seed: 76)
        let places =
            [0, 8, 16, 24, 40, 4_000, 4_095, 4_096, whole.count - 1]
            + (0..<20).map { _ in Int.random(in: 0..<whole.count, using: &random) }
        for place in places {
            var damaged = whole
            damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try damaged.write(to: URL(fileURLWithPath: snapshot.path))
            #expect(throws: IndexFileError.self, "byte \(place)") { try snapshot.open() }
        }
    }

    @Test func `A file that is cut or has more at its end is not used`() throws {
        let all = HashSets.uniform.hashes(66_000, seed: 77)
        try snapshot.write(index(all), count: all.count, watermark: 5, records: 9)
        let whole = try Data(contentsOf: URL(fileURLWithPath: snapshot.path))
        for length in [0, 1, 7, 39, 4_095, 4_096, whole.count / 2, whole.count - 64, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: snapshot.path))
            #expect(throws: IndexFileError.self, "length \(length)") { try snapshot.open() }
        }
        try (whole + Data(count: 64)).write(to: URL(fileURLWithPath: snapshot.path))
        #expect(throws: IndexFileError.self) { try snapshot.open() }
    }
}
