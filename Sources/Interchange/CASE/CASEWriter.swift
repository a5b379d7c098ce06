import CaseModel

/// Writes a case as CASE 1.5.0: a JSON-LD graph in the terms of the Unified Cyber Ontology.
///
/// One node stands on one line. Every node has a name that its content gives, and every name that is referred to is
/// there. PDQ hashes are given under the method `PDQ`, which the ontology's open list of hash names does not have.
/// Source: CASE 1.5.0 and UCO 1.5.0.
public struct CASEWriter: CaseDocumentWriter {
    private let base: String
    private let sink: ByteSink
    private var isFirst = true
    private var written: Set<StableIdentifier> = []
    private var exhibits = ExhibitRegister()
    private var files: [String: [StableIdentifier]] = [:]
    private var actions: [CASEName] = []
    private var threads: [(name: CASEName, title: String, participants: [CASEName])] = []
    private var threadPositions: [StableIdentifier: Int] = [:]
    private var exchanged = ExchangedCase(
        title: CaseTitle(reference: "", title: nil, agency: nil),
        createdAt: "",
        producer: .init(version: "")
    )

    /// Starts a document.
    ///
    /// - Parameters:
    ///   - base: What the names of nodes begin with once their prefix `kb:` is resolved; by default what CASE's own
    ///     examples use.
    ///   - sink: Takes the bytes.
    public init(base: String = "http://example.org/kb/", sink: @escaping ByteSink) {
        self.base = base
        self.sink = sink
    }

    /// Writes the context, the program, the agency and the terms of sharing.
    ///
    /// - Parameter exchanged: The case.
    /// - Throws: What the sink throws.
    public mutating func begin(_ exchanged: ExchangedCase) throws(InterchangeError) {
        self.exchanged = exchanged
        var context: [(name: String, value: WrittenJSON)] = [
            ("kb", .string(base)), ("xsd", .string("http://www.w3.org/2001/XMLSchema#")),
            ("case-investigation", .string("https://ontology.caseontology.org/case/investigation/")),
        ]
        for part in ["action", "analysis", "core", "identity", "location", "marking", "observable", "tool", "types"] {
            context.append(("uco-\(part)", .string("https://ontology.unifiedcyberontology.org/uco/\(part)/")))
        }
        try sink(Array("{\"@context\":".utf8) + WrittenJSON.object(context).bytes + Array(",\"@graph\":[".utf8))
        var tool = CASENode(try toolName(), "uco-tool:Tool")
        tool.set("uco-core:name", exchanged.producer.name)
        tool.set("uco-tool:version", exchanged.producer.version)
        try write(tool)
        if let agency = exchanged.title.agency { _ = try organization(agency) }
        if let name = try markingName() {
            var statement = CASENode(
                try CASEName("marking-statement", [name.text]),
                "uco-marking:StatementMarking"
            )
            statement.set("uco-marking:definitionType", "statement")
            statement.set("uco-marking:statement", exchanged.sharingStatement)
            var marking = CASENode(name, "uco-marking:MarkingDefinition")
            marking.set("uco-marking:definitionType", "statement")
            marking.set("uco-marking:definition", nodes: [statement])
            try write(marking)
        }
    }

    /// Writes an exhibit and the chain of what was done with it.
    ///
    /// - Parameter exhibit: The exhibit.
    /// - Throws: What the sink throws, or an error if it was added before.
    public mutating func add(_ exhibit: ExchangedExhibit) throws(InterchangeError) {
        try exhibits.add(exhibit.label)
        let name = try exhibitName(exhibit.label)
        var node = CASENode(
            name,
            exhibit.device == nil ? "uco-observable:ObservableObject" : "uco-observable:Device"
        )
        node.set("uco-core:objectMarking", names: try markings())
        node.set("uco-core:name", exhibit.label)
        if let device = exhibit.device {
            node.set("uco-core:hasFacet", nodes: [try deviceFacet(of: name, device)])
        }
        try write(node)
        var former: CASEName?
        for (position, entry) in exhibit.custody.enumerated() {
            former = try write(entry, at: position, of: exhibit.label, after: former)
        }
    }

    private mutating func write(
        _ entry: CustodyEntry,
        at position: Int,
        of label: String,
        after former: CASEName?
    ) throws(InterchangeError) -> CASEName {
        let name = try CASEName("action", [exchanged.title.reference, label, String(position), entry.at, entry.act])
        var descriptions: [String] = []
        if !entry.source.isEmpty { descriptions.append("source: \(entry.source)") }
        if !entry.details.isEmpty { descriptions.append("details: \(entry.details)") }
        let performer = try identity(entry.actor)
        var node = CASENode(name, "case-investigation:InvestigativeAction")
        node.set("uco-core:name", entry.act)
        node.set("uco-action:startTime", time: entry.at, otherwise: &descriptions)
        node.set("uco-core:description", texts: descriptions)
        node.set("uco-action:performer", performer)
        node.set("uco-action:instrument", names: [try toolName()])
        node.set("uco-action:object", names: [try exhibitName(label)])
        node.set("uco-action:result", names: [try provenanceName(label)])
        node.set("case-investigation:wasInformedBy", names: [former].compactMap(\.self))
        try write(node)
        actions.append(name)
        return name
    }

