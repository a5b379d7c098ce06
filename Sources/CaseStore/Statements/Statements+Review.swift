/// Statements about stacks, decisions, codes, and what accounts left where.
extension Statements {
    static let caseTitles = "SELECT reference, title, agency FROM agency_case ORDER BY id"
    static let stackEachContent = "INSERT INTO content_stack (media_id, stack_id) SELECT id, id FROM media"
    static let nearDuplicates =
        "SELECT media_a, media_b FROM media_match WHERE kind = 'near_duplicate' ORDER BY media_a, media_b"
    static let setStack = "UPDATE content_stack SET stack_id = $1 WHERE media_id = $2"
    static let fillCaseContent = """
        INSERT INTO case_content (case_id, media_id, stack_id)
        SELECT DISTINCT e.case_id, i.media_id, s.stack_id FROM item i JOIN exhibit e ON e.id = i.exhibit_id
            JOIN content_stack s ON s.media_id = i.media_id
        """
    static let addStack = """
        INSERT INTO content_stack (media_id, stack_id) VALUES ($1, $2) ON CONFLICT (media_id) DO NOTHING
        """
    static let addCaseContent = """
        INSERT INTO case_content (case_id, media_id, stack_id, kind)
        SELECT e.case_id, s.media_id, s.stack_id,
            (SELECT a.kind FROM analysis a WHERE a.media_id = s.media_id AND \(current))
        FROM exhibit e CROSS JOIN content_stack s WHERE e.id = $1 AND s.media_id = $2
        ON CONFLICT (case_id, media_id) DO NOTHING
        """
    static let setContentKind = "UPDATE case_content SET kind = $1 WHERE media_id = $2"
    static let stackOfMedia = "SELECT stack_id FROM content_stack WHERE media_id = $1"
    static let moveStack = "UPDATE content_stack SET stack_id = $1 WHERE stack_id = $2"
    static let moveCaseContent = """
        UPDATE case_content SET stack_id = $1
        WHERE media_id IN (SELECT media_id FROM content_stack WHERE stack_id = $2)
        """

    private static let current = "a.version = \(CaseStore.analysisVersion)"
    private static let holders = "FROM item i JOIN exhibit e ON e.id = i.exhibit_id"

    /// The stacks of a case after one, each with its cover: the case's first content of it.
    ///
    /// Parameters: case, stack after which, the kind where it is asked for, limit. Each form reads an index in the order of
    /// the result, so that no more rows are read than are given.
    static func stacksOfCase(hasKind: Bool, isCoded: Bool?) -> String {
        var conditions = hasKind ? " AND g.kind = $3" : ""
        switch isCoded {
        case true?: conditions += " AND g.code IS NOT NULL"
        case false?:
            conditions += """
                 AND g.code IS NULL AND NOT EXISTS (SELECT 1 FROM case_content o
                    WHERE o.case_id = g.case_id AND o.stack_id = g.stack_id AND o.code IS NOT NULL)
                """
        case nil: break
        }
        return """
            WITH page (case_id, stack_id, cover) AS (
                SELECT g.case_id, g.stack_id, (SELECT min(f.media_id) FROM case_content f
                    WHERE f.case_id = g.case_id AND f.stack_id = g.stack_id)
                FROM case_content g WHERE g.case_id = $1 AND g.stack_id > $2\(conditions)
                GROUP BY g.case_id, g.stack_id ORDER BY g.case_id, g.stack_id LIMIT \(hasKind ? "$4" : "$3"))
            SELECT p.stack_id, p.cover, m.sha256, a.kind, a.failure_code,
                (SELECT min(i.id) \(holders) WHERE i.media_id = p.cover AND e.case_id = p.case_id),
                (SELECT i.path \(holders) WHERE i.media_id = p.cover AND e.case_id = p.case_id ORDER BY i.id LIMIT 1),
                EXISTS (SELECT 1 FROM rendition r WHERE r.media_id = p.cover),
                (SELECT count(*) FROM case_content o WHERE o.case_id = p.case_id AND o.stack_id = p.stack_id),
                (SELECT max(o.code) FROM case_content o WHERE o.case_id = p.case_id AND o.stack_id = p.stack_id)
            FROM page p JOIN media m ON m.id = p.cover LEFT JOIN analysis a ON a.media_id = p.cover AND \(current)
            ORDER BY p.stack_id
            """
    }

    /// Items of a case by number, with what their file system said of their times.
    static let itemsOfCase = """
        SELECT i.id, i.modified_at, i.changed_at FROM item i JOIN exhibit e ON e.id = i.exhibit_id
        WHERE e.case_id = $1 AND i.id > $2 ORDER BY i.id LIMIT $3
        """

