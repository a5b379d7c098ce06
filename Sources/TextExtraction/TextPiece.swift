/// What a piece of text holds at a glance, so that most searches can be left out.
struct TextPiece {
    /// Whether there is a sign of mailboxes and handles.
    private(set) var hasAt = false
    /// Whether there may be a mailbox with its sign written out.
    private(set) var hasObfuscation = false
    /// Whether there may be the address of a page.
    private(set) var hasSlashOrHost = false
    /// Letters and digits in the longest word.
    private(set) var longestWord = 0
    /// Whether there may be the address of a network interface.
    private(set) var hasPairs = false
    private var longestNumber = 0
    private var hasPlus = false

    /// Looks through a piece once.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        var word = 0
        var digits = 0
        for index in range {
            let byte = bytes[index]
            if Characters.isLetterOrDigit(byte) {
                word += 1
                if Characters.isDigit(byte) {
                    digits += 1
                    longestNumber = max(longestNumber, digits)
                } else if byte | 0x20 != UInt8(ascii: "x") {
                    digits = 0
                    if byte | 0x20 == UInt8(ascii: "w"),
                        Characters.match(bytes, at: index, before: range.upperBound, "www.")
                    {
                        hasSlashOrHost = true
                    }
                }
                continue
            }
            longestWord = max(longestWord, word)
            word = 0
            switch byte {
            case UInt8(ascii: "@"): hasAt = true
            case UInt8(ascii: "/"): hasSlashOrHost = true
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "&"):
                hasObfuscation = true
            case UInt8(ascii: "+"): hasPlus = true
            case UInt8(ascii: ":"), UInt8(ascii: "-"):
                if index >= range.lowerBound + 2, index + 3 < range.upperBound, bytes[index + 3] == byte {
                    hasPairs = true
                }
            case 0x80...:
                guard Self.isForeignDigit(bytes, at: index, before: range.upperBound) else { continue }
                digits += 1
                longestNumber = max(longestNumber, digits)
                // The plus sign of full width.
                if byte == 0xef, bytes[index + 2] == 0x8b { hasPlus = true }
            default: break
            }
        }
        longestWord = max(longestWord, word)
    }

    /// Whether there are digits enough, and the sign of a country's code where one is needed.
    func mayHoldTelephoneNumber(region: String) -> Bool {
        longestNumber >= 7 && (hasPlus || !region.isEmpty)
    }

    /// Whether there are digits enough for the number of a device or a SIM card, spread over groups or not.
    var mayHoldDeviceNumber: Bool { longestNumber >= 14 }

    /// Digits of Arabic, of Persian and of full width, with their plus sign.
    private static func isForeignDigit(_ bytes: [UInt8], at index: Int, before end: Int) -> Bool {
        guard index + 1 < end else { return false }
        let next = bytes[index + 1]
        switch bytes[index] {
        case 0xd9: return next >= 0xa0 && next <= 0xa9
        case 0xdb: return next >= 0xb0 && next <= 0xb9
        case 0xef: return next == 0xbc && index + 2 < end && bytes[index + 2] >= 0x8b && bytes[index + 2] <= 0x99
        default: return false
        }
    }

    /// Where a piece ends that starts here: at the end of the line if that is near, else at a place that no
    /// identifier crosses.
    static func end(in bytes: [UInt8], from start: Int, before end: Int, limit: Int = TextLimits.piece) -> Int {
        guard end - start > limit else { return end }
        let latest = start + limit
        let earliest = latest - TextLimits.piece / 2
        var between: Int?
        for index in stride(from: latest, to: earliest, by: -1) {
            guard isGap(bytes[index - 1]) else { continue }
            // Telephone numbers hold spaces, so a gap away from digits is better.
            if !isNumeric(bytes[index - 2]), !isNumeric(bytes[index]) { return index }
            between = between ?? index
        }
        if let between { return between }
        var cut = latest
        while cut > earliest, !Characters.isLeading(bytes[cut]) { cut -= 1 }
        return cut
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        Characters.isDigit(byte) || (byte >= 0x28 && byte <= 0x2f) || byte >= 0x80 || byte == 0x20
    }
}
