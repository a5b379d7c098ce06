import CaseModel
import Foundation
import SearchIndex
import TestSupport
import Testing

@Suite("The index of sounds")
struct SoundIndexTests {
    private static func sound(seconds: Double, using random: inout SeededGenerator) -> SoundFingerprint {
        SoundFingerprint(
            words: (0..<Int(seconds * 8)).map { _ in UInt32.random(in: .min ... .max, using: &random) },
            step: 0.1238,
            duration: seconds,
            peaks: SoundPeaks.random(seconds: seconds, using: &random)
        )
    }

    private static func excerpt(
        of sound: SoundFingerprint,
        _ stretch: Segment,
        change: SoundChange = .none,
        using random: inout SeededGenerator
    ) -> SoundFingerprint {
        let words = sound.words[Int(stretch.start * 8)..<Int(stretch.end * 8)].map { word in
            word ^ 1 << UInt32.random(in: 0..<32, using: &random)
        }
        let peaks = sound.peaks.excerpt(
            stretch,
            tempo: change.tempo,
            pitch: change.pitch,
            keeping: 0.7,
            using: &random
        )
        return SoundFingerprint(words: words, step: sound.step, duration: stretch.length, peaks: peaks)
    }

    @Test("An excerpt is found at its place, however it was changed", arguments: SoundChange.tried)
    func finds(change: SoundChange) throws {
        var random = SeededGenerator(seed: 31)
        let sounds = (0..<12).map { _ in Self.sound(seconds: 60, using: &random) }
        let index = SoundIndex()
        for (number, sound) in sounds.enumerated() { index.append(sound, media: Int64(100 + number)) }
        #expect(index.count == 12)
        #expect(index.media(of: 7) == 107 && index.media(of: 12) == nil)
        let query = Self.excerpt(of: sounds[7], Segment(start: 30, end: 42), change: change, using: &random)
        let best = try #require(index.places(of: query.peaks, limit: 5).first)
        #expect(best.recording == 7)
        #expect(abs(best.change.tempo - change.tempo) < 0.035)
        #expect(abs(Double(best.offset) / SoundPeaks.framesPerSecond - 30) < 0.5)
        let byWords = try #require(index.places(ofWords: query.words, in: 0..<query.words.count, limit: 5).first)
        #expect(byWords.recording == 7 && byWords.offset == 240)
    }

    @Test("Dense peaks find a place where two fifths of what is stored are left, among others")
    func dense() throws {
        var random = SeededGenerator(seed: 57)
        let sounds = (0..<12).map { _ in Self.sound(seconds: 60, using: &random) }
        let index = SoundIndex()
        for (number, sound) in sounds.enumerated() { index.append(sound, media: Int64(number)) }
        let stretch = Segment(start: 30, end: 40)
        let left = sounds[7].peaks.excerpt(stretch, tempo: 1, pitch: 1, keeping: 0.4, using: &random)
        let others = SoundPeaks.random(seconds: 10, using: &random)
        let query = SoundPeaks((left.peaks + others.peaks).sorted { ($0.time, $0.pitch) < ($1.time, $1.pitch) })
        let best = try #require(index.places(ofDense: query, limit: 5).first)
        #expect(best.recording == 7 && best.change == .none)
        #expect(abs(Double(best.offset) / SoundPeaks.framesPerSecond - 30) < 0.2)
        #expect(index.places(ofDense: SoundPeaks.random(seconds: 10, using: &random), limit: 5).count < 5)
    }

    @Test("Words that differ in one byte are found", arguments: 0..<4)
    func oneByte(byte: Int) throws {
        var random = SeededGenerator(seed: 52)
        let index = SoundIndex()
        index.append(Self.sound(seconds: 30, using: &random), media: 1)
        let stored = Self.sound(seconds: 30, using: &random)
        index.append(stored, media: 2)
        let changed = stored.words[50..<90].map { word in
            word ^ UInt32.random(in: 1...255, using: &random) << UInt32(8 * byte)
        }
        let place = try #require(index.places(ofWords: changed, in: 0..<40, limit: 1).first)
        #expect(place == SoundPlace(recording: 1, offset: 50, change: .none, votes: 40))
    }

