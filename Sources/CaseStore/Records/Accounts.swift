public import Accounts

/// What an account's logins are checked against.
public struct AccountSecrets: Sendable {
    /// Its password's hash.
    public let passwordHash: PasswordHash?
    /// The second factor's shared secret.
    public let secondFactor: TimeBasedCode?
    /// A shared secret that is still to be confirmed.
    public let pendingSecondFactor: TimeBasedCode?
    /// The last step whose code was used.
    public let usedStep: Int64?
}

extension StoreWriter {
    /// Adds an agency, if it is not there.
    ///
    /// - Returns: Its number.
    public func agency(named name: String) throws(StoreError) -> Int64 {
        try session.run(Statements.addAgency, [.text(name), .text(Timestamp.now())])
        guard let number = try reader.agencyNumber(name) else {
            throw .damaged("an agency that was just added is not there")
        }
        return number
    }

    /// Adds an account.
    ///
    /// - Returns: Its number, or nil if the name is taken.
    public func addAccount(
        _ name: AccountName,
        role: Role,
        agency: Int64?,
        password: PasswordHash?,
        isMachineOwner: Bool = false
    ) throws(StoreError) -> Int64? {
        try session.first(
            Statements.addAccount,
            [
                .text(name.text), .text(name.key), .text(role.rawValue), SQLValue(agency), SQLValue(password?.text),
                SQLValue(isMachineOwner), .text(Timestamp.now()),
            ]
        )?.integer(0)
    }

    /// Gives an account another role.
    public func setRole(_ role: Role, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.setRole, [.text(role.rawValue), .integer(id)])
    }

    /// Puts an account into an agency, or into none.
    public func setAgency(_ agency: Int64?, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.setAgency, [SQLValue(agency), .integer(id)])
    }

    /// Gives an account another password.
    public func setPassword(_ password: PasswordHash, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.setPassword, [.text(password.text), .integer(id)])
    }

    /// Forbids or permits the use of an account.
    public func setDisabled(_ isDisabled: Bool, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.setDisabled, [SQLValue(isDisabled), .integer(id)])
    }

    /// Keeps a second factor that is still to be confirmed.
    public func setPendingSecondFactor(_ code: TimeBasedCode, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.setPendingSecondFactor, [.blob(code.secret), .integer(id)])
    }

    /// Makes the pending second factor the account's own.
    public func takePendingSecondFactor(usedStep: Int64, ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.takeSecondFactor, [.integer(usedStep), .integer(id)])
    }

    /// Takes the second factor from an account.
    public func removeSecondFactor(ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.removeSecondFactor, [.integer(id)])
    }

    /// Uses up a step of the second factor.
    ///
    /// - Returns: False if it, or a later one, was used before.
    public func useStep(_ step: Int64, ofAccount id: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.useStep, [.integer(step), .integer(id), .integer(step)]) != nil
    }
}

extension StoreReader {
    /// All agencies, by name.
    public func agencies() throws(StoreError) -> [AgencyRecord] {
        try session.all(Statements.agencies) { row throws(StoreError) in
            AgencyRecord(
                id: try row.id(0),
                name: try row.string(1),
                accounts: try row.number(2),
                cases: try row.number(3)
            )
        }
    }

    /// An agency's number, if it is there.
    public func agencyNumber(_ name: String) throws(StoreError) -> Int64? {
        try session.first(Statements.agencyNumber, [.text(name)])?.integer(0)
    }

    /// All accounts, by name.
    public func accounts() throws(StoreError) -> [AccountRecord] {
        try session.all(Statements.accounts) { row throws(StoreError) in try Self.account(row) }
    }

    /// The account of this name, if it is there.
    public func account(_ name: AccountName) throws(StoreError) -> AccountRecord? {
        guard let row = try session.first(Statements.accountByName, [.text(name.key)]) else { return nil }
        return try Self.account(row)
    }

    /// The account of this number, if it is there.
    public func account(_ id: Int64) throws(StoreError) -> AccountRecord? {
        guard let row = try session.first(Statements.accountByNumber, [.integer(id)]) else { return nil }
        return try Self.account(row)
    }

    /// What an account's logins are checked against.
    public func secrets(ofAccount id: Int64) throws(StoreError) -> AccountSecrets? {
        guard let row = try session.first(Statements.accountSecrets, [.integer(id)]) else { return nil }
        return AccountSecrets(
            passwordHash: row.text(0).map(PasswordHash.init(text:)),
            secondFactor: row.blob(1).map { TimeBasedCode(secret: $0) },
            pendingSecondFactor: row.blob(2).map { TimeBasedCode(secret: $0) },
            usedStep: row.integer(3)
        )
    }

    private static func account(_ row: SQLRow) throws(StoreError) -> AccountRecord {
        guard let role = Role(rawValue: try row.string(2)) else { throw .damaged("an account has an unknown role") }
        return AccountRecord(
            id: try row.id(0),
            name: try row.string(1),
            role: role,
            agency: row.integer(3),
            agencyName: row.text(4),
            isDisabled: try row.id(5) != 0,
            hasPassword: try row.id(6) != 0,
            hasSecondFactor: try row.id(7) != 0,
            isMachineOwner: try row.id(8) != 0,
            createdAt: try row.string(9)
        )
    }
}
