internal import CaseModel
internal import Glibc

/// Evidence read into memory, or its first bytes.
///
/// Evidence is never mapped: a file that shrinks would end the process.
enum EvidenceBytes {
    /// How many bytes stand behind a descriptor.
    ///
    /// - Throws: `unreadable`.
    static func size(of descriptor: Int32) throws(AnalysisFailure) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable }
        return Int(status.st_size)
    }

    /// The first bytes, at most `count`.
    ///
    /// - Throws: `unreadable`, or `memory` if they do not fit.
    static func read(_ descriptor: Int32, count: Int) throws(AnalysisFailure) -> [UInt8] {
        let wanted = min(count, try size(of: descriptor))
        // Swift ends the process when memory is short, so it is asked for here first.
        guard let trial = malloc(max(1, wanted)) else {
            throw AnalysisFailure(.memory, "The content is larger than the memory allowed.")
        }
        free(trial)
        var isReadable = true
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, wanted - filled, off_t(filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { isReadable = false }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard isReadable else { throw unreadable }
        return bytes
    }

    private static var unreadable: AnalysisFailure {
        AnalysisFailure(.unreadable, "The file could not be read.")
    }
}
