/// A date and time of the calendar, without place.
struct CivilTime: Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int?

    /// Takes a date and time that exist, from 1970 to 9999.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int?) {
        guard (1970...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(of: month, year), (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second ?? 0)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Reads `2019-04-13T11:02:05`.
    init?(isoText: String) {
        let text = Array(isoText.utf8)
        guard text.count == 19, text[4] == 0x2d, text[7] == 0x2d, text[10] == 0x54, text[13] == 0x3a, text[16] == 0x3a
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            text[range].allSatisfy(Characters.isDigit) ? text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// The date and time in UTC, so many seconds after the start of 1970.
    init?(unixSeconds: Int64) {
        guard (0...253_402_300_799).contains(unixSeconds) else { return nil }
        let days = Int(unixSeconds / 86_400)
        let rest = Int(unixSeconds % 86_400)
        var year = 1970 + days / 366
        while Self.dayNumber(year + 1, 1, 1) <= days { year += 1 }
        var month = 1
        while month < 12, Self.dayNumber(year, month + 1, 1) <= days { month += 1 }
        self.init(
            year: year,
            month: month,
            day: days - Self.dayNumber(year, month, 1) + 1,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60
        )
    }

    /// Seconds since the start of 1970, as if it were UTC.
    var secondsSinceEpoch: Int64 {
        Int64(Self.dayNumber(year, month, day)) * 86_400 + Int64(hour * 3600 + minute * 60 + (second ?? 0))
    }

    /// As RFC 3339 writes it, without offset; seconds not known are zero.
    var text: String {
        "\(year)-\(Self.padded(month))-\(Self.padded(day))T\(Self.padded(hour)):\(Self.padded(minute)):"
            + Self.padded(second ?? 0)
    }

    /// An offset from UTC as RFC 3339 writes it.
    static func offsetText(minutes: Int) -> String {
        guard minutes != 0 else { return "Z" }
        return (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60) + ":" + padded(abs(minutes) % 60)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since the start of 1970.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
        return before * 365 + before / 4 - before / 100 + before / 400 - 719_162 + daysBefore
            + (month > 2 && isLeap(year) ? 1 : 0) + day - 1
    }
}
