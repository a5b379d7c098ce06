internal import CaseModel
internal import Glibc
internal import SwiftProtobuf

/// Writes an answer to a descriptor, message by message.
final class AnswerWriter {
    /// Thrown when an answer has grown beyond its limit, or nobody reads it any more.
    struct Stopped: Error {}

    /// What an answer may hold beyond the content that it carries.
    static let allowance = 16 << 20

    private static let bufferSize = 64 << 10

    private let descriptor: Int32
    private let limit: Int
    private var written = 0
    private var buffer: [UInt8] = []

    /// Writes to a descriptor that stays the caller's.
    ///
    /// - Parameters:
    ///   - descriptor: Open for writing.
    ///   - limit: The most bytes.
    init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
        buffer.reserveCapacity(Self.bufferSize)
    }

    /// Adds a finding.
    ///
    /// - Throws: ``Stopped``.
    func write(_ finding: Finding) throws {
        let message = WireAnswer(finding)
        let bytes: [UInt8] = try message.serializedBytes()
        guard bytes.count <= limit - written else {
            try append(
                WireAnswer(
                    .failure(AnalysisFailure(.tooLarge, "More was found than the limit of \(limit >> 20) MiB allows."))
                )
            )
            try flush()
            throw Stopped()
        }
        written += bytes.count
        append(bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Says that nothing follows, and writes what is left.
    ///
    /// - Throws: ``Stopped``.
    func finish() throws {
        var end = WireAnswer()
        end.finished = WireFinished()
        try append(end)
        try flush()
    }

    private func append(_ message: WireAnswer) throws {
        append(try message.serializedBytes() as [UInt8])
    }

    private func append(_ bytes: [UInt8]) {
        var length = UInt64(bytes.count)
        while length >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: length))
        buffer.append(contentsOf: bytes)
    }

    /// Writes all that is buffered.
    ///
    /// - Throws: ``Stopped`` if nobody reads.
    func flush() throws {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Stopped() }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
