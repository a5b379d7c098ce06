import CaseModel
import Interchange
import TestSupport
import Testing

@Suite("A UFED report")
struct UFEDReaderTests {
    private static func read(_ bytes: [UInt8]) throws -> (records: [UFEDRecord], skipped: [String: Int]) {
        var reader = UFEDReader(bytes: bytes)
        var records: [UFEDRecord] = []
        while let record = try reader.next() { records.append(record) }
        return (records, reader.skippedModels)
    }

    private static func records() throws -> [UFEDRecord] { try read(Array(UFEDSample.text.utf8)).records }

    private static func files() throws -> [UFEDFile] {
        try records().compactMap { if case .file(let file) = $0 { file } else { nil } }
    }

    private static func messages() throws -> [UFEDMessage] {
        try records().compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    @Test("A call is read, and every part is stated with what no model names")
    func callsAndStatements() throws {
        let text = """
            <project><taggedFiles><file path="/a" mark="1"><new:thing xmlns:new="urn:x">told</new:thing></file></taggedFiles>
            <decodedData><modelType type="Call"><model type="Call" id="l-1" deleted_state="Intact">
            <field name="Direction"><value>Incoming</value></field><field name="Duration"><value>00:01:02</value></field>
            <multiModelField name="Parties"><model type="Party"><field name="Identifier"><value>+491</value></field>
            <field name="Role"><value>From</value></field></model></multiModelField></model></modelType></decodedData>
            </project>
            """
        var reader = UFEDReader(bytes: Array(text.utf8))
        _ = try reader.next()
        let file = try #require(reader.statement)
        #expect(file["attributes"]?["mark"] == .string("1"))
        #expect(file["elements"]?.elements?.first?["element"] == .string("new:thing"))
        #expect(file["elements"]?.elements?.first?["text"] == .string("told"))
        guard case .call(let call) = try reader.next() else {
            Issue.record("no call")
            return
        }
        #expect(call.direction == "Incoming" && call.duration == "00:01:02")
        #expect(call.parties.map(\.role) == ["From"] && call.parties.first?.party.identifier == "+491")
        #expect(reader.skippedModels.isEmpty)
    }

    @Test("The extraction and what is told of the device and the case are read")
    func head() throws {
        let records = try Self.records()
        guard case .extraction(let extraction) = records[0] else {
            Issue.record("the extraction does not come first")
            return
        }
        #expect(extraction.name == "Legacy")
        #expect(extraction.type == "Logical")
        #expect(extraction.device == "ExamplePhone EP-1")
        #expect(
            records[1] == .details(section: "caseInformation", [.init(name: "Case number", value: "DEMO-2026-0001")])
        )
        #expect(
            records[2] == .details(section: "Device Info", [.init(name: "DeviceInfoDetectedModel", value: "EP-1")])
        )
    }

    @Test("Files are read with path, size, times, state, metadata and the digests that are some")
    func filesAreRead() throws {
        let files = try Self.files()
        let first = try #require(files.first)
        #expect(first.path == "/DCIM/wall&paper.jpg")
        #expect(first.size == 53_392)
        #expect(first.fileSystem == "Data")
        #expect(first.isAllocated == true)
        #expect(first.times.created == "2025-12-01T10:00:00.000+00:00")
        #expect(first.times.modified == "2025-12-01T10:00:01.000+00:00")
        #expect(first.times.accessed == nil)
        #expect(first.sha256?.hex == "b4b69fe7b061e3e52d1b7674dd1a4dccd3e2b9af7c3c280fd8e285a96c5dc014")
        #expect(first.md5 == nil)
        #expect(first.localPath == "files\\Image\\wallpaper.jpg")
        #expect(first.metadata.map(\.name).contains("Camera Model"))
        #expect(first.metadata.contains { $0.name == "BackupTime" && $0.value == "2025-12-02T00:00:00Z" })
        #expect(files.map(\.isAllocated) == [true, false])
        #expect(files.last?.size == nil)
    }

    @Test("A chat's messages come before it, with sender, recipients, attachments and what they refer to")
    func chatIsRead() throws {
        let messages = try Self.messages()
        #expect(messages.map(\.identifier) == ["m-1", "m-2", "s-1"])
        #expect(messages.map(\.chat) == ["c-1", "c-1", nil])
        let first = try #require(messages.first)
        #expect(first.sender?.name == "Seller")
        #expect(first.recipients.map(\.identifier) == ["buyer@example.org"])
        #expect(first.body == "striped\nor plain?")
        #expect(first.sentAt == "2025-12-01T11:00:00.000+01:00")
        #expect([first.application, first.platform, first.label] == ["ExampleChat", "Mobile", "kept"])
        #expect(first.attachments.map(\.fileName) == ["wallpaper.jpg"])
        #expect(first.attachments.first?.files == ["f-1"])
        #expect(first.targets == ["f-1"])
        #expect(first.state == "Deleted")
        #expect(first.confidence == "Medium")
        let chats = try Self.records().compactMap { if case .chat(let chat) = $0 { chat } else { nil } }
        let chat = try #require(chats.first)
        #expect(chats.count == 1)
        #expect([chat.source, chat.chatIdentifier, chat.title] == ["ExampleChat", "room-9", nil])
        #expect(chat.participants.map(\.isOwner) == [true, false])
        #expect(chat.participants.map(\.isAdministrator) == [nil, true])
        #expect(chat.messages == 2)
    }

    @Test("A message turns into one as chats are kept")
    func messageIsKept() throws {
        let message = try #require(try Self.messages().first).chatMessage(in: "Wallpaper", position: 1)
        #expect(message.sender == "Seller")
        #expect(message.account == "+4930123456")
        #expect(message.recipients == ["buyer@example.org"])
        #expect(message.chat == "Wallpaper")
        #expect(message.attachment == "wallpaper.jpg")
    }

    @Test("Contacts and accounts give identifiers by their types")
    func contactsAreRead() throws {
        let contacts = try Self.records().compactMap { if case .contact(let contact) = $0 { contact } else { nil } }
        #expect(contacts.map(\.model) == ["Contact", "UserAccount"])
        #expect(contacts[0].name == "Paperhanger")
        #expect(contacts[0].entries.map(\.type) == [.phone, .email, nil])
        #expect(contacts[0].entries.map(\.value) == ["+49 30 654321", "paper@example.org", "hanger7"])
        #expect(contacts[0].entries.first?.category == "Work")
        #expect(contacts[1].userName == "seller7")
        #expect(contacts[1].source == "ExampleChat")
    }

    @Test("Models that are not known are counted and passed over")
    func unknownModels() throws {
        let skipped = try Self.read(Array(UFEDSample.text.utf8)).skipped
        #expect(skipped == ["Weather": 2, "NewKindOfMessage": 1])
    }

    @Test(
        "What is of the wrong type is refused with its place",
        arguments: [
            "<taggedFiles><file path='/a' size='large'/></taggedFiles>",
            "<taggedFiles><file path='/a' size='-5'/></taggedFiles>", "<taggedFiles><file size='5'/></taggedFiles>",
            """
            <decodedData><model type='Chat'><multiModelField name='Participants'><model type='Party'>
            <field name='IsPhoneOwner'><value>perhaps</value></field></model></multiModelField></model></decodedData>
            """,
        ]
    )
    func wrongTypes(_ inner: String) throws {
        #expect { _ = try Self.read(Array("<project>\(inner)</project>".utf8)) } throws: { error in
            (error as? InterchangeError).map(HostileVariants.isPlaced) ?? false
        }
    }

    @Test("A report that is cut anywhere is refused with the place")
    func cutsAreRefused() throws {
        for cut in HostileVariants.cuts(of: Array(UFEDSample.text.utf8)) {
            #expect { _ = try Self.read(cut) } throws: { error in
                (error as? InterchangeError).map(HostileVariants.isPlaced) ?? false
            }
        }
    }

    @Test("Document types, entities, depth without end and other documents are refused")
    func bombsAreRefused() throws {
        for bomb in HostileVariants.bombs(root: "project") + ["<report/>", "", "\u{0}"] {
            #expect(throws: InterchangeError.self) { _ = try Self.read(Array(bomb.utf8)) }
        }
    }

    @Test("Damaged reports are read or refused, never more")
    func mutants() throws {
        var outcomes = (read: 0, refused: 0)
        for mutant in HostileVariants.mutants(of: Array(UFEDSample.text.utf8), count: 3_000, seed: 0x0FED) {
            do {
                _ = try Self.read(mutant)
                outcomes.read += 1
            } catch let error as InterchangeError {
                outcomes.refused += 1
                #expect(HostileVariants.isPlaced(error), "\(error.message)")
            }
        }
        #expect(outcomes.read > 100)
        #expect(outcomes.refused > 100)
    }
}
