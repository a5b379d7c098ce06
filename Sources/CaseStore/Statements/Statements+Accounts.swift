extension Statements {
    static let addAgency = "INSERT INTO agency (name, created_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"
    static let agencies = """
        SELECT g.id, g.name, (SELECT count(*) FROM account a WHERE a.agency_id = g.id),
            (SELECT count(*) FROM agency_case c WHERE c.agency = g.name)
        FROM agency g ORDER BY g.name
        """
    static let agencyNumber = "SELECT id FROM agency WHERE name = $1"

    static let addAccount = """
        INSERT INTO account (name, name_key, role, agency_id, password_hash, is_disabled, is_machine_owner, created_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7) ON CONFLICT (name_key) DO NOTHING RETURNING id
        """
    private static let accountColumns = """
        SELECT a.id, a.name, a.role, a.agency_id, g.name, a.is_disabled, a.password_hash IS NOT NULL,
            a.second_factor IS NOT NULL, a.is_machine_owner, a.created_at
        FROM account a LEFT JOIN agency g ON g.id = a.agency_id
        """
    static let accounts = "\(accountColumns) ORDER BY a.name_key"
    static let accountByName = "\(accountColumns) WHERE a.name_key = $1"
    static let accountByNumber = "\(accountColumns) WHERE a.id = $1"
    static let accountSecrets = """
        SELECT password_hash, second_factor, pending_second_factor, used_step FROM account WHERE id = $1
        """
    static let setRole = "UPDATE account SET role = $1 WHERE id = $2"
    static let setAgency = "UPDATE account SET agency_id = $1 WHERE id = $2"
    static let setPassword = "UPDATE account SET password_hash = $1 WHERE id = $2"
    static let setDisabled = "UPDATE account SET is_disabled = $1 WHERE id = $2"
    static let setPendingSecondFactor = "UPDATE account SET pending_second_factor = $1 WHERE id = $2"
    static let takeSecondFactor = """
        UPDATE account SET second_factor = pending_second_factor, pending_second_factor = NULL, used_step = $1
        WHERE id = $2
        """
    static let removeSecondFactor = """
        UPDATE account SET second_factor = NULL, pending_second_factor = NULL, used_step = NULL WHERE id = $1
        """
    static let useStep = """
        UPDATE account SET used_step = $1 WHERE id = $2 AND (used_step IS NULL OR used_step < $3) RETURNING id
        """

    static let addSession = "INSERT INTO session (digest, account_id, started_at, used_at) VALUES ($1, $2, $3, $4)"
    static let session = "SELECT account_id, started_at, used_at FROM session WHERE digest = $1"
    static let useSession = "UPDATE session SET used_at = $1 WHERE digest = $2"
    static let endSession = "DELETE FROM session WHERE digest = $1 RETURNING account_id"
    static let endSessions = "DELETE FROM session WHERE account_id = $1"
    static let removeOldSessions = "DELETE FROM session WHERE used_at <= $1 OR started_at <= $2"

    static let addLink = "INSERT INTO one_time_link (digest, account_id, expires_at) VALUES ($1, $2, $3)"
    static let takeLink = "DELETE FROM one_time_link WHERE digest = $1 RETURNING account_id, expires_at"
    static let removeLinks = "DELETE FROM one_time_link WHERE account_id = $1"
    static let removeOldLinks = "DELETE FROM one_time_link WHERE expires_at <= $1"

    static let addToken = """
        INSERT INTO api_token (account_id, label, scopes, digest, created_at) VALUES ($1, $2, $3, $4, $5)
        """
    static let tokens = """
        SELECT t.id, a.name, t.label, t.scopes, t.created_at FROM api_token t JOIN account a ON a.id = t.account_id
        ORDER BY t.id
        """
    static let token = "SELECT account_id, scopes FROM api_token WHERE digest = $1"
    static let removeToken = "DELETE FROM api_token WHERE id = $1"

    static let lockOut = """
        SELECT failures, since, locks, locked_until FROM login_failure WHERE account_and_address = $1
        """
    static let keepLockOut = """
        INSERT INTO login_failure (account_and_address, failures, since, locks, locked_until, forgotten_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_and_address) DO UPDATE SET failures = excluded.failures, since = excluded.since,
            locks = excluded.locks, locked_until = excluded.locked_until, forgotten_at = excluded.forgotten_at
        """
    static let removeLockOut = "DELETE FROM login_failure WHERE account_and_address = $1"
    static let removeOldLockOuts = "DELETE FROM login_failure WHERE forgotten_at <= $1"
}
