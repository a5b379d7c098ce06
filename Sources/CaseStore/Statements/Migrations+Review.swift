/// What review needs: stacks, decisions, codes, and what each account left where.
extension Migrations {
    static let review = Step(name: "0013-review", statements: reviewTables, fill: fillStacks)

    /// What lets a page of stacks of one kind, of those with a code or of those without be read from where it begins,
    /// however many others there are.
    static let reviewFilters = Step(
        name: "0017-review-filters",
        statements: [
            "ALTER TABLE case_content ADD COLUMN kind TEXT",
            """
            UPDATE case_content SET kind = (
                SELECT max(a.kind) FROM analysis a
                WHERE a.media_id = case_content.media_id AND a.version = \(CaseStore.analysisVersion))
            """,
            "CREATE INDEX content_by_kind ON case_content (case_id, kind, stack_id)",
            "CREATE INDEX coded_content ON case_content (case_id, stack_id) WHERE code IS NOT NULL",
            "CREATE INDEX uncoded_content ON case_content (case_id, stack_id) WHERE code IS NULL",
            "CREATE INDEX uncoded_content_by_kind ON case_content (case_id, kind, stack_id) WHERE code IS NULL",
        ]
    )

    /// What lets a case of a million items be counted without reading each.
    static let reviewCounts = Step(
        name: "0024-review-counts",
        statements: [
            "CREATE INDEX item_of_exhibit ON item (exhibit_id, media_id)",
            "CREATE INDEX failed_item ON item (exhibit_id, failure_code) WHERE failure_code IS NOT NULL",
            "CREATE INDEX failed_analysis ON analysis (version, media_id, failure_code) WHERE failure_code IS NOT NULL",
        ]
    )

    private static let reviewTables = [
        """
        CREATE TABLE content_stack (
            media_id BIGINT PRIMARY KEY REFERENCES media (id),
            stack_id BIGINT NOT NULL
        )
        """,
        "CREATE INDEX stack_members ON content_stack (stack_id, media_id)",
        """
        CREATE TABLE case_content (
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            media_id BIGINT NOT NULL REFERENCES media (id),
            stack_id BIGINT NOT NULL,
            code TEXT,
            PRIMARY KEY (case_id, media_id)
        )
        """,
        "CREATE INDEX content_by_stack ON case_content (case_id, stack_id, media_id)",
        "CREATE INDEX case_by_content ON case_content (media_id)",
        """
        CREATE TABLE decision (
            id {identity},
            media_a BIGINT NOT NULL REFERENCES media (id),
            media_b BIGINT NOT NULL REFERENCES media (id),
            version BIGINT NOT NULL,
            verdict TEXT,
            author TEXT NOT NULL,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            at TEXT NOT NULL,
            undoes BIGINT,
            UNIQUE (media_a, media_b, version),
            CHECK (media_a < media_b)
        )
        """,
        "CREATE INDEX decision_by_later_media ON decision (media_b)",
        """
        CREATE TABLE code_vote (
            id {identity},
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            media_id BIGINT NOT NULL REFERENCES media (id),
            scheme TEXT NOT NULL,
            code TEXT,
            author TEXT NOT NULL,
            act TEXT NOT NULL,
            at TEXT NOT NULL
        )
        """,
        "CREATE INDEX vote_by_media ON code_vote (media_id, case_id, id)",
        "CREATE INDEX vote_by_act ON code_vote (act)",
        """
        CREATE TABLE review_place (
            author TEXT NOT NULL,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            list TEXT NOT NULL,
            place TEXT NOT NULL,
            PRIMARY KEY (author, case_id, list)
        )
        """,
        """
        CREATE TABLE officer_settings (
            author TEXT PRIMARY KEY,
            settings TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE upload (
            id TEXT PRIMARY KEY,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            exhibit TEXT NOT NULL,
            name TEXT NOT NULL,
            size BIGINT NOT NULL,
            author TEXT NOT NULL,
            created_at TEXT NOT NULL,
            completed_at TEXT
        )
        """,
        """
        CREATE TABLE idempotent_answer (
            author TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            request TEXT NOT NULL,
            status BIGINT NOT NULL,
            body TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (author, idempotency_key)
        )
        """,
        "CREATE INDEX media_by_sha1 ON media (sha1)",
        "CREATE INDEX media_by_md5 ON media (md5)",
    ]

    /// Stacks the near duplicates of a database that was made before there were stacks.
    private static func fillStacks(_ session: any SQLSession) throws(StoreError) {
        try session.run(Statements.stackEachContent, [])
        var stacks = DisjointStacks()
        try session.each(Statements.nearDuplicates, []) { row throws(StoreError) in
            stacks.join(try row.id(0), try row.id(1))
        }
        for (media, stack) in stacks.joined where media != stack {
            try session.run(Statements.setStack, [.integer(stack), .integer(media)])
        }
        try session.run(Statements.fillCaseContent, [])
    }
}

/// Groups of contents, each named by its smallest number.
struct DisjointStacks {
    private var parents: [Int64: Int64] = [:]

    /// Each content that was joined with another, and the name of its group.
    var joined: [(media: Int64, stack: Int64)] { parents.keys.map { ($0, root($0)) } }

    mutating func join(_ first: Int64, _ second: Int64) {
        let (one, other) = (shortened(first), shortened(second))
        parents[max(one, other)] = min(one, other)
        parents[min(one, other)] = min(one, other)
    }

    private func root(_ media: Int64) -> Int64 {
        var found = media
        while let next = parents[found], next != found { found = next }
        return found
    }

    private mutating func shortened(_ media: Int64) -> Int64 {
        let found = root(media)
        parents[media] = found
        return found
    }
}
