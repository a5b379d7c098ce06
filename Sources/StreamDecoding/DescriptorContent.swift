internal import CaseModel
internal import Glibc

/// Reads what stands behind an open descriptor, without moving its position.
enum DescriptorContent {
    /// How many bytes there are.
    ///
    /// - Throws: `unreadable` if the descriptor does not say.
    static func size(of descriptor: Int32) throws(AnalysisFailure) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable }
        return Int64(status.st_size)
    }

    /// The bytes from an offset on, at most `count` of them.
    ///
    /// - Throws: `unreadable` if reading fails, `memory` if the bytes do not fit.
    static func bytes(of descriptor: Int32, from offset: Int64, count: Int) throws(AnalysisFailure) -> [UInt8] {
        var failure: AnalysisFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(offset) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = unreadable }
                guard got > 0 else { break }
                filled += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static var unreadable: AnalysisFailure {
        AnalysisFailure(.unreadable, "The file could not be read.")
    }
}
