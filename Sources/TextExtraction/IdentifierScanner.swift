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
/// Cost: linear in the text, but for telephone numbers, whose search is bounded by ``TextLimits/telephoneBytes``.
final class IdentifierScanner<Reader: TelephoneNumberReader> {
    /// Where a stretch of text comes from.
    enum Origin {
        /// It is part of this text's memory, so each identifier has a place of its own.
        case text(TextWindow)
        /// It was taken out of something structured that starts at this offset of the content.
        case structure(Int64)
    }

    /// How identifiers found are passed on.
    typealias Emit = (Finding) throws -> Void

    private let reader: Reader
    private let region: String
    private let emit: Emit
    private var telephoneBytes: Int
    private var telephoneNumbers: [[UInt8]: [TelephoneNumber]] = [:]
    private var identifiers = TextLimits.identifiers
    /// How often each identifier was passed on, by its hash.
    private var occurrences: [Int: UInt8] = [:]
    private var unlisted = 0

    /// Stretches with telephone numbers that are remembered, as senders come again and again.
    private static var mostRemembered: Int { 4_096 }

    /// Takes what is needed.
    ///
    /// - Parameters:
    ///   - reader: Finds telephone numbers.
    ///   - region: The region of numbers without country code.
    ///   - size: Bytes of the content.
    ///   - emit: Gets each finding.
    init(reader: Reader, region: String, size: Int64, emit: @escaping Emit) {
        self.reader = reader
        self.region = region
        self.emit = emit
        telephoneBytes = TextLimits.telephoneBytes + Int(clamping: size / TextLimits.telephoneShare)
    }

    /// Finds the identifiers in a stretch of text, in order.
    ///
    /// - Parameters:
    ///   - bytes: Text in UTF-8.
    ///   - range: The stretch, on one line, from the start of a character to the end of one.
    ///   - origin: Where it comes from.
    ///   - line: The line of the content.
    ///   - message: Which message of a chat it belongs to.
    ///   - column: The name of the column that it is a cell of.
    /// - Throws: What emitting throws.
    func scan(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        origin: Origin,
        line: Int,
        message: Int? = nil,
        column: String? = nil
    ) throws {
        var start = range.lowerBound
        while start < range.upperBound, identifiers > 0 {
            let end = TextPiece.end(in: bytes, from: start, before: range.upperBound)
            let hits = hits(in: bytes, start..<end)
            for hit in hits { try pass(hit, bytes, origin, line, message, column) }
            start = end
        }
    }

    /// Finds the identifiers in a text of its own, which may have several lines.
    func scan(_ text: [UInt8], structureAt offset: Int64, line: Int, message: Int? = nil, column: String? = nil) throws
    {
        for stretch in TextLines(text) {
            try scan(text, stretch.range, origin: .structure(offset), line: line, message: message, column: column)
        }
    }

    /// Finds the identifier that a cell is by its column's role; failing that, the identifiers in it.
    func scanCell(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        role: ColumnRole?,
        origin: Origin,
        line: Int,
        message: Int? = nil,
        column: String?
    ) throws {
        let cell = Invisible.trimmed(bytes, range)
        guard !cell.isEmpty else { return }
        guard let role, role.isIdentifier, cell.count <= TextLimits.piece else {
            return try scan(bytes, cell, origin: origin, line: line, message: message, column: column)
        }
        var hits: [IdentifierHit] = []
        if role == .telephone {
            hits = telephoneNumbers(inCell: bytes, cell)
        } else if let found = CellReader.identifier(bytes[cell], role) {
            hits = [IdentifierHit(found.type, found.value, cell)]
        }
        if hits.isEmpty { return try scan(bytes, cell, origin: origin, line: line, message: message, column: column) }
        for hit in hits { try pass(hit, bytes, origin, line, message, column) }
    }

    private func pass(
        _ hit: IdentifierHit,
        _ bytes: [UInt8],
        _ origin: Origin,
        _ line: Int,
        _ message: Int?,
        _ column: String?
    ) throws {
        guard identifiers > 0 else { return }
        let key = hit.identifier.hashValue
        let count = occurrences[key, default: 0]
        guard count < TextLimits.occurrences else {
            unlisted += 1
            return
        }
        occurrences[key] = count + 1
        identifiers -= 1
        let offset =
            switch origin {
            case .text(let window): window.offset(of: window.base + hit.range.lowerBound)
            case .structure(let start): start
            }
        try emit(
            .identifier(
                IdentifierOccurrence(
                    identifier: hit.identifier,
                    found: String(decoding: bytes[hit.range], as: UTF8.self),
                    offset: offset,
                    line: line,
                    message: message,
                    column: column
                )
            )
        )
    }

    /// Says what was left out, if anything was.
    func finish() throws {
        if identifiers == 0 {
            try emit(
                .warning(
                    "Only the first \(TextLimits.identifiers) occurrences of identifiers are listed; the rest was not searched."
                )
            )
        }
        if unlisted > 0 {
            try emit(
                .warning(
                    "\(unlisted) more occurrences of identifiers that are listed \(TextLimits.occurrences) times are left out."
                )
            )
        }
        if telephoneBytes <= 0 {
            try emit(.warning("Telephone numbers were searched in the first part of the text only."))
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
        TelephoneStretch.all(in: bytes, range).flatMap { stretch -> [IdentifierHit] in
            numbers(in: Array(bytes[stretch])).map { number in
                let start = stretch.lowerBound + number.range.lowerBound
                return IdentifierHit(.phone, number.e164, start..<start + number.range.count)
            }
        }
    }

    /// A cell that is a telephone number; two leading zeroes stand for the plus sign in most of the world.
    private func telephoneNumbers(inCell bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        let cell = Array(bytes[range])
        let found = numbers(in: TelephonePrefix.international(cell))
        if !found.isEmpty { return found.map { IdentifierHit(.phone, $0.e164, range) } }
        return CellReader.telephoneDigits(bytes[range]).map { [IdentifierHit($0.type, $0.value, range)] } ?? []
    }

    private func numbers(in stretch: [UInt8]) -> [TelephoneNumber] {
        if let known = telephoneNumbers[stretch] { return known }
        guard telephoneBytes > 0 else { return [] }
        telephoneBytes -= stretch.count
        let numbers = reader.numbers(in: String(decoding: stretch, as: UTF8.self), region: region).filter {
            $0.range.lowerBound >= 0 && $0.range.upperBound <= stretch.count
        }
        if telephoneNumbers.count >= Self.mostRemembered { telephoneNumbers = [:] }
        telephoneNumbers[stretch] = numbers
        return numbers
    }
}
