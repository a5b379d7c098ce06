/// Statements about what is waited for.
extension Statements {
    static let addWatch = """
        INSERT INTO watch (note, digest, hashes, identifier_type, identifier_value, added_at, added_by, media_id, region,
            make, model, serial, list_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id
        """
    static let removeWatch = "UPDATE watch SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL RETURNING id"
    private static let watchColumns = """
        SELECT w.id, w.note, w.digest, w.hashes, w.identifier_type, w.identifier_value, w.added_at, w.added_by,
            w.removed_at, w.media_id, w.region, w.make, w.model, w.serial, w.list_id, l.name
        FROM watch w LEFT JOIN hash_list l ON l.id = w.list_id
        """
    static let activeWatches = "\(watchColumns) WHERE w.removed_at IS NULL ORDER BY w.id"
    static let watch = "\(watchColumns) WHERE w.id = $1"
    /// The matches of two contents, the one that was registered first being the first.
    static let matchesBetween = """
        SELECT kind, media_a, media_b, method, evidence FROM media_match WHERE media_a = $1 AND media_b = $2
        """
    static let cameraOfMedia = """
        SELECT make, model, body_serial FROM analysis WHERE media_id = $1 AND body_serial IS NOT NULL
        ORDER BY version DESC LIMIT 1
        """

    static let addWatchHit = """
        INSERT INTO watch_hit (watch_id, at, kind, distance, item_id, bundle_id, entry)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id
        """
    static let watchHits = """
        SELECT h.id, h.watch_id, w.note, w.added_by, h.at, h.kind, h.distance, h.bundle_id, p.name, h.entry,
            i.id, c.reference, e.label, i.path, m.sha256
        FROM watch_hit h JOIN watch w ON w.id = h.watch_id
            LEFT JOIN item i ON i.id = h.item_id LEFT JOIN exhibit e ON e.id = i.exhibit_id
            LEFT JOIN agency_case c ON c.id = e.case_id LEFT JOIN media m ON m.id = i.media_id
            LEFT JOIN exchange_bundle b ON b.id = h.bundle_id LEFT JOIN exchange_partner p ON p.id = b.partner_id
        WHERE h.id < $1 ORDER BY h.id DESC LIMIT $2
        """
    static let caseOfExhibit = """
        SELECT c.reference FROM exhibit e JOIN agency_case c ON c.id = e.case_id WHERE e.id = $1
        """
    static let identifiersOfMedia = """
        SELECT DISTINCT n.type, n.value FROM identifier_occurrence o JOIN identifier n ON n.id = o.identifier_id
        WHERE o.media_id = $1 ORDER BY n.type, n.value
        """
    static let itemByNumber = """
        SELECT i.id, c.reference, e.label, i.path, m.sha256, i.media_id
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
            JOIN media m ON m.id = i.media_id
        WHERE i.id = $1
        """
}
