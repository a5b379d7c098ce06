import CaseModel

extension HashListEntry {
    /// Reads the object that comes, in the shape of Cairn's own JSON.
    init(from reader: inout JSONReader) throws(InterchangeError) {
        self.init()
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            switch key {
            case "identifier": identifier = try reader.text()
            case "md5": md5 = try reader.digest(of: 16)
            case "sha1": sha1 = try reader.digest(of: 20)
            case "sha256": sha256 = try reader.digest(of: 32).flatMap { ContentDigest(bytes: $0) }
            case "pdq": pictureHash = try reader.digest(of: 32).flatMap { PerceptualHash(bigEndianBytes: $0) }
            case "other_hashes": otherHashes = try reader.array(OtherHash.init)
            case "code": code = try reader.text()
            case "file_name": fileName = try reader.text()
            case "size": size = try reader.count()
            case "media_type": mediaType = try reader.text()
            case "series": series = try reader.text()
            case "is_distributed": flags.isDistributed = try reader.flag()
            case "is_victim_identified": flags.isVictimIdentified = try reader.flag()
            case "is_offender_identified": flags.isOffenderIdentified = try reader.flag()
            case "votes_for": votesFor = try reader.count().map { Int($0) }
            case "votes_against": votesAgainst = try reader.count().map { Int($0) }
            case "is_withdrawn": isWithdrawn = try reader.flag() ?? false
            case "changed_at": changedAt = try reader.text()
            case "remainder":
                guard try reader.kind() == .object else { throw reader.fault("no object") }
                remainder = try reader.value().text
            default: throw reader.fault("a member that an entry does not have")
            }
        }
    }

    /// The entry in the shape of Cairn's own JSON, without what it does not tell.
    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("identifier", identifier)
        members.add("md5", md5?.hexadecimal)
        members.add("sha1", sha1?.hexadecimal)
        members.add("sha256", sha256?.hex)
        members.add("pdq", pictureHash?.hex)
        members.add("other_hashes", otherHashes.map(\.json))
        members.add("code", code)
        members.add("file_name", fileName)
        members.add("size", size)
        members.add("media_type", mediaType)
        members.add("series", series)
        members.add("is_distributed", flags.isDistributed)
        members.add("is_victim_identified", flags.isVictimIdentified)
        members.add("is_offender_identified", flags.isOffenderIdentified)
        members.add("votes_for", votesFor.map { Int64($0) })
        members.add("votes_against", votesAgainst.map { Int64($0) })
        if isWithdrawn { members.add("is_withdrawn", true) }
        members.add("changed_at", changedAt)
        members.add("remainder", value: remainingObject)
        return .object(members)
    }
}

extension HashListEntry.OtherHash {
    fileprivate init(from reader: inout JSONReader) throws(InterchangeError) {
        var name: String?
        var value: String?
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            switch key {
            case "name": name = try reader.text()
            case "value": value = try reader.text()
            default: throw reader.fault("a member that a hash does not have")
            }
        }
        guard let name, let value else { throw reader.fault("a hash without name or value") }
        self.init(name: name, value: value)
    }

    /// The hash as an object of name and value.
    var json: JSONValue {
        .object([JSONMember("name", .string(name)), JSONMember("value", .string(value))])
    }
}