    @Test("A run of one word, such as silence, is filed once and asked once")
    func runs() {
        let index = SoundIndex()
        let run = [UInt32](repeating: 77, count: 200)
        index.append(SoundFingerprint(words: run, step: 0.1238, duration: 25), media: 1)
        let places = index.places(ofWords: run, in: 0..<200, limit: 40)
        #expect(places == [SoundPlace(recording: 0, offset: 0, change: .none, votes: 4)])
    }

    @Test("A place in a long query is told from the query's own beginning")
    func laterWindow() throws {
        var random = SeededGenerator(seed: 37)
        let stored = Self.sound(seconds: 60, using: &random)
        let index = SoundIndex()
        index.append(stored, media: 1)
        let query = Self.sound(seconds: 300, using: &random).words + stored.words[80..<160]
        let place = try #require(index.places(ofWords: query, in: 2400..<2480, limit: 1).first)
        #expect(place.offset == 80 - 2400)
    }

    @Test("A sound that is not there is found nowhere with many votes")
    func foreign() {
        var random = SeededGenerator(seed: 32)
        let index = SoundIndex()
        for media in 1...20 { index.append(Self.sound(seconds: 60, using: &random), media: Int64(media)) }
        let places = index.places(of: SoundPeaks.random(seconds: 10, using: &random), limit: 40)
        #expect(places.allSatisfy { $0.votes < 12 })
        #expect(index.places(of: SoundPeaks([]), limit: 40).isEmpty)
        #expect(index.places(ofWords: [], in: 0..<0, limit: 40).isEmpty)
    }

    @Test("What is everywhere is not looked at: it tells nothing, and takes no time")
    func commonplace() {
        var random = SeededGenerator(seed: 38)
        let jingle = Self.sound(seconds: 5, using: &random)
        let index = SoundIndex()
        for media in 1...2500 { index.append(jingle, media: Int64(media)) }
        #expect(index.places(of: jingle.peaks, limit: 40).isEmpty)
        #expect(index.places(ofWords: jingle.words, in: 0..<jingle.words.count, limit: 40).isEmpty)
    }

    @Test("Whatever is on disk and whatever in memory, the same places are found")
    func segmentsChangeNothing() throws {
        var random = SeededGenerator(seed: 34)
        let folder = try TemporaryFolder()
        let files = SoundIndexFolder(path: folder.url.path + "/index")
        let inMemory = SoundIndex()
        let onDisk = SoundIndex()
        var sounds: [SoundFingerprint] = []
        for media in 1...60 {
            // Some last less than a second, and some have no peaks.
            var sound = Self.sound(seconds: Double.random(in: 0.5...40, using: &random), using: &random)
            if media.isMultiple(of: 11) { sound.peaks = SoundPeaks([]) }
            // Some share what others have, so that places compete.
            if media.isMultiple(of: 5), let other = sounds.last { sound.words += other.words }
            sounds.append(sound)
            inMemory.append(sound, media: Int64(media))
            onDisk.append(sound, media: Int64(media))
            guard media.isMultiple(of: 7) else { continue }
            try files.seal(onDisk)
            if media.isMultiple(of: 3), let due = files.dueMerge(of: onDisk) {
                try files.adopt(due.run(), in: onDisk)
            }
        }
        #expect(onDisk.tailPositionCount > 0 && onDisk.tailPositionCount < inMemory.tailPositionCount)
        var queries = sounds.filter { $0.duration > 12 }.prefix(10).map {
            Self.excerpt(of: $0, Segment(start: 1, end: 11), using: &random)
        }
        queries.append(Self.sound(seconds: 10, using: &random))
        func expectSame(_ index: SoundIndex) {
            for query in queries {
                #expect(index.places(of: query.peaks, limit: 40) == inMemory.places(of: query.peaks, limit: 40))
                let window = 0..<query.words.count
                let found = index.places(ofWords: query.words, in: window, limit: 200)
                #expect(found == inMemory.places(ofWords: query.words, in: window, limit: 200))
            }
        }
        expectSame(onDisk)
        try files.seal(onDisk)
        while let due = files.dueMerge(of: onDisk) { try files.adopt(due.run(), in: onDisk) }
        let opened = files.open()
        #expect(opened.watermark == 60 && opened.index.count == 60 && opened.index.tailPositionCount == 0)
        #expect(opened.index.places(of: queries[0].peaks, limit: 1).first != nil)
        expectSame(opened.index)
        #expect(files.faults().isEmpty)
    }

