internal import CaseModel

/// Numbers of mobile devices (IMEI, IMEISV), of SIM cards (ICCID) and of subscriptions (IMSI): their check digits, and
/// what stands in for a number that is not known.
///
/// Source: 3GPP TS 23.003, sections 2.2 and 6; ITU-T E.118.
enum DeviceNumber {
    /// Values that many programs and forms show instead of a number.
    private static let placeholders: Set<String> = [
        "123456789012345", "1234567890123456", "012345678901234", "0123456789012345", "004999010640000",
        "8912345678901234567", "89123456789012345678",
    ]

    /// The number of a device: 15 digits with check digit, 16 with the version of its software.
    ///
    /// - Parameter digits: 15 or 16 digits, or 14 without the check digit, which then is added.
    /// - Returns: The identifier, or nil if the check digit is wrong or the number stands for none.
    static func imei(_ digits: [UInt8]) -> Identifier? {
        guard !isPlaceholder(digits), (14...16).contains(digits.count) else { return nil }
        // The identity of all test devices, and of those whose number was never written.
        guard digits[0] != 0x30 || digits[1] != 0x30 else { return nil }
        switch digits.count {
        case 14:
            let check = (0x30...0x39).first { isLuhn(digits + [$0]) }
            return check.map { Identifier(type: .imei, value: text(digits + [$0])) }
        case 15: return isLuhn(digits) ? Identifier(type: .imei, value: text(digits)) : nil
        default: return Identifier(type: .imei, value: text(digits))
        }
    }

    /// The number of a SIM card.
    static func iccid(_ digits: [UInt8]) -> Identifier? {
        guard digits.count == 19 || digits.count == 20, digits.starts(with: "89".utf8), !isPlaceholder(digits),
            Set(digits.dropFirst(4).dropLast()).count > 1, isLuhn(digits)
        else { return nil }
        return Identifier(type: .iccid, value: text(digits))
    }

    /// The number of a subscription: it starts with the code of a country, or that of international networks.
    static func imsi(_ digits: [UInt8]) -> Identifier? {
        guard digits.count == 14 || digits.count == 15, !isPlaceholder(digits) else { return nil }
        let country = digits.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (202...799).contains(country) || country == 901 else { return nil }
        return Identifier(type: .imsi, value: text(digits))
    }

    /// Whether the last digit is the check digit of those before it.
    static func isLuhn(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 0x30)
            sum += place % 2 == 0 ? value : value < 5 ? 2 * value : 2 * value - 9
        }
        return sum % 10 == 0
    }

    private static func isPlaceholder(_ digits: [UInt8]) -> Bool {
        Set(digits.dropFirst().dropLast()).count < 2 || placeholders.contains(text(digits))
    }

    private static func text(_ digits: [UInt8]) -> String { String(decoding: digits, as: UTF8.self) }
}

/// Hardware addresses of network interfaces.
enum HardwareAddress {
    /// First bytes that belong to no single device: unassigned, shared protocols, containers, examples.
    private static let sharedPrefixes: [[UInt8]] = [
        [0x00, 0x00, 0x00], [0x00, 0x00, 0x5e], [0x02, 0x42, 0xac], [0x02, 0x00, 0x00, 0x00], [0x12, 0x34, 0x56],
        [0xaa, 0xbb, 0xcc], [0xde, 0xad, 0xbe, 0xef], [0x00, 0x11, 0x22, 0x33], [0x0a, 0x0b, 0x0c, 0x0d],
    ]

    /// The address of six bytes, unless it names a group, everyone, or nobody.
    static func identifier(_ bytes: [UInt8]) -> Identifier? {
        guard bytes.count == 6, bytes[0] & 1 == 0, Set(bytes).count > 2,
            !sharedPrefixes.contains(where: { bytes.starts(with: $0) })
        else { return nil }
        var text: [UInt8] = []
        for byte in bytes {
            if !text.isEmpty { text.append(UInt8(ascii: ":")) }
            text.append(hexadecimal(byte >> 4))
            text.append(hexadecimal(byte & 15))
        }
        return Identifier(type: .mac, value: String(decoding: text, as: UTF8.self))
    }

    /// Reads an address written as six pairs, three groups of four, or twelve digits.
    static func identifier(written text: ArraySlice<UInt8>) -> Identifier? {
        var digits: [UInt8] = []
        for byte in text {
            if Characters.isHexadecimal(byte) {
                digits.append(byte)
            } else if ![UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x20].contains(byte) {
                return nil
            }
        }
        guard digits.count == 12 else { return nil }
        return identifier(stride(from: 0, to: 12, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) })
    }

    /// Those in a stretch of text, written as pairs with colons, or with hyphens and a letter among the digits.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        var index = range.lowerBound
        while index + 17 <= range.upperBound {
            let isBounded = index == range.lowerBound || !continues(bytes[index - 1])
            guard isBounded, Characters.isHexadecimal(bytes[index]),
                isAddress(bytes, at: index, before: range.upperBound)
            else {
                index += 1
                continue
            }
            let stretch = index..<index + 17
            // Without a letter, a date with a time is written alike.
            if bytes[stretch].contains(where: Characters.isLetter),
                let address = identifier(written: bytes[stretch])
            {
                hits.append(IdentifierHit(address.type, address.value, stretch))
            }
            index += 17
        }
        return hits
    }

    /// Whether six pairs with one separator stand here, and no more than six.
    private static func isAddress(_ bytes: [UInt8], at start: Int, before end: Int) -> Bool {
        let separator = bytes[start + 2]
        guard separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-") else { return false }
        for pair in 0..<6 {
            let place = start + 3 * pair
            guard Characters.isHexadecimal(bytes[place]), Characters.isHexadecimal(bytes[place + 1]),
                pair == 5 || bytes[place + 2] == separator
            else { return false }
        }
        return start + 17 == end || !continues(bytes[start + 17])
    }

    private static func continues(_ byte: UInt8) -> Bool {
        Characters.isLetterOrDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
    }

    private static func value(_ digit: UInt8) -> UInt8 {
        Characters.isDigit(digit) ? digit - 0x30 : (digit | 0x20) - 0x57
    }

    private static func hexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
