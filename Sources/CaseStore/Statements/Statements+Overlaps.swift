/// Statements about what is shared: in the whole database, or by the contents of one case.
extension Statements {
    /// The contents of a case.
    private static let held = """
        WITH held (id) AS (
            SELECT DISTINCT i.media_id FROM exhibit e JOIN item i ON i.exhibit_id = e.id
            WHERE e.case_id = $1 AND i.media_id IS NOT NULL)
        """
    /// The contents of a case and all that match one of them.
    private static let near = """
        \(held), near (id) AS (
            SELECT id FROM held
            UNION SELECT m.media_a FROM held h JOIN media_match m ON m.media_b = h.id
            UNION SELECT m.media_b FROM held h JOIN media_match m ON m.media_a = h.id)
        """
    private static func itemNames(_ item: String) -> String {
        "\(item).media_id, \(item).id, c.reference, e.label, \(item).path, m.sha256"
    }
    private static let itemColumns = """
        \(itemNames("i"))
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
            JOIN media m ON m.id = i.media_id
        """

    static let matches =
        "SELECT kind, media_a, media_b, method, evidence FROM media_match ORDER BY kind, media_a, media_b"
    /// The contents of a case that match by one kind, and what they match.
    private static func near(_ asked: String) -> String {
        """
        \(held), asked \(asked), near (id) AS (
            SELECT m.media_a FROM asked q CROSS JOIN held h CROSS JOIN media_match m
            WHERE m.kind = q.kind AND m.media_b = h.id
            UNION SELECT m.media_b FROM asked q CROSS JOIN held h CROSS JOIN media_match m
            WHERE m.kind = q.kind AND m.media_a = h.id
            UNION SELECT h.id FROM asked q CROSS JOIN held h
            WHERE EXISTS (SELECT 1 FROM media_match m WHERE m.kind = q.kind AND m.media_b = h.id)
                OR EXISTS (SELECT 1 FROM media_match m WHERE m.kind = q.kind AND m.media_a = h.id)
        )
        """
    }
    /// All matches by one kind of each content that is near a case by it, so that commonplaces are told as in the whole
    /// database.
    static let matchesNearCase = """
        \(near("(kind) AS (SELECT CAST($2 AS TEXT))"))
        SELECT m.kind, m.media_a, m.media_b, m.method, m.evidence
        FROM media_match m WHERE m.kind = (SELECT kind FROM asked) AND m.media_a IN (SELECT id FROM near)
        UNION ALL
        SELECT m.kind, m.media_a, m.media_b, m.method, m.evidence
        FROM media_match m
        WHERE m.kind = (SELECT kind FROM asked) AND m.media_b IN (SELECT id FROM near)
            AND m.media_a NOT IN (SELECT id FROM near)
        """
    /// Of each content that matches by one kind, and is of a case or matches one of it: the first that it matches, and how
    /// many items it reaches; where it matches more contents than the cap, some number beyond it.
    static let reachNearCase = """
        \(near("(kind, cap) AS (SELECT CAST($2 AS TEXT), CAST($3 AS BIGINT))")), counted (id, first, degree) AS MATERIALIZED (
            SELECT n.id,
                (SELECT min(m.media_a) FROM media_match m WHERE m.kind = q.kind AND m.media_b = n.id),
                (SELECT count(*) FROM (
                    SELECT 1 FROM media_match m WHERE m.kind = q.kind AND m.media_a = n.id LIMIT $4) a)
                + (SELECT count(*) FROM (
                    SELECT 1 FROM media_match m WHERE m.kind = q.kind AND m.media_b = n.id LIMIT $5) b)
            FROM near n CROSS JOIN asked q)
        SELECT d.id, coalesce(d.first, d.id), CASE WHEN d.degree > q.cap THEN d.degree ELSE
                (SELECT count(*) FROM item i WHERE i.media_id = d.id)
                + (SELECT count(*) FROM media_match m JOIN item i ON i.media_id = m.media_b
                    WHERE m.kind = q.kind AND m.media_a = d.id)
                + (SELECT count(*) FROM media_match m JOIN item i ON i.media_id = m.media_a
                    WHERE m.kind = q.kind AND m.media_b = d.id)
            END
        FROM counted d CROSS JOIN asked q ORDER BY d.id
        """
    static let matchesOfMedia = """
        SELECT kind, media_a, media_b, method, evidence FROM media_match WHERE kind = $1 AND media_a = $2
        UNION ALL
        SELECT kind, media_a, media_b, method, evidence FROM media_match WHERE kind = $3 AND media_b = $4
        ORDER BY 2, 3
        """
    /// How many items of how many cases hold a content or one that it matches.
    static let spreadOfMedia = """
        SELECT count(*), count(DISTINCT e.case_id) FROM item i JOIN exhibit e ON e.id = i.exhibit_id
        WHERE i.media_id = $1
            OR i.media_id IN (SELECT media_b FROM media_match WHERE kind = $2 AND media_a = $3)
            OR i.media_id IN (SELECT media_a FROM media_match WHERE kind = $4 AND media_b = $5)
        """
    static let anyMatch = "SELECT 1 FROM media_match WHERE kind = $1 LIMIT 1"
    static let mediaOfCase = "\(held) SELECT id FROM held ORDER BY id"

