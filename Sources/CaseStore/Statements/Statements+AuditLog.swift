extension Statements {
    static let auditSize = "SELECT max(sequence) FROM audit_entry"
    static let addAuditEntry = """
        INSERT INTO audit_entry (sequence, entry, leaf_hash, actor, act, case_reference)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let addAuditNode = "INSERT INTO audit_node (level, position, hash) VALUES ($1, $2, $3)"
    static let auditLeaf = "SELECT leaf_hash FROM audit_entry WHERE sequence = $1"
    static let auditNode = "SELECT hash FROM audit_node WHERE level = $1 AND position = $2"
    static let auditNodes = """
        SELECT hash FROM audit_node WHERE level = $1 AND position >= $2 AND position < $3 ORDER BY position
        """
    static let auditNodeCount = "SELECT count(*) FROM audit_node"
    static let auditEntry = "SELECT entry FROM audit_entry WHERE sequence = $1"
    static let storedAuditEntries = """
        SELECT sequence, entry, leaf_hash, actor, act, case_reference FROM audit_entry WHERE sequence > $1
        ORDER BY sequence LIMIT $2
        """

    /// Entries after or before a place that a filter lets through; what is asked for is given by the values, so that
    /// none is part of the statement.
    ///
    /// - Parameters:
    ///   - isBackwards: Whether the newest come first.
    ///   - conditions: The columns that must have a value, of `actor`, `act`, `act or below` and `case_reference`.
    /// - Returns: The statement; its values are the place, those of the conditions, and how many rows are wanted.
    static func auditEntries(isBackwards: Bool, conditions: [AuditCondition]) -> String {
        var statement = "SELECT entry FROM audit_entry WHERE sequence \(isBackwards ? "<" : ">") $1"
        var next = 2
        for condition in conditions {
            switch condition {
            case .actor: statement += " AND actor = $\(next)"
            case .act:
                statement += " AND (act = $\(next) OR substr(act, 1, $\(next + 1)) = $\(next + 2))"
                next += 2
            case .caseReference: statement += " AND case_reference = $\(next)"
            }
            next += 1
        }
        return statement + " ORDER BY sequence \(isBackwards ? "DESC" : "ASC") LIMIT $\(next)"
    }

    static let addCheckpoint = "INSERT INTO audit_checkpoint (size, note) VALUES ($1, $2)"
    static let checkpoints = "SELECT note FROM audit_checkpoint ORDER BY size"
    static let lastCheckpoint = "SELECT size, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1"
}

/// What entries of the audit log can be searched by.
enum AuditCondition {
    case actor, act, caseReference
}
