/// Reports of other programs that were read into cases: what they state, and the files that they state it of.
///
/// A statement is kept with every field, as the report has it. A file of a report is no item: its digests are a claim, its
/// bytes may not be here, and one content may be named at many places.
extension Migrations {
    static let importedReports = Step(
        name: "0023-imported-reports",
        statements: [
            """
            CREATE TABLE imported_report (
                id {identity},
                exhibit_id BIGINT NOT NULL REFERENCES exhibit (id),
                format TEXT NOT NULL,
                source TEXT NOT NULL,
                digest {blob} NOT NULL,
                scheme TEXT,
                head TEXT,
                is_read BIGINT NOT NULL,
                imported_at TEXT NOT NULL,
                imported_by TEXT NOT NULL,
                UNIQUE (exhibit_id, digest)
            )
            """,
            """
            CREATE TABLE report_statement (
                id {identity},
                report_id BIGINT NOT NULL REFERENCES imported_report (id),
                kind TEXT NOT NULL,
                statement TEXT NOT NULL
            )
            """,
            "CREATE INDEX statement_of_report ON report_statement (report_id, id)",
            """
            CREATE TABLE reported_file (
                id {identity},
                report_id BIGINT NOT NULL REFERENCES imported_report (id),
                statement_id BIGINT NOT NULL REFERENCES report_statement (id),
                path_bytes {blob} NOT NULL,
                path TEXT NOT NULL,
                location TEXT,
                md5 {blob},
                sha1 {blob},
                sha256 {blob},
                size BIGINT,
                standing TEXT NOT NULL,
                item_id BIGINT REFERENCES item (id)
            )
            """,
            "CREATE INDEX reported_file_of_report ON reported_file (report_id, id)",
            "CREATE INDEX reported_file_of_statement ON reported_file (statement_id)",
            "CREATE INDEX reported_file_of_item ON reported_file (item_id) WHERE item_id IS NOT NULL",
            "CREATE INDEX reported_file_by_md5 ON reported_file (md5) WHERE md5 IS NOT NULL",
            "CREATE INDEX reported_file_by_sha1 ON reported_file (sha1) WHERE sha1 IS NOT NULL",
            "CREATE INDEX reported_file_by_sha256 ON reported_file (sha256) WHERE sha256 IS NOT NULL",
        ]
    )
}
