import Evidence
import Exchange
import Glibc

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
