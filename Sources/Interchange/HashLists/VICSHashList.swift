import CaseModel

/// The media of a VICS document as a hash list; CAID's lists have the same shape.
struct VICSHashList: SequentialHashListSource {
    private var reader: VICSReader
    private let schemePrefix: String

    init(path: String, schemePrefix: String) throws(InterchangeError) {
        reader = try VICSReader(path: path)
        self.schemePrefix = schemePrefix
    }

    var statement: HashListStatement {
        let region = reader.envelope?.region
        return HashListStatement(
            scheme: region.map { "\(schemePrefix)/\($0)" } ?? schemePrefix,
            schemeVersion: reader.envelope?.version
        )
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let event = try reader.next() {
            guard case .media(let media) = event else { continue }
            do throws(FieldFault) {
                return try HashListEntry(media)
            } catch {
                throw InterchangeError(reader.place, error.text)
            }
        }
        return nil
    }
}

extension HashListEntry {
    /// Takes what a VICS medium tells; what an entry does not model is its remainder, in the spelling of VICS 2.0.
    init(_ media: VICSMedia) throws(FieldFault) {
        self.init()
        var rest = media
        identifier = media.mediaID.map { String($0) }
        md5 = media.md5
        sha1 = media.sha1
        if let photoDNA = media.photoDNA { otherHashes.append(OtherHash(name: "PhotoDNA", value: photoDNA)) }
        rest.alternativeHashes = []
        for hash in media.alternativeHashes {
            // A hash that refers to another content than the medium's own says nothing of this one.
            if hash.value.isEmpty || hash.md5 != nil && hash.md5 != media.md5 {
                rest.alternativeHashes.append(hash)
            } else {
                try take(hash: hash.value, kind: hash.name)
            }
        }
        code = media.category
        size = media.size
        mediaType = media.mimeType
        changedAt = media.dateUpdated
        flags = Flags(
            isDistributed: media.isDistributed,
            isVictimIdentified: media.isVictimIdentified,
            isOffenderIdentified: media.isOffenderIdentified
        )
        switch media.series {
        case .string(let name), .number(let name):
            series = name
            rest.series = nil
        default: break
        }
        if let name = media.files.first?.fileName, !name.isEmpty { fileName = name }
        guard hasHash else { throw FieldFault(text: "no hash") }

        (rest.mediaID, rest.md5, rest.sha1, rest.photoDNA) = (nil, nil, nil, nil)
        (rest.category, rest.size, rest.mimeType, rest.dateUpdated) = (nil, nil, nil, nil)
        (rest.isDistributed, rest.isVictimIdentified, rest.isOffenderIdentified) = (nil, nil, nil)
        if media.files.count == 1, media.files[0].tellsOnlyName { rest.files = [] }
        let json = rest.json
        remainder = json.members?.isEmpty == false ? json.text : nil
    }
}

extension VICSMediaFile {
    /// Whether nothing but the file's name is told.
    fileprivate var tellsOnlyName: Bool {
        var bare = VICSMediaFile()
        bare.md5 = md5
        bare.fileName = fileName
        return self == bare
    }
}

extension VICSMedia {
    /// Makes a medium of an entry; nil if VICS cannot hold it, as it has no MD5 or withdraws another.
    ///
    /// - Parameters:
    ///   - entry: The entry; of its remainder, what VICS names is used.
    ///   - number: The medium's number if the entry's identifier is none.
    /// - Throws: A fault if the entry's code is no VICS category.
    init?(_ entry: HashListEntry, number: Int64) throws(FieldFault) {
        guard let md5 = entry.md5, !entry.isWithdrawn else { return nil }
        self.init()
        if let told = entry.remainder {
            var reader = JSONReader(bytes: Array(told.utf8))
            // The remainder of an entry that stems from another format tells nothing in the words of VICS.
            if let media = try? VICSMedia(from: &reader) { self = media }
            remainder = []
        }
        if let code = entry.code {
            guard Int64(code) != nil else {
                throw FieldFault(text: "its code is no whole number, as a VICS category is")
            }
            category = code
        }
        mediaID = entry.identifier.flatMap { Int64($0) } ?? number
        self.md5 = md5
        sha1 = entry.sha1
        size = entry.size
        mimeType = entry.mediaType
        dateUpdated = entry.changedAt
        isDistributed = entry.flags.isDistributed
        isVictimIdentified = entry.flags.isVictimIdentified
        isOffenderIdentified = entry.flags.isOffenderIdentified
        if let name = entry.series { series = .string(name) }
        if let name = entry.fileName, files.isEmpty {
            var file = VICSMediaFile()
            file.md5 = md5
            file.fileName = name
            files = [file]
        }
        addHash("SHA256", entry.sha256?.hex.uppercased())
        addHash("PDQ", entry.pictureHash?.hex)
        for hash in entry.otherHashes {
            if photoDNA == nil, ["photodna", "pdna"].contains(hash.name.lowercased()) {
                photoDNA = hash.value
            } else {
                addHash(hash.name, hash.value)
            }
        }
    }

    private mutating func addHash(_ name: String, _ value: String?) {
        guard let value else { return }
        var hash = VICSAlternativeHash()
        hash.md5 = md5
        hash.name = name
        hash.value = value
        alternativeHashes.append(hash)
    }
}
