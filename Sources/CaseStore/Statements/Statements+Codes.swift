/// Schemes of codes and what follows from them: data that is added and never changed.
extension Migrations {
    static let codes = Step(
        name: "0018-code-schemes",
        statements: [
            """
            CREATE TABLE code_scheme (
                id {identity},
                name TEXT NOT NULL,
                version TEXT NOT NULL,
                quorum BIGINT NOT NULL,
                dispute TEXT NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL,
                UNIQUE (name, version)
            )
            """,
            """
            CREATE TABLE code_scheme_value (
                scheme_id BIGINT NOT NULL REFERENCES code_scheme (id),
                position BIGINT NOT NULL,
                code TEXT NOT NULL,
                label TEXT NOT NULL,
                PRIMARY KEY (scheme_id, code)
            )
            """,
            """
            CREATE TABLE code_mapping (
                id {identity},
                source TEXT NOT NULL,
                target TEXT NOT NULL,
                entries TEXT NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE code_derivation (
                id {identity},
                jurisdiction TEXT NOT NULL,
                target TEXT NOT NULL,
                rules TEXT NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL
            )
            """,
        ]
    )
}

/// Statements about schemes of codes.
extension Statements {
    static let addScheme = """
        INSERT INTO code_scheme (name, version, quorum, dispute, author, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (name, version) DO NOTHING RETURNING id
        """
    static let addSchemeValue =
        "INSERT INTO code_scheme_value (scheme_id, position, code, label) VALUES ($1, $2, $3, $4)"
    static let schemes = "SELECT id, name, version, quorum, dispute FROM code_scheme ORDER BY name, id"
    static let schemeValues = "SELECT code, label FROM code_scheme_value WHERE scheme_id = $1 ORDER BY position"
    static let addMapping =
        "INSERT INTO code_mapping (source, target, entries, author, at) VALUES ($1, $2, $3, $4, $5)"
    /// Of each pair of schemes the last mapping.
    static let mappings = """
        SELECT m.source, m.target, m.entries FROM code_mapping m
        WHERE m.id = (SELECT max(l.id) FROM code_mapping l WHERE l.source = m.source AND l.target = m.target)
        ORDER BY m.source, m.target
        """
    static let addDerivation =
        "INSERT INTO code_derivation (jurisdiction, target, rules, author, at) VALUES ($1, $2, $3, $4, $5)"
    /// Of each jurisdiction and scheme the last derivation.
    static let derivations = """
        SELECT d.jurisdiction, d.target, d.rules FROM code_derivation d
        WHERE d.id = (SELECT max(l.id) FROM code_derivation l
            WHERE l.jurisdiction = d.jurisdiction AND l.target = d.target)
        ORDER BY d.jurisdiction, d.target
        """
    /// Of each account the last vote on a content in each scheme, with the case in which it was given.
    static let allVotesOfMedia = """
        SELECT v.scheme, v.code, v.author, v.at, c.reference FROM code_vote v JOIN agency_case c ON c.id = v.case_id
        WHERE v.media_id = $1 ORDER BY v.id
        """
}