    @Test("A recording that comes again replaces the earlier, in memory, on disk and when opened again")
    func replaced() throws {
        var random = SeededGenerator(seed: 39)
        let folder = try TemporaryFolder()
        let files = SoundIndexFolder(path: folder.url.path + "/index")
        let index = SoundIndex()
        let sounds = (0..<4).map { _ in Self.sound(seconds: 30, using: &random) }
        for media in 1...3 { index.append(sounds[media], media: Int64(media)) }
        try files.seal(index)
        index.append(sounds[0], media: 2)
        func expectReplaced(_ index: SoundIndex) {
            #expect(index.count == 4 && index.mediaCount == 3)
            #expect((0..<4).map { index.media(of: $0) } == [1, nil, 3, 2])
            let query = Self.excerpt(of: sounds[0], Segment(start: 5, end: 15), using: &random)
            let best = index.places(of: query.peaks, limit: 1).first
            #expect(best.flatMap { index.media(of: $0.recording) } == 2)
        }
        expectReplaced(index)
        try files.seal(index)
        expectReplaced(index)
        let opened = files.open()
        #expect(opened.watermark == 3)
        expectReplaced(opened.index)
        while let due = files.dueMerge(of: index) { try files.adopt(due.run(), in: index) }
        expectReplaced(index)
        #expect(files.open().watermark == 3)
        expectReplaced(files.open().index)
    }

    @Test("A segment that was changed is noticed and survived; one that is cut counts as none")
    func damage() throws {
        var random = SeededGenerator(seed: 35)
        let folder = try TemporaryFolder()
        let files = SoundIndexFolder(path: folder.url.path + "/index")
        let index = SoundIndex()
        let sound = Self.sound(seconds: 60, using: &random)
        for media in 1...5 { index.append(sound, media: Int64(media)) }
        try files.seal(index)
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/index")
                .first { $0.hasPrefix("sounds-") }
        )
        let path = folder.url.path + "/index/" + name
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for seed in 0..<20 {
            var changed = whole
            for _ in 0..<200 * (seed + 1) {
                changed[Int.random(in: 96..<changed.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(files.faults().count == 1)
            let damaged = files.open().index
            for place in damaged.places(of: sound.peaks, limit: 40) { _ = damaged.media(of: place.recording) }
            _ = damaged.places(ofWords: sound.words, in: 0..<100, limit: 40)
        }
        try whole.prefix(whole.count - 8).write(to: URL(fileURLWithPath: path))
        let cut = files.open()
        #expect(cut.watermark == 0 && cut.index.count == 0)
        #expect(files.faults().count == 1)
        // The next segment takes the place of what cannot be used.
        cut.index.append(sound, media: 9)
        try files.seal(cut.index)
        #expect(files.open().watermark == 9 && files.faults().isEmpty)
    }

    @Test("Peaks keep what they are in bytes, and bytes that are none are refused")
    func bytes() throws {
        var random = SeededGenerator(seed: 33)
        let peaks = SoundPeaks.random(seconds: 30, using: &random)
        #expect(SoundPeaks(bytes: peaks.bytes) == peaks)
        #expect(SoundPeaks(bytes: Array(peaks.bytes.dropLast())) == nil)
        #expect(SoundPeaks(bytes: Array(peaks.bytes.reversed())) == nil)
        #expect(peaks.stored.peaks.allSatisfy { $0.rank < SoundPeaks.storedRanks })
    }
}
