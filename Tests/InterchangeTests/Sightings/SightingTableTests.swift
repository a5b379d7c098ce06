import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Tables of sightings")
struct SightingTableTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func rows(_ bytes: [UInt8]) throws -> [SightingTable.Row] {
        let url = folder.url.appendingPathComponent("table.csv")
        try Data(bytes).write(to: url)
        var table = try SightingTable(path: url.path)
        var found: [SightingTable.Row] = []
        while let row = try table.next() { found.append(row) }
        return found
    }

    private func fault(_ text: String) -> InterchangeError? {
        do {
            _ = try rows(Array(text.utf8))
            return nil
        } catch {
            return error as? InterchangeError
        }
    }

    @Test("Columns come in any order, fields in quotation marks, and lines end as they like")
    func reading() throws {
        let text = """
            \u{feff}Source,content,reported_by,place,latitude,longitude,first_seen\r
            chat,"a ""b"", c.jpg",Hotline,"Old\u{20}harbour",60.17,-24.94,2026-05-01\r
            \r
            device,x.jpg,North,Attic,,,

            """
        let found = try rows(Array(text.utf8))
        #expect(found.map(\.content) == [#"a "b", c.jpg"#, "x.jpg"])
        #expect(found.map(\.line) == [2, 4])
        #expect(found[0].statement.position == GeographicPoint(latitude: 60.17, longitude: -24.94))
        #expect(found[0].statement.firstSeen == "2026-05-01")
        #expect(found[1].statement.source == .device && found[1].statement.position == nil)
    }

    @Test(
        "A fault names the line and the column",
        arguments: [
            ("content,source,reported_by,place\na,chat,H,P\nb,smoke,H,P\n", 3, "source"),
            ("content,source,reported_by,place\n,chat,H,P\n", 2, "content"),
            ("content,source,reported_by,place\n\u{1b}[2Ja,chat,H,P\n", 2, "content"),
            ("content,source,reported_by,place\na,chat,,P\n", 2, "reported_by"),
            ("content,source,reported_by,place\na,chat,H,\n", 2, "address"),
            ("content,source,reported_by,latitude,longitude\na,chat,H,1e3,5\n", 2, "latitude"),
            ("content,source,reported_by,address_type,address\na,chat,H,url,=HYPERLINK(1)\n", 2, "address"),
            ("content,source,reported_by,place\n\"a\nb\",chat,H,P\n", 2, "content"),
            ("content,source,reported_by,place\na,chat,H,P\n\n\nc,chat,H,\"P\u{0}\"\n", 5, "place"),
            ("content,source,reported_by,place,first_seen\na,chat,H,P,01/05/2026\n", 2, "first_seen"),
            ("content,source,place\na,chat,P\n", 1, "reported_by"),
            ("content,source,reported_by,plaice\na,chat,H,P\n", 1, "plaice"),
            ("content,content,source,reported_by\n", 1, "content"),
        ]
    )
    func faults(_ text: String, _ line: Int, _ column: String) throws {
        let found = try #require(fault(text))
        #expect(found.place == .line(line), "\(found.message)")
        #expect(found.fault.contains(column), "\(found.message)")
    }

    @Test("Hostile bytes end in a fault")
    func hostile() throws {
        let head = "content,source,reported_by,place\n"
        for text in [
            "", head + "a,chat,H\n", head + "\"a,chat,H,P\n", head + "a,chat,H,P\"x\n,,\n,",
            head + String(repeating: ",", count: 2000) + "\n",
            head + "\"" + String(repeating: "x", count: 1 << 21) + "\"\n",
        ] { #expect(fault(text) != nil, "\(text.prefix(60))") }
        #expect(throws: InterchangeError.self) { try rows(Array(head.utf8) + [0xff, 0xfe, 0xfd, 0x0a]) }
        #expect(throws: InterchangeError.self) { try SightingTable(path: folder.url.path + "/nothing.csv") }
    }
}
