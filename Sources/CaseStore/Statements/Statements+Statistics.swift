/// Statements about statistics.
extension Statements {
    static let addSnapshot = """
        INSERT INTO statistics_snapshot (number, scheme, cases, bytes, author, at) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let snapshots = "SELECT number, scheme, cases, author, at FROM statistics_snapshot ORDER BY id"
    static let snapshotBytes = "SELECT bytes FROM statistics_snapshot WHERE number = $1"
    /// Every code that was given in a scheme, and every one taken back, oldest first.
    static let votesInScheme = """
        SELECT v.media_id, v.code, v.author, c.reference FROM code_vote v JOIN agency_case c ON c.id = v.case_id
        WHERE v.scheme = $1 ORDER BY v.id
        """
    static let kindOfMedia = """
        SELECT m.sha256, (SELECT a.kind FROM analysis a WHERE a.media_id = m.id ORDER BY a.version DESC LIMIT 1)
        FROM media m WHERE m.id = $1
        """
    private static let isOfRecord = """
        media_id IN (
            SELECT media_id FROM series_media
            UNION SELECT media_id FROM subject_link WHERE media_id IS NOT NULL
        )
        """
    /// When each case first held each content that is of a series or linked with a subject, or says that it was seen.
    static let firstSeenOfRecords = """
        SELECT i.media_id, c.reference, min(i.registered_at)
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
        WHERE i.\(isOfRecord)
        GROUP BY i.media_id, c.reference
        UNION ALL
        SELECT s.media_id, c.reference, min(s.first_seen) FROM sighting s JOIN agency_case c ON c.id = s.case_id
        WHERE s.\(isOfRecord) AND s.first_seen IS NOT NULL AND \(isStanding)
        GROUP BY s.media_id, c.reference
        """
}
