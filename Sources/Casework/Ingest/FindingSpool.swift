import CaseModel
import Evidence
import Glibc

/// Temporary room for the messages and identifiers of a large text: a file without a name, gone with the process.
///
/// A chat export of a gigabyte gives ten million messages, which memory need not hold.
final class FindingSpool {
    private static let bufferSize = 256 << 10

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isAdopted = false

    /// Makes room in a folder.
    ///
    /// - Throws: ``EvidenceError/spool(_:)``.
    init(folder: String) throws(EvidenceError) {
        // O_TMPFILE, which Glibc's module does not import.
        descriptor = open(folder, 0o20200000 | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .spool(errno) }
    }

    deinit {
        if !isAdopted { close(descriptor) }
    }

    /// Appends a message.
    ///
    /// - Throws: ``EvidenceError/spool(_:)``, for instance when the disk is full.
    func append(_ message: ChatMessage) throws(EvidenceError) {
        buffer.append(SpooledFindings.messageMark)
        for text in [message.sentAt, message.sender, message.account, message.chat, message.body, message.attachment] {
            append(text)
        }
        append(number: message.line)
        append(number: message.recipients.count)
        for recipient in message.recipients { append(recipient) }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Appends an identifier.
    ///
    /// - Throws: ``EvidenceError/spool(_:)``, for instance when the disk is full.
    func append(_ occurrence: IdentifierOccurrence) throws(EvidenceError) {
        buffer.append(SpooledFindings.identifierMark)
        for text in [
            occurrence.identifier.type.rawValue, occurrence.identifier.value, occurrence.found, occurrence.column,
        ] {
            append(text)
        }
        append(number: Int(clamping: occurrence.offset))
        append(number: occurrence.line)
        append(number: occurrence.message.map { $0 + 1 } ?? 0)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Ends it.
    ///
    /// - Throws: ``EvidenceError/spool(_:)``.
    func finish() throws(EvidenceError) -> SpooledFindings {
        try flush()
        isAdopted = true
        return SpooledFindings(descriptor: descriptor)
    }

    private func append(_ text: String?) {
        guard let text else { return append(number: 0) }
        append(number: text.utf8.count + 1)
        buffer.append(contentsOf: text.utf8)
    }

    private func append(number: Int) {
        var left = UInt64(clamping: number)
        while left >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        buffer.append(UInt8(left))
    }

    private func flush() throws(EvidenceError) {
        var done = 0
        while done < buffer.count {
            let written = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .spool(errno) }
            done += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Messages and identifiers that wait in a file without a name.
final class SpooledFindings: Sendable {
    static let messageMark: UInt8 = 1
    static let identifierMark: UInt8 = 2

    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Hands over each, in the order in which they came.
    ///
    /// - Throws: ``EvidenceError/spool(_:)`` if the file cannot be read, or what `body` throws.
    func each(_ body: (Finding) throws -> Void) throws {
        var reader = SpoolReader(descriptor: descriptor)
        while let mark = try reader.byte() {
            try body(mark == Self.messageMark ? .message(try reader.message()) : .identifier(try reader.identifier()))
        }
    }
}

/// Reads what a spool wrote.
private struct SpoolReader {
    private static let pieceSize = 256 << 10

    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var offset: off_t = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func byte() throws(EvidenceError) -> UInt8? {
        guard try has(1) else { return nil }
        defer { position += 1 }
        return buffer[position]
    }

    mutating func message() throws(EvidenceError) -> ChatMessage {
        let (sentAt, sender, account) = (try text(), try text(), try text())
        let (chat, body, attachment) = (try text(), try text(), try text())
        var message = ChatMessage(
            sentAt: sentAt,
            sender: sender,
            chat: chat,
            body: body ?? "",
            attachment: attachment,
            line: try number()
        )
        message.account = account
        for _ in 0..<(try number()) { message.recipients.append(try text() ?? "") }
        return message
    }

    mutating func identifier() throws(EvidenceError) -> IdentifierOccurrence {
        let type = (try text()).flatMap(IdentifierType.init)
        let (value, found, column) = (try text(), try text(), try text())
        guard let type, let value else { throw .spool(EIO) }
        let (offset, line, message) = (try number(), try number(), try number())
        return IdentifierOccurrence(
            identifier: Identifier(type: type, value: value),
            found: found ?? "",
            offset: Int64(offset),
            line: line,
            message: message == 0 ? nil : message - 1,
            column: column
        )
    }

    private mutating func text() throws(EvidenceError) -> String? {
        let length = try number()
        guard length > 0 else { return nil }
        guard try has(length - 1) else { throw .spool(EIO) }
        defer { position += length - 1 }
        return String(decoding: buffer[position..<position + length - 1], as: UTF8.self)
    }

    private mutating func number() throws(EvidenceError) -> Int {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let next = try byte(), shift < 64 {
            number |= UInt64(next & 0x7f) << shift
            guard next & 0x80 != 0 else { return Int(clamping: number) }
            shift += 7
        }
        throw .spool(EIO)
    }

    private mutating func has(_ count: Int) throws(EvidenceError) -> Bool {
        while buffer.count - position < count {
            buffer.removeFirst(position)
            position = 0
            var piece = [UInt8](repeating: 0, count: Self.pieceSize)
            let got = pread(descriptor, &piece, piece.count, offset)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .spool(errno) }
            guard got > 0 else { return false }
            offset += off_t(got)
            buffer.append(contentsOf: piece[..<got])
        }
        return true
    }
}
