import CaseModel

/// An answer of NCMEC's hash sharing, version 2: images and videos with their fingerprints, tombstones and votes.
struct NCMECHashList: SequentialHashListSource {
    private(set) var statement = HashListStatement(scheme: "NCMEC")
    private var reader: XMLReader
    private var hasRoot = false
    private var kind: String?

    init(_ reader: XMLReader) {
        self.reader = reader
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let event = try reader.next() {
            guard case .start(let element) = event else {
                if case .end = event, reader.depth < 2 { kind = nil }
                continue
            }
            let name = String(element.localName)
            if !hasRoot {
                guard name == "queryResult" else {
                    throw reader.fault("no queryResult of hash sharing", at: element.byte)
                }
                hasRoot = true
            } else if let kind {
                return try entry(of: kind, in: element, name: name)
            } else if name == "images" || name == "videos" {
                kind = String(name.dropLast())
                // Times of one spelling, so their order is that of their letters.
                if let time = element["maxTimestamp"] { statement.version = max(statement.version ?? "", time) }
            } else {
                try reader.skip()
            }
        }
        return nil
    }

    private mutating func entry(
        of kind: String,
        in element: XMLReader.Element,
        name: String
    ) throws(InterchangeError) -> HashListEntry {
        let tree = try reader.tree(of: element)
        let isWithdrawn = name.lowercased() == "deleted\(kind)"
        guard isWithdrawn || name == kind else {
            throw reader.fault("neither \(kind) nor tombstone of one", at: tree.byte)
        }
        var entry = HashListEntry()
        entry.isWithdrawn = isWithdrawn
        entry.mediaType = kind
        var rest: [JSONValue] = []
        var memberIdentifier = ""
        var identifier: String?
        for child in tree.children {
            switch child.element.localName {
            case "member":
                memberIdentifier = child.element["id"] ?? ""
                rest.append(child.json)
            case "id": identifier = child.statedText
            case "timestamp": entry.changedAt = child.statedText
            case "classification": entry.code = child.statedText
            case "fingerprints": try takeFingerprints(child, into: &entry)
            case "feedback":
                (entry.votesFor, entry.votesAgainst) = Self.votes(child)
                if !child.children.isEmpty { rest.append(child.json) }
            default: rest.append(child.json)
            }
        }
        guard let identifier else { throw reader.fault("no id", at: tree.byte) }
        guard entry.hasHash || isWithdrawn else { throw reader.fault("no hash", at: tree.byte) }
        // Members number their entries each on its own.
        entry.identifier = "\(memberIdentifier)/\(identifier)"
        if !rest.isEmpty { entry.remainder = JSONValue.object([JSONMember("elements", .array(rest))]).text }
        return entry
    }

    private func takeFingerprints(_ tree: XMLTree, into entry: inout HashListEntry) throws(InterchangeError) {
        for fingerprint in tree.children {
            guard let value = fingerprint.statedText else { continue }
            do throws(FieldFault) {
                try entry.take(hash: value, kind: String(fingerprint.element.localName))
            } catch {
                throw reader.fault("\(InterchangeError.shown(fingerprint.name)): \(error.text)", at: fingerprint.byte)
            }
        }
    }

    /// How many members confirmed and how many disputed any fingerprint of an entry.
    private static func votes(_ feedback: XMLTree) -> (votesFor: Int, votesAgainst: Int) {
        var confirmed: Set<String> = []
        var disputed: Set<String> = []
        for vote in feedback.children {
            if vote.element.localName == "affirmativeFeedback" { confirmed.formUnion(members(in: vote)) }
            if vote.element.localName == "negativeFeedback" { disputed.formUnion(members(in: vote)) }
        }
        return (confirmed.count, disputed.count)
    }

    private static func members(in tree: XMLTree) -> [String] {
        tree.children.flatMap { child in
            child.element.localName == "member" ? [child.element["id"] ?? child.text] : members(in: child)
        }
    }
}

extension XMLTree {
    /// The text without white space around it; nil if nothing is left.
    fileprivate var statedText: String? {
        let text = text[...].trimming(while: \.isWhitespace)
        return text.isEmpty ? nil : String(text)
    }

    /// The element as JSON, from which ``XMLWriter`` makes it again.
    fileprivate var json: JSONValue {
        var members = [JSONMember("name", .string(String(element.localName)))]
        if !element.attributes.isEmpty {
            let attributes = element.attributes.map { JSONMember($0.name, .string($0.value)) }
            members.append(JSONMember("attributes", .object(attributes)))
        }
        members.add("text", statedText)
        members.add("children", children.map(\.json))
        return .object(members)
    }
}
