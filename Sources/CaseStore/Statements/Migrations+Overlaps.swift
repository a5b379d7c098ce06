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
}
