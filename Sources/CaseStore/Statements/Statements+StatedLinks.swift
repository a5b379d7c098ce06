import CaseModel

/// Contents that have the digests which reports state of files that are not known to be here.
extension Statements {
    static let anyFileNotHeld = """
        SELECT 1 FROM reported_file WHERE standing NOT IN ('agrees', 'unproven') LIMIT 1
        """

    /// What makes a file of a report one that is looked up by a digest: the strongest that is stated of it.
    private static func condition(_ type: StatedDigests.HashType) -> String {
        let stronger = StatedDigests.HashType.allCases.prefix { $0 != type }.map { " AND f.\($0.rawValue) IS NULL" }
        return """
            f.\(type.rawValue) IS NOT NULL\(stronger.joined()) AND f.standing NOT IN ('agrees', 'unproven')
            AND r.is_read = 1 AND m.size > 0
            """
    }

    private static let statedColumns = "\(fileColumns), f.report_id, m.id, m.size, m.md5, m.sha1, m.sha256"

    /// Files of all reports, each with the contents that have the digest.
    static func statedContents(by type: StatedDigests.HashType) -> String {
        """
        SELECT \(statedColumns)
        FROM imported_report r CROSS JOIN reported_file f CROSS JOIN media m
        WHERE f.report_id = r.id AND m.\(type.rawValue) = f.\(type.rawValue) AND \(condition(type))
        """
    }

    /// Files that a case's reports name, and those of any report that the case holds; each with the contents that have the
    /// digest.
    static func statedContentsOfCase(by type: StatedDigests.HashType) -> String {
        let digest = type.rawValue
        return """
            WITH near (id) AS (
                SELECT m.id FROM exhibit e CROSS JOIN imported_report r CROSS JOIN reported_file f CROSS JOIN media m
                WHERE e.case_id = $1 AND r.exhibit_id = e.id AND f.report_id = r.id AND m.\(digest) = f.\(digest)
                    AND \(condition(type))
                UNION
                SELECT m.id FROM case_content c CROSS JOIN media m CROSS JOIN reported_file f
                    CROSS JOIN imported_report r
                WHERE c.case_id = $2 AND m.id = c.media_id AND f.\(digest) = m.\(digest) AND r.id = f.report_id
                    AND \(condition(type)))
            SELECT \(statedColumns)
            FROM near n CROSS JOIN media m CROSS JOIN reported_file f CROSS JOIN imported_report r
            WHERE m.id = n.id AND f.\(digest) = m.\(digest) AND r.id = f.report_id AND \(condition(type))
            """
    }
}
