public import Accounts
import Audit
import CaseStore
import Exchange

extension Workspace {
    /// The file of a bundle that was sent, sealed to the partner anew: its contents, name and time are those of the first.
    ///
    /// - Parameters:
    ///   - number: The bundle's number in the outbox.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: The bytes of the file.
    /// - Throws: ``CaseworkError`` with code `usage` if there is none, or it was taken back, or its time is over.
    public func bundleFile(
        _ number: Int64,
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> [UInt8] {
        try requireExchange(viewer)
        let found = try reading { reader throws(StoreError) -> (BundleRecord, BundleBody)? in
            guard let record = try reader.bundle(number), record.isSent, record.state != .withdrawn,
                let body = try reader.body(of: record)
            else { return nil }
            return (record, body)
        }
        guard let (record, body) = found else {
            throw CaseworkError(.usage, "there is no bundle \(number) in the outbox, or it was taken back")
        }
        guard record.expiresAt > now else { throw CaseworkError(.usage, "the time of bundle \(number) is over") }
        let partner = try trustedPartner(record.partnerName)
        let key = try agencyKey()
        let bundle = ExchangeBundle(
            header: BundleHeader(
                kind: record.kind,
                id: record.id,
                sender: key.identity.fingerprint,
                recipient: partner.identity.fingerprint,
                madeAt: record.madeAt,
                expiresAt: record.expiresAt,
                concerns: record.concerns
            ),
            body: body
        )
        let file: [UInt8]
        do {
            file = try bundle.file(from: key, to: partner.identity)
        } catch {
            throw CaseworkError(error)
        }
        try self.record(
            NewAuditEntry(
                actor: viewer.name,
                act: "exchange.file_taken",
                subject: record.id.hex,
                details: ["partner": partner.name, "number": "\(number)"]
            )
        )
        return file
    }
}
