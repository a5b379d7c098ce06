internal import CPhoneNumbers
internal import TextExtraction

/// Finds telephone numbers by the numbering plans that libphonenumber knows.
struct TelephoneNumbers: TelephoneNumberReader {
    /// Most numbers reported of one text; a piece of a line holds fewer.
    private static let most = 1024

    /// Builds the library's tables, which searches then need no file for.
    ///
    /// Cost: about ten milliseconds.
    static func prepare() {
        _ = cairn_phone_numbers_prepare()
    }

    func numbers(in text: String, region: String) -> [TelephoneNumber] {
        let bytes = Array(text.utf8)
        var found = [cairn_phone_number](repeating: cairn_phone_number(), count: min(Self.most, bytes.count / 7 + 1))
        let count = bytes.withUnsafeBytes { buffer in
            cairn_phone_numbers_find(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                buffer.count,
                region,
                &found,
                Int32(found.count)
            )
        }
        guard count > 0 else { return [] }
        return found.prefix(Int(count)).map { number in
            let range = Int(number.start)..<Int(number.start + number.length)
            let e164 = withUnsafeBytes(of: number.e164) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            return TelephoneNumber(e164: e164, found: String(decoding: bytes[range], as: UTF8.self), range: range)
        }
    }
}