    /// Writes an item as a file with its facets, and what was said and found of it.
    ///
    /// - Parameter item: The item.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    public mutating func add(_ item: ExchangedItem) throws(InterchangeError) {
        try exhibits.require(item.exhibit, for: item.path)
        let name = try fileName(exhibit: item.exhibit, path: item.path, sha256: item.digests?.sha256)
        if written.insert(name.identifier).inserted { files[item.exhibit, default: []].append(name.identifier) }
        try write(item, as: name)
        for code in item.codes { try write(code, of: name) }
        for occurrence in item.identifiers { try write(occurrence, in: name) }
    }

    /// Writes a link as a relationship of two files; of a file that is not in the document it tells the digest only.
    ///
    /// - Parameter link: The link.
    /// - Throws: What the sink throws.
    public mutating func add(_ link: ExchangedLink) throws(InterchangeError) {
        let (source, target) = (try file(of: link.itemA), try file(of: link.itemB))
        let name = try CASEName("relationship", [source.text, target.text, link.kind.rawValue])
        var confidence = CASENode(try CASEName("confidence-facet", [name.text]), "uco-core:ConfidenceFacet")
        let percent = Int64((100 * min(max(link.strength, 0), 1)).rounded())
        confidence.set("uco-core:confidence", String(percent), type: "xsd:nonNegativeInteger")
        var node = relationship(name, from: source, to: target, kind: link.kind.relationship, isDirectional: false)
        node.set("uco-core:tag", texts: [link.kind.rawValue])
        node.set("uco-core:description", texts: link.evidence.map { "\($0.name): \($0.value)" })
        node.set("uco-core:hasFacet", nodes: [confidence])
        try write(node)
    }

    /// Writes a message with the accounts that it names.
    ///
    /// - Parameter message: The message.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    public mutating func add(_ message: ExchangedMessage) throws(InterchangeError) {
        try exhibits.require(message.exhibit, for: message.path)
        let source = try fileOrStub(
            fileName(exhibit: message.exhibit, path: message.path, sha256: message.sha256),
            sha256: message.sha256
        )
        let people = try write(message, in: source)
        guard let chat = message.message.chat else { return }
        let name = try CASEName("thread", [source.text, chat])
        let position = threadPositions[name.identifier] ?? threads.endIndex
        if position == threads.endIndex {
            threadPositions[name.identifier] = position
            threads.append((name, chat, []))
        }
        for one in people where !threads[position].participants.contains(one) {
            threads[position].participants.append(one)
        }
    }

    /// Writes what needs all parts: the conversations, a provenance record of each exhibit, and the investigation.
    ///
    /// - Throws: What the sink throws.
    public mutating func end() throws(InterchangeError) {
        for thread in threads {
            var facet = CASENode(try CASEName("thread-facet", [thread.name.text]), "uco-observable:MessageThreadFacet")
            facet.set("uco-observable:participant", names: thread.participants)
            var node = CASENode(thread.name, "uco-observable:MessageThread")
            node.set("uco-core:name", thread.title)
            node.set("uco-core:hasFacet", nodes: [facet])
            try write(node)
        }
        var objects = actions
        for label in exhibits.labels {
            let name = try provenanceName(label)
            var node = CASENode(name, "case-investigation:ProvenanceRecord")
            node.set("case-investigation:exhibitNumber", label)
            node.set(
                "uco-core:object",
                names: [try exhibitName(label)]
                    + (files[label] ?? []).map { CASEName(kind: "file", identifier: $0) }
            )
            try write(node)
            objects.append(name)
        }
        var descriptions = exchanged.title.title.map { [$0] } ?? []
        var node = CASENode(
            try CASEName("investigation", [exchanged.title.agency ?? "", exchanged.title.reference]),
            "case-investigation:Investigation"
        )
        node.set("uco-core:objectMarking", names: try markings())
        node.set("uco-core:name", exchanged.title.reference)
        if let agency = exchanged.title.agency { node.set("uco-core:createdBy", try organization(agency)) }
        node.set("uco-core:objectCreatedTime", time: exchanged.createdAt, otherwise: &descriptions)
        node.set("uco-core:description", texts: descriptions)
        node.set("case-investigation:investigationForm", "case")
        node.set("uco-core:object", names: objects)
        try write(node)
        try sink(Array("\n]}\n".utf8))
    }
}

// MARK: - What the parts share

