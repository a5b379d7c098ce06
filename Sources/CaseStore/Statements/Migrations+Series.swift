/// Series, subjects and outcomes: whatever is said of them is a row that stays.
extension Migrations {
    static let series = Step(
        name: "0015-series-and-subjects",
        statements: names + RecordTables.all.flatMap(changes) + members
    )

    private static let names = [
        """
        CREATE TABLE series (
            id {identity},
            agency TEXT NOT NULL,
            name TEXT NOT NULL,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            author TEXT NOT NULL,
            added_at TEXT NOT NULL,
            UNIQUE (agency, name)
        )
        """,
        """
        CREATE TABLE subject (
            id {identity},
            kind TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            author TEXT NOT NULL,
            added_at TEXT NOT NULL,
            UNIQUE (kind, sequence)
        )
        """,
    ]

    private static func changes(_ tables: RecordTables) -> [String] {
        [
            """
            CREATE TABLE \(tables.change) (
                id {identity},
                record_id BIGINT NOT NULL REFERENCES \(tables.name) (id),
                version BIGINT NOT NULL,
                field TEXT NOT NULL,
                value TEXT,
                qualifier TEXT,
                on_day TEXT,
                reason TEXT,
                author TEXT NOT NULL,
                case_id BIGINT NOT NULL REFERENCES agency_case (id),
                at TEXT NOT NULL,
                UNIQUE (record_id, version)
            )
            """,
            """
            CREATE TABLE \(tables.merge) (
                id {identity},
                source_id BIGINT NOT NULL REFERENCES \(tables.name) (id),
                target_id BIGINT NOT NULL REFERENCES \(tables.name) (id),
                is_undone BIGINT NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL,
                CHECK (source_id <> target_id)
            )
            """,
            "CREATE INDEX \(tables.merge)_by_source ON \(tables.merge) (source_id, id)",
        ]
    }

    private static let members = [
        """
        CREATE TABLE series_media (
            id {identity},
            series_id BIGINT NOT NULL REFERENCES series (id),
            media_id BIGINT NOT NULL REFERENCES media (id),
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            is_withdrawn BIGINT NOT NULL,
            version BIGINT NOT NULL,
            author TEXT NOT NULL,
            at TEXT NOT NULL
        )
        """,
        "CREATE INDEX media_of_series ON series_media (series_id, media_id, case_id, id)",
        "CREATE INDEX series_of_media ON series_media (media_id)",
        """
        CREATE TABLE subject_link (
            id {identity},
            subject_id BIGINT NOT NULL REFERENCES subject (id),
            series_id BIGINT REFERENCES series (id),
            media_id BIGINT REFERENCES media (id),
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            is_withdrawn BIGINT NOT NULL,
            version BIGINT NOT NULL,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            CHECK ((series_id IS NULL) <> (media_id IS NULL))
        )
        """,
        "CREATE INDEX links_of_subject ON subject_link (subject_id, id)",
        "CREATE INDEX subjects_of_series ON subject_link (series_id)",
        """
        CREATE TABLE case_outcome (
            id {identity},
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            kind TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            on_day TEXT NOT NULL,
            note TEXT,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            withdraws BIGINT UNIQUE REFERENCES case_outcome (id)
        )
        """,
        "CREATE INDEX outcomes_of_case ON case_outcome (case_id, on_day)",
    ]
}
