public import CaseModel

extension StoreWriter {
    /// Adds an empty list.
    ///
    /// - Parameters:
    ///   - name: Its name, which no other has.
    ///   - format: The format that it is read from.
    ///   - scheme: The scheme of its codes.
    ///   - treatment: What an ingest does with a file that is on it.
    /// - Returns: The list.
    /// - Throws: ``StoreError``.
    public func addHashList(
        _ name: String,
        format: String,
        scheme: String?,
        treatment: HashList.Treatment
    ) throws(StoreError) -> HashList {
        let values: [SQLValue] = [.text(name), .text(format), SQLValue(scheme), .text(treatment.rawValue)]
        guard let id = try session.first(Statements.addHashList, values)?.integer(0) else {
            throw .damaged("a list got no number")
        }
        return HashList(id: id, name: name, format: format, scheme: scheme, treatment: treatment, version: 0)
    }

    /// Sets what an ingest does with a file that is on a list.
    public func setTreatment(_ treatment: HashList.Treatment, ofList id: Int64) throws(StoreError) {
        try session.run(Statements.setTreatment, [.text(treatment.rawValue), .integer(id)])
    }

    /// Takes entries into the version of a list that is being read.
    ///
    /// An entry that says the same as one that is there counts as a repetition; one that names the same file and says
    /// something else takes its place; one that only withdraws takes another of its identifier back.
    ///
    /// - Parameters:
    ///   - entries: The entries.
    ///   - list: The list.
    ///   - version: The number of the version that is being read.
    /// - Returns: What they changed.
    /// - Throws: ``StoreError``.
    public func addEntries(
        _ entries: [HashListEntry],
        to list: HashList,
        version: Int
    ) throws(StoreError) -> HashListVersion.Changes {
        var changes = HashListVersion.Changes()
        for entry in entries {
            let earlier = try reader.entry(likeUnwithdrawn: entry, of: list)
            let details = EntryDetails.text(of: entry)
            if entry.isWithdrawn {
                guard let earlier else { continue }
                try withdraw(earlier.id, inVersion: version, reason: "the list takes it back")
                changes.withdrawn += 1
            } else if let earlier, try earlier.says(the: entry, details) {
                try session.run(Statements.seeListEntry, [SQLValue(version), .integer(earlier.id)])
                changes.unchanged += 1
            } else if let earlier {
                try withdraw(earlier.id, inVersion: version, reason: "the list says something else")
                try add(entry, details, to: list, version: version)
                changes.changed += 1
            } else {
                try add(entry, details, to: list, version: version)
                changes.added += 1
            }
        }
        return changes
    }

    private func add(
        _ entry: HashListEntry,
        _ details: String?,
        to list: HashList,
        version: Int
    ) throws(StoreError) {
        try session.run(
            Statements.addListEntry,
            [
                .integer(list.id), SQLValue(entry.identifier), SQLValue(entry.md5), SQLValue(entry.sha1),
                SQLValue(entry.sha256?.bytes), SQLValue(entry.pictureHash?.bigEndianBytes), SQLValue(entry.code),
                SQLValue(entry.fileName), SQLValue(entry.size), SQLValue(details),
                SQLValue(version), SQLValue(version),
            ]
        )
    }

    /// Takes an entry back.
    ///
    /// - Parameters:
    ///   - entry: The entry's number.
    ///   - version: The version from which on it is no longer part of the list.
    ///   - reason: Why.
    /// - Throws: ``StoreError``.
    public func withdraw(_ entry: Int64, inVersion version: Int, reason: String) throws(StoreError) {
        try session.run(Statements.withdrawListEntry, [SQLValue(version), .text(reason), .integer(entry)])
    }

    /// Makes a version that was read to its end the present one of its list.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - list: The list.
    ///   - format: The format that it was read from.
    ///   - scheme: The scheme of its codes.
    /// - Throws: ``StoreError``.
    public func publish(
        _ version: HashListVersion,
        of list: HashList,
        format: String,
        scheme: String?
    ) throws(StoreError) {
        try session.run(
            Statements.addListVersion,
            [
                .integer(list.id), SQLValue(version.number), .text(version.source), .blob(version.digest.bytes),
                SQLValue(version.stated), .text(version.importedAt), .text(version.importedBy),
                SQLValue(version.changes.added), SQLValue(version.changes.changed),
                SQLValue(version.changes.unchanged), SQLValue(version.changes.withdrawn),
            ]
        )
        try session.run(
            Statements.setListVersion,
            [SQLValue(version.number), .text(format), SQLValue(scheme), .integer(list.id)]
        )
    }
}

