public import CaseModel

/// Finds the messages of chat exports and the identifiers in any text.
///
/// Reads exports of WhatsApp (text) and of Telegram Desktop (`result.json`, one chat or a whole account). All other
/// text, such as HTML, XML, tables and source, is searched for identifiers as it stands; strings of JSON are decoded
/// first. Needs neither files nor system calls, so it works inside a locked worker.
public struct TextAnalyser {
    private let region: String

    /// Sets what to look for.
    ///
    /// - Parameter region: The region (ISO 3166-1 alpha-2) of telephone numbers without country code; empty: only
    ///   numbers with one are found.
    public init(region: String) {
        self.region = region
    }

    /// Analyses one text and passes on what is found, in the order of the text.
    ///
    /// A `message` comes before the `identifier`s in it, and these count messages from 0. Offsets are those of the
    /// content as given, whatever its encoding: of the first byte of the identifier; in a message of Telegram, of the
    /// message; in a string of JSON with escapes, of the string.
    ///
    /// Cost: linear; about 20 MB/s, and four to six times the content in memory. Telephone numbers are searched in
    /// 4 MiB of lines that may hold any; a `warning` says when that was not all.
    ///
    /// - Parameters:
    ///   - bytes: The content: UTF-8, UTF-16 or Windows-1252, less than 600 MB.
    ///   - phoneNumbers: What finds telephone numbers.
    ///   - emit: Gets each finding at once.
    /// - Throws: Only what `emit` throws.
    public func analyse(
        bytes: [UInt8],
        phoneNumbers: some TelephoneNumberReader,
        emit: (Finding) throws -> Void
    ) throws {
        try withoutActuallyEscaping(emit) { emit in
            let text = TextDecoder.decode(bytes)
            let scanner = IdentifierScanner(reader: phoneNumbers, region: region, emit: emit)
            try analyse(text, scanner: scanner, emit: emit)
            if scanner.leftTelephoneNumbersOut {
                try emit(.warning("Telephone numbers were searched in the first part of the text only."))
            }
        }
    }

    private func analyse(
        _ text: DecodedText,
        scanner: IdentifierScanner<some TelephoneNumberReader>,
        emit: @escaping (Finding) throws -> Void
    ) throws {
        var rest = (position: 0, line: 1)
        if let export = WhatsAppExport(text, scanner: scanner, emit: emit) { return try export.pass() }
        if var json = JSONText(text, scanner: scanner, emit: emit) {
            guard let place = try json.pass() else { return }
            rest = place
        }
        for line in TextLines(text.utf8, from: rest.position, number: rest.line) {
            try scanner.scan(text.utf8, line.range, origin: .text(text), line: line.number)
        }
    }
}
