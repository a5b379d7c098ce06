import CaseModel

/// What CASE tells of identifiers, accounts and messages.
extension CASEWriter {
    /// Writes an identifier once, and that it stands in a file.
    mutating func write(_ occurrence: IdentifierOccurrence, in file: CASEName) throws(InterchangeError) {
        let identifier = occurrence.identifier
        let form = Self.form(of: identifier)
        let name = try CASEName("identifier", [identifier.type.rawValue, identifier.value])
        var facet = CASENode(
            try CASEName("identifier-facet", [name.text]),
            "uco-observable:\(form.facet)"
        )
        facet.set("uco-observable:\(form.property)", identifier.value)
        var node = CASENode(name, "uco-observable:\(form.type)")
        node.set("uco-core:tag", texts: [identifier.type.rawValue])
        node.set("uco-core:hasFacet", nodes: [facet])
        try writeOnce(name, node)
        let link = try CASEName("relationship", [name.text, file.text, String(occurrence.offset)])
        var relation = relationship(link, from: name, to: file, kind: "Extracted_From")
        relation.set(
            "uco-core:description",
            texts: ["found as: \(occurrence.found)", "line: \(occurrence.line)", "byte: \(occurrence.offset)"]
        )
        try write(relation)
    }

    /// Class, facet and property for an identifier.
    private static func form(of identifier: Identifier) -> (type: String, facet: String, property: String) {
        switch identifier.type {
        case .email: ("EmailAddress", "EmailAddressFacet", "addressValue")
        case .phone: ("PhoneAccount", "PhoneAccountFacet", "phoneNumber")
        case .mac: ("MACAddress", "MACAddressFacet", "addressValue")
        case .url, .onion: ("URL", "URLFacet", "fullValue")
        case .ip where identifier.value.contains(":"): ("IPv6Address", "IPv6AddressFacet", "addressValue")
        case .ip: ("IPv4Address", "IPv4AddressFacet", "addressValue")
        case .imei: ("MobileDevice", "MobileDeviceFacet", "IMEI")
        case .iccid: ("SIMCard", "SIMCardFacet", "ICCID")
        case .imsi: ("SIMCard", "SIMCardFacet", "IMSI")
        case .handle, .wallet: ("Account", "AccountFacet", "accountIdentifier")
        }
    }

    /// Writes a message and gives the accounts that take part in it.
    mutating func write(_ message: ExchangedMessage, in file: CASEName) throws(InterchangeError) -> [CASEName] {
        let text = message.message
        var people: [CASEName] = []
        var sender: CASEName?
        if let named = text.sender {
            let account = try account(text.account, named: named, in: file)
            sender = account
            people.append(account)
        }
        var recipients: [CASEName] = []
        for recipient in text.recipients { recipients.append(try account(nil, named: recipient, in: file)) }
        let name = try CASEName("message", [file.text, String(message.position)])
        var descriptions = text.attachment.map { ["attachment: \($0)"] } ?? []
        var facet = CASENode(try CASEName("message-facet", [name.text]), "uco-observable:MessageFacet")
        facet.set("uco-observable:from", sender)
        facet.set("uco-observable:to", names: recipients)
        facet.set("uco-observable:sentTime", time: text.sentAt, otherwise: &descriptions)
        facet.set("uco-observable:messageText", text.body)
        facet.set("uco-observable:sessionID", text.chat)
        var node = CASENode(name, "uco-observable:Message")
        node.set("uco-core:objectMarking", names: try markings())
        node.set("uco-core:description", texts: descriptions)
        node.set("uco-core:hasFacet", nodes: [facet])
        try write(node)
        let link = try CASEName("relationship", [name.text, file.text])
        try write(relationship(link, from: name, to: file, kind: "Contained_Within"))
        return people + recipients
    }

    /// Writes an account once: known everywhere by its identifier, and by its name alone within one file only.
    private mutating func account(
        _ identifier: String?,
        named title: String,
        in file: CASEName
    ) throws(InterchangeError) -> CASEName {
        let name = try CASEName("account", identifier.map { [$0] } ?? [file.text, title])
        var facet = CASENode(try CASEName("account-facet", [name.text]), "uco-observable:AccountFacet")
        facet.set("uco-observable:accountIdentifier", identifier ?? title)
        var node = CASENode(name, "uco-observable:Account")
        node.set("uco-core:name", title)
        node.set("uco-core:hasFacet", nodes: [facet])
        try writeOnce(name, node)
        return name
    }
}
