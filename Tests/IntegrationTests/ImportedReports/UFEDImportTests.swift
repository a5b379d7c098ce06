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
