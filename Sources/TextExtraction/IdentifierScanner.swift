internal import CaseModel

/// An identifier and the bytes that it was read from.
struct IdentifierHit {
    let range: Range<Int>
    let identifier: Identifier

    init(_ type: IdentifierType, _ value: String, _ range: Range<Int>) {
        self.range = range
        identifier = Identifier(type: type, value: value)
    }
}

/// Finds identifiers in stretches of UTF-8 text and passes them on.
///
/// Works on pieces of at most ``longestPiece`` bytes, so that memory stays small whatever the length of a line. An
/// identifier that crosses the border of two pieces is lost; borders lie where no identifier can cross them unless
/// there is no such place in 2 KiB.
///
/// Cost: linear in the text, but for telephone numbers, whose search is bounded by ``mostTelephoneBytes``.
final class IdentifierScanner<Reader: TelephoneNumberReader> {
    /// Where a stretch of text comes from.
    enum Origin {
        /// It is part of this text, so each identifier has a place of its own.
        case text(DecodedText)
        /// It was taken out of something structured that starts at this offset of the content.
        case structure(Int64)
    }

    /// How identifiers found are passed on.
    typealias Emit = (Finding) throws -> Void

    private let reader: Reader
    private let region: String
    private let emit: Emit
    private var telephoneBytes = TextLimits.telephoneBytes
    private var identifiers = TextLimits.identifiers

    init(reader: Reader, region: String, emit: @escaping Emit) {
        self.reader = reader
        self.region = region
        self.emit = emit
    }

    /// Finds the identifiers in a stretch of text, in order.
    ///
    /// - Parameters:
    ///   - bytes: Text in UTF-8.
    ///   - range: The stretch, on one line, from the start of a character to the end of one.
    ///   - origin: Where it comes from.
    ///   - line: The line of the content.
    ///   - message: Which message of a chat it belongs to.
    /// - Throws: What emitting throws.
    func scan(_ bytes: [UInt8], _ range: Range<Int>, origin: Origin, line: Int, message: Int? = nil) throws {
        var start = range.lowerBound
        while start < range.upperBound, identifiers > 0 {
            let end = TextPiece.end(in: bytes, from: start, before: range.upperBound)
            let hits = hits(in: bytes, start..<end)
            for hit in hits { try pass(hit, bytes, origin, line, message) }
            start = end
        }
    }

    /// Finds the identifiers in a text of its own, which may have several lines.
    func scan(_ text: [UInt8], structureAt offset: Int64, line: Int, message: Int? = nil) throws {
        for stretch in TextLines(text) {
            try scan(text, stretch.range, origin: .structure(offset), line: line, message: message)
        }
    }

    private func pass(_ hit: IdentifierHit, _ bytes: [UInt8], _ origin: Origin, _ line: Int, _ message: Int?) throws {
        guard identifiers > 0 else { return }
        identifiers -= 1
        let offset =
            switch origin {
            case .text(let text): text.offset(of: hit.range.lowerBound)
            case .structure(let start): start
            }
        try emit(
            .identifier(
                IdentifierOccurrence(
                    identifier: hit.identifier,
                    found: String(decoding: bytes[hit.range], as: UTF8.self),
                    offset: offset,
                    line: line,
                    message: message
                )
            )
        )
        if identifiers == 0 {
            try emit(.warning("Only the first \(TextLimits.identifiers) identifiers of the text are reported."))
        }
    }

    private func hits(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        let piece = TextPiece(bytes, range)
        var hits: [IdentifierHit] = []
        var covered: [Range<Int>] = []
        if piece.hasSlashOrHost {
            for address in WebAddress.all(in: bytes, range) {
                hits += address.hits(in: bytes)
                covered.append(address.range)
            }
        }
        if piece.hasAt || piece.hasObfuscation {
            // A page's address may name a mailbox in its query, but what stands before its host is a password.
            for hit in EmailAddress.all(in: bytes, range) where !covered.contains(where: { $0.overlaps(hit.range) }) {
                hits.append(hit)
                covered.append(hit.range)
            }
            for hit in Handle.all(in: bytes, range) where !covered.contains(where: { $0.overlaps(hit.range) }) {
                hits.append(hit)
                covered.append(hit.range)
            }
        }
        if piece.longestWord >= WalletAddress.lengths.lowerBound {
            for hit in CheckedWord.all(in: bytes, range) {
                hits.append(hit)
                covered.append(hit.range)
            }
        }
        if piece.hasPairs {
            for hit in HardwareAddress.all(in: bytes, range) where !covered.contains(where: { $0.overlaps(hit.range) })
            {
                hits.append(hit)
                covered.append(hit.range)
            }
        }
        if piece.mayHoldDeviceNumber {
            for hit in DeviceNumberSearch.all(in: bytes, range)
            where !covered.contains(where: { $0.overlaps(hit.range) }) {
                hits.append(hit)
                covered.append(hit.range)
            }
        }
        if piece.mayHoldTelephoneNumber(region: region) {
            hits += telephoneNumbers(in: bytes, range).filter { number in
                !covered.contains { $0.overlaps(number.range) }
            }
        }
        return hits.count < 2 ? hits : hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func telephoneNumbers(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        guard telephoneBytes > 0 else { return [] }
        telephoneBytes -= range.count
        let text = String(decoding: bytes[range], as: UTF8.self)
        return reader.numbers(in: text, region: region).compactMap { number in
            guard number.range.lowerBound >= 0, number.range.upperBound <= range.count else { return nil }
            let place = range.lowerBound + number.range.lowerBound..<range.lowerBound + number.range.upperBound
            return IdentifierHit(.phone, number.e164, place)
        }
    }

    /// Whether the search for telephone numbers ended before the text did.
    var leftTelephoneNumbersOut: Bool { telephoneBytes <= 0 }
}
