/// Statements about what is shared: in the whole database, or by the contents of one case.
extension Statements {
    /// The contents of a case.
    private static let held = """
        WITH held (id) AS (
            SELECT DISTINCT i.media_id FROM exhibit e JOIN item i ON i.exhibit_id = e.id
            WHERE e.case_id = $1 AND i.media_id IS NOT NULL)
        """
    private static let itemColumns = """
        i.media_id, i.id, c.reference, e.label, i.path, m.sha256
        FROM item i JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
            JOIN media m ON m.id = i.media_id
        """

    /// How many numbers a statement is asked about at a time.
    static let blockSize = 64
    /// Places for the numbers of one block, as a table.
    private static let block = "asked (id) AS (VALUES \(places("(CAST($0 AS BIGINT))", from: 1)))"
    /// As many places as a block has, each written in one form that has a zero in place of the number.
    private static func places(_ form: String, from first: Int) -> String {
        (first..<first + blockSize).map { form.replacing("0", with: "\($0)") }.joined(separator: ", ")
    }

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
    static let holdings = """
        SELECT id, media_id, exhibit_id FROM item WHERE id > $1 AND media_id IS NOT NULL ORDER BY id
        """
    static let holding = "SELECT id, media_id, exhibit_id FROM item WHERE id = $1 AND media_id IS NOT NULL"
    /// Asked so, the index by kind is not taken, which would have all of the kind sorted.
    static let nearDuplicatesAfter = """
        SELECT id, media_a, media_b, evidence FROM media_match
        WHERE id > $1 AND (kind = 'near_duplicate') IS TRUE ORDER BY id
        """
    static let nearDuplicate = """
        SELECT id, media_a, media_b, evidence FROM media_match WHERE id = $1 AND kind = 'near_duplicate'
        """
    /// The matches by one kind of a block of contents; one between two of them comes twice.
    static let matchesOfMedia = """
        WITH \(block), rule (kind) AS (SELECT CAST($\(blockSize + 1) AS TEXT)),
        named (id) AS (SELECT DISTINCT id FROM asked)
        SELECT m.kind, m.media_a, m.media_b, m.method, m.evidence
        FROM rule q CROSS JOIN named n CROSS JOIN media_match m WHERE m.kind = q.kind AND m.media_a = n.id
        UNION ALL
        SELECT m.kind, m.media_a, m.media_b, m.method, m.evidence
        FROM rule q CROSS JOIN named n CROSS JOIN media_match m WHERE m.kind = q.kind AND m.media_b = n.id
        """
    static let anyMatch = "SELECT 1 FROM media_match WHERE kind = $1 LIMIT 1"
    static let mediaOfCase = "\(held) SELECT id FROM held ORDER BY id"

    static let digestsOfMedia = "SELECT id, sha256, size FROM media WHERE id IN (\(places("$0", from: 1))) ORDER BY id"

    static let itemsOfMedia = "SELECT \(itemColumns) WHERE i.media_id = $1 ORDER BY i.id"
    /// A block of items.
    static let itemsByNumber = """
        SELECT i.id, i.exhibit_id, i.path, m.sha256
        FROM item i JOIN media m ON m.id = i.media_id WHERE i.id IN (\(places("$0", from: 1))) ORDER BY i.id
        """
    /// The contents of a block of items, and the stacks of these.
    static let contentsOfItems = """
        SELECT i.id, i.media_id, s.stack_id FROM item i JOIN content_stack s ON s.media_id = i.media_id
        WHERE i.id IN (\(places("$0", from: 1)))
        """
    static let exhibits = """
        SELECT e.id, e.case_id, c.reference, e.label FROM exhibit e JOIN agency_case c ON c.id = e.case_id
        """

    /// The cameras that are named with a serial number, as contents name them.
    static let cameras = """
        SELECT a.body_serial, a.make, a.model, a.body_serial_field FROM analysis a
        WHERE a.body_serial IS NOT NULL AND a.version = $1
        GROUP BY a.body_serial, a.make, a.model, a.body_serial_field
        ORDER BY a.body_serial, a.make, a.model, a.body_serial_field
        """
    /// The serial numbers that contents of a case name.
    static let serialsOfCase = """
        \(held)
        SELECT DISTINCT o.body_serial FROM held h JOIN analysis o ON o.media_id = h.id
        WHERE o.body_serial IS NOT NULL ORDER BY o.body_serial
        """
    /// The cameras with a serial number, as contents name them.
    ///
    /// Of one number at a time they come in the order of an index.
    static let camerasWithSerial = """
        SELECT body_serial, make, model, body_serial_field FROM analysis WHERE body_serial = $1 AND version = $2
        GROUP BY body_serial, make, model, body_serial_field ORDER BY body_serial, make, model, body_serial_field
        """
    static let contentsOfCamera = """
        SELECT media_id FROM analysis
        WHERE body_serial = $1 AND version = $2 AND make IS NOT DISTINCT FROM $3
            AND model IS NOT DISTINCT FROM $4 AND body_serial_field IS NOT DISTINCT FROM $5
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
