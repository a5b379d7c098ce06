extension Statements {
    static let addMember = """
        INSERT INTO case_member (case_id, account_id, added_at, added_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (case_id, account_id) DO NOTHING RETURNING account_id
        """
    static let removeMember = "DELETE FROM case_member WHERE case_id = $1 AND account_id = $2 RETURNING account_id"
    static let members = """
        SELECT a.id, a.name, a.role, g.name, m.added_at, m.added_by
        FROM case_member m JOIN account a ON a.id = m.account_id LEFT JOIN agency g ON g.id = a.agency_id
        WHERE m.case_id = $1 ORDER BY a.name_key
        """
    static let setShare = """
        INSERT INTO case_share (case_id, audience, agency_id, level, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (case_id, audience) DO UPDATE SET level = excluded.level, set_at = excluded.set_at,
            set_by = excluded.set_by
        """
    static let removeShare = "DELETE FROM case_share WHERE case_id = $1 AND audience = $2 RETURNING case_id"
    static let shares = """
        SELECT s.audience, s.agency_id, g.name, s.level, s.set_at, s.set_by
        FROM case_share s LEFT JOIN agency g ON g.id = s.agency_id WHERE s.case_id = $1 ORDER BY s.audience
        """

    static let caseReferences = "SELECT reference FROM agency_case"
    static let memberships = """
        SELECT c.reference FROM case_member m JOIN agency_case c ON c.id = m.case_id WHERE m.account_id = $1
        """
    static let membership = """
        SELECT c.reference FROM case_member m JOIN agency_case c ON c.id = m.case_id
        WHERE m.account_id = $1 AND c.reference = $2
        """
    private static let sharesWithAgency = """
        SELECT c.reference, s.level FROM case_share s JOIN agency_case c ON c.id = s.case_id
            LEFT JOIN agency owner ON owner.name = c.agency
        WHERE (s.audience = 'community' OR s.agency_id = $1 OR (s.audience = 'own_agency' AND owner.id = $2))
        """
    static let sharesWithViewer = sharesWithAgency
    static let sharesOfCaseWithViewer = "\(sharesWithAgency) AND c.reference = $3"
}