extension CASEWriter {
    mutating func write(_ node: CASENode) throws(InterchangeError) {
        var bytes = Array((isFirst ? "\n" : ",\n").utf8)
        isFirst = false
        node.json.write(to: &bytes)
        try sink(bytes)
    }

    /// Writes a node unless one of its name is there already.
    mutating func writeOnce(_ name: CASEName, _ node: CASENode) throws(InterchangeError) {
        if written.insert(name.identifier).inserted { try write(node) }
    }

    /// The marking of the terms of sharing, as a list to set; empty without any.
    func markings() throws(InterchangeError) -> [CASEName] {
        [try markingName()].compactMap(\.self)
    }

    func toolName() throws(InterchangeError) -> CASEName {
        try CASEName("tool", [exchanged.producer.name, exchanged.producer.version])
    }

    func exhibitName(_ label: String) throws(InterchangeError) -> CASEName {
        try CASEName("exhibit", [exchanged.title.agency ?? "", exchanged.title.reference, label])
    }

    /// Writes somebody who did something, once.
    mutating func identity(_ actor: String) throws(InterchangeError) -> CASEName {
        let name = try CASEName("identity", [actor])
        var node = CASENode(name, "uco-identity:Identity")
        node.set("uco-core:name", actor)
        try writeOnce(name, node)
        return name
    }

    /// Writes an organisation, once.
    mutating func organization(_ title: String) throws(InterchangeError) -> CASEName {
        let name = try CASEName("organization", [title])
        var node = CASENode(name, "uco-identity:Organization")
        node.set("uco-core:name", title)
        try writeOnce(name, node)
        return name
    }

    mutating func deviceFacet(
        of name: CASEName,
        _ device: ExchangedExhibit.Device
    ) throws(InterchangeError) -> CASENode {
        var facet = CASENode(try CASEName("device-facet", [name.text]), "uco-observable:DeviceFacet")
        facet.set("uco-observable:deviceType", device.type)
        if let make = device.make { facet.set("uco-observable:manufacturer", try organization(make)) }
        facet.set("uco-observable:model", device.model)
        facet.set("uco-observable:serialNumber", device.serial)
        return facet
    }

    func relationship(
        _ name: CASEName,
        from source: CASEName,
        to target: CASEName,
        kind: String,
        isDirectional: Bool = true,
        type: String = "uco-observable:ObservableRelationship"
    ) -> CASENode {
        var node = CASENode(name, type)
        node.set("uco-core:source", source)
        node.set("uco-core:target", target)
        node.set("uco-core:isDirectional", isDirectional)
        node.set("uco-core:kindOfRelationship", kind)
        return node
    }

    private func markingName() throws(InterchangeError) -> CASEName? {
        guard let statement = exchanged.sharingStatement else { return nil }
        return try CASEName("marking", [statement])
    }

    private func provenanceName(_ label: String) throws(InterchangeError) -> CASEName {
        try CASEName("provenance", [exchanged.title.agency ?? "", exchanged.title.reference, label])
    }

    private func fileName(
        exhibit: String,
        path: String,
        sha256: ContentDigest?
    ) throws(InterchangeError) -> CASEName {
        try CASEName("file", [exchanged.title.reference, exhibit, path, sha256?.hex ?? ""])
    }

    private mutating func file(of item: ItemReference) throws(InterchangeError) -> CASEName {
        try fileOrStub(
            CASEName("file", [item.caseReference, item.exhibit, item.path, item.sha256.hex]),
            sha256: item.sha256
        )
    }

    /// The file of a name if it is in the document; else one that is known by its content alone.
    private mutating func fileOrStub(
        _ name: CASEName,
        sha256: ContentDigest
    ) throws(InterchangeError) -> CASEName {
        if written.contains(name.identifier) { return name }
        let stub = try CASEName("file", [sha256.hex])
        var content = CASENode(try CASEName("content-facet", [stub.text]), "uco-observable:ContentDataFacet")
        content.set("uco-observable:hash", nodes: [try hash("SHA256", sha256.bytes, of: stub)])
        var node = CASENode(stub, "uco-observable:File")
        node.set("uco-core:hasFacet", nodes: [content])
        try writeOnce(stub, node)
        return stub
    }
}

extension LinkKind {
    /// What CASE's relationships call the kind, in the style of the ontology's open list of relationships.
    fileprivate var relationship: String {
        switch self {
        case .exact: "Same_Content_As"
        case .nearDuplicate: "Similar_To"
        case .partialCopy: "Shares_Part_With"
        case .videoSegment: "Shares_Video_With"
        case .audioSegment: "Shares_Sound_With"
        case .sameScene: "Same_Scene_As"
        case .cameraSerial: "Same_Camera_As"
        case .sensorNoise: "Same_Sensor_As"
        case .identifier: "Shares_Identifier_With"
        case .knownFile: "On_Same_Hash_List_As"
        }
    }
}
