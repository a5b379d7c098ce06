import Statistics
import TestSupport
import Testing

/// Records that look like an operation's, made from a seed.
struct RandomRecords {
    /// What kind of records.
    enum Shape: String, CaseIterable {
        /// Skewed codes, some missing, dates in order.
        case usual
        /// As usual, with many countries, so that most of their counts are small.
        case manyCountries
        /// All alike but for one.
        case oneDiffers
        /// One category of each variable, nothing missing.
        case allAlike
        /// Every code equally often.
        case even
    }

    private var random: SeededGenerator
    private let shape: Shape

    /// Makes a snapshot with a number of victims, half as many series and five times as many media.
    static func snapshot(_ shape: Shape, victims count: Int, seed: UInt64) throws -> Snapshot {
        var records = RandomRecords(random: SeededGenerator(seed: seed), shape: shape)
        return try records.snapshot(victims: count)
    }

    private mutating func snapshot(victims count: Int) throws -> Snapshot {
        let victims = try (0..<count).map { try victim($0, isOdd: $0 == 0 && shape == .oneDiffers) }
        let offenders = (0..<(count + 2) / 3).map { OffenderRecord(number: "O-\($0)", sex: code(["m", "f"])) }
        let series = (0..<(count + 1) / 2).map { number in
            SeriesRecord(
                number: "S-\(number)",
                victims: (0..<Int.random(in: 0...2, using: &random)).map { _ in some("V", count) },
                offenders: (0..<Int.random(in: 0...2, using: &random)).map { _ in some("O", (count + 2) / 3) }
            )
        }
        let media = (0..<count * 5).map { number in
            MediaRecord(
                number: "M-\(number)",
                kind: code(["image", "video", "audio"]),
                severity: code(["A", "B", "C"]).map { SeverityCode(scheme: "x", version: "1", code: $0) },
                series: some("S", (count + 1) / 2)
            )
        }
        return try Snapshot(
            taken: #require(CalendarDate("2026-11-27")),
            salt: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) },
            victims: victims,
            offenders: offenders,
            series: series,
            media: media
        )
    }

    private mutating func victim(_ number: Int, isOdd: Bool) throws -> VictimRecord {
        if isOdd { return VictimRecord(number: "V-\(number)", status: "unidentified", sex: "m", ageBand: "0-2") }
        let status = code(["identified", "unidentified", "safeguarded"])
        let seen = Int.random(in: 2017...2022, using: &random)
        let day = CalendarDate(
            year: shape == .allAlike ? 2020 : seen,
            month: .random(in: 1...12, using: &random),
            day: .random(in: 1...28, using: &random)
        )
        let identified = try #require(
            CalendarDate(
                year: seen + .random(in: 0...3, using: &random),
                month: .random(in: 1...12, using: &random),
                day: 9
            )
        )
        let countries = shape == .manyCountries ? (0..<40).map { "C\($0)" } : ["AA", "BB", "CC", "DD"]
        let country = countries[Int.random(in: 0..<(shape == .allAlike ? 1 : countries.count), using: &random)]
        return VictimRecord(
            number: "V-\(number)",
            status: status,
            statusDates: status == "unidentified" || shape == .oneDiffers ? [:] : ["identified": identified],
            sex: code(["f", "m"]),
            ageBand: code(["7-10", "3-6", "11-13", "14-15", "16-17", "0-2"]),
            country: shape == .oneDiffers || Bool.random(using: &random) ? .confirmed(country) : .suspected(country),
            firstSeen: shape == .oneDiffers ? nil : day,
            recording: code(["third_party", "self_produced"]).flatMap(Recording.init(rawValue:))
        )
    }

    private mutating func some(_ letter: String, _ count: Int) -> String {
        "\(letter)-\(Int.random(in: 0..<max(1, count), using: &random))"
    }

    /// A code: each about half as often as the one before it, and missing now and then.
    private mutating func code(_ codes: [String]) -> String? {
        switch shape {
        case .allAlike, .oneDiffers: return codes.first
        case .even: return codes.randomElement(using: &random)
        case .usual, .manyCountries:
            for code in codes where Bool.random(using: &random) { return code }
            return Int.random(in: 0..<4, using: &random) == 0 ? nil : codes.first
        }
    }
}
