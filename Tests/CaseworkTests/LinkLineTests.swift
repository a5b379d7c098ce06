import CaseModel
import Foundation
import Testing

@testable import Casework

@Suite("Links as lines of JSON")
struct LinkLineTests {
    /// Evidence with every field, some with texts and numbers that JSON writes in a special way.
    private func everything() -> LinkEvidence {
        var evidence = LinkEvidence()
        evidence.sha256 = ContentDigest(bytes: [UInt8](0..<32))
        (evidence.pdqDistance, evidence.transform, evidence.tier) = (12, .rotated90, .quick)
        (evidence.framesMatched, evidence.framesDistinct, evidence.framesVerified) = (40, 30, 2)
        (evidence.shotsMatched, evidence.frameShareA, evidence.frameShareB) = (3, 0.5, 1)
        (evidence.bitErrorRate, evidence.peaksMatched, evidence.peaksExpected) = (0.1234, 82, 14.5)
        (evidence.peakScore, evidence.tempo, evidence.pitch) = (20.8, 0.83, 1)
        evidence.segmentA = Segment(start: 0, end: 12.5)
        evidence.segmentB = Segment(start: 100_000, end: 100_012.25)
        (evidence.inliers, evidence.rareInliers, evidence.explained) = (22, 9.5, 0.8)
        (evidence.overlapShare, evidence.residual) = (0.25, 1.75)
        evidence.regionA = Region(x: 0, y: 1, width: 200, height: 300)
        evidence.regionB = Region(x: 9, y: 8, width: 70, height: 60)
        evidence.serial = "77\"120\\/\u{1}\u{1f}\n\t\u{7f}é\u{2028}"
        (evidence.serialFields, evidence.make, evidence.model) = (["Exif.A", "Exif.B"], "Cairn Optics", "Test 1")
        evidence.sensor = SensorAgreement(
            energyAtZero: 80,
            energy: 95.5,
            picturesA: 1,
            picturesB: 12,
            resolution: [1024, 768],
            scale: 0.5,
            modelLeaks: true
        )
        let address = Identifier(type: .email, value: "a@example.org")
        let near = Identifier(type: .email, value: "b@example.org")
        evidence.identifiers.add(SharedIdentifier(address, lineA: 3, lineB: 14))
        evidence.identifiers.add(SharedIdentifier(address, other: near, lineA: 1, lineB: 2))
        return evidence
    }

    private func link(_ evidence: LinkEvidence, strength: Double, ratio: Double?) throws -> Link {
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: 7, count: 32)))
        var link = Link(
            kind: .partialCopy,
            strength: strength,
            likelihoodRatio: ratio,
            itemA: ItemReference(id: 4, caseReference: "A", exhibit: "disk", path: "a/\u{8}b.jpg", sha256: digest),
            itemB: ItemReference(id: 9, caseReference: "", exhibit: "", path: "", sha256: digest),
            evidence: SharedEvidence(evidence)
        )
        link.joint = JointEvidence(
            hypothesis: .sameCapture,
            kinds: [.partialCopy, .audioSegment],
            likelihoodRatio: 1e22,
            strength: 0.75
        )
        return link
    }

    @Test("A line is what the general encoder writes", arguments: [(1.0, nil), (0.5, 1e21), (0.1234, 0.00001)])
    func same(strength: Double, ratio: Double?) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for evidence in [LinkEvidence(), everything()] {
            let output = LinkOutput(try link(evidence, strength: strength, ratio: ratio))
            var line: [UInt8] = []
            output.writeLine(to: &line)
            let expected = String(decoding: try encoder.encode(output), as: UTF8.self) + "\n"
            #expect(String(decoding: line, as: UTF8.self) == expected)
        }
    }

    @Test("The sample of the test above has every field of evidence that is written")
    func complete() throws {
        let output = LinkOutput(try link(everything(), strength: 1, ratio: nil))
        for (name, value) in Mirror(reflecting: output.evidence).children {
            #expect("\(value)" != "nil", "\(name ?? "")")
        }
    }
}
