import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Project VIC's VICS")
struct VICSTests {
    private static func events(_ reader: VICSReader) throws -> [VICSReader.Event] {
        var reader = reader
        var events: [VICSReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    private static func events(_ document: String) throws -> [VICSReader.Event] {
        try events(VICSReader(JSONReader(bytes: Array(document.utf8))))
    }

    private static func json(_ bytes: [UInt8]) throws -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        return try reader.value()
    }

    /// Reads a document and writes all that was read as 2.0.
    private static func rewritten(_ path: String) throws -> JSONValue {
        var reader = try VICSReader(path: path)
        var events: [VICSReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        var written: [UInt8] = []
        let envelope = try #require(reader.envelope)
        var writer = VICSWriter(envelope.content ?? .media, region: envelope.region ?? "Default") { written += $0 }
        for event in events {
            switch event {
            case .caseBegins(let vicsCase): writer.begin(vicsCase)
            case .media(let media): try writer.write(media)
            case .caseEnds: try writer.end()
            }
        }
        try writer.finish()
        return try json(written)
    }

    /// What differs between two values, each by its path; the order of members does not count.
    private static func differences(_ old: JSONValue?, _ new: JSONValue?, at path: String = "") -> [String] {
        switch (old, new) {
        case (.object(let olds)?, .object(let news)?):
            let keys = olds.map(\.key) + news.map(\.key).filter { key in !olds.contains { $0.key == key } }
            return keys.flatMap { differences(old?[$0], new?[$0], at: path.isEmpty ? $0 : "\(path).\($0)") }
        case (.array(let olds)?, .array(let news)?) where olds.count == news.count:
            return zip(olds, news).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)[\($0)]") }
        default: return old == new ? [] : ["\(path): \(old?.text ?? "-") → \(new?.text ?? "-")"]
        }
    }

    @Test("A case of 2.0 is read with every field of the sample")
    func readsCase() throws {
        var reader = try VICSReader(path: TestData.url("interchange/vics20-case.json").path)
        guard case .caseBegins(let beginning) = try reader.next() else {
            Issue.record("no case")
            return
        }
        #expect(reader.envelope == VICSEnvelope(version: "2.0", region: "CUSTOM", content: .cases))
        #expect(beginning.caseID == "3f0c2a52-6a3e-4d2b-9a11-0d5a4b7c1e01")
        #expect(beginning.caseNumber == "DEMO-2026-0001")
        #expect(beginning.contactOrganization == "Example Agency")
        #expect(beginning.contactTitle == "Examiner")
        #expect(beginning.sourceApplicationName == "Cairn")
        #expect(beginning.totalMediaFiles == 3)
        var media: [VICSMedia] = []
        while case .media(let next) = try reader.next() { media.append(next) }
        #expect(media.map(\.mediaID) == [1, 2, 3])
        #expect(media.map(\.category) == ["0", "5", "0"])
        let second = media[1]
        #expect(second.md5?.first == 0xe8)
        #expect(second.isDistributed == false)
        #expect(second.isSuspected == false)
        #expect(second.series == .string("WALLPAPER-DEMO"))
        #expect(second.tags == .string("texture"))
        #expect(second.size == 53392)
        #expect(second.relativeFilePath == #"media\wallpaper_a.png"#)
        #expect(second.files.map(\.filePath) == [#"\DCIM\100TEST\wallpaper_a.png"#])
        #expect(second.files.first?.physicalLocation == "8192")
        #expect(second.files.first?.accessed == "2025-12-02T08:00:00.000Z")
        #expect(second.files.first?.isDeleted == false)
        #expect(second.exifs.map(\.name) == ["Make", "Model", "BodySerialNumber"])
        #expect(second.exifs.last?.value == "EC1-000123")
        #expect(second.alternativeHashes.map(\.name) == ["SHA256", "PDQ"])
        #expect(try reader.next() == nil)
    }

    @Test("A document of 2.0 that was read and written is the same, field by field")
    func roundTrip() throws {
        for name in ["vics20-case.json", "vics20-hashset.json"] {
            let url = try TestData.url("interchange/\(name)")
            let old = try Self.json(Array(Data(contentsOf: url)))
            let differences = Self.differences(old, try Self.rewritten(url.path))
            // The hash set spells a truth value as a string.
            let expected =
                name.contains("case")
                ? [] : (0..<3).map { "value[\($0)].IsPrecategorized: \"false\" → false" }
            #expect(differences == expected)
        }
    }

    @Test("A document of 1.3 becomes one of 2.0: numbers and truth values as such, without what is empty")
    func roundTripOfOlderVersion() throws {
        let url = try TestData.url("interchange/vics13-hashset.json")
        let differences = Self.differences(try Self.json(Array(Data(contentsOf: url))), try Self.rewritten(url.path))
        #expect(
            differences.filter { !$0.hasPrefix("value[1]") && !$0.hasPrefix("value[2]") } == [
                #"odata.metadata: "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media" → -"#,
                #"value[0].MediaSize: "42600" → 42600"#, #"value[0].VictimIdentified: "false" → false"#,
                #"value[0].OffenderIdentified: "false" → false"#, #"value[0].IsDistributed: "false" → false"#,
                #"value[0].Series: "" → -"#, #"value[0].Tags: "" → -"#, "value[0].AlternativeHashes: [] → -",
                "@odata.context: - → \"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media\"",
            ]
        )
    }

