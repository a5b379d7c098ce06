import ArgumentParser
import CaseModel
import Casework
import Foundation
import Glibc
import Matching
import SearchIndex

/// `cairn-bench sounds-growth`: how the search for shared sound grows with the number of hours.
struct SoundsGrowthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sounds-growth",
        abstract: "Measures the index of sounds at growing numbers of hours.",
        discussion: """
            The hours are synthesised from real recordings: the landmarks of one, from a random moment on, each with its \
            pitch moved by as much for the whole recording and its distances by up to two cells at random, and the words \
            of one with every bit flipped with a probability of 5/16. So keys are as unequally frequent as they really \
            are. The real recordings are among them, and the queries must find them. What a candidate is compared with \
            is another real recording.
            """
    )

    @Argument(help: "A folder of recordings to look up; NAME__ANYTHING.wav is expected to find NAME.wav.")
    var queries: String

    @Option(help: "A folder of real recordings; may be given more than once.")
    var among: [String]

    @Option(help: "Numbers of hours.")
    var hours: [Int] = [100, 1000]

    @Option(help: "How many queries are timed.")
    var timed = 100

    /// Minutes that a synthetic recording lasts.
    private static let minutes = 10

    private struct Row: Encodable {
        let bench = "sounds_growth"
        let hours: Int
        let recordings: Int
        let landmarks: Int
        let words: Int
        let indexBytesPerHour: Double
        let buildS: Double
        let openMs: Double
        let coldMedianMs: Double
        let queryMedianMs: Double
        let query99PercentMs: Double
        let wordsMedianMs: Double
        let found: Int
        let wrong: Int
        let asked: Int
        let ownMemoryMB: Double
        let mappedMemoryMB: Double
        let threads = 1
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let real = try among.flatMap { try SoundFolder($0, depth: .landmarks).entries }
        let asked = try SoundFolder(queries, depth: .landmarks).entries
        guard !real.isEmpty, !asked.isEmpty else { throw ValidationError("a folder holds no recordings") }
        let models = SoundModels(real.map(\.sound))
        for count in hours.sorted() { try measure(count, real: real, models: models, asked: asked) }
    }

    private func measure(
        _ hours: Int,
        real: [SoundFolder.Entry],
        models: SoundModels,
        asked: [SoundFolder.Entry]
    ) throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("sounds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let files = SoundIndexFolder(path: scratch.path)
        let start = Date()
        try build(hours, real: real, models: models, files: files)
        let built = Date().timeIntervalSince(start)
        Self.evict(scratch)
        let opening = Date()
        let index = files.open().index
        let opened = Date().timeIntervalSince(opening)

        let finder = SoundFinder(index: index)
        var (cold, all, byWords) = ([Double](), [Double](), [Double]())
        var (found, wrong) = (0, 0)
        let chosen = stride(from: 0, to: asked.count, by: max(1, asked.count / timed)).map { asked[$0] }
        for query in chosen.prefix(10) {
            let begin = Date()
            _ = finder.sharing(query.sound, stored: models)
            cold.append(Date().timeIntervalSince(begin) * 1000)
        }
        for query in chosen {
            let begin = Machine.processorSeconds
            let shared = finder.sharing(query.sound, stored: models)
            all.append((Machine.processorSeconds - begin) * 1000)
            var words = query.sound
            words.peaks = SoundPeaks([])
            words.densePeaks = SoundPeaks([])
            let second = Machine.processorSeconds
            _ = finder.sharing(words, stored: models)
            byWords.append((Machine.processorSeconds - second) * 1000)
            let parts = query.name.components(separatedBy: "__")
            let target = real.firstIndex { $0.name.hasPrefix(parts[0] + ".") }.map { Int64($0 + 1) }
            let convincing = shared.filter { $0.words != nil || $0.peaks?.weight ?? 0 >= PeakMatcher.convincing }
            if convincing.contains(where: { $0.media == target }) { found += 1 }
            wrong += convincing.count { $0.media > real.count }
        }
        cold.sort()
        all.sort()
        byWords.sort()
        try BenchOutput.printLine(
            Row(
                hours: hours,
                recordings: index.count,
                landmarks: index.landmarkCount,
                words: index.wordCount / 4,
                indexBytesPerHour: BenchOutput.rounded(Double(index.segmentBytes) / Double(hours)),
                buildS: BenchOutput.rounded(built),
                openMs: BenchOutput.rounded(opened * 1000),
                coldMedianMs: BenchOutput.rounded(cold[cold.count / 2]),
                queryMedianMs: BenchOutput.rounded(all[all.count / 2]),
                query99PercentMs: BenchOutput.rounded(all[all.count * 99 / 100]),
                wordsMedianMs: BenchOutput.rounded(byWords[byWords.count / 2]),
                found: found,
                wrong: wrong,
                asked: chosen.count,
                ownMemoryMB: Self.memory("RssAnon:"),
                mappedMemoryMB: Self.memory("RssFile:")
            )
        )
    }

    private func build(
        _ hours: Int,
        real: [SoundFolder.Entry],
        models: SoundModels,
        files: SoundIndexFolder
    ) throws {
        let index = SoundIndex()
        for (number, entry) in real.enumerated() { index.append(entry.sound, media: Int64(number + 1)) }
        let realHours = real.reduce(0) { $0 + $1.sound.duration } / 3600
        let synthetic = Int((Double(hours) - realHours) * 60) / Self.minutes
        for number in 0..<max(0, synthetic) {
            let made = models.synthetic(number, seconds: 60 * Self.minutes)
            index.append(made.landmarks, words: made.words, media: Int64(real.count + 1 + number))
            guard index.tailPositionCount >= SoundIndexFolder.sealAt else { continue }
            try files.seal(index)
            while let due = files.dueMerge(of: index) { try files.adopt(due.run(), in: index) }
        }
        try files.seal(index)
    }

    /// Lets the operating system forget the files of a folder, so that they are read from disk.
    private static func evict(_ folder: URL) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let descriptor = open(folder.path + "/" + name, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
            close(descriptor)
        }
    }

    /// Memory of this process in megabytes, as the operating system counts it under a name.
    private static func memory(_ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
        return BenchOutput.rounded(kilobytes / 1024)
    }
}

