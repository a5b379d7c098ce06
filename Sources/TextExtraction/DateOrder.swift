/// In which order an export writes day, month and year.
enum DateOrder: CaseIterable {
    case dayMonthYear
    case monthDayYear
    case yearMonthDay

    /// The time that a header states; nil if there is no such date in this order.
    func time(of header: WhatsAppHeader) -> CivilTime? {
        let (first, second, third) = header.date
        let (year, month, day): (Int, Int, Int)
        switch self {
        case .dayMonthYear: (year, month, day) = (third, second, first)
        case .monthDayYear: (year, month, day) = (third, first, second)
        case .yearMonthDay: (year, month, day) = (first, second, third)
        }
        guard header.yearPlace != (self == .yearMonthDay ? .last : .first) else { return nil }
        let fullYear = year < 100 ? 2000 + year : year
        // There was no such programme before 2009.
        guard fullYear >= 2009 else { return nil }
        return CivilTime(
            year: fullYear,
            month: month,
            day: day,
            hour: header.hour,
            minute: header.minute,
            second: header.second
        )
    }
}

/// Finds out the order of dates from all headers of an export.
///
/// The order in which most dates exist wins; among equals the one in which time runs backwards least often; then the
/// usual one for the separator and the clock.
struct DateOrderVote {
    private struct Count {
        var impossible = 0
        var backwards = 0
        var latest: Int64 = 0
    }

    private var counts = [Count](repeating: Count(), count: DateOrder.allCases.count)
    private var slashes = 0
    private var twelveHours = 0
    private var headers = 0

    /// Counts one more header.
    mutating func add(_ header: WhatsAppHeader) {
        headers += 1
        if header.separator == UInt8(ascii: "/") { slashes += 1 }
        if header.hasMeridiem { twelveHours += 1 }
        for (index, order) in DateOrder.allCases.enumerated() {
            guard let seconds = order.time(of: header)?.secondsSinceEpoch else {
                counts[index].impossible += 1
                continue
            }
            if seconds < counts[index].latest { counts[index].backwards += 1 }
            counts[index].latest = seconds
        }
    }

    /// All orders, the likeliest first.
    var ranking: [DateOrder] {
        let looksAmerican = 2 * slashes > headers && 2 * twelveHours > headers
        let usual: [DateOrder] =
            looksAmerican
            ? [.monthDayYear, .dayMonthYear, .yearMonthDay] : [.dayMonthYear, .monthDayYear, .yearMonthDay]
        let ranked = usual.enumerated().sorted { left, right in
            let (first, second) = (count(left.element), count(right.element))
            return (first.impossible, first.backwards, left.offset) < (
                second.impossible, second.backwards, right.offset
            )
        }
        return ranked.map(\.element)
    }

    /// Whether day and month could as well be the other way round.
    var isUncertain: Bool {
        let (first, second) = (count(.dayMonthYear), count(.monthDayYear))
        return headers > 0 && first.impossible == second.impossible && first.backwards == second.backwards
            && ranking.first != .yearMonthDay
    }

    private func count(_ order: DateOrder) -> Count {
        counts[DateOrder.allCases.firstIndex(of: order) ?? 0]
    }
}