extension StoreReader {
    /// All lists of which a version was read to its end, by name.
    public func hashLists() throws(StoreError) -> [HashList] {
        try session.all(Statements.hashLists) { row throws(StoreError) in try row.hashList() }
    }

    /// The list of this name, if it is there, though none of its versions may have been read to its end.
    public func hashList(_ name: String) throws(StoreError) -> HashList? {
        try session.first(Statements.hashListByName, [.text(name)]).map { row throws(StoreError) in
            try row.hashList()
        }
    }

    /// The versions of a list, oldest first.
    public func versions(ofList id: Int64) throws(StoreError) -> [HashListVersion] {
        try session.all(Statements.listVersions, [.integer(id)]) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(2)) else {
                throw .damaged("a list's digest is not 32 bytes")
            }
            var changes = HashListVersion.Changes()
            changes.added = try row.number(6)
            changes.changed = try row.number(7)
            changes.unchanged = try row.number(8)
            changes.withdrawn = try row.number(9)
            return HashListVersion(
                number: try row.number(0),
                source: try row.string(1),
                digest: digest,
                stated: row.text(3),
                importedAt: try row.string(4),
                importedBy: try row.string(5),
                changes: changes
            )
        }
    }

    /// How many entries a list's present version has.
    public func entryCount(ofList id: Int64) throws(StoreError) -> Int {
        try session.first(Statements.countListEntries, [.integer(id)])?.number(0) ?? 0
    }

    /// Entries of a list's present version, by number.
    ///
    /// - Parameters:
    ///   - id: The list.
    ///   - after: The entry after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The entries with their numbers.
    /// - Throws: ``StoreError``.
    public func entries(
        ofList id: Int64,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [(id: Int64, entry: HashListEntry)] {
        try session.all(Statements.presentEntries, [.integer(id), .integer(after), SQLValue(limit)]) {
            row throws(StoreError) in try row.listEntry()
        }
    }

    /// The entry of a list's present version that has this number.
    public func entry(_ number: Int64, ofList id: Int64) throws(StoreError) -> HashListEntry? {
        try session.first(Statements.listEntry, [.integer(number), .integer(id)]).map { row throws(StoreError) in
            try row.listEntry().entry
        }
    }

    /// The entry of a list that names the same file, or that has the same identifier if this one names none.
    fileprivate func entry(
        likeUnwithdrawn entry: HashListEntry,
        of list: HashList
    ) throws(StoreError) -> KeptEntry? {
        let keys: [(Statements.EntryKey, [UInt8]?)] = [
            (.md5, entry.md5), (.sha1, entry.sha1), (.sha256, entry.sha256?.bytes),
            (.pictureHash, entry.pictureHash?.bigEndianBytes),
        ]
        guard let (key, digest) = keys.lazy.compactMap({ key, digest in digest.map { (key, $0) } }).first else {
            guard let identifier = entry.identifier else { return nil }
            let row = try session.first(Statements.listEntriesByIdentifier, [.integer(list.id), .text(identifier)])
            return try row.map { row throws(StoreError) in try row.keptEntry() }
        }
        let found = try session.all(Statements.listEntries(by: key), [.blob(digest), .integer(list.id)]) {
            row throws(StoreError) in try row.keptEntry()
        }
        return found.first { $0.bare.namesSameFile(as: entry) }
    }

    /// The lists that a content is on, by its digests.
    public func knownFiles(_ digests: Digests) throws(StoreError) -> [KnownFile] {
        var found: [KnownFile] = []
        for (key, value) in [
            (Statements.EntryKey.md5, digests.md5), (.sha1, digests.sha1), (.sha256, digests.sha256.bytes),
        ] {
            found += try session.all(Statements.knownFiles(by: key), [.blob(value)]) { row throws(StoreError) in
                try row.knownFile(sha256: digests.sha256.bytes, sha1: digests.sha1)
            }
        }
        return found
    }

    /// The contents of a case that are on lists, by their digests; in the order of their numbers.
    public func knownFiles(ofCase id: Int64) throws(StoreError) -> [(media: Int64, file: KnownFile)] {
        var found: [(media: Int64, file: KnownFile)] = []
        for key in [Statements.EntryKey.md5, .sha1, .sha256] {
            found += try session.all(Statements.knownFilesOfCase(by: key), [.integer(id)]) { row throws(StoreError) in
                (try row.id(12), try row.knownFile(sha256: try row.bytes(13), sha1: try row.bytes(14)))
            }
        }
        return found.sorted { $0.media < $1.media }
    }

    /// Hands over the hash of each picture on the present version of a list, with its entry.
    public func listedPictures(
        _ body: (_ entry: Int64, PerceptualHash) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.listedPictures, []) { row throws(StoreError) in
            guard let hash = PerceptualHash(bigEndianBytes: try row.bytes(1)) else {
                throw .damaged("a picture hash on a list is not 32 bytes")
            }
            try body(try row.id(0), hash)
        }
    }

    /// What an entry of a list's present version says; nil if there is none of this number.
    public func knownFile(entry: Int64) throws(StoreError) -> KnownFile? {
        guard let row = try session.first(Statements.knownFileOfEntry, [.integer(entry)]) else { return nil }
        return try row.knownFile(sha256: row.blob(9) ?? [], sha1: row.blob(8) ?? [])
    }
}

