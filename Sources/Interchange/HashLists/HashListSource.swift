public import CaseModel

/// A hash list of one format, read from start to end.
protocol HashListSource {
    /// What the list tells of itself, complete after the last entry.
    var statement: HashListStatement { get }

    /// Gives each entry to a function.
    mutating func forEach(_ take: (HashListEntry) throws -> Void) throws
}

/// A hash list whose entries can be asked for one by one.
protocol SequentialHashListSource: HashListSource {
    /// The next entry; nil after the last.
    mutating func next() throws(InterchangeError) -> HashListEntry?
}

extension SequentialHashListSource {
    mutating func forEach(_ take: (HashListEntry) throws -> Void) throws {
        while let entry = try next() { try take(entry) }
    }
}

extension HashListEntry {
    /// Whether the entry names a file by any hash.
    public var hasHash: Bool {
        md5 != nil || sha1 != nil || sha256 != nil || pictureHash != nil || !otherHashes.isEmpty
    }

    /// Whether the entry is of a video, by its media type.
    var isVideo: Bool { mediaType?.lowercased().hasPrefix("video") ?? false }

    /// Takes a hash by its kind, as any list may spell it.
    ///
    /// A kind that Cairn compares fills its own property; a second value of it, or another kind, is kept beside.
    mutating func take(hash value: String, kind: String) throws(FieldFault) {
        let isTaken: Bool
        switch Self.plainSpelling(kind) {
        case "md5", "videomd5", "vmd5":
            let digest = try value.digest(of: 16)
            isTaken = md5 == nil || md5 == digest
            if isTaken { md5 = digest }
        case "sha1":
            let digest = try value.digest(of: 20)
            isTaken = sha1 == nil || sha1 == digest
            if isTaken { sha1 = digest }
        case "sha256":
            let digest = ContentDigest(bytes: try value.digest(of: 32))
            isTaken = sha256 == nil || sha256 == digest
            if isTaken { sha256 = digest }
        case "pdq":
            let hash = PerceptualHash(bigEndianBytes: try value.digest(of: 32))
            isTaken = pictureHash == nil || pictureHash == hash
            if isTaken { pictureHash = hash }
        default: isTaken = false
        }
        if !isTaken { otherHashes.append(OtherHash(name: kind, value: value)) }
    }

    /// A kind's name in lower case, without what one list puts between its letters and another leaves out.
    private static func plainSpelling(_ kind: String) -> String {
        let letters = kind.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: " ") }
        return String(decoding: letters, as: UTF8.self).lowercased()
    }

    /// What the remainder holds under a name; nil if it is not there.
    func remaining(_ name: String) -> JSONValue? { remainingObject?[name] }

    /// The remainder as an object; nil if there is none.
    var remainingObject: JSONValue? {
        guard let remainder else { return nil }
        var reader = JSONReader(bytes: Array(remainder.utf8))
        return try? reader.value()
    }
}
