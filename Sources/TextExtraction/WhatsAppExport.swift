internal import CaseModel

/// A chat that WhatsApp exported as text.
struct WhatsAppExport<Reader: TelephoneNumberReader> {
    private let text: DecodedText
    private let scanner: IdentifierScanner<Reader>
    private let orders: [DateOrder]
    private let isUncertain: Bool
    private let emit: (Finding) throws -> Void

    /// Names of senders are not longer than this, in bytes.
    private static var longestSender: Int { 200 }

    /// Takes a text if its first line that is not empty starts as a message does.
    init?(_ text: DecodedText, scanner: IdentifierScanner<Reader>, emit: @escaping (Finding) throws -> Void) {
        var vote = DateOrderVote()
        var isFirst = true
        for line in TextLines(text.utf8) {
            if let header = WhatsAppHeader(text.utf8, line.range) {
                vote.add(header)
                isFirst = false
            } else if isFirst, !Invisible.trimmed(text.utf8, line.range).isEmpty {
                return nil
            }
        }
        guard !isFirst else { return nil }
        self.text = text
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
        var number = 0
        var open: (header: WhatsAppHeader, line: TextLines.Line)?
        for line in TextLines(text.utf8) {
            guard let header = WhatsAppHeader(text.utf8, line.range) else { continue }
            if let open {
                try pass(open.header, open.line, before: line.range.lowerBound, number)
                number += 1
            }
            guard number < TextLimits.messages else {
                return try emit(.warning("Only the first \(TextLimits.messages) messages are reported."))
            }
            open = (header, line)
        }
        if let open { try pass(open.header, open.line, before: text.utf8.count, number) }
    }

    private func pass(_ header: WhatsAppHeader, _ line: TextLines.Line, before end: Int, _ number: Int) throws {
        let bytes = text.utf8
        let first = header.end..<max(header.end, line.range.upperBound)
        let colon = senderEnd(in: first)
        let bodyStart = colon.map { min($0 + 2, first.upperBound) } ?? first.lowerBound
        let isMarked =
            Invisible.end(of: bytes, from: bodyStart, before: first.upperBound, withSpaces: false) > bodyStart
        let firstOfBody = Invisible.trimmed(bytes, bodyStart..<first.upperBound)
        let sender = colon.map { Invisible.trimmed(bytes, first.lowerBound..<$0) }
        let following = TextLines(bytes, from: line.range.upperBound, before: end, number: line.number).dropFirst()
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
        for range in [sender, firstOfBody].compactMap(\.self) {
            try scanner.scan(bytes, range, origin: .text(text), line: line.number, message: number)
        }
        for line in following {
            try scanner.scan(bytes, line.range, origin: .text(text), line: line.number, message: number)
        }
    }

    /// The lines of a message, without empty ones at its end.
    private func body(_ first: Range<Int>, _ following: some Sequence<TextLines.Line>) -> String {
        var body = Array(text.utf8[first])
        for line in following {
            body.append(0x0a)
            body += text.utf8[line.range]
        }
        while body.last == 0x0a || body.last == 0x20 { body.removeLast() }
        return String(decoding: body, as: UTF8.self)
    }

    /// Where a colon ends the sender's name; nil for what the service reports.
    private func senderEnd(in range: Range<Int>) -> Int? {
        let bytes = text.utf8
        let limit = min(range.upperBound, range.lowerBound + Self.longestSender)
        for index in range.lowerBound..<limit where bytes[index] == UInt8(ascii: ":") {
            guard index > range.lowerBound else { return nil }
            if index + 1 == range.upperBound || bytes[index + 1] == 0x20 { return index }
        }
        return nil
    }
}
