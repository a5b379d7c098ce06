/// Statements that count for reports.
extension Statements {
    static let caseHead = "SELECT reference, title, agency, created_at FROM agency_case WHERE id = $1"
    /// What a case's exhibits hold, by exhibit, kind and state of analysis.
    ///
    /// Parameters: version of the analysis, case.
    static let itemCountsOfCase = """
        SELECT e.label, coalesce(a.kind, ''),
            CASE WHEN i.failure_code IS NOT NULL OR a.failure_code IS NOT NULL THEN 'failed'
                WHEN a.media_id IS NULL THEN 'waiting' WHEN a.tier = 0 THEN 'quick' ELSE 'analysed' END,
            count(*), count(DISTINCT i.media_id)
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id
            LEFT JOIN analysis a ON a.media_id = i.media_id AND a.version = $1
        WHERE e.case_id = $2 GROUP BY e.id, e.label, 2, 3 ORDER BY e.id, 2, 3
        """
    /// The codes that stand on contents of a case: of each account the last of a scheme.
    static let codeCountsOfCase = """
        SELECT v.scheme, v.code, count(DISTINCT v.media_id) FROM code_vote v
        WHERE v.case_id = $1 AND v.code IS NOT NULL AND v.id = (
            SELECT max(w.id) FROM code_vote w
            WHERE w.case_id = v.case_id AND w.media_id = v.media_id AND w.author = v.author AND w.scheme = v.scheme)
        GROUP BY v.scheme, v.code ORDER BY v.scheme, v.code
        """
    /// The methods by which contents of a case matched others.
    static let methodsOfCase = """
        SELECT m.kind, m.method FROM case_content o JOIN media_match m ON m.media_a = o.media_id WHERE o.case_id = $1
        UNION
        SELECT m.kind, m.method FROM case_content o JOIN media_match m ON m.media_b = o.media_id WHERE o.case_id = $2
        ORDER BY 1, 2
        """

    /// What a number of cases hold together: exhibits, items, and contents, each content once.
    ///
    /// - Parameter cases: How many cases; their numbers are given three times.
    /// - Returns: The statement.
    static func totals(ofCases cases: Int) -> String {
        func places(_ round: Int) -> String {
            (1...cases).map { "$\(round * cases + $0)" }.joined(separator: ", ")
        }
        return """
            SELECT (SELECT count(*) FROM exhibit WHERE case_id IN (\(places(0)))),
                (SELECT count(*) FROM item i JOIN exhibit e ON e.id = i.exhibit_id WHERE e.case_id IN (\(places(1)))),
                (SELECT count(DISTINCT media_id) FROM case_content WHERE case_id IN (\(places(2))))
            """
    }
}
