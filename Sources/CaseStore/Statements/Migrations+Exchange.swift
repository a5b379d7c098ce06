/// What exchanging with other agencies needs: partners, rules, bundles, what matched, and watches.
extension Migrations {
    static let exchange = Step(name: "0016-exchange", statements: partnersAndBundles + watches)

    /// Watches on parts of a content, cameras and lists.
    static let watchKinds = Step(
        name: "0022-watch-kinds",
        statements: [
            "ALTER TABLE watch ADD COLUMN media_id BIGINT REFERENCES media (id)",
            "ALTER TABLE watch ADD COLUMN region TEXT",
            "ALTER TABLE watch ADD COLUMN make TEXT",
            "ALTER TABLE watch ADD COLUMN model TEXT",
            "ALTER TABLE watch ADD COLUMN serial TEXT",
            "ALTER TABLE watch ADD COLUMN list_id BIGINT REFERENCES hash_list (id)",
        ]
    )

    private static let partnersAndBundles = [
        """
        CREATE TABLE exchange_identity (
            fingerprint {blob} PRIMARY KEY,
            name TEXT NOT NULL,
            made_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE exchange_partner (
            id {identity},
            name TEXT NOT NULL UNIQUE,
            fingerprint {blob} NOT NULL UNIQUE,
            signing_key {blob} NOT NULL,
            sealing_key {blob} NOT NULL,
            trusted_at TEXT NOT NULL,
            trusted_by TEXT NOT NULL,
            revoked_at TEXT,
            revoked_by TEXT
        )
        """,
        """
        CREATE TABLE release_rule (
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            partner_id BIGINT NOT NULL REFERENCES exchange_partner (id),
            digests BIGINT NOT NULL,
            pictures BIGINT NOT NULL,
            level TEXT NOT NULL,
            contact TEXT,
            set_at TEXT NOT NULL,
            set_by TEXT NOT NULL,
            PRIMARY KEY (case_id, partner_id)
        )
        """,
        """
        CREATE TABLE exchange_bundle (
            id {identity},
            bundle {blob} NOT NULL UNIQUE,
            is_sent BIGINT NOT NULL,
            partner_id BIGINT NOT NULL REFERENCES exchange_partner (id),
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            concerns {blob},
            made_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            handled_at TEXT NOT NULL,
            handled_by TEXT NOT NULL,
            body {blob} NOT NULL
        )
        """,
        """
        CREATE TABLE offered_content (
            bundle_id BIGINT NOT NULL REFERENCES exchange_bundle (id),
            entry BIGINT NOT NULL,
            media_id BIGINT NOT NULL REFERENCES media (id),
            PRIMARY KEY (bundle_id, entry)
        )
        """,
        """
        CREATE TABLE offer_match (
            bundle_id BIGINT NOT NULL REFERENCES exchange_bundle (id),
            entry BIGINT NOT NULL,
            media_id BIGINT NOT NULL REFERENCES media (id),
            kind TEXT NOT NULL,
            distance BIGINT,
            PRIMARY KEY (bundle_id, entry, media_id, kind)
        )
        """,
        """
        CREATE TABLE pointer_case (
            bundle_id BIGINT NOT NULL REFERENCES exchange_bundle (id),
            pointer {blob} NOT NULL,
            case_id BIGINT NOT NULL REFERENCES agency_case (id),
            PRIMARY KEY (bundle_id, pointer, case_id)
        )
        """,
    ]

    private static let watches = [
        """
        CREATE TABLE watch (
            id {identity},
            note TEXT NOT NULL,
            digest {blob},
            hashes {blob},
            identifier_type TEXT,
            identifier_value TEXT,
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL,
            removed_at TEXT
        )
        """,
        """
        CREATE TABLE watch_hit (
            id {identity},
            watch_id BIGINT NOT NULL REFERENCES watch (id),
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            distance BIGINT,
            item_id BIGINT REFERENCES item (id),
            bundle_id BIGINT REFERENCES exchange_bundle (id),
            entry BIGINT,
            UNIQUE (watch_id, item_id),
            UNIQUE (watch_id, bundle_id, entry)
        )
        """,
    ]
}
