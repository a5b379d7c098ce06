import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("The overlaps of one case")
struct OverlapsOfCaseTests {
    private static let references = ["A", "B", "C", "D"]

    /// Four cases whose contents match at random: most in few ways, some in so many that they are commonplaces.
    private func workspace(_ folder: TemporaryFolder) throws -> Workspace {
        var random = SeededGenerator(seed: 5)
        let workspace = try Workspace(directory: folder.url.path, isCreating: true)
        try workspace.store.write { writer throws(StoreError) in
            var exhibits: [Int64] = []
            for reference in Self.references {
                guard let id = try writer.addCase(reference: reference, title: nil, agency: nil) else { continue }
                exhibits.append(try writer.exhibit(ofCase: id, label: "disk"))
            }
            var media: [Int64] = []
            for number in 0..<600 {
                let digest = (0..<32).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 2)) &+ $0) }
                guard let sha256 = ContentDigest(bytes: digest) else { continue }
                // One of the contents that several items hold has no bytes.
                let digests = Digests(
                    size: number == 40 ? 0 : 5,
                    md5: Array(digest.prefix(16)),
                    sha1: Array(digest.prefix(20)),
                    sha256: sha256
                )
                let id = try writer.media(digests)
                media.append(id)
                for copy in 0..<(Int.random(in: 0..<10, using: &random) == 0 || number == 40 ? 3 : 1) {
                    var item = NewItem(path: Array("\(number)-\(copy)".utf8), source: [])
                    (item.media, item.digest) = (id, sha256)
                    _ = try writer.addItem(item, toExhibit: exhibits[Int.random(in: 0..<4, using: &random)])
                }
                var analysis = Analysis(type: "image/jpeg", kind: .image)
                var capture = CaptureDetails()
                (capture.make, capture.model) = ("Cairn Optics", "Test 1")
                if number % 3 == 0 { capture.bodySerial = "7001\(number % 40)" }
                analysis.capture = capture
                if number % 7 == 0 {
                    let mailbox = Identifier(type: .email, value: "m\(number % 35)@example.org")
                    analysis.identifiers = [
                        IdentifierOccurrence(
                            identifier: mailbox,
                            found: mailbox.value,
                            offset: 0,
                            line: 1,
                            message: nil
                        )
                    ]
                }
                let depth = AnalysisDepth(tier: nil, features: 0, soundPeaks: nil)
                _ = try writer.addAnalysis(analysis, depth: depth, ofMedia: id)
            }
            for (kind, popular) in [(LinkKind.nearDuplicate, 3), (.partialCopy, 2), (.videoSegment, 1)] {
                for _ in 0..<900 {
                    // A few contents match so many that they are everywhere.
                    let first =
                        Int.random(in: 0..<3, using: &random) == 0
                        ? Int.random(in: 0..<popular, using: &random) : Int.random(in: 0..<600, using: &random)
                    let second = Int.random(in: 0..<600, using: &random)
                    guard first != second else { continue }
                    var evidence = LinkEvidence()
                    switch kind {
                    case .nearDuplicate: (evidence.pdqDistance, evidence.transform) = (second % 31, .original)
                    case .partialCopy:
                        (evidence.inliers, evidence.rareInliers) = (20, 20)
                        evidence.regionA = Region(x: 200 * (second % 2), y: 0, width: 100, height: 100)
                        evidence.regionB = Region(x: 0, y: 0, width: 100, height: 100)
                    default: (evidence.framesMatched, evidence.shotsMatched) = (20, 3)
                    }
                    let (a, b) = (min(media[first], media[second]), max(media[first], media[second]))
                    try writer.addMatch(Match(kind: kind, mediaA: a, mediaB: b, method: "test/1", evidence: evidence))
                }
            }
        }
        return workspace
    }

    @Test("Asked of one case, the links are those of the whole database that concern it", arguments: [false, true])
    func same(isWithin: Bool) throws {
        let folder = try TemporaryFolder()
        let workspace = try workspace(folder)
        var filter = OverlapFilter()
        filter.isWithin = isWithin
        let all = try workspace.overlaps(filter)
        #expect(Set(all.links.map(\.kind)).count == 6)
        for reference in Self.references {
            filter.caseReference = reference
            let asked = try workspace.overlaps(filter)
            let expected = all.links.filter {
                $0.itemA.caseReference == reference || $0.itemB.caseReference == reference
            }
            #expect(!expected.isEmpty)
            #expect(asked.links == expected)
            // What is common of whole pictures and what is common of parts is said in each case.
            #expect(Set(asked.commonplaces.map(\.kind)) == Set(all.commonplaces.map(\.kind)))
        }
    }
}
