import CaseModel

/// Something that was seen, as the time line and the map of a case draw it.
struct SeenMark: Hashable {
    /// The row of the tables that says the same.
    let anchor: String
    /// The line of the time line that it is on, from 0.
    let lane: Int
    /// A short name.
    let label: String
    /// The same as the row, in one line.
    let description: String
    /// First and last moment, in seconds since 1970; nil if they are not known.
    let time: ClosedRange<Int>?
    let position: GeographicPoint?
}

/// Moments laid out along a line, a lane for each sort: the same input gives the same drawing.
struct SeenTimeLine: Hashable {
    struct Bar: Hashable {
        let mark: SeenMark
        let x, y, width: Int
    }

    struct Lane: Hashable {
        let number: Int
        let y, height: Int
    }

    struct Tick: Hashable {
        let x: Int
        let text: String
    }

    static let width = 1000
    static let barHeight = 16
    /// Where the names of lanes end and time begins.
    private static let start = 190
    private static let end = 970
    private static let rowHeight = 22
    private static let mostRows = 8
    private static let leastWidth = 10
    private static let secondsOfDay = 86_400
    private static let mostTicks = 7

    let bars: [Bar]
    let lanes: [Lane]
    let ticks: [Tick]
    let height: Int
    /// The first and the last moment.
    let range: ClosedRange<Int>

    /// Lays out marks; nil if the time of none is known.
    init?(_ marks: [SeenMark]) {
        let timed = marks.filter { $0.time != nil }.sorted {
            ($0.time?.lowerBound ?? 0, $0.anchor) < ($1.time?.lowerBound ?? 0, $1.anchor)
        }
        guard let first = timed.compactMap(\.time?.lowerBound).min(),
            let last = timed.compactMap(\.time?.upperBound).max()
        else { return nil }
        let span = max(last - first, Self.secondsOfDay)
        func x(_ second: Int) -> Int {
            Self.start + Int(Double(second - first) / Double(span) * Double(Self.end - Self.start - Self.leastWidth))
        }
        var bars: [Bar] = []
        var lanes: [Lane] = []
        var top = 0
        for lane in Set(timed.map(\.lane)).sorted() {
            // Where each row of the lane is free again; what finds all taken goes over the last.
            var rows: [Int] = []
            for mark in timed where mark.lane == lane {
                guard let time = mark.time else { continue }
                let left = x(time.lowerBound)
                let width = max(x(time.upperBound) - left, Self.leastWidth)
                let free = rows.firstIndex { $0 < left } ?? min(rows.count, Self.mostRows - 1)
                if free == rows.count { rows.append(0) }
                rows[free] = max(rows[free], left + width)
                bars.append(Bar(mark: mark, x: left, y: top + 6 + free * Self.rowHeight, width: width))
            }
            let height = rows.count * Self.rowHeight + 6
            lanes.append(Lane(number: lane, y: top, height: height))
            top += height + 4
        }
        self.bars = bars
        self.lanes = lanes
        ticks = Self.ticks(first...(first + span)).map { Tick(x: x($0.second), text: $0.text) }
        height = top + 26
        range = first...last
    }

    /// Days, firsts of months or of years, a round number of them apart.
    private static func ticks(_ range: ClosedRange<Int>) -> [(second: Int, text: String)] {
        let days = range.lowerBound / secondsOfDay...range.upperBound / secondsOfDay
        let length = days.count
        if length <= 60 {
            let step = max(1, (length + mostTicks - 1) / mostTicks)
            return stride(from: days.lowerBound, through: days.upperBound, by: step).compactMap { day in
                tick(day, CalendarDay.text(ofNumber: day), range)
            }
        }
        let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].first { length / 30 / $0 < mostTicks } ?? 1200
        func month(_ day: Int) -> Int {
            let parts = CalendarDay.text(ofNumber: day).split(separator: "-").compactMap { Int($0) }
            return parts[0] * 12 + parts[1] - 1
        }
        let first = (month(days.lowerBound) + months - 1) / months * months
        return stride(from: first, through: month(days.upperBound), by: months).compactMap { number in
            let name = "\(number / 12)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)"
            guard let day = CalendarDay.number(of: name + "-01") else { return nil }
            return tick(day, months < 12 ? name : "\(number / 12)", range)
        }
    }

    private static func tick(_ day: Int, _ text: String, _ range: ClosedRange<Int>) -> (second: Int, text: String)? {
        range.contains(day * secondsOfDay) ? (day * secondsOfDay, text) : nil
    }
}
