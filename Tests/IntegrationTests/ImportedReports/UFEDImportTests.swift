import Foundation
import TestSupport
import Testing

@Suite("A UFED report as an exhibit of a case")
struct UFEDImportTests {
    private let desk: ReportFolder

    init() throws {
        desk = try ReportFolder()
        try desk.copy("wallpaper_a.png", to: "files/Image/wallpaper.png")
    }

    private func party(_ identifier: String, _ name: String?) -> String {
        let named = name.map { "<field name=\"Name\"><value>\($0)</value></field>" } ?? ""
        return "<model type=\"Party\"><field name=\"Identifier\"><value>\(identifier)</value></field>\(named)</model>"
    }

    private func message(_ number: Int, _ body: String, sender: String, to: String) -> String {
        """
        <model type="InstantMessage" id="m-\(number)" deleted_state="Intact">
        <modelField name="From">\(sender)</modelField><multiModelField name="To">\(to)</multiModelField>
        <field name="Body"><value>\(body)</value></field>
        <field name="TimeStamp"><value>2025-12-01T11:00:0\(number).000+01:00</value></field>
        <multiModelField name="Attachments"><model type="Attachment"><field name="Filename"><value>wallpaper.png</value>
        </field><jumptargets><targetid>f-1</targetid></jumptargets></model></multiModelField></model>
        """
    }

    private func report() throws -> String {
        let seller = party("+4930555012345", "Seller")
        let buyer = party("buyer@example.org", nil)
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <project name="Demo" xmlns="http://pa.cellebrite.com/report/2.0">
            <sourceExtractions><extractionInfo id="0" name="Legacy" type="Logical"/></sourceExtractions>
            <taggedFiles>
            <file fs="Data" path="/DCIM/wallpaper.png" size="53392" id="f-1" deleted="Intact">
            <accessInfo><timestamp name="CreationTime">2025-12-01T10:00:00.000+00:00</timestamp></accessInfo>
            <metadata section="File"><item name="Local Path"><![CDATA[files\\Image\\wallpaper.png]]></item>
            <item name="SHA256">b4b69fe7b061e3e52d1b7674dd1a4dccd3e2b9af7c3c280fd8e285a96c5dc014</item>
            <item name="Tags">Image</item></metadata><novelty kind="x"/></file>
            <file path="/DCIM/gone.jpg" size="" deleted="Deleted"/>
            </taggedFiles>
            <decodedData><modelType type="Chat"><model type="Chat" id="c-1">
            <field name="Source"><value>ExampleChat</value></field><field name="Id"><value>room-9</value></field>
            <multiModelField name="Participants">\(seller)\(buyer)</multiModelField>
            <multiModelField name="Messages">
            \(message(1, "striped, or\nplain? ask paper@example.org", sender: seller, to: buyer))
            \(message(2, "\"plain\"", sender: buyer, to: seller))</multiModelField></model>
            <model type="Chat" id="c-2"><field name="Name"><value>../../up</value></field></model></modelType>
            <modelType type="Contact"><model type="Contact" id="k-1"><field name="Name"><value>Paperhanger</value></field>
            <multiModelField name="Entries"><model type="PhoneNumber"><field name="Value"><value>+49 30 555 0 654321</value>
            </field></model></multiModelField></model></modelType>
            <modelType type="Call"><model type="Call" id="l-1"><field name="Direction"><value>Incoming</value></field>
            <multiModelField name="Parties"><model type="Party"><field name="Identifier"><value>+4930555098765</value>
            </field><field name="Role"><value>From</value></field></model></multiModelField></model></modelType>
            <modelType type="Weather"><model type="Weather" id="w-1"/></modelType></decodedData></project>
            """
        return try desk.write(text, "report.xml")
    }

    @Test("Files are items at the device's paths with what the report says; chats, contacts and calls are texts")
    func items() throws {
        let done = try desk.imported("ufed", try report(), "--exhibit", "phone")
        #expect(desk.standings(done) == ["agrees": 1, "missing": 1])
        #expect(done["skipped_models"] as? [String: Int] == ["Weather": 1])
        let chat = "chats/0001 ExampleChat Seller, buyer@example.org.csv"
        let expected = ["DCIM/wallpaper.png", "calls.csv", chat, "contacts.csv", "participants.csv"]
        #expect(try desk.paths() == expected.sorted())
        let statement = try #require(try desk.reported().first?["statement"] as? [String: Any])
        #expect("\(statement)".contains("novelty") && "\(statement)".contains("Tags"))
        let kinds = try desk.rows("SELECT kind, count(*) FROM report_statement GROUP BY kind ORDER BY kind")
        #expect(kinds.count == 4, "\(kinds)")
        let again = try desk.imported("ufed", try report(), "--exhibit", "phone")
        #expect(again["texts"] as? Int == 4)
        #expect(try desk.paths() == expected.sorted())
        try desk.cairn("verify")
    }

    @Test("Who writes to whom, and identifiers that other cases hold, are found in the ordinary way")
    func identifiers() throws {
        _ = try desk.imported("ufed", try report())
        let talks = try desk.cairn("associates", "--case", "A-1", "--json").objects()
        #expect(talks.contains { "\($0)".contains("Seller") && "\($0)".contains("4930555012345") }, "\(talks)")
        let messages = try desk.rows("SELECT sender, body, attachment FROM message ORDER BY position")
        #expect(messages.count == 2 && messages[0].hasPrefix("Seller|striped, or"), "\(messages)")
        try desk.cairn("case", "add", "B-2")
        let note = try desk.write(
            "call +49 30 5550654321 or +49 30 555098765 or paper@example.org, not +4930555012345",
            "note.txt"
        )
        try desk.cairn("ingest", "B-2", note)
        let links = try desk.cairn("overlaps", "--json").objects().filter { $0["kind"] as? String == "identifier" }
        let paths = Set(links.compactMap { ($0["a"] as? [String: Any])?["path"] as? String })
        #expect(paths.contains { $0.hasPrefix("chats/") }, "\(paths)")
        #expect(paths.isSuperset(of: ["contacts.csv", "calls.csv", "participants.csv"]), "\(paths)")
    }
}

@Suite("A UFED report with its files in one archive")
struct UFEDArchiveTests {
    private let desk: ReportFolder

    init() throws {
        desk = try ReportFolder()
    }

    private static func report(_ more: String = "") -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <project name="Demo" xmlns="http://pa.cellebrite.com/report/2.0"><taggedFiles>
        <file fs="Data" path="/DCIM/wallpaper.png" size="53392" id="f-1" deleted="Intact">
        <metadata section="File"><item name="Local Path"><![CDATA[files\\Image\\wallpaper.png]]></item>
        <item name="SHA256">b4b69fe7b061e3e52d1b7674dd1a4dccd3e2b9af7c3c280fd8e285a96c5dc014</item></metadata></file>
        <file fs="Data" path="/DCIM/note.txt" id="f-2"><metadata section="File">
        <item name="Local Path"><![CDATA[files\\Text\\note.txt]]></item>
        <item name="MD5">00000000000000000000000000000000</item></metadata></file>
        <file fs="Data" path="/DCIM/gone.png" id="f-3"><metadata section="File">
        <item name="Local Path"><![CDATA[files\\Image\\gone.png]]></item></metadata></file>
        <file fs="Data" path="/etc/up" id="f-4"><metadata section="File">
        <item name="Local Path"><![CDATA[..\\..\\report.xml]]></item></metadata></file>
        </taggedFiles><decodedData><modelType type="Contact"><model type="Contact" id="k-1"><field name="Name">
        <value>Paperhanger</value></field></model></modelType></decodedData>\(more)</project>
        """
    }