/// An entry as it is kept: its details are read only where they are needed, as a list of millions is compared entry by
/// entry when its next version comes.
private struct KeptEntry {
    let id: Int64
    /// The entry without its details.
    let bare: HashListEntry
    let details: String?

    /// The entry with its details.
    func whole() throws(StoreError) -> HashListEntry {
        var entry = bare
        if let details { try EntryDetails.read(details, into: &entry) }
        return entry
    }

    /// Whether an entry with these details says what this one does.
    func says(the entry: HashListEntry, _ details: String?) throws(StoreError) -> Bool {
        let agrees =
            bare.identifier == entry.identifier && bare.md5 == entry.md5 && bare.sha1 == entry.sha1
            && bare.sha256 == entry.sha256 && bare.pictureHash == entry.pictureHash && bare.code == entry.code
            && bare.fileName == entry.fileName && bare.size == entry.size && bare.isWithdrawn == entry.isWithdrawn
        guard agrees, self.details != details else { return agrees }
        return try whole() == entry
    }
}

extension HashListEntry {
    /// Whether two entries tell of one file: no digest that both have differs.
    fileprivate func namesSameFile(as other: HashListEntry) -> Bool {
        func agree<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
            one == nil || other == nil || one == other
        }
        return agree(md5, other.md5) && agree(sha1, other.sha1) && agree(sha256, other.sha256)
    }
}

extension SQLRow {
    fileprivate func hashList() throws(StoreError) -> HashList {
        guard let treatment = HashList.Treatment(rawValue: try string(4)) else {
            throw .damaged("a list has an unknown treatment")
        }
        return HashList(
            id: try id(0),
            name: try string(1),
            format: try string(2),
            scheme: text(3),
            treatment: treatment,
            version: try number(5)
        )
    }

    fileprivate func listEntry() throws(StoreError) -> (id: Int64, entry: HashListEntry) {
        let kept = try keptEntry()
        return (kept.id, try kept.whole())
    }

    fileprivate func keptEntry() throws(StoreError) -> KeptEntry {
        var entry = HashListEntry()
        entry.identifier = text(1)
        entry.md5 = blob(2)
        entry.sha1 = blob(3)
        entry.sha256 = blob(4).flatMap { ContentDigest(bytes: $0) }
        entry.pictureHash = blob(5).flatMap { PerceptualHash(bigEndianBytes: $0) }
        entry.code = text(6)
        entry.fileName = text(7)
        entry.size = integer(8)
        entry.isWithdrawn = integer(10) != nil
        return KeptEntry(id: try id(0), bare: entry, details: text(9))
    }

    /// Compares an entry that was found by its weakest digest with a content's stronger ones.
    fileprivate func knownFile(sha256: [UInt8], sha1: [UInt8]) throws(StoreError) -> KnownFile {
        let (listedMD5, listedSHA1, listedSHA256) = (blob(7), blob(8), blob(9))
        let differs = listedSHA256.map { $0 != sha256 } ?? false || listedSHA1.map { $0 != sha1 } ?? false
        let type: KnownFile.HashType =
            if differs {
                listedMD5 != nil ? .md5 : .sha1
            } else if listedSHA256 != nil {
                .sha256
            } else {
                listedSHA1 != nil ? .sha1 : .md5
            }
        return KnownFile(
            list: try hashList(),
            entry: try id(6),
            hashType: type,
            code: text(10),
            fileName: text(11),
            isCollision: differs
        )
    }
}
