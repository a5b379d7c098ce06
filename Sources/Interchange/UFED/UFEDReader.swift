/// Reads the parts of a UFED report (`report.xml`), one by one.
///
/// Files, chats with their messages, contacts, accounts and calls are read; other models are counted and passed over, as each
/// version of the report has new ones. A chat's messages come before the chat, so a chat of any length takes little
/// memory.
public struct UFEDReader {
    /// Elements that hold parts, or others that do.
    private static let containers: Set<String> = [
        "project", "sourceExtractions", "taggedFiles", "decodedData", "modelType",
    ]
    private static let messageModels: Set<String> = ["InstantMessage", "SMS", "MMS"]
    private static let contactModels: Set<String> = ["Contact", "UserAccount", "User"]

    private var reader: XMLReader
    private var chat: UFEDChat?
    /// How many elements are open outside of the chat's.
    private var chatDepth = 0
    /// How many models of types that are not read were passed over.
    public private(set) var skippedModels: [String: Int] = [:]
    /// The part read last as the report has it, with every element; nil before the first, and of chats and what lies in them.
    public private(set) var statement: JSONValue?

    /// Opens a report.
    ///
    /// - Parameter path: Its path.
    /// - Throws: An error if it cannot be opened.
    public init(path: String) throws(InterchangeError) {
        reader = try XMLReader(path: path)
    }

    /// Reads bytes at hand.
    public init(bytes: [UInt8]) {
        reader = XMLReader(bytes: bytes)
    }

    /// Reads the next part.
    ///
    /// - Returns: The part, or nil after the last.
    /// - Throws: An error that names the place of the fault.
    public mutating func next() throws(InterchangeError) -> UFEDRecord? {
        while let event = try reader.next() {
            switch event {
            case .start(let element):
                guard reader.depth > 1 || element.localName == "project" else {
                    throw reader.fault("the document is no UFED report", at: element.byte)
                }
                if let record = try record(element) { return record }
            case .end:
                guard let done = chat, reader.depth == chatDepth else { continue }
                chat = nil
                return .chat(done)
            case .text: continue
            }
        }
        return nil
    }

    private mutating func record(_ element: XMLReader.Element) throws(InterchangeError) -> UFEDRecord? {
        let name = String(element.localName)
        statement = nil
        if chat != nil { return try chatPart(element, name) }
        switch name {
        case "extractionInfo":
            let tree = try statedTree(of: element)
            return .extraction(
                UFEDExtraction(
                    identifier: tree.element["id"] ?? "",
                    name: tree.element["name"],
                    type: tree.element["type"],
                    device: tree.element["deviceName"] ?? tree.element["fullName"]
                )
            )
        case "metadata", "caseInformation":
            let tree = try statedTree(of: element)
            let pairs = tree.children.compactMap { child -> TableCell.Pair? in
                let text = child.trimmedText
                guard let name = child.element["name"], !text.isEmpty else { return nil }
                return TableCell.Pair(name: name, value: text)
            }
            return pairs.isEmpty ? nil : .details(section: tree.element["section"] ?? name, pairs)
        case "file": return .file(try file(try statedTree(of: element)))
        case "model": return try model(element)
        case let name where Self.containers.contains(name): return nil
        default:
            try reader.skip()
            return nil
        }
    }

    /// Reads an element, which becomes the statement.
    private mutating func statedTree(of element: XMLReader.Element) throws(InterchangeError) -> XMLTree {
        let tree = try reader.tree(of: element)
        statement = tree.statement
        return tree
    }

    private mutating func model(_ element: XMLReader.Element) throws(InterchangeError) -> UFEDRecord? {
        let type = element["type"] ?? ""
        if type == "Chat" {
            chat = UFEDChat(identifier: element["id"] ?? "")
            chatDepth = reader.depth - 1
            return nil
        }
        if Self.messageModels.contains(type) {
            let tree = try statedTree(of: element)
            return .message(try message(tree, chat: nil))
        }
        if Self.contactModels.contains(type) { return .contact(contact(try statedTree(of: element), type)) }
        if type == "Call" { return .call(try call(try statedTree(of: element))) }
        skippedModels[type, default: 0] += 1
        try reader.skip()
        return nil
    }

    /// Reads what lies in a chat: its fields as a whole, its messages one by one.
    private mutating func chatPart(
        _ element: XMLReader.Element,
        _ name: String
    ) throws(InterchangeError) -> UFEDRecord? {
        let field = element["name"] ?? ""
        switch name {
        case "multiModelField" where field == "Messages": return nil
        case "model" where Self.messageModels.contains(element["type"] ?? ""):
            let tree = try reader.tree(of: element)
            let message = try message(tree, chat: chat?.identifier)
            chat?.messages += 1
            return .message(message)
        case "model":
            skippedModels[element["type"] ?? "", default: 0] += 1
            try reader.skip()
        case "multiModelField" where field == "Participants":
            let tree = try reader.tree(of: element)
            for child in tree.children where child.localName == "model" {
                chat?.participants.append(try child.party())
            }
        case "field":
            let value = try reader.tree(of: element).ownValue
            switch field {
            case "Source": chat?.source = value
            case "Id": chat?.chatIdentifier = value
            case "Name": chat?.title = value
            default: break
            }
        default: try reader.skip()
        }
        return nil
    }

