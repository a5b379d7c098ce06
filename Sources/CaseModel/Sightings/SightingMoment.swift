/// When something was seen: a day such as `2026-05-01`, or a time in UTC such as `2026-05-01T10:30:00Z`.
public enum SightingMoment {
    private static let secondsOfDay = 86_400

    /// The normal form of a day, or of a time with its offset (RFC 3339, to the second); nil for anything else.
    public static func checked(_ text: String) -> String? {
        if let day = CalendarDay.checked(text) { return day }
        guard let parts = Parts(text), let offset = parts.offset else { return nil }
        let moment = Self.text(ofSecond: parts.second - offset)
        return CalendarDay.checked(moment.prefix(10)) == nil ? nil : moment
    }

    /// Seconds since 1970 of a day's beginning or of a time; nil for anything else.
    ///
    /// A time without offset is taken as UTC.
    public static func second(of text: String) -> Int? {
        if let day = CalendarDay.checked(text) { return CalendarDay.number(of: day).map { $0 * secondsOfDay } }
        return Parts(text).map { $0.second - ($0.offset ?? 0) }
    }

    /// Whether a moment is surely before another, both in normal form; a day is not before a time of that day.
    public static func isBefore(_ first: String, _ second: String) -> Bool {
        let length = min(first.utf8.count, second.utf8.count)
        return Array(first.utf8.prefix(length)).lexicographicallyPrecedes(Array(second.utf8.prefix(length)))
    }

    private static func text(ofSecond second: Int) -> String {
        let rest = (second % secondsOfDay + secondsOfDay) % secondsOfDay
        let day = (second - rest) / secondsOfDay
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(CalendarDay.text(ofNumber: day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// A time as it is written.
    private struct Parts {
        /// Seconds since 1970 by the clock that was read.
        let second: Int
        /// How far that clock is ahead of UTC, in seconds; nil if it does not say.
        let offset: Int?

        init?(_ text: String) {
            guard let day = CalendarDay.checked(text.prefix(10)), let number = CalendarDay.number(of: day) else {
                return nil
            }
            var rest = text.utf8.dropFirst(10)
            guard let separator = rest.popFirst(), "Tt ".utf8.contains(separator),
                let hour = Self.number(&rest, upTo: 23), rest.popFirst() == UInt8(ascii: ":"),
                let minute = Self.number(&rest, upTo: 59)
            else { return nil }
            var seconds = 0
            if rest.first == UInt8(ascii: ":") {
                rest = rest.dropFirst()
                guard let read = Self.number(&rest, upTo: 59) else { return nil }
                seconds = read
                if rest.first == UInt8(ascii: ".") {
                    let digits = rest.dropFirst().prefix { Self.digits.contains($0) }
                    guard !digits.isEmpty else { return nil }
                    rest = rest.dropFirst(digits.count + 1)
                }
            }
            second = number * secondsOfDay + hour * 3600 + minute * 60 + seconds
            switch rest.popFirst() {
            case nil: offset = nil
            case UInt8(ascii: "Z"), UInt8(ascii: "z"):
                guard rest.isEmpty else { return nil }
                offset = 0
            case let sign? where sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"):
                guard let hours = Self.number(&rest, upTo: 14), rest.popFirst() == UInt8(ascii: ":"),
                    let minutes = Self.number(&rest, upTo: 59), rest.isEmpty
                else { return nil }
                offset = (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "+") ? 1 : -1)
            default: return nil
            }
        }

        private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

        private static func number(_ rest: inout Substring.UTF8View, upTo most: Int) -> Int? {
            let two = rest.prefix(2)
            guard two.count == 2, two.allSatisfy(digits.contains) else { return nil }
            rest = rest.dropFirst(2)
            let number = two.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            return number <= most ? number : nil
        }
    }
}

extension CalendarDay {
    /// Days from 1970-01-01 to a day as it is written; nil if it is none.
    public static func number(of text: some StringProtocol) -> Int? {
        guard let day = checked(text) else { return nil }
        let parts = day.split(separator: "-").compactMap { Int($0) }
        return firstDay(ofYear: parts[0]) + lengths(ofYear: parts[0]).prefix(parts[1] - 1).reduce(0, +) + parts[2] - 1
    }

    /// The day that so many days after 1970-01-01 is.
    public static func text(ofNumber number: Int) -> String {
        // No year is longer than 366 days, so this is never too late, and too early by few years.
        var year = 1970 + (number >= 0 ? number / 366 : number / 365 - 1)
        while firstDay(ofYear: year + 1) <= number { year += 1 }
        var rest = number - firstDay(ofYear: year)
        var month = 1
        for length in lengths(ofYear: year) {
            guard rest >= length else { break }
            rest -= length
            month += 1
        }
        func padded(_ number: Int, _ length: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(0, length - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(rest + 1, 2))"
    }

    private static func firstDay(ofYear year: Int) -> Int {
        func leapYears(before year: Int) -> Int { (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 }
        return 365 * (year - 1970) + leapYears(before: year) - leapYears(before: 1970)
    }
}
