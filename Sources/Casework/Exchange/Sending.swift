import Accounts
import Audit
import CaseStore
import Evidence
import Exchange
import Foundation
import Glibc

/// What is to be sent, apart from what is in it.
struct Dispatch {
    /// To whom.
    let partner: PartnerRecord
    /// The bundle that it concerns.
    var concerns: BundleRecord?
    /// For how many days it is good.
    let days: Int
    /// The path of the file to be made.
    let path: String
    /// What goes on record.
    let act: String
    var caseReference: String?
    let viewer: Viewer
    let now: Int64
}

extension Workspace {
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
        let key = try agencyKey()
        let file = try OutgoingFile(path: dispatch.path)
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
                        madeAt: dispatch.now,
                        expiresAt: dispatch.now + Int64(dispatch.days) * 86_400,
                        concerns: dispatch.concerns?.id
                    ),
                    body: body
                )
                do throws(ExchangeError) {
                    try file.write(try bundle.file(from: key, to: dispatch.partner.identity))
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
            file.abandon()
            throw file.failure ?? refusal.map { CaseworkError($0) } ?? CaseworkError(error)
        }
        try file.finish()
        return number
    }
}

/// The file of a bundle; it gets its name once the act is on record, so that none leaves without.
final class OutgoingFile {
    private let path: String
    private let draft: String
    private let descriptor: Int32
    /// Why it could not be written.
    private(set) var failure: CaseworkError?

    init(path: String) throws(CaseworkError) {
        self.path = path
        draft = path + ".part"
        guard access(path, F_OK) != 0 else {
            throw CaseworkError(.usage, "\(path) is there already; a bundle is never written over another file")
        }
        descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CaseworkError(.usage, "\(draft) cannot be made: \(SystemMessage.text(errno))")
        }
    }

    deinit { close(descriptor) }

    /// Writes all of the file, and waits until it is on the disk.
    func write(_ bytes: [UInt8]) throws(ExchangeError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty, fsync(descriptor) == 0 else {
            let message = "\(path) cannot be written: \(SystemMessage.text(errno))"
            failure = CaseworkError(.storage, message)
            throw .wrongText(message)
        }
    }

    /// Gives the file its name.
    func finish() throws(CaseworkError) {
        guard rename(draft, path) == 0 else {
            throw CaseworkError(
                .storage,
                "\(path) cannot be made: \(SystemMessage.text(errno)); the bundle is on record and stands in \(draft)"
            )
        }
    }

    /// Removes what was written.
    func abandon() {
        unlink(draft)
    }
}
