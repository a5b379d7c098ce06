import CaseModel
import Testing

@Suite("Sightings as they are typed")
struct SightingDraftTests {
    private static let plain: [SightingField: String] = [
        .source: "surface_web", .place: "Harbour", .reportedBy: "Hotline North",
    ]

    private func statement(_ more: [SightingField: String]) throws -> SightingStatement {
        try SightingDraft(Self.plain.merging(more) { $1 }).checked()
    }

    @Test(
        "An address is brought to the form in which text is searched for it",
        arguments: [
            ("url", "HTTPS://Stamps.Example:443/A?b=C", "https://stamps.example/A?b=C"),
            ("url", "http://stamps.example/", "http://stamps.example"),
            ("url", "www.Stamps.example/x", "http://www.stamps.example/x"),
            ("url", "https://Ann@Stamps.Example:8443", "https://Ann@stamps.example:8443"),
            ("email", " Dealer@Stamps.Example ", "dealer@stamps.example"), ("handle", "Dealer_1", "@dealer_1"),
            ("handle", "@dealer_1", "@dealer_1"), ("phone", "+358 (9) 555-0147", "+35895550147"),
            ("ip", "192.0.2.7", "192.0.2.7"), ("ip", "2001:DB8::7", "2001:db8:0:0:0:0:0:7"),
            ("mac", "02-AB-CD-00-11-22", "02:ab:cd:00:11:22"), ("imei", "49-015420-323751-8", "490154203237518"),
            ("onion", "http://ABCDEFGHIJKLMNOP.onion/x", "abcdefghijklmnop.onion"),
            ("wallet", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ]
    )
    func addresses(_ type: String, _ typed: String, _ normal: String) throws {
        let address = try #require(try statement([.addressType: type, .address: typed]).address)
        #expect(address.type.rawValue == type)
        #expect(address.value == normal)
    }

    @Test(
        "What is not of the type that was named is refused",
        arguments: [
            ("url", "stamps.example"), ("url", "javascript:alert(1)"), ("url", "http://"), ("url", "http://a b/"),
            ("url", "ftp://stamps.example/a"), ("email", "dealer"), ("email", "a@b@c.example"), ("handle", "two words"),
            ("phone", "call me"), ("ip", "192.0.2.256"), ("ip", "1:2"), ("mac", "02-ab"), ("imei", "12"),
            ("onion", "stamps.example"), ("onion", "abc.onion"), ("wallet", "short"), ("smell", "x"),
        ]
    )
    func wrongAddresses(_ type: String, _ typed: String) {
        #expect(throws: SightingFault.self) { try statement([.addressType: type, .address: typed]) }
    }

    @Test("Times are days, or moments brought to UTC")
    func times() throws {
        let said = try statement([.firstSeen: "2026-02-28T23:30:00.5-01:00", .lastSeen: "2026-03-01"])
        #expect(said.firstSeen == "2026-03-01T00:30:00Z")
        #expect(said.lastSeen == "2026-03-01")
        #expect(try statement([.firstSeen: "2024-02-29 12:00Z"]).firstSeen == "2024-02-29T12:00:00Z")
        #expect(try statement([.firstSeen: "1999-12-31T23:00:00-02:00"]).firstSeen == "2000-01-01T01:00:00Z")
    }

    @Test("Each fault names its field")
    func faults() {
        let wrong: [(SightingField, [SightingField: String])] = [
            (.source, [.source: ""]), (.source, [.source: "newspaper"]), (.reportedBy, [.reportedBy: " "]),
            (.address, [.place: ""]), (.address, [.addressType: "url"]), (.addressType, [.address: "http://a.example"]),
            (.place, [.place: "a\u{7}b"]), (.place, [.place: String(repeating: "p", count: 201)]),
            (.latitude, [.longitude: "1"]), (.longitude, [.latitude: "1"]),
            (.latitude, [.latitude: "91", .longitude: "1"]),
            (.longitude, [.latitude: "1", .longitude: "-180.5"]), (.latitude, [.latitude: "nan", .longitude: "1"]),
            (.latitude, [.latitude: "0x1p3", .longitude: "1"]), (.latitude, [.latitude: "60,17", .longitude: "1"]),
            (.firstSeen, [.firstSeen: "yesterday"]), (.firstSeen, [.firstSeen: "2026-02-30"]),
            (.firstSeen, [.firstSeen: "2026-02-01T10:00:00"]), (.firstSeen, [.firstSeen: "2026-02-01T24:00:00Z"]),
            (.firstSeen, [.lastSeen: "2026-02-01"]),
            (.lastSeen, [.firstSeen: "2026-02-02", .lastSeen: "2026-02-01T23:59:59Z"]),
        ]
        for (field, texts) in wrong {
            do {
                _ = try statement(texts)
                Issue.record("\(texts) was taken")
            } catch let fault as SightingFault {
                #expect(fault.field == field, "\(texts): \(fault.message)")
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test(
        "Days are counted through leap years and back",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 11016), ("1969-12-31", -1), ("2026-05-01", 20574), ("1900-03-01", -25508),
        ]
    )
    func days(_ text: String, _ number: Int) {
        #expect(CalendarDay.number(of: text) == number)
        #expect(CalendarDay.text(ofNumber: number) == text)
    }
}
