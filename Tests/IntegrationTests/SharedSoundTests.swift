import Foundation
import TestSupport
import Testing

@Suite("Shared sound, with the real workers")
struct SharedSoundTests {
    private let cairn: CairnRunner
    private let folder: TemporaryFolder

    init() throws {
        cairn = try CairnRunner()
        folder = try TemporaryFolder()
    }

    private func url(_ name: String) throws -> URL {
        let url = folder.url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        return url
    }

    private func ingest(_ reference: String, _ more: String...) throws {
        try cairn("case", "add", reference)
        let path = folder.url.appendingPathComponent(reference).path
        let outcome = try cairn.program.run(["--data", cairn.data, "ingest", reference, path] + more)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    private func links(_ more: String...) throws -> [[String: Any]] {
        let outcome = try cairn.program.run(
            ["--data", cairn.data, "overlaps", "--kind", "audio_segment", "--json"] + more
        )
        return try outcome.objects().filter { $0["kind"] as? String == "audio_segment" }
    }

    @Test(
        "Hum, noise, hiss, silence, steady, busy and ringing tones are not shared, however sound is compared",
        arguments: ["landmarks", "words"]
    )
    func commonplaces(depth: String) throws {
        var random = SeededGenerator(seed: 83)
        for (reference, shift) in [("A", 0.0), ("B", 0.17), ("C", 0.3)] {
            var sounds: [String: SyntheticSound] = [
                "hum50": .hum(50, harmonics: 6, seconds: 20 + shift),
                "hum60": .hum(60 + shift, harmonics: 12, seconds: 25),
                "busy": .interrupted(425, on: 0.5, off: 0.5, from: shift, seconds: 20),
                "ringing": .interrupted(425, on: 1, off: 4, from: shift, seconds: 30),
                "tone": .hum(1000, harmonics: 1, seconds: 15 + shift),
                "silence": .silence(seconds: 20 + shift),
                "noise": .noise(seconds: 20, using: &random),
                "hiss": .hiss(seconds: 20, using: &random),
            ]
            // What lines of a telephone do to a tone.
            sounds["busyInHiss"] = sounds["busy"]?.mixed(with: .hiss(seconds: 20, using: &random))
            for (name, sound) in sounds { try sound.write(to: try url("\(reference)/\(name).wav")) }
            try ingest(reference, "--sound", depth)
        }
        let found = try links()
        #expect(found.isEmpty, "\(found)")
    }

    @Test("A stretch of a recording is found in another case, and a stretch under seven seconds is only suggested")
    func stretches() throws {
        var random = SeededGenerator(seed: 82)
        let melody = SyntheticSound.melody(seconds: 40, using: &random)
        try melody.write(to: try url("A/whole.wav"))
        var excerpt = melody
        excerpt.samples = Array(melody.samples[Int(10 * SyntheticSound.rate)..<Int(25 * SyntheticSound.rate)])
        var short = melody
        short.samples = Array(melody.samples[Int(28 * SyntheticSound.rate)..<Int(33.5 * SyntheticSound.rate)])
        try SyntheticSound.melody(seconds: 10, using: &random).followed(by: excerpt)
            .write(to: try url("B/excerpt.wav"))
        try SyntheticSound.noise(seconds: 10, using: &random).followed(by: short)
            .followed(by: .melody(seconds: 15, using: &random)).write(to: try url("C/short.wav"))
        for reference in ["A", "B", "C"] { try ingest(reference) }
        let found = try links()
        let strengths = Dictionary(
            found.map { link in
                ((link["b"] as? [String: Any])?["path"] as? String ?? "", link["strength"] as? Double ?? 0)
            },
            uniquingKeysWith: max
        )
        #expect(strengths["excerpt.wav"] ?? 0 > 0.9, "\(found)")
        #expect(strengths["short.wav"] ?? 0 <= 0.6, "\(found)")
    }

    @Test("What another sound covers, twice as loud, is found by its peaks", arguments: [86, 89, 93] as [UInt64])
    func covered(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let melody = SyntheticSound.melody(seconds: 40, using: &random)
        let louder = SyntheticSound.melody(seconds: 12, using: &random)
        try melody.write(to: try url("A/alone.wav"))
        var covered = louder
        let part = melody.samples[Int(10 * SyntheticSound.rate)...]
        covered.samples = zip(part, louder.samples).map { 0.3 * $0 + 0.6 * $1 }
        try covered.write(to: try url("B/covered.wav"))
        for reference in ["A", "B"] { try ingest(reference) }
        let evidence = try #require(try links().first?["evidence"] as? [String: Any])
        #expect(evidence["peak_score"] as? Double ?? 0 > 20, "\(evidence)")
        #expect(abs((evidence["tempo"] as? Double ?? 0) - 1) < 0.005, "\(evidence)")
    }

    @Test("With landmarks off, what runs faster is found, and the evidence says by how much", arguments: [1.03, 0.97])
    func otherSpeed(speed: Double) throws {
        var random = SeededGenerator(seed: 83)
        let melody = SyntheticSound.melody(seconds: 30, using: &random)
        try melody.write(to: try url("A/own.wav"))
        try melody.played(speed).write(to: try url("B/played.wav"))
        for reference in ["A", "B"] { try ingest(reference, "--sound", "words") }
        let evidence = try #require(try links().first?["evidence"] as? [String: Any])
        #expect(abs((evidence["tempo"] as? Double ?? 0) - speed) < 0.005, "\(evidence)")
        #expect(evidence["peak_score"] == nil)
        #expect((evidence["bit_error_rate"] as? Double ?? 1) < 0.235)
    }

    @Test("A jingle in more than a hundred recordings is a commonplace; what else two of them share is a link")
    func jingle() throws {
        var random = SeededGenerator(seed: 84)
        let jingle = SyntheticSound.melody(seconds: 8, using: &random)
        let shared = SyntheticSound.melody(seconds: 12, using: &random)
        for (reference, between) in [("A", 3.0), ("B", 6.0)] {
            for number in 0..<60 {
                var sound = jingle.followed(by: .melody(seconds: between, using: &random))
                if number == 0 { sound = sound.followed(by: shared) }
                try sound.write(to: try url("\(reference)/\(number).wav"))
            }
            try ingest(reference)
        }
        let found = try links()
        #expect(found.count == 1, "\(found.count)")
        let segment = (found.first?["a"] as? [String: Any])?["segment"] as? [Double] ?? []
        #expect(segment.first ?? 0 > 9, "\(segment)")
    }
}
