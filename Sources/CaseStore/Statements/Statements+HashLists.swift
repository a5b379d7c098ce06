extension Statements {
    static let addHashList = """
        INSERT INTO hash_list (name, format, scheme, treatment, version) VALUES ($1, $2, $3, $4, 0) RETURNING id
        """
    private static let listColumns = "l.id, l.name, l.format, l.scheme, l.treatment, l.version"
    /// Lists of which a version was read to its end.
    static let hashLists = "SELECT \(listColumns) FROM hash_list l WHERE l.version > 0 ORDER BY l.name"
    static let hashListByName = "SELECT \(listColumns) FROM hash_list l WHERE l.name = $1"
    static let setTreatment = "UPDATE hash_list SET treatment = $1 WHERE id = $2"
    static let setListVersion = "UPDATE hash_list SET version = $1, format = $2, scheme = $3 WHERE id = $4"
    static let addListVersion = """
        INSERT INTO hash_list_version
            (list_id, number, source, digest, stated, imported_at, imported_by, added, changed, unchanged, withdrawn)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    static let listVersions = """
        SELECT number, source, digest, stated, imported_at, imported_by, added, changed, unchanged, withdrawn
        FROM hash_list_version WHERE list_id = $1 ORDER BY number
        """

    /// What a reading that was stopped left behind: entries that it brought, and those that it took back.
    static let unpublishedEntries = """
        SELECT id, first_version FROM hash_list_entry
        WHERE list_id = $1 AND id > $2 AND (first_version > $3 OR withdrawn_version > $4) ORDER BY id LIMIT $5
        """
    static let dropListEntry = "DELETE FROM hash_list_entry WHERE id = $1"
    static let restoreListEntry = """
        UPDATE hash_list_entry SET withdrawn_version = NULL, withdrawal_reason = NULL WHERE id = $1
        """

    static let addListEntry = """
        INSERT INTO hash_list_entry
            (list_id, identifier, md5, sha1, sha256, picture_hash, code, file_name, size, details, first_version,
             seen_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """
    static let seeListEntry = "UPDATE hash_list_entry SET seen_version = $1 WHERE id = $2"
    static let withdrawListEntry = """
        UPDATE hash_list_entry SET withdrawn_version = $1, withdrawal_reason = $2
        WHERE id = $3 AND withdrawn_version IS NULL
        """
    static let unseenEntries = """
        SELECT id FROM hash_list_entry
        WHERE list_id = $1 AND id > $2 AND seen_version < $3 AND withdrawn_version IS NULL ORDER BY id LIMIT $4
        """
    static let countListEntries = """
        SELECT count(*) FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id WHERE l.id = $1 AND \(stands)
        """

    /// The digests by which an entry can be looked up, the weakest first, each where the weaker ones are missing.
    enum EntryKey: String, CaseIterable {
        case md5, sha1, sha256
        case pictureHash = "picture_hash"

        /// What picks the rows of the key's index.
        fileprivate var condition: String {
            let weaker = Self.allCases.prefix { $0 != self }.map { " AND e.\($0.rawValue) IS NULL" }.joined()
            return "e.\(rawValue) IS NOT NULL\(weaker)"
        }
    }

    private static let entryColumns = """
        e.id, e.identifier, e.md5, e.sha1, e.sha256, e.picture_hash, e.code, e.file_name, e.size, e.details,
        e.withdrawn_version
        """
    /// Whether an entry is part of its list's present version.
    private static let stands = """
        e.first_version <= l.version AND (e.withdrawn_version IS NULL OR e.withdrawn_version > l.version)
        """

    /// Entries of a list, not withdrawn, that are kept under a digest.
    ///
    /// The sign keeps the database from looking through the whole list instead of the few entries of the digest.
    static func listEntries(by key: EntryKey) -> String {
        """
        SELECT \(entryColumns) FROM hash_list_entry e
        WHERE e.\(key.rawValue) = $1 AND \(key.condition) AND +e.list_id = $2 AND e.withdrawn_version IS NULL
        """
    }

    static let listEntriesByIdentifier = """
        SELECT \(entryColumns) FROM hash_list_entry e
        WHERE e.list_id = $1 AND e.identifier = $2 AND e.withdrawn_version IS NULL
        """

    static let listEntry = """
        SELECT \(entryColumns) FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id
        WHERE e.id = $1 AND l.id = $2 AND \(stands)
        """

    /// Entries of a list's present version, by number.
    static let presentEntries = """
        SELECT \(entryColumns) FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id
        WHERE l.id = $1 AND e.id > $2 AND \(stands) ORDER BY e.id LIMIT $3
        """

    private static let knownColumns = """
        \(listColumns), e.id, e.md5, e.sha1, e.sha256, e.code, e.file_name
        """

    /// Entries of present versions that are kept under a digest.
    static func knownFiles(by key: EntryKey) -> String {
        """
        SELECT \(knownColumns) FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id
        WHERE e.\(key.rawValue) = $1 AND \(key.condition) AND \(stands) ORDER BY l.name, e.id
        """
    }

    /// An entry of a present version.
    static let knownFileOfEntry = """
        SELECT \(knownColumns) FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id WHERE e.id = $1 AND \(stands)
        """
    /// The hashes of pictures on present versions.
    static let listedPictures = """
        SELECT e.id, e.picture_hash FROM hash_list_entry e JOIN hash_list l ON l.id = e.list_id
        WHERE e.picture_hash IS NOT NULL AND \(stands) ORDER BY e.id
        """
    static let picturesOfCase = """
        SELECT p.media_id, p.frame, p.profile, p.quality, p.orientations
        FROM case_content c JOIN picture_hash p ON p.media_id = c.media_id WHERE c.case_id = $1
        ORDER BY p.media_id, p.frame
        """

    /// Contents of a case that are kept under a digest on some list, with their entries.
    static func knownFilesOfCase(by key: EntryKey) -> String {
        """
        SELECT \(knownColumns), m.id, m.sha256, m.sha1 FROM case_content c JOIN media m ON m.id = c.media_id
        JOIN hash_list_entry e ON e.\(key.rawValue) = m.\(key.rawValue) JOIN hash_list l ON l.id = e.list_id
        WHERE c.case_id = $1 AND \(key.condition) AND \(stands) ORDER BY m.id, l.name, e.id
        """
    }
}
