import CaseModel
import Linking
import Testing

@Suite("Links")
struct LinkerTests {
    private func item(_ id: Int64, in reference: String, content: UInt8? = nil) throws -> ItemReference {
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: content ?? UInt8(id), count: 32)))
        return ItemReference(id: id, caseReference: reference, exhibit: "e", path: "p\(id)", sha256: digest)
    }

    private func match(_ kind: LinkKind = .nearDuplicate, distance: Int = 8) -> Match {
        var evidence = LinkEvidence()
        evidence.pdqDistance = distance
        evidence.segmentA = Segment(start: 0, end: 1)
        evidence.segmentB = Segment(start: 5, end: 6)
        evidence.transform = .rotated90
        return Match(kind: kind, mediaA: 1, mediaB: 2, method: "m/1", evidence: evidence)
    }

    @Test("Items of one case are linked only when asked for", arguments: [false, true])
    func withinCase(isWithin: Bool) throws {
        var linker = Linker(isWithin: isWithin)
        linker.addMatch(match(), itemsA: [try item(1, in: "A")], itemsB: [try item(2, in: "A"), try item(3, in: "B")])
        #expect(linker.strongestFirst.count == (isWithin ? 2 : 1))
    }

    @Test("The item registered first is side a, whichever side of the match it was on")
    func firstItemIsSideA() throws {
        var linker = Linker(isWithin: false)
        linker.addMatch(match(), itemsA: [try item(9, in: "A")], itemsB: [try item(4, in: "B")])
        let link = try #require(linker.strongestFirst.first)
        #expect(link.itemA.id == 4)
        #expect(link.evidence.segmentA == Segment(start: 5, end: 6))
        #expect(link.evidence.transform == .rotated270)
    }

    @Test("Items with the same bytes have the link exact and no other")
    func sameBytesAreExactOnly() throws {
        var linker = Linker(isWithin: false)
        let items = [try item(1, in: "A", content: 7), try item(2, in: "B", content: 7)]
        linker.addGroup(.exact, items: items, evidence: LinkEvidence())
        linker.addGroup(.cameraSerial, items: items, evidence: LinkEvidence(), value: "1")
        #expect(linker.strongestFirst.map(\.kind) == [.exact])
    }

    @Test("What more items share than the cap is one commonplace and no link", arguments: [100, 101])
    func commonplaces(count: Int) throws {
        var linker = Linker(isWithin: false)
        let items = try (1...count).map { try item(Int64($0), in: "C\($0 % 3)", content: 1) }
        linker.addGroup(.exact, items: items, evidence: LinkEvidence())
        #expect(linker.strongestFirst.isEmpty == (count > 100))
        #expect(linker.commonplaces.map(\.items) == (count > 100 ? [count] : []))
        #expect(linker.commonplaces.map(\.cases) == (count > 100 ? [3] : []))
    }

    @Test("Media whose matches reach more items than the cap are set aside as one group")
    func hubsAreSetAside() {
        var places = SharedPlaces()
        let star = (2...120).map { (places.place(nil, of: 1), places.place(nil, of: $0)) }
        let pair = (places.place(nil, of: 500), places.place(nil, of: 501))
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
}
