import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Lists of vPDQ hashes")
struct FrameHashListTests {
    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    private func read(_ text: String, most: Int = 1_000) throws -> [Finding] { try read(Array(text.utf8), most: most) }

    private func read(_ bytes: [UInt8], most: Int = 1_000) throws -> [Finding] {
        var findings: [Finding] = []
        try FrameHashList.read(bytes, most: most) { findings.append($0) }
        return findings
    }

    private func frames(_ findings: [Finding]) -> [FrameFingerprint] {
        findings.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }

    @Test(
        "The reference's lists are read frame by frame",
        arguments: ["chair-19-sd-bar", "test-padded-dimensions"]
    )
    func reference(name: String) throws {
        let bytes = try TestData.bytes("conformance/video/\(name).txt")
        let found = frames(try read(bytes, most: 100_000))
        #expect(found.count == bytes.split(separator: 0x0a).count)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(found.allSatisfy { $0.centres.isEmpty && $0.turned.isEmpty })
    }

    @Test("A line is a frame, its quality, its hash and its moment", arguments: ["\n", "\r\n", ""])
    func line(end: String) throws {
        let found = frames(try read("0,100,\(Self.hash),0.000\n25,49,\(Self.hash.uppercased()),1.001\(end)"))
        #expect(found.map(\.at) == [0, 1.001])
        #expect(found.map(\.quality) == [100, 49])
        #expect(found.allSatisfy { $0.full.hex == Self.hash })
    }

    @Test("What is no such list is refused, and the line is named")
    func refusals() {
        let good = "0,100,\(Self.hash),0.000\n"
        let bad = [
            "0,100,\(Self.hash)", "0,100,\(Self.hash),0.0,1", "-1,100,\(Self.hash),0.0", "1,101,\(Self.hash),0.0",
            "1,100,\(Self.hash.dropLast()),0.0", "1,100,\(Self.hash)0,0.0", "1,100,\(Self.hash),nan",
            "1,100,\(Self.hash),1e9", "1,100,\(Self.hash),0.0.0", "1,100,\(Self.hash),-0.1", "1, 100,\(Self.hash),0.1",
            "0,100,\(Self.hash),0.1", "99999999999,100,\(Self.hash),0.1", "\u{FEFF}1,100,\(Self.hash),0.1",
            String(repeating: "1", count: 1_000_000), "1,100,\(Self.hash),0.1\0",
        ]
        for line in bad {
            let failure = #expect(throws: AnalysisFailure.self) { _ = try read(good + line + "\n") }
            #expect(failure?.code == .corrupt)
            #expect(failure?.message.contains("line 2") == true, "\(line.prefix(90))")
        }
        #expect(throws: AnalysisFailure.self) { _ = try read("") }
        #expect(throws: AnalysisFailure.self) { _ = try read("\n\n") }
        #expect(throws: AnalysisFailure.self) { _ = try read(good + "\n" + "1,100,\(Self.hash),0.1\n") }
        #expect(throws: AnalysisFailure.self) {
            _ = try read("5,100,\(Self.hash),2.0\n6,100,\(Self.hash),1.0\n")
        }
    }

    @Test("A longer list than allowed is read as far as allowed, and that is said")
    func limit() throws {
        let lines = (0..<20).map { "\($0),100,\(Self.hash),\($0).5\n" }.joined()
        let found = try read(lines, most: 7)
        #expect(frames(found).count == 7)
        #expect(found.contains { if case .warning = $0 { true } else { false } })
    }

    @Test("Mutated and random bytes give frames or a refusal, and nothing else", arguments: 0..<8)
    func hostile(seed: UInt64) throws {
        var random = SeededGenerator(seed: 700 + seed)
        let good = Array((0..<12).map { "\($0),100,\(Self.hash),\($0).040\n" }.joined().utf8)
        for round in 0..<400 {
            var bytes = good
            if round.isMultiple(of: 4) {
                bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in .random(in: 0...255, using: &random) }
            } else {
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: bytes.indices, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = .random(in: 0...255, using: &random)
                    case 1: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: place)
                    case 2 where bytes.count > 1: bytes.remove(at: place)
                    default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...90, using: &random)))
                    }
                }
            }
            do {
                let found = frames(try read(bytes))
                #expect(!found.isEmpty)
                #expect(found.allSatisfy { (0...100).contains($0.quality) && $0.at.isFinite && $0.at >= 0 })
            } catch let failure as AnalysisFailure {
                #expect(failure.code == .corrupt)
            }
        }
    }
}
