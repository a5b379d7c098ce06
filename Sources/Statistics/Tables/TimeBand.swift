/// The bands into which the time from first seen to identified falls.
enum TimeBand {
    /// Identified before being seen: nothing was waited for, and it is not in the median.
    static let before = Category.code(["before"])

    /// First and last days of the other bands; the last one has no end.
    private static let bounds: [(first: Int, last: Int?)] = [
        (0, 30), (31, 90), (91, 182), (183, 365), (366, 730), (731, 1825), (1826, nil),
    ]

    /// All bands from the shortest to the longest, ``before`` first.
    static let all: [Category] = [before] + bounds.map { .code([name($0)]) }

    /// The band of a number of days.
    static func of(days: Int) -> Category {
        guard days >= 0, let band = bounds.last(where: { $0.first <= days }) else { return before }
        return .code([name(band)])
    }

    private static func name(_ band: (first: Int, last: Int?)) -> String {
        band.last.map { "\(band.first)-\($0)" } ?? "\(band.first)+"
    }
}

extension VictimRecord {
    /// Days from first seen to identified; nil without both.
    var daysToIdentification: Int? {
        guard let firstSeen, let identified = statusDates[Self.identifiedStatus] else { return nil }
        return firstSeen.days(to: identified)
    }
}
