import CaseModel
import TestSupport
import TextExtraction

/// Finds what looks like `+` and nine to fifteen digits, so that these tests need no library.
struct PlainNumbers: TelephoneNumberReader {
    func numbers(in text: String, region: String) -> [TelephoneNumber] {
        let bytes = Array(text.utf8)
        var numbers: [TelephoneNumber] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "+") else {
                index += 1
                continue
            }
            let start = index
            var end = index + 1
            var digits: [UInt8] = []
            index += 1
            while index < bytes.count, bytes[index] == 0x20 || (0x30...0x39).contains(bytes[index]) {
                if bytes[index] != 0x20 {
                    digits.append(bytes[index])
                    end = index + 1
                }
                index += 1
            }
            if (9...15).contains(digits.count) {
                numbers.append(
                    TelephoneNumber(
                        e164: "+" + String(decoding: digits, as: UTF8.self),
                        found: String(decoding: bytes[start..<end], as: UTF8.self),
                        range: start..<end
                    )
                )
            }
        }
        return numbers
    }
}

/// Everything found in one text.
struct Extraction {
    private(set) var messages: [ChatMessage] = []
    private(set) var occurrences: [IdentifierOccurrence] = []
    private(set) var warnings: [String] = []
    private(set) var tables: [TableDetails] = []

    init(_ bytes: [UInt8], region: String = "") throws {
        try TextAnalyser(region: region).analyse(bytes: bytes, phoneNumbers: PlainNumbers()) { finding in
            switch finding {
            case .message(let message): messages.append(message)
            case .identifier(let occurrence): occurrences.append(occurrence)
            case .table(let table): tables.append(table)
            case .warning(let text): warnings.append(text)
            default: warnings.append("A finding of another kind.")
            }
        }
    }

    init(_ text: String, region: String = "") throws {
        try self.init(Array(text.utf8), region: region)
    }

    /// The normal forms of one type, in order.
    func values(_ type: IdentifierType) -> [String] {
        occurrences.map(\.identifier).filter { $0.type == type }.map(\.value)
    }
}
