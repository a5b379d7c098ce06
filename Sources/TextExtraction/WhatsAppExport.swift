internal import CaseModel

/// A chat that WhatsApp exported as text.
final class WhatsAppExport<Reader: TelephoneNumberReader> {
    /// A message whose end is not read yet.
    private struct Open {
        let header: WhatsAppHeader
        let first: LineFeed.Piece
        /// The position of its first byte after the header.
        let start: Int
        var following: [LineFeed.Piece] = []
        /// Whether it was passed on before its end, as it is too long to wait for.
        var isPassed = false
    }

    private let window: TextWindow
    private let feed: LineFeed
    private let scanner: IdentifierScanner<Reader>
    private let orders: [DateOrder]
    private let isUncertain: Bool
    private let emit: (Finding) throws -> Void
    private var open: Open?
    private var number = 0
    private var hasLongMessage = false

    /// Names of senders are not longer than this, in bytes.
    private static var longestSender: Int { 200 }

    /// Takes a text if its first line that is not empty starts as a message does; reads all of it for the order of the
    /// dates.
    init?(
        _ content: TextContent,
        encoding: TextEncoding,
        scanner: IdentifierScanner<Reader>,
        emit: @escaping (Finding) throws -> Void
    ) throws {
        var vote = DateOrderVote()
        var isFirst = true
        let sample = TextWindow(content, encoding: encoding)
        let lines = LineFeed(sample)
        while let piece = lines.next() {
            guard piece.isStart else { continue }
            let range = piece.range.lowerBound - sample.base..<piece.range.upperBound - sample.base
            if let header = WhatsAppHeader(sample.bytes, range) {
                vote.add(header)
                isFirst = false
            } else if isFirst, !Invisible.trimmed(sample.bytes, range).isEmpty {
                return nil
            }
        }
        if let failure = sample.failure { throw failure }
        guard !isFirst else { return nil }
        window = TextWindow(content, encoding: encoding)
        feed = LineFeed(window)
        self.scanner = scanner
        self.emit = emit
        orders = vote.ranking
        isUncertain = vote.isUncertain
    }

    /// Passes on each message and then the identifiers in it.
    func pass() throws {
        if isUncertain {
            try emit(
                .warning(
                    orders.first == .monthDayYear
                        ? "The chat does not tell day from month; the month was read first."
                        : "The chat does not tell day from month; the day was read first."
                )
            )
        }
        while let piece = feed.next() {
            if piece.isStart, let header = WhatsAppHeader(window.bytes, local(piece.range)) {
                try close()
                guard number < TextLimits.messages else {
                    return try emit(.warning("Only the first \(TextLimits.messages) messages are reported."))
                }
                open = Open(header: header, first: piece, start: header.end + window.base)
                feed.pin = piece.range.lowerBound
            } else if open?.isPassed == true {
                try scan(local(piece.range), piece.number)
            } else if let opened = open {
                open?.following.append(piece)
                if piece.range.upperBound - opened.first.range.lowerBound > TextLimits.message {
                    try passOpen()
                    open?.isPassed = true
                    open?.following = []
                    feed.pin = nil
                    hasLongMessage = true
                }
            }
        }
        try close()
        if let failure = window.failure { throw failure }
        if hasLongMessage {
            try emit(
                .warning(
                    "A message of more than \(TextLimits.message >> 20) MiB is shown in part; it was searched whole."
                )
            )
        }
    }

    private func close() throws {
        guard let open else { return }
        if !open.isPassed { try passOpen() }
        number += 1
        self.open = nil
    }

    private func passOpen() throws {
        guard let open else { return }
        try pass(open.header, open.first, after: open.start - window.base, open.following)
    }

    private func local(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound - window.base..<range.upperBound - window.base
    }

    private func scan(_ range: Range<Int>, _ line: Int) throws {
        try scanner.scan(window.bytes, range, origin: .text(window), line: line, message: number)
    }

    private func pass(
        _ header: WhatsAppHeader,
        _ line: LineFeed.Piece,
        after start: Int,
        _ following: [LineFeed.Piece]
    ) throws {
        let bytes = window.bytes
        let first = start..<max(start, local(line.range).upperBound)
        let colon = senderEnd(in: first)
        let bodyStart = colon.map { min($0 + 2, first.upperBound) } ?? first.lowerBound
        let isMarked =
            Invisible.end(of: bytes, from: bodyStart, before: first.upperBound, withSpaces: false) > bodyStart
        let firstOfBody = Invisible.trimmed(bytes, bodyStart..<first.upperBound)
        let sender = colon.map { Invisible.trimmed(bytes, first.lowerBound..<$0) }
        var sentAt: CivilTime?
        for order in orders where sentAt == nil { sentAt = order.time(of: header) }
        let attachment =
            sender == nil ? nil : WhatsAppAttachment.name(in: bytes, firstOfBody, isMarked: isMarked)
        try emit(
            .message(
                ChatMessage(
                    sentAt: sentAt?.text,
                    sender: sender.map { String(decoding: bytes[$0], as: UTF8.self) },
                    chat: nil,
                    body: body(firstOfBody, following),
                    attachment: attachment,
                    line: line.number
                )
            )
        )
        for range in [sender, firstOfBody].compactMap(\.self) { try scan(range, line.number) }
        for piece in following { try scan(local(piece.range), piece.number) }
    }

    /// The lines of a message, without empty ones at its end.
    private func body(_ first: Range<Int>, _ following: [LineFeed.Piece]) -> String {
        var body = Array(window.bytes[first])
        for piece in following {
            if piece.isStart { body.append(0x0a) }
            body += window.bytes[local(piece.range)]
        }
        while body.last == 0x0a || body.last == 0x20 { body.removeLast() }
        return String(decoding: body, as: UTF8.self)
    }

    /// Where a colon ends the sender's name; nil for what the service reports.
    private func senderEnd(in range: Range<Int>) -> Int? {
        let bytes = window.bytes
        let limit = min(range.upperBound, range.lowerBound + Self.longestSender)
        for index in range.lowerBound..<limit where bytes[index] == UInt8(ascii: ":") {
            guard index > range.lowerBound else { return nil }
            if index + 1 == range.upperBound || bytes[index + 1] == 0x20 { return index }
        }
        return nil
    }
}
