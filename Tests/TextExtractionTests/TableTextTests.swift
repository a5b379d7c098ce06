import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Tables of members")
struct TableTextTests {
    @Test(
        "Delimiter, quotation marks and names of columns are recognised",
        arguments: [",", ";", "\t", "|"],
        ["", "\u{feff}"]
    )
    func formats(delimiter: String, mark: String) throws {
        let rows = [
            ["id", "User name", "E-Mail", "IMEI", "last_ip", "MAC address", "wallet"],
            [
                "1", "Blue_Penguin", "blue@a.example", "490154203237518", "192.0.2.7", "3C5A.B401.0203",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
            ],
            ["2", "\"Noor\"", "\"noor@a.example\"", "\"35-693803-564380-9\"", "10.0.0.1", "", ""],
        ]
        let text = mark + rows.map { $0.joined(separator: delimiter) }.joined(separator: "\r\n")
        let found = try Extraction(text)
        #expect(found.tables == [TableDetails(rows: 2, columns: rows[0], delimiter: delimiter)])
        #expect(found.values(.handle) == ["@blue_penguin", "@noor"])
        #expect(found.values(.email) == ["blue@a.example", "noor@a.example"])
        #expect(found.values(.imei) == ["490154203237518", "356938035643809"])
        #expect(found.values(.ip) == ["192.0.2.7"])
        #expect(found.values(.mac) == ["3c:5a:b4:01:02:03"])
        #expect(found.values(.wallet) == ["0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"])
        let occurrence = try #require(found.occurrences.first { $0.identifier.value == "noor@a.example" })
        #expect(occurrence.line == 3 && occurrence.column == "E-Mail")
    }

    @Test("A telephone number without country code is kept as digits, one with it in its normal form")
    func telephones() throws {
        let found = try Extraction(
            "name,phone\nA,+32 2 555 01 47\nB,0032 2 555 01 48\nC,02 555 01 47\nD,n/a\nE,11111111"
        )
        #expect(found.values(.phone) == ["+3225550147", "+3225550148", "025550147"])
    }

    @Test("Cells hold delimiters, marks and line ends, and lines stay right")
    func quoted() throws {
        let text = "username,about\n\"a_name\",\"one, \"\"two\"\"\nthree @inner\"\nb_name,x"
        let found = try Extraction(text)
        #expect(found.tables.map(\.rows) == [2])
        #expect(found.values(.handle) == ["@a_name", "@inner", "@b_name"])
        #expect(found.occurrences.map(\.line) == [2, 2, 4])
    }

    @Test(
        "Prose, code and lists of addresses are no tables",
        arguments: [
            "One, two, three.\nFour, five and six.\nSeven.", "a@b.co, c@b.co\nd@b.co, e@b.co", "x;\ny;\n", "",
            "user\nname\n", "int a, b;\nint c, d;\n",
        ]
    )
    func noTables(text: String) throws {
        #expect(try Extraction(text).tables.isEmpty)
    }

    @Test("Rows with senders and texts are messages")
    func chat() throws {
        let found = try Extraction("from,to,date,text\nAda,Bob,2019-04-13T11:02:05Z,\"see @link\"\nBob,Ada,,hi")
        #expect(found.messages.map(\.sender) == ["Ada", "Bob"])
        #expect(found.messages.map(\.recipients) == [["Bob"], ["Ada"]])
        #expect(found.messages.map(\.sentAt) == ["2019-04-13T11:02:05Z", nil])
        #expect(found.occurrences.map(\.message) == [0])
    }

    @Test("An array of objects in JSON is a table, read by the names of members")
    func json() throws {
        let found = try Extraction(
            """
            {"members": [{"username": "Blue.Penguin", "phone": 3225550147, "device": {"imei": 490154203237518}},
             {"username": "noor_k", "phone": "0032 2 555 01 48", "x": "490154203237518"}]}
            """
        )
        #expect(found.tables == [TableDetails(rows: 2, columns: ["username", "phone", "device"], delimiter: nil)])
        #expect(found.values(.handle) == ["@blue.penguin", "@noor_k"])
        #expect(found.values(.phone) == ["3225550147", "+3225550148"])
        #expect(found.values(.imei) == ["490154203237518"])
        #expect(found.occurrences.map(\.column) == ["username", "phone", "imei", "username", "phone"])
    }

    @Test("Sixty thousand rows are read, each identifier with its row")
    func large() throws {
        var text = "id;username;email;imei\n"
        for row in 0..<60_000 { text += "\(row);member_\(row);member\(row)@a.example;\n" }
        let found = try Extraction(text)
        #expect(found.tables.map(\.rows) == [60_000])
        #expect(found.occurrences.count == 120_000)
        #expect(found.occurrences.last?.line == 60_001)
        #expect(found.warnings.isEmpty)
    }

    @Test("The sample of another device is a table of messages")
    func sample() throws {
        let found = try Extraction(try TestData.bytes("demo/CASE-C_memory-card/EXPORT/messages.csv"))
        #expect(found.tables.map(\.delimiter) == [","])
        #expect(found.messages.first?.sender == "Blue Penguin")
        #expect(found.messages.first?.chat == "fair")
        #expect(found.values(.handle).first == "@bluepenguin")
    }
}
