/// Statements about what is waited for.
extension Statements {
    static let addWatch = """
        INSERT INTO watch (note, digest, hashes, identifier_type, identifier_value, added_at, added_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
        """
    static let removeWatch = "UPDATE watch SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL RETURNING id"
    private static let watchColumns = """
        SELECT id, note, digest, hashes, identifier_type, identifier_value, added_at, added_by, removed_at FROM watch
        """
    static let activeWatches = "\(watchColumns) WHERE removed_at IS NULL ORDER BY id"
    static let watch = "\(watchColumns) WHERE id = $1"

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
