import CaseModel
import Linking
import Testing

@Suite("Links by identifier")
struct IdentifierCollectorTests {
    private func linker(_ collector: IdentifierCollector) -> Linker {
        var linker = Linker(isWithin: false)
        collector.feed(&linker) { media in [LinkedItem(id: media, caseNumber: media, media: media)] }
        return linker
    }

    private func place(_ type: IdentifierType, _ value: String, _ media: Int64, _ line: Int = 1)
        -> IdentifierCollector.Place
    {
        IdentifierCollector.Place(Identifier(type: type, value: value), media: media, line: line)
    }

    @Test("Two items that share several identifiers have one link that names them all, the most telling first")
    func identifiersAreJoined() throws {
        var collector = IdentifierCollector()
        collector.addEqual([place(.handle, "@h", 1, 4), place(.handle, "@h", 2, 9)])
        collector.addEqual([place(.email, "a@b.example", 1, 7), place(.email, "a@b.example", 2, 8)])
        let links = linker(collector).strongestFirst
        #expect(links.count == 1)
        let shared = try #require(links.first?.evidence.identifiers)
        #expect(shared.examples.map(\.identifier.value) == ["a@b.example", "@h"])
        #expect(shared.examples.map(\.lineA) == [7, 4])
        #expect(shared.examples.map(\.lineB) == [8, 9])
        #expect((links.first?.strength ?? 0) > StrengthTable.ratio(of: .email).strength)
    }

    @Test("Two copies of a table have one link that counts what they share and names a few")
    func tables() throws {
        var collector = IdentifierCollector()
        for number in 0..<60_000 {
            let value = "user\(number)@a.example"
            collector.addEqual([place(.email, value, 1, number + 2), place(.email, value, 2, 60_001 - number)])
        }
        let links = linker(collector).strongestFirst
        #expect(links.count == 1)
        let shared = try #require(links.first?.evidence.identifiers)
        #expect(shared.equal == [.email: 60_000])
        #expect(shared.examples.count == SharedIdentifiers.mostExamples)
        let named = try #require(shared.examples.first)
        #expect(named.identifier.value == "user0@a.example")
        #expect(named.lineA == 2 && named.lineB == 60_001)
    }

    @Test("Near forms are a suggestion, weaker than any equal form but that of a page, and labelled")
    func nearForms() throws {
        var collector = IdentifierCollector()
        collector.addNear([place(.email, "jo.an+x@gmail.com", 1), place(.email, "joan@gmail.com", 2)])
        let link = try #require(linker(collector).strongestFirst.first)
        #expect(link.evidence.identifiers.nearCount == 1 && link.evidence.identifiers.equalCount == 0)
        #expect(link.evidence.identifiers.examples.allSatisfy { $0.isNear })
        #expect(link.strength <= 0.6)
        for number in 0..<50 {
            collector.addNear([place(.handle, "@na_me\(number)", 1), place(.handle, "@name\(number)", 2)])
        }
        let many = try #require(linker(collector).strongestFirst.first)
        #expect(many.strength <= 0.6)
    }

    @Test("A telephone number without country is near, even to itself, and never makes an equal link")
    func numbersWithoutCountry() {
        var collector = IdentifierCollector()
        let places = [
            place(.phone, "025550147", 1), place(.phone, "025550147", 2), place(.phone, "+3225550147", 3),
            place(.phone, "+3325550147", 4),
        ]
        collector.addEqual(Array(places.prefix(2)))
        collector.addNear(places)
        let pairs = linker(collector).strongestFirst.map { [$0.a.id, $0.b.id] }
        #expect(Set(pairs) == [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4]])
    }

    @Test("An identifier in too many items, or cases, is a commonplace and no link", arguments: [25, 26])
    func commonplaces(count: Int) {
        var collector = IdentifierCollector()
        for value in ["https://a.example", "https://b.example"] {
            collector.addEqual((1...count).map { place(.url, value, Int64($0)) })
        }
        let linker = linker(collector)
        #expect(linker.strongestFirst.isEmpty == (count > 25))
        #expect(linker.commonplaces.compactMap(\.value).count == (count > 25 ? 2 : 0))
    }

    @Test("A hundred commonplace identifiers are named, the rest is counted")
    func manyCommonplaces() {
        var collector = IdentifierCollector()
        for group in 0..<30 {
            for number in 0..<10 {
                collector.addEqual(
                    (0..<30).map { place(.url, "https://g\(group).example/\(number)", Int64(100 * group + $0)) }
                )
            }
        }
        let found = linker(collector).commonplaces
        #expect(found.count == 101)
        #expect(found.last?.reason.hasPrefix("200 more") == true)
    }
}
