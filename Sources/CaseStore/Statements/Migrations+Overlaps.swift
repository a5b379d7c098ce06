/// What lets overlaps be found without reading rows that are wide.
extension Migrations {
    /// The exhibits of a content's items, and the contents of a camera, from an index alone.
    static let linkIndexes = Step(
        name: "0026-link-indexes",
        statements: [
            "DROP INDEX item_by_media",
            "CREATE INDEX item_of_media ON item (media_id, id, exhibit_id)",
            "DROP INDEX analysis_by_serial",
            """
            CREATE INDEX analysis_by_camera ON analysis
                (body_serial, version, make, model, body_serial_field, media_id) WHERE body_serial IS NOT NULL
            """,
        ]
    )

    /// Numbers that tell which matches were found since an index of them was written.
    static let numberedMatches = Step(
        name: "0027-numbered-matches",
        statements: [
            """
            CREATE TABLE numbered_match (
                id {identity},
                kind TEXT NOT NULL,
                media_a BIGINT NOT NULL REFERENCES media (id),
                media_b BIGINT NOT NULL REFERENCES media (id),
                method TEXT NOT NULL,
                evidence TEXT NOT NULL,
                UNIQUE (kind, media_a, media_b),
                CHECK (media_a < media_b)
            )
            """,
            """
            INSERT INTO numbered_match (kind, media_a, media_b, method, evidence)
            SELECT kind, media_a, media_b, method, evidence FROM media_match
            """,
            "DROP TABLE media_match",
            "ALTER TABLE numbered_match RENAME TO media_match",
            "CREATE INDEX match_by_earlier_media ON media_match (media_a, kind)",
            "CREATE INDEX match_by_later_media ON media_match (media_b, kind, media_a)",
        ]
    )
}
