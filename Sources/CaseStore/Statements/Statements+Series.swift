/// The tables that a kind of record fills.
struct RecordTables: Sendable {
    let name: String
    let change: String
    let merge: String

    static let series = RecordTables(name: "series", change: "series_change", merge: "series_merge")
    static let subject = RecordTables(name: "subject", change: "subject_change", merge: "subject_merge")
    static let all = [series, subject]

    var addChange: String {
        """
        INSERT INTO \(change) (record_id, version, field, value, qualifier, on_day, reason, author, case_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    }
    private var changeColumns: String {
        """
        d.version, d.field, d.value, d.qualifier, d.on_day, d.reason, d.author, c.reference, d.at
        FROM \(change) d JOIN agency_case c ON c.id = d.case_id
        """
    }
    var changes: String { "SELECT \(changeColumns) WHERE d.record_id = $1 ORDER BY d.version" }
    var changesOfAll: String { "SELECT d.record_id, \(changeColumns) ORDER BY d.id" }
    var version: String { "SELECT max(version) FROM \(change) WHERE record_id = $1" }

    var addMerge: String {
        "INSERT INTO \(merge) (source_id, target_id, is_undone, author, at) VALUES ($1, $2, $3, $4, $5)"
    }
    var merges: String {
        """
        SELECT m.source_id, m.target_id FROM \(merge) m
        WHERE m.is_undone = 0 AND m.id = (SELECT max(l.id) FROM \(merge) l WHERE l.source_id = m.source_id)
        """
    }
}

/// Statements about series, subjects and outcomes.
extension Statements {
    static let addSeries = """
        INSERT INTO series (agency, name, case_id, author, added_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (agency, name) DO NOTHING RETURNING id
        """
    static let seriesNames = """
        SELECT s.id, s.agency, s.name, c.reference, s.author, s.added_at
        FROM series s JOIN agency_case c ON c.id = s.case_id ORDER BY s.agency, s.name
        """
    static let agencyOfCase = "SELECT coalesce(agency, '') FROM agency_case WHERE id = $1"
    static let addSeriesMedia = """
        INSERT INTO series_media (series_id, media_id, case_id, is_withdrawn, version, author, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    /// The contributions that stand: of each content, series and case the last word.
    private static let standingMedia = """
        FROM series_media s JOIN agency_case c ON c.id = s.case_id JOIN media m ON m.id = s.media_id
        WHERE s.is_withdrawn = 0 AND NOT EXISTS (
            SELECT 1 FROM series_media l WHERE l.series_id = s.series_id AND l.media_id = s.media_id
                AND l.case_id = s.case_id AND l.id > s.id)
        """
    static let mediaOfSeries = """
        SELECT s.series_id, s.media_id, m.sha256, c.reference, coalesce(c.agency, ''),
            (SELECT min(i.id) FROM item i JOIN exhibit e ON e.id = i.exhibit_id
                WHERE i.media_id = s.media_id AND e.case_id = s.case_id),
            EXISTS (SELECT 1 FROM rendition r WHERE r.media_id = s.media_id), s.author, s.at
        \(standingMedia) AND s.series_id = $1 ORDER BY s.media_id, s.case_id
        """
    static let casesOfSeries = "SELECT DISTINCT s.series_id, c.reference \(standingMedia)"
    static let mediaOfAllSeries = "SELECT s.series_id, s.media_id, c.reference \(standingMedia)"
    static let contentsAtPath = """
        SELECT DISTINCT i.media_id FROM exhibit e JOIN item i ON i.exhibit_id = e.id
        WHERE e.case_id = $1 AND i.path = $2 AND i.media_id IS NOT NULL ORDER BY i.media_id
        """
    static let isOfCase = "SELECT 1 FROM case_content WHERE case_id = $1 AND media_id = $2"

    static let nextSubject = "SELECT coalesce(max(sequence), 0) + 1 FROM subject WHERE kind = $1"
    static let addSubject = """
        INSERT INTO subject (kind, sequence, case_id, author, added_at) VALUES ($1, $2, $3, $4, $5) RETURNING id
        """
    static let subjectNames = """
        SELECT s.id, s.kind, s.sequence, c.reference, s.author, s.added_at
        FROM subject s JOIN agency_case c ON c.id = s.case_id ORDER BY s.kind, s.sequence
        """
    static let addSubjectLink = """
        INSERT INTO subject_link (subject_id, series_id, media_id, case_id, is_withdrawn, version, author, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    private static let standingLinks = """
        FROM subject_link k JOIN agency_case c ON c.id = k.case_id LEFT JOIN media m ON m.id = k.media_id
        WHERE k.is_withdrawn = 0 AND NOT EXISTS (
            SELECT 1 FROM subject_link l WHERE l.subject_id = k.subject_id AND l.case_id = k.case_id AND l.id > k.id
                AND coalesce(l.series_id, 0) = coalesce(k.series_id, 0)
                AND coalesce(l.media_id, 0) = coalesce(k.media_id, 0))
        """
    static let linksOfSubjects = """
        SELECT k.subject_id, k.series_id, k.media_id, m.sha256, c.reference, k.author, k.at \(standingLinks) ORDER BY k.id
        """

    static let addOutcome = """
        INSERT INTO case_outcome (case_id, kind, quantity, on_day, note, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id
        """
    static let withdrawOutcome = """
        INSERT INTO case_outcome (case_id, kind, quantity, on_day, note, author, at, withdraws)
        SELECT o.case_id, o.kind, o.quantity, o.on_day, CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), o.id
        FROM case_outcome o WHERE o.id = $4 AND o.case_id = $5 AND o.withdraws IS NULL
            AND NOT EXISTS (SELECT 1 FROM case_outcome w WHERE w.withdraws = o.id)
        RETURNING id
        """
    static let outcomes = """
        SELECT o.id, o.kind, o.quantity, o.on_day, o.note, o.author, o.at FROM case_outcome o
        WHERE o.case_id = $1 AND o.withdraws IS NULL
            AND NOT EXISTS (SELECT 1 FROM case_outcome w WHERE w.withdraws = o.id)
        ORDER BY o.on_day, o.id
        """
}
