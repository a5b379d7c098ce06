import CaseModel
import Linking
import Testing

@Suite("Links")
struct LinkerTests {
    private func item(_ id: Int64, in caseNumber: Int64, content: Int64? = nil) -> LinkedItem {
        LinkedItem(id: id, caseNumber: caseNumber, media: content ?? id)
    }

    private func match(_ kind: LinkKind = .nearDuplicate, distance: Int = 8) -> Match {
        var evidence = LinkEvidence()
        evidence.pdqDistance = distance
        evidence.segmentA = Segment(start: 0, end: 1)
        evidence.segmentB = Segment(start: 5, end: 6)
        evidence.transform = .rotated90
        return Match(kind: kind, mediaA: 1, mediaB: 2, method: "m/1", evidence: evidence)
    }

    @Test("Peaks that agree over a long stretch must score more")
    func longStretches() {
        func strength(_ score: Double, seconds: Double) -> Double {
            var evidence = LinkEvidence()
            evidence.peakScore = score
            evidence.segmentA = Segment(start: 0, end: seconds)
            return StrengthTable().strength(.audioSegment, evidence)
        }
        #expect(strength(21, seconds: 10) == strength(21, seconds: 8))
        #expect(strength(21, seconds: 30) < strength(21, seconds: 10))
        #expect(abs(strength(31.5, seconds: 30) - strength(21, seconds: 10)) < 1e-9)
        #expect(strength(180, seconds: 60) > strength(21, seconds: 10))
    }

    @Test("Items of one case are linked only when asked for", arguments: [false, true])
    func withinCase(isWithin: Bool) {
        var linker = Linker(isWithin: isWithin)
        linker.addMatch(match(), itemsA: [item(1, in: 1)], itemsB: [item(2, in: 1), item(3, in: 2)])
        #expect(linker.strongestFirst.count == (isWithin ? 2 : 1))
    }

    @Test("The item registered first is side a, whichever side of the match it was on")
    func firstItemIsSideA() throws {
        var linker = Linker(isWithin: false)
        linker.addMatch(match(), itemsA: [item(9, in: 1)], itemsB: [item(4, in: 2)])
        let link = try #require(linker.strongestFirst.first)
        #expect(link.a.id == 4)
        #expect(link.evidence.segmentA == Segment(start: 5, end: 6))
        #expect(link.evidence.transform == .rotated270)
    }

    @Test("Items with the same bytes have the link exact and no other")
    func sameBytesAreExactOnly() {
        var linker = Linker(isWithin: false)
        let items = [item(1, in: 1, content: 7), item(2, in: 2, content: 7)]
        linker.addGroup(.exact, items: items, evidence: LinkEvidence())
        linker.addGroup(.cameraSerial, items: items, evidence: LinkEvidence(), value: "1")
        #expect(linker.strongestFirst.map(\.kind) == [.exact])
    }

    @Test("What more items share than the cap is one commonplace and no link", arguments: [100, 101])
    func commonplaces(count: Int) {
        var linker = Linker(isWithin: false)
        let items = (1...count).map { item(Int64($0), in: Int64($0 % 3), content: 1) }
        linker.addGroup(.exact, items: items, evidence: LinkEvidence())
        #expect(linker.strongestFirst.isEmpty == (count > 100))
        #expect(linker.commonplaces.map(\.items) == (count > 100 ? [count] : []))
        #expect(linker.commonplaces.map(\.cases) == (count > 100 ? [3] : []))
    }

    @Test("Media whose matches reach more items than the cap are set aside as one group")
    func hubsAreSetAside() {
        var places = SharedPlaces()
        let star = (2...120).map { (places.place(Region?.none, of: 1), places.place(Region?.none, of: $0)) }
        let pair = (places.place(Region?.none, of: 500), places.place(Region?.none, of: 501))
        let finder = CommonplaceFinder(pairs: star + [pair], cap: 100, areParts: false) { _ in 1 }
        #expect(star.allSatisfy { finder.contains($0.0, $0.1) })
        #expect(!finder.contains(pair.0, pair.1))
        #expect(finder.groups.map(\.count) == [120])
    }

    @Test("A frame that many pictures share is set aside, and what lies inside it in one of them is not")
    func framesAreSetAsideAlone() {
        var places = SharedPlaces()
        let bar = Region(x: 20, y: 10, width: 200, height: 30)
        var frames: [(SharedPlace, SharedPlace)] = []
        for first in Int64(1)...110 {
            for second in (first + 1)..<111 {
                frames.append((places.place(bar, of: first), places.place(bar, of: second)))
            }
        }
        let scene = Region(x: 0, y: 100, width: 500, height: 700)
        let inside = (places.place(scene, of: 1), places.place(scene, of: 500))
        // A rectangle that cannot be told from the frame's: the other side tells that it is something else.
        let same = (places.place(bar, of: 3), places.place(bar, of: 501))
        let finder = CommonplaceFinder(pairs: frames + [inside, same], cap: 100, areParts: true) { _ in 1 }
        #expect(frames.allSatisfy { finder.contains($0.0, $0.1) })
        #expect(!finder.contains(inside.0, inside.1))
        #expect(!finder.contains(same.0, same.1))
    }