/// Sounds after which others are made.
private struct SoundModels: StoredSounds {
    private let sounds: [SoundFingerprint]
    private let landmarks: [[SoundLandmark]]

    init(_ sounds: [SoundFingerprint]) {
        self.sounds = sounds
        landmarks = sounds.map { SoundLandmarks($0.peaks.stored).stored }
    }

    func words(of media: Int64) throws(Never) -> SoundFingerprint? { sounds[stored(media)] }

    func peaks(of media: Int64) throws(Never) -> SoundPeaks? { sounds[stored(media)].peaks.stored }

    /// A real recording; behind them one that is not the model of the synthetic.
    private func stored(_ media: Int64) -> Int {
        let number = Int(media) - 1
        return number < sounds.count ? number : (number + 1) % sounds.count
    }

    func synthetic(_ number: Int, seconds: Int) -> (landmarks: [SoundLandmark], words: [UInt32]) {
        var dice = Dice(state: UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15)
        let model = number % sounds.count
        return (landmarks(model, seconds, &dice), words(model, seconds, &dice))
    }

    private func landmarks(_ model: Int, _ seconds: Int, _ dice: inout Dice) -> [SoundLandmark] {
        let own = landmarks[model]
        guard own.count > 1 else { return [] }
        let end = Int(Double(seconds) * SoundPeaks.framesPerSecond)
        let shift = dice.next(17)
        var made: [SoundLandmark] = []
        var place = Int(dice.next(UInt32(own.count)))
        var frame = 0
        while frame < end {
            let key = own[place].key
            // Anchor, both intervals and both distances in time, as the key has them.
            let anchor = (key >> 26 &+ shift &- 8) & 63
            let near = (key >> 19 &+ dice.next(5) &- 2) & 127
            let far = (key >> 12 &+ dice.next(5) &- 2) & 127
            let soon = (key >> 6 &+ dice.next(3) &- 1) & 63
            let late = (key &+ dice.next(3) &- 1) & 63
            made.append(
                SoundLandmark(key: anchor << 26 | near << 19 | far << 12 | soon << 6 | late, frame: frame)
            )
            let next = (place + 1) % own.count
            frame += next > place ? max(0, own[next].frame - own[place].frame) : 1
            place = next
        }
        return made
    }

    private func words(_ model: Int, _ seconds: Int, _ dice: inout Dice) -> [UInt32] {
        let own = sounds[model].words
        guard !own.isEmpty else { return [] }
        let start = Int(dice.next(UInt32(own.count)))
        return (0..<Int(Double(seconds) / sounds[model].step)).map { position in
            let flipped = dice.next() & (dice.next() | dice.next() & dice.next())
            return own[(start + position) % own.count] ^ flipped
        }
    }
}

/// Random numbers with a seed.
private struct Dice {
    var state: UInt64

    mutating func next() -> UInt32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt32(truncatingIfNeeded: (state >> 32) ^ (state >> 18))
    }

    mutating func next(_ limit: UInt32) -> UInt32 {
        UInt32((UInt64(next()) * UInt64(limit)) >> 32)
    }
}
