import CaseModel

/// The named steps by which a database gets its present shape.
///
/// A step is never edited once released.
enum Migrations {
    struct Step: Sendable {
        let name: String
        let statements: [String]
        /// Fills in what statements alone cannot compute.
        var fill: (@Sendable (any SQLSession) throws(StoreError) -> Void)?
    }

    static let ledger = """
        CREATE TABLE IF NOT EXISTS schema_step (
            name TEXT PRIMARY KEY,
            applied_at TEXT NOT NULL
        )
        """

    static let all: [Step] = [
        Step(name: "0001-register", statements: register),
        Step(name: "0002-analysis", statements: analysis),
        Step(name: "0003-matches", statements: matches),
        Step(name: "0004-local-features", statements: localFeatures),
        Step(name: "0005-sound-peaks", statements: ["ALTER TABLE sound ADD COLUMN peaks {blob}"]),
        Step(name: "0006-cameras", statements: cameras),
        Step(name: "0007-identifier-forms", statements: identifierForms, fill: fillIdentifierForms),
        Step(name: "0007-tables-and-talks", statements: tablesAndTalks),
        Step(name: "0009-analysis-depth", statements: analysisDepth),
        Step(
            name: "0010-matches-by-media",
            statements: [
                "CREATE INDEX match_by_earlier_media ON media_match (media_a, kind)",
                "DROP INDEX match_by_later_media",
                "CREATE INDEX match_by_later_media ON media_match (media_b, kind, media_a)",
            ]
        ),
        Step(name: "0011-accounts-and-audit", statements: accountsAndAudit),
        review,
        hashLists,
        series,
        exchange,
        reviewFilters,
        codes,
        sightings,
        statistics,
        listedPictures,
        watchKinds,
        importedReports,
        reviewCounts,
        linkIndexes,
        numberedMatches,
    ]

    private static let register = [
        """
        CREATE TABLE agency_case (
            id {identity},
            reference TEXT NOT NULL UNIQUE,
            title TEXT,
            agency TEXT,
            created_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE exhibit (
            id {identity},
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            label TEXT NOT NULL,
            created_at TEXT NOT NULL,
            UNIQUE (case_id, label)
        )
        """,
        """
        CREATE TABLE custody_entry (
            id {identity},
            exhibit_id BIGINT NOT NULL REFERENCES exhibit (id),
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            act TEXT NOT NULL,
            source TEXT NOT NULL,
            details TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE media (
            id {identity},
            sha256 {blob} NOT NULL UNIQUE,
            sha1 {blob} NOT NULL,
            md5 {blob} NOT NULL,
            size BIGINT NOT NULL,
            created_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE item (
            id {identity},
            exhibit_id BIGINT NOT NULL REFERENCES exhibit (id),
            media_id BIGINT REFERENCES media (id),
            container_id BIGINT REFERENCES item (id),
            path_bytes {blob} NOT NULL,
            path TEXT NOT NULL,
            source_bytes {blob} NOT NULL,
            content_key {blob} NOT NULL,
            size BIGINT,
            modified_at BIGINT,
            changed_at BIGINT,
            inode BIGINT,
            expanded BIGINT NOT NULL,
            failure_code TEXT,
            failure_message TEXT,
            registered_at TEXT NOT NULL,
            UNIQUE (exhibit_id, path_bytes, content_key)
        )
        """,
        "CREATE INDEX item_by_media ON item (media_id)",
        "CREATE INDEX item_by_container ON item (container_id)",
    ]

    private static let analysis = [
        """
        CREATE TABLE analysis (
            media_id BIGINT NOT NULL REFERENCES media (id),
            version BIGINT NOT NULL,
            type TEXT NOT NULL,
            kind TEXT NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            duration DOUBLE PRECISION,
            codec TEXT,
            rotation BIGINT NOT NULL,
            make TEXT,
            model TEXT,
            body_serial TEXT,
            lens_serial TEXT,
            taken_at TEXT,
            latitude DOUBLE PRECISION,
            longitude DOUBLE PRECISION,
            orientation BIGINT NOT NULL,
            tags TEXT NOT NULL,
            warnings TEXT NOT NULL,
            failure_code TEXT,
            failure_message TEXT,
            PRIMARY KEY (media_id, version)
        )
        """,
        "CREATE INDEX analysis_by_serial ON analysis (body_serial)",
        """
        CREATE TABLE picture_hash (
            media_id BIGINT NOT NULL REFERENCES media (id),
            frame BIGINT NOT NULL,
            profile TEXT NOT NULL,
            quality BIGINT NOT NULL,
            orientations {blob} NOT NULL,
            PRIMARY KEY (media_id, frame, profile)
        )
        """,
        """
        CREATE TABLE frame_hash (
            media_id BIGINT NOT NULL REFERENCES media (id),
            position BIGINT NOT NULL,
            at DOUBLE PRECISION NOT NULL,
            quality BIGINT NOT NULL,
            is_key BIGINT NOT NULL,
            hashes {blob} NOT NULL,
            PRIMARY KEY (media_id, position)
        )
        """,
        """
        CREATE TABLE sound (
            media_id BIGINT PRIMARY KEY REFERENCES media (id),
            step DOUBLE PRECISION NOT NULL,
            duration DOUBLE PRECISION NOT NULL,
            words {blob} NOT NULL
        )
        """,
        """
        CREATE TABLE rendition (
            media_id BIGINT NOT NULL REFERENCES media (id),
            position BIGINT NOT NULL,
            at DOUBLE PRECISION NOT NULL,
            type TEXT NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            data {blob} NOT NULL,
            PRIMARY KEY (media_id, position)
        )
        """,
        """
        CREATE TABLE message (
            media_id BIGINT NOT NULL REFERENCES media (id),
            position BIGINT NOT NULL,
            sent_at TEXT,
            sender TEXT,
            chat TEXT,
            body TEXT NOT NULL,
            attachment TEXT,
            line BIGINT NOT NULL,
            PRIMARY KEY (media_id, position)
        )
        """,
        """
        CREATE TABLE identifier (
            id {identity},
            type TEXT NOT NULL,
            value TEXT NOT NULL,
            UNIQUE (type, value)
        )
        """,
        """
        CREATE TABLE identifier_occurrence (
            media_id BIGINT NOT NULL REFERENCES media (id),
            position BIGINT NOT NULL,
            identifier_id BIGINT NOT NULL REFERENCES identifier (id),
            found TEXT NOT NULL,
            byte_offset BIGINT NOT NULL,
            line BIGINT NOT NULL,
            message BIGINT,
            PRIMARY KEY (media_id, position)
        )
        """,
        "CREATE INDEX occurrence_by_identifier ON identifier_occurrence (identifier_id)",
    ]

