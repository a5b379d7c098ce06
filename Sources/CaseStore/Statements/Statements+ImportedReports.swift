/// Reports of other programs, by what was read of them to the end.
extension Statements {
    static let addReport = """
        INSERT INTO imported_report (exhibit_id, format, source, digest, is_read, imported_at, imported_by)
        VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (exhibit_id, digest) DO NOTHING
        """
    static let reportByDigest = "SELECT id, is_read FROM imported_report WHERE exhibit_id = $1 AND digest = $2"
    static let finishReport = """
        UPDATE imported_report SET is_read = 1, scheme = $1, head = $2, imported_at = $3, imported_by = $4 WHERE id = $5
        """
    static let removeReportedFiles = "DELETE FROM reported_file WHERE report_id = $1"
    static let removeReportStatements = "DELETE FROM report_statement WHERE report_id = $1"
    static let addReportStatement = """
        INSERT INTO report_statement (report_id, kind, statement) VALUES ($1, $2, $3) RETURNING id
        """
    static let addReportedFile = """
        INSERT INTO reported_file
            (report_id, statement_id, path_bytes, path, location, md5, sha1, sha256, size, standing)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    static let setReportedStanding = "UPDATE reported_file SET standing = $1, item_id = $2 WHERE id = $3"

    private static let reportColumns = """
        r.id, c.reference, e.id, e.label, r.format, r.source, r.digest, r.scheme, r.head, r.imported_at, r.imported_by
        """
    private static let reports = """
        imported_report r JOIN exhibit e ON e.id = r.exhibit_id JOIN agency_case c ON c.id = e.case_id
        """
    static let reportsOfCase =
        "SELECT \(reportColumns) FROM \(reports) WHERE c.id = $1 AND r.is_read = 1 ORDER BY r.id"
    static let report = "SELECT \(reportColumns) FROM \(reports) WHERE r.id = $1 AND r.is_read = 1"
    static let statementCount = "SELECT count(*) FROM report_statement WHERE report_id = $1"
    static let standingCounts = """
        SELECT standing, count(*) FROM reported_file WHERE report_id = $1 GROUP BY standing
        """

    static let fileColumns = """
        f.id, f.path_bytes, f.location, f.md5, f.sha1, f.sha256, f.size, f.standing, f.item_id, f.path
        """
    static let reportedFiles = """
        SELECT \(fileColumns), s.statement FROM reported_file f JOIN report_statement s ON s.id = f.statement_id
        WHERE f.report_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3
        """
    static let filesOfReport = """
        SELECT \(fileColumns) FROM reported_file f WHERE f.report_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3
        """
    static let filesOfReportStanding = """
        SELECT \(fileColumns) FROM reported_file f
        WHERE f.report_id = $1 AND f.id > $2 AND f.standing = $3 ORDER BY f.id LIMIT $4
        """
    /// Files that reports name and that are not known to be here, by a digest of theirs.
    static func reportedFiles(by digest: String) -> String {
        """
        SELECT \(fileColumns), f.report_id FROM reported_file f JOIN imported_report r ON r.id = f.report_id
        WHERE f.\(digest) = $1 AND r.is_read = 1 AND f.standing NOT IN ('agrees', 'unproven') ORDER BY f.id
        """
    }
    /// The item that was made of a file at a place.
    static let itemFromPlace = """
        SELECT i.id, m.size, m.md5, m.sha1, m.sha256 FROM item i LEFT JOIN media m ON m.id = i.media_id
        WHERE i.exhibit_id = $1 AND i.path_bytes = $2 AND i.source_bytes = $3 ORDER BY i.id DESC LIMIT 1
        """

    static let expandedFromPlace = """
        SELECT expanded FROM item WHERE exhibit_id = $1 AND path_bytes = $2 AND source_bytes = $3 ORDER BY id DESC LIMIT 1
        """

    /// What reports of a format that a case holds state of a content: by its MD5, or of a file that is an item of it.
    static let reportStatementsOfMedia = """
        SELECT s.id, s.statement FROM report_statement s
            JOIN imported_report r ON r.id = s.report_id JOIN exhibit e ON e.id = r.exhibit_id
        WHERE s.id IN (
                SELECT f.statement_id FROM media m JOIN reported_file f ON f.md5 = m.md5 WHERE m.id = $1
                UNION
                SELECT f.statement_id FROM item i JOIN reported_file f ON f.item_id = i.id
                WHERE i.media_id = $2 AND f.standing IN ('agrees', 'unproven'))
            AND e.case_id = $3 AND r.format = $4 AND r.is_read = 1
        ORDER BY s.id DESC
        """
    static let reportStatements = """
        SELECT id, statement FROM report_statement WHERE report_id = $1 AND id > $2 ORDER BY id LIMIT $3
        """
    /// What the report that was read last states of a file that became an item, of reports of file systems.
    static let fileStatementOfItem = """
        SELECT s.statement FROM reported_file f JOIN report_statement s ON s.id = f.statement_id
            JOIN imported_report r ON r.id = f.report_id
        WHERE f.item_id = $1 AND r.format IN ('dfxml', 'ufed') AND r.is_read = 1
            AND f.standing IN ('agrees', 'unproven')
        ORDER BY f.id DESC LIMIT 1
        """
}
