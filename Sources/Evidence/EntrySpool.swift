public import CaseModel
import Glibc

/// Temporary room for one entry of an archive: a file without a name, gone with the process, digested as it fills.
public final class EntrySpool {
    private let descriptor: Int32
    private let pass: DigestPass
    private var adopted = false

    /// Makes room.
    ///
    /// - Parameter folder: A folder on the file system that shall hold the bytes.
    /// - Throws: ``EvidenceError/spool(_:)``.
    public init(folder: String) throws(EvidenceError) {
        let pass = try DigestPass()
        // O_TMPFILE, which Glibc's module does not import.
        let opened = open(folder, 0o20200000 | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .spool(errno) }
        descriptor = opened
        self.pass = pass
    }

    deinit {
        if !adopted { close(descriptor) }
    }

    /// Appends bytes.
    ///
    /// - Throws: ``EvidenceError/spool(_:)``, for instance when the disk is full.
    public func append(_ bytes: [UInt8]) throws(EvidenceError) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            pass.update(buffer)
            var done = 0
            while done < buffer.count {
                let written = write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else {
                    failure = errno
                    return
                }
                done += written
            }
        }
        if failure != 0 { throw .spool(failure) }
    }

    /// Ends the entry.
    ///
    /// - Returns: The open file and its digests.
    /// - Throws: ``EvidenceError``.
    public func finish() throws(EvidenceError) -> (file: EvidenceFile, digests: Digests) {
        let digests = try pass.finish()
        adopted = true
        return (try EvidenceFile(adopting: descriptor), digests)
    }
}