    private static let matches = [
        """
        CREATE TABLE media_match (
            kind TEXT NOT NULL,
            media_a BIGINT NOT NULL REFERENCES media (id),
            media_b BIGINT NOT NULL REFERENCES media (id),
            method TEXT NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (kind, media_a, media_b),
            CHECK (media_a < media_b)
        )
        """,
        "CREATE INDEX match_by_later_media ON media_match (media_b)",
    ]

    /// How far each analysis went; null where that is not known, or the content has nothing of the kind.
    private static let analysisDepth = [
        "ALTER TABLE analysis ADD COLUMN tier BIGINT",
        "ALTER TABLE analysis ADD COLUMN features BIGINT",
        "ALTER TABLE analysis ADD COLUMN sound_peaks BIGINT",
    ]

    private static let localFeatures = [
        """
        CREATE TABLE local_feature (
            media_id BIGINT NOT NULL REFERENCES media (id),
            frame BIGINT NOT NULL,
            at DOUBLE PRECISION,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            keypoints {blob} NOT NULL,
            descriptors {blob} NOT NULL,
            PRIMARY KEY (media_id, frame)
        )
        """
    ]

    private static let cameras = [
        "ALTER TABLE analysis ADD COLUMN body_serial_field TEXT",
        """
        CREATE TABLE sensor_noise (
            media_id BIGINT PRIMARY KEY REFERENCES media (id),
            side BIGINT NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            packed {blob} NOT NULL
        )
        """,
        """
        CREATE TABLE sensor_fingerprint (
            id {identity},
            exhibit_id BIGINT NOT NULL REFERENCES exhibit (id),
            grouped_by TEXT NOT NULL,
            make TEXT NOT NULL,
            model TEXT NOT NULL,
            side BIGINT NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            members TEXT NOT NULL,
            signs {blob} NOT NULL,
            pattern {blob} NOT NULL,
            halved {blob} NOT NULL,
            UNIQUE (exhibit_id, grouped_by, make, model, width, height)
        )
        """,
    ]

    private static let identifierForms = [
        "ALTER TABLE identifier ADD COLUMN near TEXT",
        "CREATE INDEX identifier_by_near_form ON identifier (type, near)",
        "DROP INDEX occurrence_by_identifier",
        "CREATE INDEX occurrence_by_identifier ON identifier_occurrence (identifier_id, media_id, line)",
    ]

    private static let tablesAndTalks = [
        "ALTER TABLE identifier_occurrence ADD COLUMN column_name TEXT",
        "ALTER TABLE message ADD COLUMN account TEXT",
        "ALTER TABLE message ADD COLUMN recipients TEXT",
        """
        CREATE TABLE text_table (
            media_id BIGINT PRIMARY KEY REFERENCES media (id),
            row_count BIGINT NOT NULL,
            column_names TEXT NOT NULL,
            delimiter TEXT
        )
        """,
        """
        CREATE TABLE talk (
            media_id BIGINT NOT NULL REFERENCES media (id),
            position BIGINT NOT NULL,
            chat TEXT,
            sender TEXT NOT NULL,
            account TEXT,
            identifier_type TEXT,
            identifier_value TEXT,
            recipient TEXT,
            messages BIGINT NOT NULL,
            first_at TEXT,
            last_at TEXT,
            PRIMARY KEY (media_id, position)
        )
        """,
    ]

    private static func fillIdentifierForms(_ session: any SQLSession) throws(StoreError) {
        let known = try session.all(Statements.allIdentifiers) { row throws(StoreError) in
            (try row.id(0), IdentifierType(rawValue: try row.string(1)), try row.string(2))
        }
        for (id, type, value) in known {
            guard let key = type.flatMap({ Identifier(type: $0, value: value).nearKey }) else { continue }
            try session.run(Statements.setNearForm, [.text(key), .integer(id)])
        }
    }
}
