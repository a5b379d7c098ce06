/// Where contents were seen: each sighting is a row that stays, and so is what takes one back.
extension Migrations {
    static let sightings = Step(
        name: "0019-sightings",
        statements: [
            """
            CREATE TABLE sighting (
                id {identity},
                case_id BIGINT NOT NULL REFERENCES agency_case (id),
                media_id BIGINT NOT NULL REFERENCES media (id),
                source TEXT NOT NULL,
                address_type TEXT,
                address TEXT,
                address_near TEXT,
                place TEXT,
                latitude DOUBLE PRECISION,
                longitude DOUBLE PRECISION,
                first_seen TEXT,
                last_seen TEXT,
                reported_by TEXT NOT NULL,
                entry TEXT NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL,
                withdraws BIGINT UNIQUE REFERENCES sighting (id),
                reason TEXT,
                CHECK ((address IS NULL) = (address_type IS NULL)),
                CHECK ((latitude IS NULL) = (longitude IS NULL)),
                CHECK ((withdraws IS NULL) = (reason IS NULL))
            )
            """,
            "CREATE INDEX sightings_of_case ON sighting (case_id, id)",
            "CREATE INDEX sightings_of_media ON sighting (media_id, id)",
            "CREATE INDEX sighting_by_address ON sighting (address_type, address)",
            "CREATE INDEX sighting_by_near_address ON sighting (address_type, address_near)",
            "CREATE INDEX analysis_with_position ON analysis (media_id) WHERE latitude IS NOT NULL",
        ]
    )
}
