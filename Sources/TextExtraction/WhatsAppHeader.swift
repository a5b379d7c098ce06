/// What stands before each message of a WhatsApp export: date, time and either brackets or a dash.
///
/// `[12.04.19, 18:03:22] Name: text` on iOS; `12/04/2019, 18:03 - Name: text` and `4/12/19, 6:03 PM - Name: text` on
/// Android. Marks of direction and the kinds of spaces that exports are strewn with do not matter.
struct WhatsAppHeader {
    /// The three numbers of the date, in order.
    let date: (Int, Int, Int)
    /// Whether the first has four digits, or the third.
    let yearPlace: YearPlace
    /// The byte between the numbers.
    let separator: UInt8
    /// Hour, from 0 to 23.
    let hour: Int
    let minute: Int
    let second: Int?
    /// Whether the time is of twelve hours.
    let hasMeridiem: Bool
    /// The first byte after the header.
    let end: Int

    /// What the number of digits says of the year.
    enum YearPlace {
        case first
        case last
        case unknown
    }

    /// Reads the header of a line, if it has one.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var cursor = Cursor(bytes: bytes, index: range.lowerBound, end: range.upperBound)
        cursor.skipInvisible()
        let isBracketed = cursor.take(UInt8(ascii: "["))
        if isBracketed { cursor.skipSpaces() }
        guard let first = cursor.number(), let separator = cursor.separator(), let second = cursor.number(),
            cursor.separator() == separator, let third = cursor.number(),
            first.digits != 3, second.digits <= 2, third.digits != 3
        else { return nil }
        guard !(first.digits == 4 && third.digits == 4) else { return nil }
        date = (first.value, second.value, third.value)
        yearPlace = first.digits == 4 ? .first : third.digits == 4 ? .last : .unknown
        self.separator = separator
        if separator == UInt8(ascii: ".") { _ = cursor.take(separator) }
        guard let meridiemBefore = cursor.wordBeforeTime(), let hour = cursor.number(), hour.digits <= 2,
            cursor.takeTimeSeparator(), let minute = cursor.number(), minute.digits == 2
        else { return nil }
        var seconds: Int?
        if cursor.takeTimeSeparator() {
            guard let number = cursor.number(), number.digits == 2 else { return nil }
            seconds = number.value
        }
        guard let meridiemAfter = cursor.wordAfterTime(isBracketed: isBracketed) else { return nil }
        // Exports of Android state no seconds; logs with a dash do.
        guard isBracketed || seconds == nil else { return nil }
        let meridiem = meridiemAfter == .none ? meridiemBefore : meridiemAfter
        guard let hourOfDay = meridiem.hour(hour.value), minute.value < 60, seconds ?? 0 < 60 else { return nil }
        self.hour = hourOfDay
        self.minute = minute.value
        self.second = seconds
        hasMeridiem = meridiem != .none
        end = cursor.index
    }

    /// Before noon or after it.
    enum Meridiem {
        case none
        case morning
        case afternoon

        /// The hour of the day; nil if there is no such hour.
        func hour(_ hour: Int) -> Int? {
            switch self {
            case .none: (0...23).contains(hour) ? hour : nil
            case .morning: (0...12).contains(hour) ? hour % 12 : nil
            case .afternoon: (0...12).contains(hour) ? hour % 12 + 12 : nil
            }
        }

        /// What a word says; nil if it is none that stands beside a time.
        init?(_ word: [UInt8]) {
            let text = String(decoding: Characters.lowercased(word).filter { $0 != 0x2e && $0 != 0x2c }, as: UTF8.self)
            switch text {
            case "", "klo", "kl", "um", "at", "à", "às", "las", "alas", "ore", "om", "uhr", "h", "в", "о":
                self = .none
            case "am", "上午", "오전", "午前", "vorm", "ص": self = .morning
            case "pm", "下午", "오후", "午後", "nachm", "م": self = .afternoon
            default: return nil
            }
        }
    }
}

/// Reads a header byte by byte.
private struct Cursor {
    let bytes: [UInt8]
    var index: Int
    let end: Int

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func skipInvisible() { index = Invisible.end(of: bytes, from: index, before: end, withSpaces: false) }

    mutating func skipSpaces() { index = Invisible.end(of: bytes, from: index, before: end, withSpaces: true) }

    mutating func number() -> (value: Int, digits: Int)? {
        let start = index
        var value = 0
        while index < end, index - start < 4, Characters.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > start, index == end || !Characters.isDigit(bytes[index]) else { return nil }
        return (value, index - start)
    }

    /// What stands between the numbers of a date.
    mutating func separator() -> UInt8? {
        skipInvisible()
        guard index < end, [UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-")].contains(bytes[index]) else {
            return nil
        }
        defer {
            index += 1
            skipSpaces()
        }
        return bytes[index]
    }

    mutating func takeTimeSeparator() -> Bool { take(UInt8(ascii: ":")) || take(UInt8(ascii: ".")) }

    /// The gap between date and time, which may hold a word.
    mutating func wordBeforeTime() -> WhatsAppHeader.Meridiem? {
        let start = index
        var word: [UInt8] = []
        while index < end, index - start <= 24, !Characters.isDigit(bytes[index]) {
            let next = Invisible.end(of: bytes, from: index, before: end, withSpaces: true)
            if next > index {
                index = next
            } else {
                word.append(bytes[index])
                index += 1
            }
        }
        guard index > start else { return nil }
        return WhatsAppHeader.Meridiem(word)
    }

    /// What follows the time up to the text.
    mutating func wordAfterTime(isBracketed: Bool) -> WhatsAppHeader.Meridiem? {
        let start = index
        var word: [UInt8] = []
        while index < end, index - start <= 24 {
            let next = Invisible.end(of: bytes, from: index, before: end, withSpaces: true)
            if next > index {
                index = next
            } else if isBracketed ? take(UInt8(ascii: "]")) : takeDash() {
                skipSpace()
                return WhatsAppHeader.Meridiem(word)
            } else {
                word.append(bytes[index])
                index += 1
            }
        }
        return nil
    }

    /// A hyphen or dash with a space, or the end of the line, after it.
    private mutating func takeDash() -> Bool {
        let length =
            bytes[index] == UInt8(ascii: "-")
            ? 1 : Characters.match(bytes, at: index, before: end, "–") ? 3 : 0
        guard length > 0, index + length == end || bytes[index + length] == 0x20 else { return false }
        index += length
        return true
    }

    private mutating func skipSpace() { _ = take(0x20) }
}
