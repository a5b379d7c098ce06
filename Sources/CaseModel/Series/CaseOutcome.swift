/// What an investigation led to.
public enum OutcomeKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Victims who are safe.
    case safeguarded = "victims_safeguarded"
    /// People arrested.
    case arrests
    /// People charged.
    case charges
    /// People sentenced.
    case sentences
}

/// Something that an investigation led to on a day.
public struct CaseOutcome: Hashable, Sendable {
    /// Its number in the store.
    public let id: Int64
    /// What it is.
    public let kind: OutcomeKind
    /// How many.
    public let count: Int
    /// The day, `YYYY-MM-DD`.
    public let day: String
    /// More about it, in one line.
    public let note: String?
    /// The account that put it on record.
    public let author: String
    /// When it was put on record, in UTC (RFC 3339).
    public let at: String

    /// States an outcome.
    public init(id: Int64, kind: OutcomeKind, count: Int, day: String, note: String?, author: String, at: String) {
        self.id = id
        self.kind = kind
        self.count = count
        self.day = day
        self.note = note
        self.author = author
        self.at = at
    }
}

/// A day of the calendar as it is written: `YYYY-MM-DD`.
public enum CalendarDay {
    /// The day as it is written, if it is one of the Gregorian calendar after 1900.
    public static func checked(_ text: some StringProtocol) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1900
        else { return nil }
        guard (1...12).contains(month), (1...lengths(ofYear: year)[month - 1]).contains(day) else { return nil }
        return String(text)
    }

    /// The lengths of a year's months, in days.
    static func lengths(ofYear year: Int) -> [Int] {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }
}