    static let sharedMedia = """
        SELECT m.id FROM media m
        WHERE m.size > 0 AND (SELECT count(*) FROM item i WHERE i.media_id = m.id) > 1 ORDER BY m.id
        """
    static let sharedMediaOfCase = """
        \(held)
        SELECT m.id FROM held h JOIN media m ON m.id = h.id
        WHERE m.size > 0 AND (SELECT count(*) FROM item i WHERE i.media_id = m.id) > 1 ORDER BY m.id
        """

    static let itemsOfMedia = "SELECT \(itemColumns) WHERE i.media_id = $1 ORDER BY i.id"
    static let matchedItems = """
        SELECT \(itemColumns)
        WHERE i.media_id IN (SELECT media_a FROM media_match) OR i.media_id IN (SELECT media_b FROM media_match)
        ORDER BY i.media_id, i.id
        """
    static let itemsNearCase = """
        \(near) SELECT \(itemColumns) WHERE i.media_id IN (SELECT id FROM near) ORDER BY i.media_id, i.id
        """

    /// Of each camera the first items of each exhibit, as many as tell whether it is a commonplace.
    private static let firstOfCamera = """
        SELECT l.body_serial, l.make, l.model, l.body_serial_field, \(itemNames("l"))
        FROM (
            SELECT a.body_serial, a.make, a.model, a.body_serial_field, i.media_id, i.id, i.exhibit_id, i.path,
                row_number() OVER (PARTITION BY a.body_serial, a.make, a.model, i.exhibit_id ORDER BY i.id) AS place
            FROM analysis a JOIN item i ON i.media_id = a.media_id
        """
    private static let orderOfCameras = """
        ) l JOIN exhibit e ON e.id = l.exhibit_id JOIN agency_case c ON c.id = e.case_id JOIN media m ON m.id = l.media_id
        """
    static let cameraItems = """
        \(firstOfCamera) WHERE a.body_serial IS NOT NULL AND a.version = $1
        \(orderOfCameras) WHERE l.place <= $2 ORDER BY l.body_serial, l.id
        """
    static let cameraItemsOfCase = """
        \(held)
        \(firstOfCamera) WHERE a.body_serial IN (
                SELECT o.body_serial FROM held h JOIN analysis o ON o.media_id = h.id WHERE o.body_serial IS NOT NULL)
            AND a.version = $2
        \(orderOfCameras) WHERE l.place <= $3 ORDER BY l.body_serial, l.id
        """

    static let sharedIdentifiers = """
        SELECT n.type, n.value, o.media_id, min(o.line)
        FROM identifier n JOIN identifier_occurrence o ON o.identifier_id = n.id
        WHERE n.id IN (
            SELECT identifier_id FROM identifier_occurrence GROUP BY identifier_id HAVING min(media_id) < max(media_id))
        GROUP BY n.id, n.type, n.value, o.media_id ORDER BY n.id, o.media_id
        """
    static let sharedIdentifiersOfCase = """
        \(held), named (id) AS (
            SELECT DISTINCT o.identifier_id FROM held h JOIN identifier_occurrence o ON o.media_id = h.id)
        SELECT n.type, n.value, o.media_id, min(o.line)
        FROM named k JOIN identifier n ON n.id = k.id JOIN identifier_occurrence o ON o.identifier_id = n.id
        GROUP BY n.id, n.type, n.value, o.media_id ORDER BY n.id, o.media_id
        """
    static let nearIdentifiers = """
        SELECT n.type, n.value, n.near, o.media_id, min(o.line)
        FROM (
            SELECT type, near FROM identifier WHERE near IS NOT NULL
            GROUP BY type, near HAVING count(*) > 1 OR (type = 'phone' AND min(value) NOT LIKE '+%')
        ) g JOIN identifier n ON n.type = g.type AND n.near = g.near
            JOIN identifier_occurrence o ON o.identifier_id = n.id
        GROUP BY n.type, n.near, n.id, n.value, o.media_id ORDER BY n.type, n.near, n.id, o.media_id
        """
    static let nearIdentifiersOfCase = """
        \(held), named (type, near) AS (
            SELECT DISTINCT n.type, n.near
            FROM held h JOIN identifier_occurrence o ON o.media_id = h.id JOIN identifier n ON n.id = o.identifier_id
            WHERE n.near IS NOT NULL)
        SELECT n.type, n.value, n.near, o.media_id, min(o.line)
        FROM (
            SELECT n.type, n.near FROM named k JOIN identifier n ON n.type = k.type AND n.near = k.near
            GROUP BY n.type, n.near HAVING count(*) > 1 OR (n.type = 'phone' AND min(n.value) NOT LIKE '+%')
        ) g JOIN identifier n ON n.type = g.type AND n.near = g.near
            JOIN identifier_occurrence o ON o.identifier_id = n.id
        GROUP BY n.type, n.near, n.id, n.value, o.media_id ORDER BY n.type, n.near, n.id, o.media_id
        """
}
