import Accounts
import Audit
import CaseStore
import Exchange

/// How a bundle leaves.
public struct Delivery: Hashable, Sendable {
    /// The path of the file to be made; nil to make none, as it can be taken by ``Workspace/bundleFile(_:by:now:)``.
    public var path: String?
    /// For how many days the bundle is good.
    public var days: Int
    /// The time, in seconds since 1970.
    public var now: Int64

    /// Says how a bundle leaves.
    public init(path: String? = nil, days: Int = Workspace.usualDays, now: Int64 = ExchangeClock.now) {
        self.path = path
        self.days = days
        self.now = now
    }
}

/// What is to be sent, apart from what is in it.
struct Dispatch {
    /// To whom.
    let partner: PartnerRecord
    /// The bundle that it concerns.
    var concerns: BundleRecord?
    /// How it leaves.
    let delivery: Delivery
    /// What goes on record.
    let act: String
    var caseReference: String?
    let viewer: Viewer
}

extension Workspace {
    /// For how many days a bundle is good unless another number is given.
    public static let usualDays = 30
    /// For how many days a bundle can be good.
    public static let mostDays = 365

    /// Makes a bundle and its file, and puts the act on record, all or nothing.
    ///
    /// - Parameters:
    ///   - dispatch: To whom and how.
    ///   - make: Gives what is in it, as the store is in the transaction.
    ///   - keep: Keeps what belongs to it, and gives what more goes on record.
    /// - Returns: The bundle's number.
    /// - Throws: ``CaseworkError``; no file is left then.
    func send(
        _ dispatch: Dispatch,
        _ make: (StoreReader) throws(StoreError) -> BundleBody,
        keep: (StoreWriter, Int64) throws(StoreError) -> [String: String]
    ) throws(CaseworkError) -> Int64 {
        let delivery = dispatch.delivery
        guard (1...Self.mostDays).contains(delivery.days) else {
            throw CaseworkError(.usage, "a bundle is good for 1 to \(Self.mostDays) days")
        }
        let key = try agencyKey()
        let file = try delivery.path.map { path throws(CaseworkError) in try OutgoingFile(path: path) }
        var refusal: ExchangeError?
        let number: Int64
        do {
            number = try store.write { writer throws(StoreError) -> Int64 in
                let body = try make(writer.reader)
                let bundle = ExchangeBundle(
                    header: BundleHeader(
                        kind: body.kind,
                        sender: key.identity.fingerprint,
                        recipient: dispatch.partner.identity.fingerprint,
                        madeAt: delivery.now,
                        expiresAt: delivery.now + Int64(delivery.days) * 86_400,
                        concerns: dispatch.concerns?.id
                    ),
                    body: body
                )
                do throws(ExchangeError) {
                    // Also where no file is made now: what could not be taken later is not put on record.
                    let bytes = try bundle.file(from: key, to: dispatch.partner.identity)
                    try file?.write(bytes)
                } catch {
                    refusal = error
                    throw StoreError.failed(error.message)
                }
                let author = dispatch.viewer.name
                guard
                    let number = try writer.addBundle(
                        bundle,
                        isSent: true,
                        partner: dispatch.partner.id,
                        by: author
                    )
                else { throw StoreError.failed("a bundle's name was drawn twice") }
                var details = try keep(writer, number)
                details["partner"] = dispatch.partner.name
                details["number"] = "\(number)"
                details["concerns"] = dispatch.concerns.map { "\($0.number)" }
                try writer.addAudit(
                    NewAuditEntry(
                        actor: author,
                        act: dispatch.act,
                        caseReference: dispatch.caseReference,
                        subject: bundle.header.id.hex,
                        details: details
                    )
                )
                return number
            }
        } catch {
            file?.abandon()
            throw file?.failure ?? refusal.map { CaseworkError($0) } ?? CaseworkError(error)
        }
        try file?.finish()
        return number
    }
}
