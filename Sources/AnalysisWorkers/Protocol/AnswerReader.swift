internal import CaseModel
internal import SwiftProtobuf

/// Takes an answer apart as its bytes arrive.
///
/// The bytes come from a process whose decoder may have been taken over: lengths are bounded, and what cannot be read ends
/// the answer.
struct AnswerReader {
    /// Thrown for an answer that is not one.
    struct Malformed: Error {}

    /// The longest message: a picture for display is far below.
    private static let longestMessage = 64 << 20

    private var buffer: [UInt8] = []
    private var start = 0
    /// Whether the worker said that nothing follows.
    private(set) var isFinished = false

    /// Takes the next bytes, and calls back for each finding that is complete.
    ///
    /// - Throws: ``Malformed``, or what `receive` throws.
    mutating func add(_ bytes: some Sequence<UInt8>, receive: (Finding) throws -> Void) throws {
        buffer.append(contentsOf: bytes)
        while let message = try nextMessage() {
            guard let answer = try? WireAnswer(serializedBytes: message), let body = answer.body else {
                throw Malformed()
            }
            if case .finished = body {
                isFinished = true
                continue
            }
            guard let finding = body.finding, !isFinished else { throw Malformed() }
            try receive(finding)
        }
        guard start > 1 << 20 else { return }
        buffer.removeFirst(start)
        start = 0
    }

    private mutating func nextMessage() throws -> [UInt8]? {
        var length = 0
        var shift = 0
        var position = start
        while true {
            guard position < buffer.count else { return nil }
            let byte = buffer[position]
            position += 1
            length |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { break }
            shift += 7
            guard shift < 35 else { throw Malformed() }
        }
        guard length <= Self.longestMessage else { throw Malformed() }
        guard buffer.count - position >= length else { return nil }
        defer { start = position + length }
        return Array(buffer[position..<(position + length)])
    }
}