    private func file(_ tree: XMLTree) throws(InterchangeError) -> UFEDFile {
        guard let path = tree.element["path"] else {
            throw UFEDReader.fault("a file without path", in: tree)
        }
        var size: Int64?
        if let text = tree.element["size"], !text.isEmpty {
            guard let number = Int64(text), number >= 0 else {
                throw UFEDReader.fault("no size in bytes", in: tree)
            }
            size = number
        }
        var times = FileTimes()
        var metadata: [UFEDFile.Metadata] = []
        for child in tree.children {
            for inner in child.children {
                guard let name = inner.element["name"] else { continue }
                let text = inner.trimmedText
                guard inner.localName == "timestamp" else {
                    metadata.append(.init(section: child.element["section"], name: name, value: text))
                    continue
                }
                switch name {
                case _ where text.isEmpty: break
                case "CreationTime": times.created = text
                case "ModifyTime": times.modified = text
                case "AccessTime": times.accessed = text
                case "ChangeTime": times.changed = text
                default: metadata.append(.init(section: nil, name: name, value: text))
                }
            }
        }
        return UFEDFile(
            identifier: tree.element["id"],
            extraction: tree.element["extractionId"],
            fileSystem: tree.element["fs"],
            path: path,
            size: size,
            state: tree.element["deleted"],
            times: times,
            metadata: metadata
        )
    }

    private func message(_ tree: XMLTree, chat: String?) throws(InterchangeError) -> UFEDMessage {
        var recipients: [UFEDParty] = []
        for model in tree.models("To") { recipients.append(try model.party()) }
        var attachments: [UFEDMessage.Attachment] = []
        for model in tree.models("Attachments") + tree.models("Attachment") {
            attachments.append(
                UFEDMessage.Attachment(
                    fileName: model.value("Filename"),
                    contentType: model.value("ContentType"),
                    title: model.value("Title"),
                    address: model.value("URL"),
                    files: model.targets
                )
            )
        }
        return UFEDMessage(
            identifier: tree.element["id"],
            chat: chat,
            sender: try tree.models("From").first?.party(),
            recipients: recipients,
            body: tree.value("Body"),
            sentAt: tree.value("TimeStamp"),
            application: tree.value("SourceApplication") ?? tree.value("Source"),
            platform: tree.value("Platform"),
            label: tree.value("Label"),
            attachments: attachments,
            targets: tree.targets,
            state: tree.element["deleted_state"],
            confidence: tree.element["decoding_confidence"]
        )
    }

    private func contact(_ tree: XMLTree, _ type: String) -> UFEDContact {
        UFEDContact(
            identifier: tree.element["id"],
            model: type,
            source: tree.value("Source") ?? tree.value("ServiceType"),
            name: tree.value("Name"),
            userName: tree.value("Username"),
            entries: tree.models("Entries").compactMap { entry in
                entry.value("Value").map {
                    UFEDContact.Entry(
                        model: entry.element["type"] ?? "",
                        category: entry.value("Category"),
                        value: $0
                    )
                }
            }
        )
    }

    private func call(_ tree: XMLTree) throws(InterchangeError) -> UFEDCall {
        var parties: [UFEDCall.Party] = []
        for model in tree.models("Parties") {
            parties.append(UFEDCall.Party(party: try model.party(), role: model.value("Role")))
        }
        return UFEDCall(
            identifier: tree.element["id"],
            source: tree.value("Source"),
            direction: tree.value("Direction"),
            status: tree.value("Status") ?? tree.value("Type"),
            at: tree.value("TimeStamp"),
            duration: tree.value("Duration"),
            parties: parties,
            state: tree.element["deleted_state"]
        )
    }

    fileprivate static func fault(_ text: String, in tree: XMLTree) -> InterchangeError {
        InterchangeError(.value(path: tree.localName, byte: tree.byte), text)
    }
}

/// A model of a report: fields with values, and fields that hold models.
extension XMLTree {
    /// The value of a field itself; nil if it is empty.
    fileprivate var ownValue: String? {
        guard let text = first("value")?.text, !text.isEmpty else { return nil }
        return text
    }

    /// The value of a model's field; nil if it has none.
    fileprivate func value(_ name: String) -> String? {
        children.first { $0.localName == "field" && $0.element["name"] == name }?.ownValue
    }

    /// The models in a model's field.
    fileprivate func models(_ name: String) -> [XMLTree] {
        children.filter { ["modelField", "multiModelField"].contains($0.localName) && $0.element["name"] == name }
            .flatMap(\.children).filter { $0.localName == "model" }
    }

    /// What a model refers to.
    fileprivate var targets: [String] {
        children.filter { $0.localName == "jumptargets" }.flatMap(\.children)
            .filter { $0.localName == "targetid" }.map(\.trimmedText)
    }

    /// A model as somebody who takes part.
    fileprivate func party() throws(InterchangeError) -> UFEDParty {
        UFEDParty(
            identifier: value("Identifier"),
            name: value("Name"),
            isOwner: try flag("IsPhoneOwner"),
            isAdministrator: try flag("IsGroupAdmin")
        )
    }

    private func flag(_ name: String) throws(InterchangeError) -> Bool? {
        guard let text = value(name) else { return nil }
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default: throw UFEDReader.fault("\(name) is neither true nor false", in: self)
        }
    }
}