    @Test("A jingle in many recordings is set aside, and what else one of them shares is not")
    func jinglesAreSetAsideAlone() {
        var places = SharedPlaces()
        // Where the jingle lies differs from recording to recording, and by how much of it was found.
        func jingle(_ media: Int64) -> Segment {
            let start = Double(media % 7) * 30
            return Segment(start: start + Double(media % 3), end: start + 10)
        }
        var jingles: [(SharedPlace, SharedPlace)] = []
        for first in Int64(1)...110 {
            for second in (first + 1)..<111 {
                jingles.append((places.place(jingle(first), of: first), places.place(jingle(second), of: second)))
            }
        }
        let other = (
            places.place(Segment(start: 400, end: 430), of: 1), places.place(Segment(start: 0, end: 30), of: 2)
        )
        let finder = CommonplaceFinder(pairs: jingles + [other], cap: 100, areParts: true) { _ in 1 }
        #expect(jingles.allSatisfy { finder.contains($0.0, $0.1) })
        #expect(!finder.contains(other.0, other.1))
        #expect(finder.groups.map(\.count) == [110])
    }

    @Test("A nearer hash is never a weaker link", arguments: 0..<31)
    func strengthFallsWithDistance(distance: Int) {
        let table = StrengthTable()
        var near = LinkEvidence()
        near.pdqDistance = distance
        var far = LinkEvidence()
        far.pdqDistance = distance + 1
        #expect(table.strength(.nearDuplicate, near) >= table.strength(.nearDuplicate, far))
        #expect((0...1).contains(table.strength(.nearDuplicate, far)))
    }

    @Test("Pictures and sound of one pair are two witnesses, two views of its pictures are one")
    func independentEvidenceMultiplies() throws {
        var linker = Linker(isWithin: false)
        let items = [item(1, in: 1), item(2, in: 2)]
        func add(_ kind: LinkKind, _ set: (inout LinkEvidence) -> Void) {
            var evidence = LinkEvidence()
            set(&evidence)
            let match = Match(kind: kind, mediaA: 1, mediaB: 2, method: "m/1", evidence: evidence)
            linker.addMatch(match, itemsA: [items[0]], itemsB: [items[1]])
        }
        add(.nearDuplicate) { $0.pdqDistance = 10 }
        add(.partialCopy) { $0.inliers = 30 }
        #expect(linker.strongestFirst.allSatisfy { $0.joint == nil })
        add(.audioSegment) {
            $0.bitErrorRate = 0.1
            $0.segmentA = Segment(start: 0, end: 20)
        }
        let links = linker.strongestFirst
        let ratios = links.compactMap(\.likelihoodRatio)
        let joint = try #require(links.first?.joint)
        let pictures = try #require(links.filter { $0.kind != .audioSegment }.compactMap(\.likelihoodRatio).max())
        let sound = try #require(links.first { $0.kind == .audioSegment }?.likelihoodRatio)
        #expect(ratios.count == 3)
        #expect(joint.hypothesis == .sameCapture)
        #expect(Set(joint.kinds).count == 2)
        #expect(abs((joint.likelihoodRatio ?? 0) / (pictures * sound) - 1) < 1e-9)
        #expect(joint.strength > links[0].strength)
    }

    @Test("Links of two cases add up by what they say, each media once, and nothing passes through a third case")
    func casesAddUp() throws {
        var book = ItemBook()
        func named(_ id: Int64, in reference: String) throws -> LinkedItem {
            let digest = try #require(ContentDigest(bytes: [UInt8](repeating: UInt8(id), count: 32)))
            return book.item(
                ItemReference(id: id, caseReference: reference, exhibit: "e", path: "p\(id)", sha256: digest)
            )
        }
        var linker = Linker(isWithin: false)
        let one = try named(1, in: "A")
        let copies = try (2...4).map { try named($0, in: "B") }
        let elsewhere = try named(5, in: "C")
        for copy in copies { linker.addMatch(match(), itemsA: [one], itemsB: [copy]) }
        linker.addMatch(match(), itemsA: [copies[0]], itemsB: [elsewhere])
        var serial = LinkEvidence()
        serial.serial = "77"
        linker.addRelation(.cameraSerial, one, to: [copies[0]], evidence: serial)
        let overlaps = CaseOverlap.all(book.links(linker.strongestFirst))
        #expect(overlaps.map { [$0.caseA, $0.caseB] } == [["A", "B"], ["B", "C"]])
        let first = try #require(overlaps.first)
        #expect(first.links.count == 4)
        #expect(first.tallies.map(\.hypothesis) == [.sameCapture, .sameCamera])
        #expect(first.tallies.map(\.pairs) == [1, 1])
        #expect(first.tallies.allSatisfy { $0.expectedRight > 0 && $0.expectedRight <= Double($0.pairs) })
    }

    private func stretch(frames: Int, distinct: Int? = nil, shots: Int?, verified: Int? = nil) -> LinkEvidence {
        var evidence = LinkEvidence()
        evidence.framesMatched = frames
        evidence.framesDistinct = distinct ?? frames
        evidence.shotsMatched = shots
        evidence.framesVerified = verified
        return evidence
    }

    @Test("A stretch of video is strong by two shots, or by two frames that local features verify, and not before")
    func oneShotIsNotStrong() {
        let table = StrengthTable()
        let one = table.strength(.videoSegment, stretch(frames: 1200, shots: 1))
        #expect(one <= 0.85)
        #expect(table.strength(.videoSegment, stretch(frames: 30, shots: 1, verified: 1)) <= one)
        #expect(table.strength(.videoSegment, stretch(frames: 30, shots: 1, verified: 2)) > 0.9)
        #expect(table.strength(.videoSegment, stretch(frames: 30, shots: 2)) > 0.9)
        #expect(table.strength(.videoSegment, stretch(frames: 1200, distinct: 2, shots: 2)) < 0.8)
    }

    @Test("A stretch among key frames alone is weaker than the same of a full look")
    func quickIsWeaker() {
        let table = StrengthTable()
        let full = stretch(frames: 30, shots: 5)
        var quick = full
        quick.tier = .quick
        #expect(table.strength(.videoSegment, quick) <= 0.9)
        #expect(table.strength(.videoSegment, full) > 0.9)
    }
}