    /// An item of the stack before one and an item of the stack after it.
    static let neighboursOfStack = """
        SELECT
            (SELECT min(i.id) \(holders) WHERE e.case_id = $1 AND i.media_id = (
                SELECT f.media_id FROM case_content f WHERE f.case_id = $2 AND f.stack_id < $3
                ORDER BY f.stack_id DESC, f.media_id DESC LIMIT 1)),
            (SELECT min(i.id) \(holders) WHERE e.case_id = $4 AND i.media_id = (
                SELECT f.media_id FROM case_content f WHERE f.case_id = $5 AND f.stack_id > $6
                ORDER BY f.stack_id, f.media_id LIMIT 1))
        """

    /// Items that could not be read, and those whose content could not be decoded.
    ///
    /// The order of the second join is told to the database: failures are few, items are not.
    private static let failures = """
        SELECT i.id AS item_id, i.exhibit_id AS exhibit_id, i.failure_code AS code FROM item i WHERE i.failure_code IS NOT NULL
        UNION ALL
        SELECT i.id, i.exhibit_id, a.failure_code FROM analysis a CROSS JOIN item i
        WHERE \(current) AND a.failure_code IS NOT NULL AND i.media_id = a.media_id AND i.failure_code IS NULL
        """
    static let reviewCounts = """
        SELECT
            (SELECT count(*) \(holders) WHERE e.case_id = $1 AND i.media_id IS NOT NULL),
            (SELECT count(*) FROM case_content WHERE case_id = $2),
            (SELECT count(*) FROM (SELECT DISTINCT stack_id FROM case_content WHERE case_id = $3) d),
            (SELECT count(DISTINCT stack_id) FROM case_content WHERE case_id = $4 AND code IS NOT NULL),
            (SELECT count(*) FROM (\(failures)) f JOIN exhibit e ON e.id = f.exhibit_id WHERE e.case_id = $5)
        """
    /// Items of a case that failed, after one, by number.
    ///
    /// Parameters: case, item, reason where it is asked for, limit.
    static func failedItems(hasReason: Bool) -> String {
        """
        SELECT f.item_id FROM (\(failures)) f JOIN exhibit e ON e.id = f.exhibit_id
        WHERE e.case_id = $1 AND f.item_id > $2\(hasReason ? " AND f.code = $3" : "")
        ORDER BY f.item_id LIMIT \(hasReason ? "$4" : "$3")
        """
    }
    static let failuresOfCase = """
        SELECT f.code, count(*) FROM (\(failures)) f JOIN exhibit e ON e.id = f.exhibit_id WHERE e.case_id = $1
        GROUP BY f.code ORDER BY 2 DESC, 1
        """
    static let membersOfStack = """
        SELECT o.media_id FROM case_content o WHERE o.case_id = $1 AND o.stack_id = $2 ORDER BY o.media_id
        """