    /// Writes an archive as UFED Reader takes it; the report stands last, so that all before it is passed over.
    private func archive(_ report: String?, named name: String = "phone.ufdr") throws -> String {
        var archive = StoredArchive()
        archive.add("files/Image/wallpaper.png", try TestData.bytes("interchange/media/wallpaper_a.png"))
        archive.add("files/Text/note.txt", Array("not what the report says".utf8))
        archive.add("files/report.xml", Array("<other/>".utf8))
        if let report { archive.add("report.xml", Array(report.utf8)) }
        let file = desk.folder.appendingPathComponent(name)
        try archive.data.write(to: file)
        return file.path
    }

    @Test("Its files are items of the archive, compared with what the report inside states; its contacts are texts")
    func items() throws {
        let file = try archive(Self.report())
        let done = try desk.imported("ufed", file, "--exhibit", "phone")
        #expect(desk.standings(done) == ["agrees": 1, "differs": 1, "missing": 1, "refused": 1])
        #expect(done["statements"] as? Int == 5 && done["texts"] as? Int == 1)
        let expected = [
            "contacts.csv", "phone.ufdr", "phone.ufdr/files/Image/wallpaper.png", "phone.ufdr/files/Text/note.txt",
            "phone.ufdr/files/report.xml", "phone.ufdr/report.xml",
        ]
        #expect(try desk.paths() == expected)
        let listed = try desk.reported().map { "\($0["path"] ?? "") \($0["standing"] ?? "")" }
        #expect(
            listed == [
                "DCIM/wallpaper.png agrees", "DCIM/note.txt differs", "DCIM/gone.png missing", "etc/up refused",
            ]
        )
        let places = try desk.rows(
            "SELECT f.path, i.path FROM reported_file f JOIN item i ON i.id = f.item_id ORDER BY f.id"
        )
        #expect(places.first == "DCIM/wallpaper.png|phone.ufdr/files/Image/wallpaper.png", "\(places)")

        let again = try desk.imported("ufed", file, "--exhibit", "phone")
        #expect(desk.standings(again) == desk.standings(done))
        #expect(try desk.paths() == expected)
        #expect(try desk.rows("SELECT count(*) FROM imported_report") == ["1"])
        let spool = try FileManager.default.contentsOfDirectory(atPath: desk.cairn.data + "/spool")
        #expect(spool.isEmpty)
        try desk.cairn("verify", "--full")
    }

    @Test("An archive without a report, or with a damaged one, says so and leaves nothing")
    func damaged() throws {
        let none = try archive(nil, named: "none.ufdr")
        let outcome = try desk.cairn("import", "ufed", none, "--case", "A-1", expecting: 2)
        #expect(outcome.errors.contains("none.ufdr cannot be read as ufed, and nothing of it was kept"))
        #expect(outcome.errors.contains("holds no report.xml"))
        let cut = try archive(String(Self.report().dropLast(20)), named: "cut.ufdr")
        let second = try desk.cairn("import", "ufed", cut, "--case", "A-1", expecting: 2)
        #expect(second.errors.contains("cut.ufdr cannot be read as ufed") && second.errors.contains("byte"))
        let broken = desk.folder.appendingPathComponent("broken.ufdr")
        try Data([0x50, 0x4b, 3, 4] + [UInt8](repeating: 0xff, count: 300)).write(to: broken)
        #expect(try desk.cairn("import", "ufed", broken.path, "--case", "A-1", expecting: 2).code == 2)
        let whole = try archive(Self.report())
        #expect(try desk.cairn("import", "ufed", whole, "--case", "A-1", "--files", "/", expecting: 2).code == 2)
        for table in ["exhibit", "imported_report", "report_statement", "reported_file", "item"] {
            #expect(try desk.rows("SELECT count(*) FROM \(table)") == ["0"])
        }
    }
}
