extension Migrations {
    /// Accounts and what they may see, and the log of what they did.
    static let accountsAndAudit = [
        """
        CREATE TABLE agency (
            id {identity},
            name TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL
        )
        """,
        """
        INSERT INTO agency (name, created_at)
            SELECT agency, min(created_at) FROM agency_case WHERE agency IS NOT NULL GROUP BY agency ORDER BY min(id)
        """,
        """
        CREATE TABLE account (
            id {identity},
            name TEXT NOT NULL,
            name_key TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            agency_id BIGINT REFERENCES agency (id),
            password_hash TEXT,
            second_factor {blob},
            pending_second_factor {blob},
            used_step BIGINT,
            is_disabled BIGINT NOT NULL,
            is_machine_owner BIGINT NOT NULL,
            created_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE case_member (
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            account_id BIGINT NOT NULL REFERENCES account (id),
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL,
            PRIMARY KEY (case_id, account_id)
        )
        """,
        "CREATE INDEX case_member_by_account ON case_member (account_id)",
        """
        CREATE TABLE case_share (
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            audience TEXT NOT NULL,
            agency_id BIGINT REFERENCES agency (id),
            level TEXT NOT NULL,
            set_at TEXT NOT NULL,
            set_by TEXT NOT NULL,
            PRIMARY KEY (case_id, audience)
        )
        """,
        """
        CREATE TABLE session (
            digest {blob} PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            started_at BIGINT NOT NULL,
            used_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX session_by_account ON session (account_id)",
        """
        CREATE TABLE one_time_link (
            digest {blob} PRIMARY KEY,
            account_id BIGINT NOT NULL REFERENCES account (id),
            expires_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE api_token (
            id {identity},
            account_id BIGINT NOT NULL REFERENCES account (id),
            label TEXT NOT NULL,
            scopes TEXT NOT NULL,
            digest {blob} NOT NULL UNIQUE,
            created_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE login_failure (
            account_and_address {blob} PRIMARY KEY,
            failures BIGINT NOT NULL,
            since BIGINT NOT NULL,
            locks BIGINT NOT NULL,
            locked_until BIGINT NOT NULL,
            forgotten_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX login_failure_by_end ON login_failure (forgotten_at)",
        """
        CREATE TABLE audit_entry (
            sequence {identity},
            entry TEXT NOT NULL,
            leaf_hash {blob} NOT NULL,
            actor TEXT NOT NULL,
            act TEXT NOT NULL,
            case_reference TEXT
        )
        """,
        """
        CREATE TABLE audit_node (
            level BIGINT NOT NULL,
            position BIGINT NOT NULL,
            hash {blob} NOT NULL,
            PRIMARY KEY (level, position)
        )
        """,
        """
        CREATE TABLE audit_checkpoint (
            size BIGINT PRIMARY KEY,
            note TEXT NOT NULL
        )
        """,
    ]
}
