/// Hash lists.
///
/// An entry is one row for as long as it says the same, from the version that brought it to the one that took it back, so
/// that every version can be told again. A version counts only once the list names it as its present one: what a reading
/// that was stopped has left behind is not seen, and goes with the next.
///
/// A file is looked up by the weakest digest that its entry has, and the others are compared; so each entry is in one index
/// of digests only, and a stronger digest that differs is noticed.
extension Migrations {
    /// Lists of millions of digests are not read to find the few pictures among them.
    static let listedPictures = Step(
        name: "0021-listed-pictures",
        statements: [
            "CREATE INDEX list_entry_with_picture ON hash_list_entry (id) WHERE picture_hash IS NOT NULL"
        ]
    )

    static let hashLists = Step(
        name: "0014-hash-lists",
        statements: [
            """
            CREATE TABLE hash_list (
                id {identity},
                name TEXT NOT NULL UNIQUE,
                format TEXT NOT NULL,
                scheme TEXT,
                treatment TEXT NOT NULL,
                version BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE hash_list_version (
                list_id BIGINT NOT NULL REFERENCES hash_list (id),
                number BIGINT NOT NULL,
                source TEXT NOT NULL,
                digest {blob} NOT NULL,
                stated TEXT,
                imported_at TEXT NOT NULL,
                imported_by TEXT NOT NULL,
                added BIGINT NOT NULL,
                changed BIGINT NOT NULL,
                unchanged BIGINT NOT NULL,
                withdrawn BIGINT NOT NULL,
                PRIMARY KEY (list_id, number)
            )
            """,
            """
            CREATE TABLE hash_list_entry (
                id {identity},
                list_id BIGINT NOT NULL REFERENCES hash_list (id),
                identifier TEXT,
                md5 {blob},
                sha1 {blob},
                sha256 {blob},
                picture_hash {blob},
                code TEXT,
                file_name TEXT,
                size BIGINT,
                details TEXT,
                first_version BIGINT NOT NULL,
                seen_version BIGINT NOT NULL,
                withdrawn_version BIGINT,
                withdrawal_reason TEXT
            )
            """,
            "CREATE INDEX list_entry_of_list ON hash_list_entry (list_id)",
            "CREATE INDEX list_entry_by_md5 ON hash_list_entry (md5) WHERE md5 IS NOT NULL",
            "CREATE INDEX list_entry_by_sha1 ON hash_list_entry (sha1) WHERE md5 IS NULL AND sha1 IS NOT NULL",
            """
            CREATE INDEX list_entry_by_sha256 ON hash_list_entry (sha256)
                WHERE md5 IS NULL AND sha1 IS NULL AND sha256 IS NOT NULL
            """,
            """
            CREATE INDEX list_entry_by_picture ON hash_list_entry (picture_hash)
                WHERE md5 IS NULL AND sha1 IS NULL AND sha256 IS NULL AND picture_hash IS NOT NULL
            """,
            """
            CREATE INDEX list_entry_by_identifier ON hash_list_entry (list_id, identifier)
                WHERE identifier IS NOT NULL
            """,
        ]
    )
}
