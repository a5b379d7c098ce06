import CaseModel
import Foundation
import Glibc
import StreamDecoding
import TestSupport
import Testing

struct StreamAnalyserTests {
    private func analyse(
        _ path: String,
        type: String,
        kind: MediaKind,
        everyFrame: Bool = false,
        limits: AnalysisLimits = AnalysisLimits(frames: 10_000)
    ) throws -> [Finding] {
        let descriptor = open(try TestData.url(path).path, O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        StreamLibraries.prepare()
        var findings: [Finding] = []
        var wishes = AnalysisWishes()
        wishes.everyFrame = everyFrame
        try StreamAnalyser(limits: limits, wishes: wishes).analyse(
            descriptor: descriptor,
            type: type,
            kind: kind
        ) { findings.append($0) }
        return findings
    }

    private func frames(_ findings: [Finding]) -> [FrameFingerprint] {
        findings.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }

    private func failure(_ findings: [Finding]) -> FailureCode? {
        findings.compactMap { if case .failure(let failure) = $0 { failure.code } else { nil } }.first
    }

    @Test("A video is sampled twice a second, in order, with small pictures")
    func samples() throws {
        let found = try analyse("conformance/video/chair-19-sd-bar.mp4", type: "video/mp4", kind: .video)
        let details = try #require(
            found.compactMap { if case .stream(let details) = $0 { details } else { nil } }.first
        )
        let frames = frames(found)
        #expect(abs(Double(frames.count) - 2 * details.duration) <= 2)
        #expect(zip(frames, frames.dropFirst()).allSatisfy { $0.at < $1.at })
        #expect(frames.allSatisfy { $0.centres.count == 2 && $0.turned.count == 3 })
        let renditions = found.compactMap { if case .rendition(let small) = $0 { small } else { nil } }
        #expect(renditions.count == 6)
        #expect(failure(found) == nil)
    }

    @Test("Every frame is hashed as the reference hashes it")
    func everyFrame() throws {
        let name = "conformance/video/test-padded-dimensions"
        let found = frames(try analyse("\(name).mp4", type: "video/mp4", kind: .video, everyFrame: true))
        let expected = try String(contentsOf: TestData.url("\(name).txt"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",") }
        #expect(found.count == expected.count)
        for (frame, line) in zip(found, expected) {
            #expect(frame.full.hex == String(line[2]))
            #expect(frame.quality == Int(line[1]))
        }
    }

    @Test("Sound gives about eight words a second")
    func sound() throws {
        let found = try analyse("dev/originals/audio/Front_Right.wav", type: "audio/wav", kind: .audio)
        let sound = try #require(
            found.compactMap { if case .sound(let sound) = $0 { sound } else { nil } }.first
        )
        #expect(sound.duration > 0.5)
        #expect(sound.step > 0.12 && sound.step < 0.13)
        #expect(Double(sound.words.count) <= sound.duration / sound.step)
    }

    @Test(
        "What is cut off or damaged ends with a reason or a warning, never with the process",
        arguments: ["trunc_35.mp4", "trunc_02.mp4", "flip_3.mp4", "zeroed.mp4", "mp4_nested.mp4", "mp4_boxsize0.mp4"]
    )
    func hostile(name: String) throws {
        let found = try analyse("dev/corrupt/\(name)", type: "video/mp4", kind: .video)
        #expect(
            found.contains { finding in
                switch finding {
                case .failure, .warning, .frame: true
                default: false
                }
            }
        )
    }

    @Test("BMP and PSD are decoded to eight hashes", arguments: [("own0.bmp", "image/bmp")])
    func stills(name: String, type: String) throws {
        let found = try analyse("dev/formats/\(name)", type: type, kind: .image)
        #expect(failure(found) == nil)
        #expect(
            found.contains {
                if case .picture(let picture, _, _) = $0 { picture.orientations.count == 8 } else { false }
            }
        )
    }

    @Test("A limit on frames is kept and told")
    func frameLimit() throws {
        let found = try analyse(
            "conformance/video/chair-19-sd-bar.mp4",
            type: "video/mp4",
            kind: .video,
            limits: AnalysisLimits(frames: 5)
        )
        #expect(frames(found).count == 5)
        #expect(found.contains { if case .warning = $0 { true } else { false } })
    }
}
