public import CaseModel

/// Finds the messages of chat exports and the identifiers in any text, of any size, in little memory.
///
/// Reads exports of WhatsApp (text) and of Telegram Desktop (`result.json`, one chat or a whole account), and tables:
/// text with commas, semicolons, tabs or bars, and arrays of objects in JSON. All other text, such as HTML, XML and
/// source, is searched for identifiers as it stands; strings of JSON are decoded first. Needs neither files nor system
/// calls, so it works inside a locked worker.
public struct TextAnalyser {
    private let region: String

    /// Sets what to look for.
    ///
    /// - Parameter region: The region (ISO 3166-1 alpha-2) of telephone numbers without country code; empty: only
    ///   numbers with one are found.
    public init(region: String) {
        self.region = region
    }

    /// Analyses one text in memory; see ``analyse(_:phoneNumbers:emit:)``.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - phoneNumbers: What finds telephone numbers.
    ///   - emit: Gets each finding at once.
    /// - Throws: Only what `emit` throws.
    public func analyse(
        bytes: [UInt8],
        phoneNumbers: some TelephoneNumberReader,
        emit: (Finding) throws -> Void
    ) throws {
        try analyse(TextContent(bytes), phoneNumbers: phoneNumbers, emit: emit)
    }

    /// Analyses one text and passes on what is found, in the order of the text.
    ///
    /// A `message` comes before the `identifier`s in it, and these count messages from 0. Offsets are those of the
    /// content as given, whatever its encoding: of the first byte of the identifier; in a message of Telegram, of the
    /// message; in a string of JSON with escapes, of the string; in a cell with quotation marks, of the cell. A `table`
    /// comes after its rows. Whatever is left out is said by a `warning`.
    ///
    /// Cost: linear, in a few MiB of memory, and up to 100 MiB for a text of two million identifiers. The content is
    /// read once to tell its encoding, once more for the order of a chat's dates, and once for what is in it.
    ///
    /// - Parameters:
    ///   - content: The content: UTF-8, UTF-16 or Windows-1252.
    ///   - phoneNumbers: What finds telephone numbers.
    ///   - emit: Gets each finding at once.
    /// - Throws: What `emit` and reading throw.
    public func analyse(
        _ content: TextContent,
        phoneNumbers: some TelephoneNumberReader,
        emit: (Finding) throws -> Void
    ) throws {
        try withoutActuallyEscaping(emit) { emit in
            let encoding = try TextEncoding(of: content)
            let scanner = IdentifierScanner(reader: phoneNumbers, region: region, size: content.size, emit: emit)
            try analyse(content, encoding, scanner: scanner, emit: emit)
            try scanner.finish()
        }
    }

    private func analyse(
        _ content: TextContent,
        _ encoding: TextEncoding,
        scanner: IdentifierScanner<some TelephoneNumberReader>,
        emit: @escaping (Finding) throws -> Void
    ) throws {
        if let export = try WhatsAppExport(content, encoding: encoding, scanner: scanner, emit: emit) {
            return try export.pass()
        }
        let window = TextWindow(content, encoding: encoding)
        var rest: Int? = 0
        if let json = JSONText(window, scanner: scanner, emit: emit) {
            rest = try json.pass()
        } else if let table = TableText(window, scanner: scanner, emit: emit) {
            rest = try table.pass()
        }
        if let rest {
            let lines = LineFeed(window, from: rest, number: window.line(at: rest))
            while let piece = lines.next() {
                let range = piece.range.lowerBound - window.base..<piece.range.upperBound - window.base
                try scanner.scan(window.bytes, range, origin: .text(window), line: piece.number)
            }
        }
        if let failure = window.failure { throw failure }
    }
}
