import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

struct VideoFramesFileTests {
    /// A data directory of videos, some of which share a stretch with the first or were looked at quickly.
    private struct Videos {
        let folder: TemporaryFolder
        let store: CaseStore
        private(set) var all: [(media: Int64, frames: [FrameFingerprint])] = []

        init(count: Int, random: inout SeededGenerator) throws {
            folder = try TemporaryFolder()
            store = try CaseStore(directory: folder.url.path, access: .create)
            for number in 0..<count { try add(isQuick: number % 7 == 6, random: &random) }
        }

        mutating func add(isQuick: Bool = false, random: inout SeededGenerator) throws {
            var frames = (0..<120).map { Self.frame(at: Double($0) / 2, random: &random) }
            if all.count % 3 == 2, let first = all.first?.frames {
                for place in 20..<60 {
                    frames[place].full = first[place].full.changing(9, using: &random)
                    frames[place].centres = first[place].centres.map { $0.changing(9, using: &random) }
                }
            }
            frames[3].quality = 10
            let made = frames
            let tail = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            let digest = try #require(ContentDigest(bytes: tail))
            let media = try store.write { writer throws(StoreError) in
                let media = try writer.media(
                    Digests(size: 1, md5: Array(tail.prefix(16)), sha1: Array(tail.prefix(20)), sha256: digest)
                )
                try Self.store(made, isQuick: isQuick, media: media, writer)
                return media
            }
            all.append((media, frames))
        }

        /// Puts another analysis in the place of a video's.
        mutating func deepen(_ number: Int, random: inout SeededGenerator) throws {
            let frames = (0..<120).map { Self.frame(at: Double($0) / 2, random: &random) }
            let media = all[number].media
            all[number].frames = frames
            try store.write { writer throws(StoreError) in
                try Self.store(frames, isQuick: false, media: media, writer)
            }
        }

        private static func store(
            _ frames: [FrameFingerprint],
            isQuick: Bool,
            media: Int64,
            _ writer: StoreWriter
        ) throws(StoreError) {
            var analysis = Analysis(type: "video/mp4", kind: .video)
            analysis.frames = frames
            let depth = AnalysisDepth(tier: isQuick ? .quick : .full, features: 0, soundPeaks: false)
            _ = try writer.addAnalysis(analysis, depth: depth, ofMedia: media)
        }

        private static func frame(at: Double, random: inout SeededGenerator) -> FrameFingerprint {
            let full = PerceptualHash.random(using: &random)
            return FrameFingerprint(
                at: at,
                quality: 90,
                isKey: at == at.rounded(),
                full: full,
                centres: [full.changing(30, using: &random), full.changing(40, using: &random)],
                turned: (0..<3).map { _ in PerceptualHash.random(using: &random) }
            )
        }

        func index() throws -> VideoIndex {
            try store.read { reader throws(StoreError) in
                try VideoIndex(reader: reader, directory: folder.url.path)
            }
        }

        /// What an index answers to each video, in a form that can be compared.
        func answers(_ index: VideoIndex) -> [[Match]] {
            all.map { video in
                let picture = PictureFingerprint(
                    orientations: [video.frames[30].full] + (0..<7).map { _ in .zero },
                    quality: 90
                )
                let found = index.sharing(video.frames, tier: .full) + index.videosShowing([picture])
                return found.sorted { ($0.media, $0.rank) < ($1.media, $1.rank) }.map {
                    Match(kind: .videoSegment, mediaA: $0.media, mediaB: 0, method: "\($0.rank)", evidence: $0.evidence)
                }
            }
        }

        func faults(_ index: VideoIndex) throws -> [String] {
            try store.read { reader throws(StoreError) in try index.storeFaults(reader) }
        }

        var file: URL { folder.url.appendingPathComponent("index/videos.frames") }
    }

    @Test func `What is opened from the file answers as what is read from the store, also with videos that came later`()
        throws
    {
        var random = SeededGenerator(seed: 61)
        var videos = try Videos(count: 40, random: &random)
        try videos.index().save(isLast: true)
        #expect(FileManager.default.fileExists(atPath: videos.file.path))
        try videos.add(random: &random)
        try videos.add(random: &random)
        let opened = try videos.index()
        #expect(try videos.faults(opened) == [])
        let answers = videos.answers(opened)
        try FileManager.default.removeItem(at: videos.file)
        let read = try videos.index()
        #expect(answers == videos.answers(read))
        #expect(answers[0].count > 10)
    }

    @Test func `A damaged file is told of, and the store is read`() throws {
        var random = SeededGenerator(seed: 62)
        let videos = try Videos(count: 40, random: &random)
        let whole = try videos.index()
        try whole.save(isLast: true)
        let answers = videos.answers(whole)
        let bytes = try Data(contentsOf: videos.file)
        for place in [0, 9, 30, bytes.count / 2, bytes.count - 1] {
            var changed = bytes
            changed[place] ^= 4
            try changed.write(to: videos.file)
            let index = try videos.index()
            #expect(try videos.faults(index).count == 1)
            #expect(videos.answers(index) == answers)
        }
        try bytes.prefix(bytes.count - 8).write(to: videos.file)
        #expect(videos.answers(try videos.index()) == answers)
    }

    @Test func `A file of other frames is told of and made anew`() throws {
        var random = SeededGenerator(seed: 64)
        let videos = try Videos(count: 40, random: &random)
        let whole = try videos.index()
        #expect(whole.faults == [])
        let answers = videos.answers(whole)
        // Of as many videos and frames, with right sums.
        let others = try Videos(count: 40, random: &random)
        try others.index().save(isLast: true)
        try FileManager.default.createDirectory(
            at: videos.file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: others.file, to: videos.file)
        let index = try videos.index()
        #expect(index.faults.count == 1)
        #expect(index.faults.first?.contains("made anew") == true)
        #expect(videos.answers(index) == answers)
        #expect(try videos.faults(index) == [])
        try index.save(isLast: true)
        let again = try videos.index()
        #expect(again.faults == [])
        #expect(videos.answers(again) == answers)
    }

    @Test func `A file from before a video was looked at in full is not believed`() throws {
        var random = SeededGenerator(seed: 63)
        var videos = try Videos(count: 40, random: &random)
        let index = try videos.index()
        try index.save(isLast: true)
        try videos.deepen(6, random: &random)
        let opened = try videos.index()
        #expect(try videos.faults(opened) == [])
        let answers = videos.answers(opened)
        #expect(answers[6].contains { $0.mediaA == videos.all[6].media && $0.evidence.tier == nil })

        // The index in memory takes the same turn, and writes what the store holds.
        index.remove(media: videos.all[6].media)
        index.add(videos.all[6].frames, media: videos.all[6].media, tier: .full)
        #expect(videos.answers(index) == answers)
        try FileManager.default.removeItem(at: videos.file)
        for _ in 0..<40 { try videos.add(random: &random) }
        for video in videos.all[40...] { index.add(video.frames, media: video.media, tier: .full) }
        try index.save(isLast: true)
        let again = try videos.index()
        #expect(try videos.faults(again) == [])
        #expect(videos.answers(again) == videos.answers(index))
    }
}
