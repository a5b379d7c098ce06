/// Statements about sightings.
extension Statements {
    static let addSighting = """
        INSERT INTO sighting (case_id, media_id, source, address_type, address, address_near, place, latitude, longitude,
            first_seen, last_seen, reported_by, entry, author, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id
        """
    static let withdrawSighting = """
        INSERT INTO sighting (case_id, media_id, source, address_type, address, address_near, place, latitude, longitude,
            first_seen, last_seen, reported_by, entry, author, at, withdraws, reason)
        SELECT s.case_id, s.media_id, s.source, s.address_type, s.address, s.address_near, s.place, s.latitude, s.longitude,
            s.first_seen, s.last_seen, s.reported_by, s.entry, CAST($1 AS TEXT), CAST($2 AS TEXT), s.id, CAST($3 AS TEXT)
        FROM sighting s WHERE s.id = $4 AND s.case_id = $5 AND s.withdraws IS NULL
            AND NOT EXISTS (SELECT 1 FROM sighting w WHERE w.withdraws = s.id)
        RETURNING id
        """
    /// Whether a sighting was not taken back.
    static let isStanding = """
        s.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM sighting w WHERE w.withdraws = s.id)
        """
    private static let sightings = """
        SELECT s.id, c.reference, m.sha256, i.id, i.path, s.source, s.address_type, s.address, s.place, s.latitude,
            s.longitude, s.first_seen, s.last_seen, s.reported_by, s.entry, s.author, s.at
        FROM sighting s JOIN agency_case c ON c.id = s.case_id JOIN media m ON m.id = s.media_id
            LEFT JOIN item i ON i.id = (SELECT min(h.id) FROM item h JOIN exhibit e ON e.id = h.exhibit_id
                WHERE h.media_id = s.media_id AND e.case_id = s.case_id)
        WHERE \(isStanding)
        """
    static let sightingsOfCase = "\(sightings) AND s.case_id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3"
    static let sightingCount = "SELECT count(*) FROM sighting s WHERE \(isStanding) AND s.case_id = $1"
    static let sightingsOfMedia = "\(sightings) AND s.media_id = $1 ORDER BY s.id"
    static let sightingsAtAddress = "\(sightings) AND s.address_type = $1 AND s.address = $2 ORDER BY s.id"
    static let sightingsNearAddress = "\(sightings) AND s.address_type = $1 AND s.address_near = $2 ORDER BY s.id"
    /// By the path's bytes, of which there is an index.
    static let contentsAtExactPath = """
        SELECT DISTINCT i.media_id FROM exhibit e JOIN item i ON i.exhibit_id = e.id
        WHERE e.case_id = $1 AND i.path_bytes = $2 AND i.media_id IS NOT NULL ORDER BY i.media_id
        """

    private static let deviceColumns =
        "i.id, c.reference, e.label, i.path, m.sha256, a.taken_at, a.latitude, a.longitude"
    private static let devices = """
        SELECT \(deviceColumns) FROM exhibit e JOIN agency_case c ON c.id = e.case_id JOIN item i ON i.exhibit_id = e.id
            JOIN media m ON m.id = i.media_id
        """
    /// Positions are few, so they are looked up in the case and not the case's contents in the positions: SQLite takes the
    /// tables of a cross join in the order in which they stand.
    static let devicesWithPosition = """
        SELECT \(deviceColumns) FROM analysis a CROSS JOIN item i JOIN media m ON m.id = i.media_id
            JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
        WHERE a.version = $1 AND e.case_id = $2 AND a.latitude IS NOT NULL AND i.media_id = a.media_id
        ORDER BY i.id LIMIT $3
        """
    /// In an order that an index has, so that a large case is read only until there are enough.
    static let devicesWithTime = """
        \(devices) JOIN analysis a ON a.media_id = i.media_id
        WHERE a.version = $1 AND e.case_id = $2 AND a.taken_at IS NOT NULL AND a.latitude IS NULL
        ORDER BY e.label, i.path_bytes, i.content_key LIMIT $3
        """
    static let devicesOfMedia = """
        \(devices) LEFT JOIN analysis a ON a.media_id = i.media_id AND a.version = $1
        WHERE i.media_id = $2 ORDER BY i.id
        """
}