    @Test("Members that no table names come out as they went in, on every level and in their order")
    func remainders() throws {
        let document = """
            {"@odata.context":"x/2.0.xml/US/$metadata#Cases","value":[{"CaseNumber":"1","Zeta":1.50,"Alpha":{"b":[null]},\
            "Media":[{"MD5":"E4530150F5329025048244E15CA2AD5B","Later":"z","Earlier":[1],"odata.id":"x",\
            "MediaFiles":[{"FileName":"a","FilePath":"","Extra":true}],\
            "Exifs":[{"PropertyName":"ISO","PropertyValue":"100","Group":7}]}],"Closed":false}]}
            """
        let events = try Self.events(document)
        guard case .caseEnds(let vicsCase) = events.last, case .media(let media) = events[1] else {
            Issue.record("no case with a medium")
            return
        }
        #expect(JSONValue.object(vicsCase.remainder).text == #"{"Zeta":1.50,"Alpha":{"b":[null]},"Closed":false}"#)
        #expect(JSONValue.object(media.remainder).text == #"{"Later":"z","Earlier":[1]}"#)
        #expect(media.files[0].remainder == [JSONMember("Extra", .bool(true))])
        #expect(media.exifs[0].remainder == [JSONMember("Group", .number("7"))])
    }

    @Test(
        "The same value in any of its spellings reads the same",
        arguments: [
            (#""IsDistributed":true,"MediaSize":7,"Category":2"#),
            (#""IsDistributed":"TRUE","MediaSize":"7","Category":"2""#),
            (#""IsDistributed":1,"MediaSize":"7","Category":2,"Series":null,"Tags":"","VictimIdentified":null,"Exifs":null"#),
        ]
    )
    func spellings(members: String) throws {
        let events = try Self.events(
            #"{"odata.metadata":"m/1.2.xml#Media","value":[{"MD5":"E4530150F5329025048244E15CA2AD5B",\#(members)}]}"#
        )
        guard case .media(let media) = events.first else {
            Issue.record("no medium")
            return
        }
        #expect(media.isDistributed == true)
        #expect(media.size == 7)
        #expect(media.category == "2")
        #expect(media.series == nil)
        #expect(media.isVictimIdentified == nil)
    }

    @Test("What a document holds shows where its envelope comes last or is missing")
    func envelopeLast() throws {
        let cases =
            #"{"value":[{"CaseID":"c","Media":[{"MediaID":1}],"CaseNumber":"n"}],"@odata.context":"x/2.0.xml/UK/$metadata#Cases"}"#
        var reader = VICSReader(JSONReader(bytes: Array(cases.utf8)))
        var kinds: [String] = []
        while let event = try reader.next() {
            switch event {
            case .caseBegins(let vicsCase): kinds.append("begins \(vicsCase.caseID ?? "") \(vicsCase.caseNumber ?? "")")
            case .media(let media): kinds.append("media \(media.mediaID ?? 0)")
            case .caseEnds(let vicsCase): kinds.append("ends \(vicsCase.caseID ?? "") \(vicsCase.caseNumber ?? "")")
            }
        }
        #expect(kinds == ["begins c ", "media 1", "ends c n"])
        #expect(reader.envelope?.scheme == "VICS/UK")
        #expect(try Self.events(#"{"value":[{"MediaID":1}]}"#).count == 1)
    }

    @Test(
        "A fault names the field",
        arguments: [
            (#"{"value":[{"Media":[{},{"MD5":"E453"}]}]}"#, "value[0].Media[1].MD5 (byte 30): 4 digits instead of 32"),
            (#"{"value":[{"MediaSize":-1}]}"#, "value[0].MediaSize (byte 23): no whole number from 0 to 2^63"),
            (#"{"value":[{"IsDistributed":"perhaps"}]}"#, "value[0].IsDistributed (byte 27): neither true nor false"),
            (#"{"value":[{"Category":[1]}]}"#, "value[0].Category (byte 22): neither a string nor a number"),
            (#"{"value":[{"MediaFiles":{}}]}"#, "value[0].MediaFiles (byte 24): no array where one belongs"),
            (#"{"value":[{"Exifs":[7]}]}"#, "value[0].Exifs[0] (byte 20): no object where one belongs"),
            (#"{"value":{}}"#, "value (byte 9): no array where one belongs"),
            (#"{"@odata.context":"elsewhere"}"#, "@odata.context (byte 18): no address of a data model"),
            (#"{"a":1}"#, "byte 5: no value, which holds a VICS document's cases or media"),
        ]
    )
    func faults(document: String, message: String) {
        let error = #expect(throws: InterchangeError.self) { try Self.events(document) }
        #expect(error?.message == message)
    }
}
