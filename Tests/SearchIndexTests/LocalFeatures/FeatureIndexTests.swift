import CairnKernels
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import SearchIndex

struct FeatureIndexTests {
    private static let unturned: (cosine: Float, sine: Float, radians: Float) = (1, 0, 0)
    private static let quarter: (cosine: Float, sine: Float, radians: Float) = (0, 1, .pi / 2)

    private let vocabulary: FeatureVocabulary

    init() throws {
        vocabulary = try #require(FeatureVocabulary.shipped)
    }

    /// Pictures of 60 features each, the same for the same seed.
    private func pictures(_ count: Int, seed: UInt64) throws -> [LocalFeatures] {
        var random = SeededGenerator(seed: seed)
        return try (0..<count).map { _ in
            try #require(LocalFeatures.random(60, width: 800, height: 600, using: &random))
        }
    }

    private func query(of picture: LocalFeatures, quarterTurned: Bool = false) throws -> LocalFeatures {
        var random = SeededGenerator(seed: 77)
        return try #require(
            picture.moved(
                scale: 0.6,
                turn: quarterTurned ? Self.quarter : Self.unturned,
                shift: quarterTurned ? (380, 5) : (30, 20),
                keeping: 0.7,
                width: 640,
                height: 640,
                using: &random
            )
        )
    }

    @Test("A part of a picture, smaller and turned, is found first among others", arguments: [false, true])
    func finds(isTurned: Bool) throws {
        let index = FeatureIndex(vocabulary: vocabulary)
        let pictures = try pictures(40, seed: 5)
        for (number, picture) in pictures.enumerated() {
            index.append(picture, media: Int64(number + 1), caseNumber: number % 7)
        }
        for number in [0, 17, 39] {
            let query = try query(of: pictures[number], quarterTurned: isTurned)
            let found = index.search(query, limit: 5)
            #expect(found.candidates.first?.picture.media == Int64(number + 1))
            let agreeing = try #require(found.candidates.first?.correspondences.count)
            #expect(agreeing >= query.count / 2, "\(agreeing) of \(query.count)")
        }
    }

    @Test("What many cases show tells less, and what one case shows often tells as much as what it shows once")
    func rarity() throws {
        let shown = try #require(try pictures(1, seed: 12).first)
        let oneCase = FeatureIndex(vocabulary: vocabulary)
        let manyCases = FeatureIndex(vocabulary: vocabulary)
        for number in 0..<40 {
            oneCase.append(shown, media: Int64(number + 1), caseNumber: 3)
            manyCases.append(shown, media: Int64(number + 1), caseNumber: number)
        }
        #expect(oneCase.search(shown, limit: 5).rarities.allSatisfy { $0 == 1 })
        #expect(manyCases.search(shown, limit: 5).rarities.allSatisfy { $0 < 0.2 })
    }

    @Test("Answers are the same whether pictures are in memory, in segments or in merged segments")
    func segments() throws {
        let folder = try TemporaryFolder()
        let files = FeatureIndexFolder(path: folder.url.path + "/index")
        let pictures = try pictures(60, seed: 6)
        let inMemory = FeatureIndex(vocabulary: vocabulary)
        let onDisk = files.open(vocabulary: vocabulary).index
        let asked = try [3, 30, 59].map { try query(of: pictures[$0]) }
        for (number, picture) in pictures.enumerated() {
            inMemory.append(picture, media: Int64(number + 1), caseNumber: number % 7)
            onDisk.append(picture, media: Int64(number + 1), caseNumber: number % 7)
            if number % 20 == 13 { try files.seal(onDisk) }
        }
        func check(_ index: FeatureIndex) {
            for query in asked {
                let (expected, found) = (inMemory.search(query, limit: 10), index.search(query, limit: 10))
                #expect(found.candidates == expected.candidates)
                #expect(found.rarities == expected.rarities)
            }
        }
        check(onDisk)
        try files.seal(onDisk)
        let opened = files.open(vocabulary: vocabulary)
        #expect(opened.watermark == 60)
        check(opened.index)
        while let due = files.dueMerge(of: opened.index) { try files.adopt(due.run(), in: opened.index) }
        #expect(opened.index.segments.count == 1)
        check(opened.index)
        check(files.open(vocabulary: vocabulary).index)
        #expect(files.faults().isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/index")
        #expect(left.count == 2, "\(left)")
    }

    @Test("A changed byte in a segment is found, and a cut or foreign file is not used")
    func damage() throws {
        let folder = try TemporaryFolder()
        let files = FeatureIndexFolder(path: folder.url.path)
        let index = FeatureIndex(vocabulary: vocabulary)
        for (number, picture) in try pictures(5, seed: 7).enumerated() {
            index.append(picture, media: Int64(number + 1), caseNumber: number % 7)
        }
        try files.seal(index)
        let path = try #require(index.segments.first?.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let asked = try query(of: try #require(try pictures(5, seed: 7).first))
        var wild = whole
        // All numbers of pictures far too large.
        let postings = 5 * 60
        for byte in (whole.count - 8 * postings)..<whole.count { wild[byte] = 0xFF }
        try wild.write(to: URL(fileURLWithPath: path))
        #expect(files.open(vocabulary: vocabulary).index.search(asked, limit: 10).candidates.isEmpty)
        var random = SeededGenerator(seed: 8)
        for _ in 0..<40 {
            var changed = whole
            changed[Int.random(in: 0..<whole.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(!files.faults().isEmpty)
            // Whatever was changed, a search in what can be opened comes to an end.
            let found = files.open(vocabulary: vocabulary).index.search(asked, limit: 10)
            #expect(found.candidates.count <= 10)
        }
        for length in [0, 10, 79, 80, 200, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            let opened = files.open(vocabulary: vocabulary)
            #expect(opened.watermark == 0 && opened.index.pictureCount == 0)
        }
        try whole.write(to: URL(fileURLWithPath: path))
        #expect(files.faults().isEmpty)
        #expect(files.open(vocabulary: vocabulary).index.pictureCount == 5)
    }

    @Test("The vocabulary survives being written, and other bytes are none")
    func vocabularyBytes() throws {
        let bytes = vocabulary.bytes
        let again = try #require(bytes.withUnsafeBytes { FeatureVocabulary(bytes: $0) })
        #expect(again.bytes == bytes)
        #expect(bytes.dropLast().withUnsafeBytes { FeatureVocabulary(bytes: $0) } == nil)
        var foreign = bytes
        foreign[0] ^= 1
        #expect(foreign.withUnsafeBytes { FeatureVocabulary(bytes: $0) } == nil)
    }

    @Test("The nearest word of a descriptor comes first, and signatures tell descriptors of a word apart")
    func words() throws {
        let picture = try #require(try pictures(1, seed: 9).first)
        let words = vocabulary.words(of: picture.descriptors, count: 3)
        #expect(words.count == 3 * picture.count)
        let nearest = vocabulary.words(of: picture.descriptors, count: 1)
        #expect((0..<picture.count).allSatisfy { words[3 * $0] == nearest[$0] })
        let set = nearest.map(\.signature.nonzeroBitCount).reduce(0, +)
        #expect(abs(set - 32 * picture.count) < 10 * picture.count)
    }
}