    static let addDecision = """
        INSERT INTO decision (media_a, media_b, version, verdict, author, case_id, at, undoes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    private static let decisionColumns = "d.version, d.verdict, d.author, c.reference, d.at, d.undoes"
    static let decisionsOfPair = """
        SELECT \(decisionColumns) FROM decision d JOIN agency_case c ON c.id = d.case_id
        WHERE d.media_a = $1 AND d.media_b = $2 ORDER BY d.version
        """
    /// The decisions that followed one, with the stacks of both contents.
    static let decisionsAfter = """
        SELECT d.id, s.stack_id, t.stack_id, d.media_a, d.media_b, \(decisionColumns)
        FROM decision d JOIN agency_case c ON c.id = d.case_id
            JOIN content_stack s ON s.media_id = d.media_a JOIN content_stack t ON t.media_id = d.media_b
        WHERE d.id > $1 ORDER BY d.id
        """
    private static func lastDecision(_ condition: String) -> String {
        """
        SELECT d.media_a, d.media_b, \(decisionColumns) FROM decision d JOIN agency_case c ON c.id = d.case_id
        WHERE d.author = $1 \(condition) AND d.undoes IS NULL
            AND d.version = (SELECT max(l.version) FROM decision l WHERE l.media_a = d.media_a AND l.media_b = d.media_b)
        ORDER BY d.id DESC LIMIT 1
        """
    }
    static let lastDecisionOfAuthor = lastDecision("")
    static let lastDecisionOfAuthorInCase = lastDecision("AND d.case_id = $2")

    static let addVote = """
        INSERT INTO code_vote (case_id, media_id, scheme, code, author, act, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let votesOfMedia = """
        SELECT v.scheme, v.code, v.author, v.at FROM code_vote v
        WHERE v.case_id = $1 AND v.media_id = $2 AND v.id = (
            SELECT max(w.id) FROM code_vote w
            WHERE w.case_id = v.case_id AND w.media_id = v.media_id AND w.author = v.author AND w.scheme = v.scheme)
        ORDER BY v.id
        """
    static let setCode = "UPDATE case_content SET code = $1 WHERE case_id = $2 AND media_id = $3"
    static let codeBeforeAct = """
        SELECT code FROM code_vote WHERE case_id = $1 AND media_id = $2 AND scheme = $3
            AND id < (SELECT min(w.id) FROM code_vote w WHERE w.act = $4) ORDER BY id DESC LIMIT 1
        """
    static let lastActOfAuthor = """
        SELECT v.act FROM code_vote v WHERE v.case_id = $1 AND v.author = $2 AND v.act NOT LIKE 'undo-%'
            AND NOT EXISTS (SELECT 1 FROM code_vote w WHERE w.act = 'undo-' || v.act)
        ORDER BY v.id DESC LIMIT 1
        """
    static let schemeOfAct = "SELECT scheme FROM code_vote WHERE act = $1 ORDER BY id LIMIT 1"
    static let mediaOfAct = "SELECT DISTINCT media_id FROM code_vote WHERE act = $1 ORDER BY media_id"

    static let setPlace = """
        INSERT INTO review_place (author, case_id, list, place) VALUES ($1, $2, $3, $4)
        ON CONFLICT (author, case_id, list) DO UPDATE SET place = excluded.place
        """
    static let place = "SELECT place FROM review_place WHERE author = $1 AND case_id = $2 AND list = $3"
    static let setSettings = """
        INSERT INTO officer_settings (author, settings) VALUES ($1, $2)
        ON CONFLICT (author) DO UPDATE SET settings = excluded.settings
        """
    static let settings = "SELECT settings FROM officer_settings WHERE author = $1"
    static let freshness = """
        SELECT coalesce((SELECT max(id) FROM item), 0), coalesce((SELECT max(id) FROM custody_entry), 0)
        """

    private static let contentColumns = """
        m.id, m.sha256, m.sha1, m.md5, m.size, s.stack_id, a.kind, a.type, a.width, a.height, a.duration, a.codec,
            a.make, a.model, a.body_serial, a.taken_at, a.latitude, a.longitude
        """
    static let itemDetails = """
        SELECT i.id, c.reference, e.label, i.path, i.registered_at, i.source_bytes, i.container_id,
            coalesce(i.failure_code, a.failure_code), coalesce(i.failure_message, a.failure_message), \(contentColumns)
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
            LEFT JOIN media m ON m.id = i.media_id LEFT JOIN content_stack s ON s.media_id = m.id
            LEFT JOIN analysis a ON a.media_id = m.id AND a.version = $1
        WHERE i.id = $2 AND e.case_id = $3
        """
    static let contentDetails = """
        SELECT \(contentColumns) FROM media m JOIN content_stack s ON s.media_id = m.id
            LEFT JOIN analysis a ON a.media_id = m.id AND a.version = $1
        WHERE m.id = $2
        """
    static let isPictured = """
        SELECT 1 FROM media m JOIN rendition r ON r.media_id = m.id WHERE m.sha256 = $1 LIMIT 1
        """
    static let renditionsOfMedia =
        "SELECT position, at, width, height FROM rendition WHERE media_id = $1 ORDER BY position"
    static let rendition = "SELECT type, data FROM rendition WHERE media_id = $1 AND position = $2"
    static let casesOfMedia = """
        SELECT c.reference FROM case_content o JOIN agency_case c ON c.id = o.case_id WHERE o.media_id = $1 ORDER BY c.id
        """
    static let occurrencesOfMedia = """
        SELECT o.found FROM identifier_occurrence o WHERE o.media_id = $1 ORDER BY o.position LIMIT $2
        """
    static let linesOfMedia =
        "SELECT sent_at, sender, body FROM message WHERE media_id = $1 ORDER BY position LIMIT $2"
    static let exhibitsOfCase = """
        SELECT e.id, e.label, e.created_at, (SELECT count(*) FROM item i WHERE i.exhibit_id = e.id),
            (SELECT count(*) FROM (
                SELECT DISTINCT i.media_id FROM item i WHERE i.exhibit_id = e.id AND i.media_id IS NOT NULL) d),
            coalesce(f.items, 0)
        FROM exhibit e LEFT JOIN (SELECT exhibit_id, count(*) AS items FROM (\(failures)) g GROUP BY exhibit_id) f
            ON f.exhibit_id = e.id
        WHERE e.case_id = $1 ORDER BY e.id
        """
    static let mediaWithMD5 = "SELECT id FROM media WHERE md5 = $1 ORDER BY id"
    static let mediaWithSHA1 = "SELECT id FROM media WHERE sha1 = $1 ORDER BY id"

    static let addUpload = """
        INSERT INTO upload (id, case_id, exhibit, name, size, author, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let upload = """
        SELECT u.id, c.reference, u.exhibit, u.name, u.size, u.author, u.completed_at
        FROM upload u JOIN agency_case c ON c.id = u.case_id WHERE u.id = $1
        """
    static let completeUpload = "UPDATE upload SET completed_at = $1 WHERE id = $2"
    static let addAnswer = """
        INSERT INTO idempotent_answer (author, idempotency_key, request, status, body, at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (author, idempotency_key) DO NOTHING
        """
    static let removeAnswers = "DELETE FROM idempotent_answer WHERE at < $1"
    static let answer =
        "SELECT request, status, body FROM idempotent_answer WHERE author = $1 AND idempotency_key = $2"
}
