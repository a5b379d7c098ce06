import COpenSSL
import CaseModel
import Foundation

/// The records of one moment, frozen, in the only form that has their number.
///
/// Whoever has the bytes can make the same tables again. The salt keeps the number from giving the records away: without it,
/// few records could be found by trying all that are possible until the digest is the same.
public struct Snapshot: Hashable, Sendable {
    /// The day on which it was taken.
    public let taken: CalendarDate
    /// All victims, by number.
    public let victims: [VictimRecord]
    /// All offenders, by number.
    public let offenders: [OffenderRecord]
    /// All series, by number.
    public let series: [SeriesRecord]
    /// All media, by number.
    public let media: [MediaRecord]
    /// The canonical JSON that states it all.
    public let bytes: [UInt8]
    /// The SHA-256 of the bytes: 64 hexadecimal digits.
    public let number: String

    /// Freezes records; their order does not matter.
    ///
    /// - Parameters:
    ///   - taken: The day.
    ///   - salt: At least 16 random bytes, as of ``freshSalt()``.
    ///   - victims: All victims.
    ///   - offenders: All offenders.
    ///   - series: All series.
    ///   - media: All media.
    /// - Throws: ``StatisticsError`` if a number is invalid or occurs twice, or the salt is short.
    public init(
        taken: CalendarDate,
        salt: [UInt8],
        victims: [VictimRecord],
        offenders: [OffenderRecord],
        series: [SeriesRecord],
        media: [MediaRecord]
    ) throws(StatisticsError) {
        guard salt.count >= 16 else { throw .shortSalt }
        self.taken = taken
        self.victims = try Self.ordered(victims, .victims, by: \.number)
        self.offenders = try Self.ordered(offenders, .offenders, by: \.number)
        self.series = try Self.ordered(series, .series, by: \.number)
        self.media = try Self.ordered(media, .media, by: \.number)
        bytes =
            CanonicalJSON.object([
                (key: "format", value: .text(Self.format)), (key: "version", value: .integer(Self.version)),
                (key: "salt", value: .text(salt.hexadecimal)), (key: "taken", value: .text(taken.description)),
                (key: "victims", value: .list(self.victims.map(\.canonical))),
                (key: "offenders", value: .list(self.offenders.map(\.canonical))),
                (key: "series", value: .list(self.series.map(\.canonical))),
                (key: "media", value: .list(self.media.map(\.canonical))),
            ]).bytes
        number = try Self.digest(bytes)
    }

    /// Reads a snapshot from its bytes.
    ///
    /// - Parameter bytes: What ``bytes`` gave.
    /// - Throws: ``StatisticsError`` unless they are exactly those of a snapshot.
    public init(bytes: [UInt8]) throws(StatisticsError) {
        guard let stated = try? JSONDecoder().decode(Stated.self, from: Data(bytes)), stated.format == Self.format,
            stated.version == Self.version, let salt = [UInt8](hexadecimal: stated.salt)
        else { throw .unreadable }
        try self.init(
            taken: stated.taken,
            salt: salt,
            victims: stated.victims,
            offenders: stated.offenders,
            series: stated.series,
            media: stated.media
        )
        guard self.bytes == bytes else { throw .notCanonical }
    }

    /// Random bytes for one snapshot, from the operating system.
    public static func freshSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static let format = "cairn-statistics-snapshot"
    private static let version: Int64 = 1

    private struct Stated: Decodable {
        let format: String
        let version: Int64
        let salt: String
        let taken: CalendarDate
        let victims: [VictimRecord]
        let offenders: [OffenderRecord]
        let series: [SeriesRecord]
        let media: [MediaRecord]
    }

    private static func ordered<Record>(
        _ records: [Record],
        _ kind: RecordClass,
        by number: (Record) -> String
    ) throws(StatisticsError) -> [Record] {
        for record in records {
            let text = number(record).utf8
            guard (1...64).contains(text.count), text.allSatisfy({ (0x20...0x7e).contains($0) }) else {
                throw .invalidNumber(kind)
            }
        }
        let sorted = records.sorted { number($0) < number($1) }
        for (left, right) in zip(sorted, sorted.dropFirst()) where number(left) == number(right) {
            throw .repeatedNumber(kind, number(left))
        }
        return sorted
    }

    private static func digest(_ bytes: [UInt8]) throws(StatisticsError) -> String {
        var value = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &value, &length, EVP_sha256(), nil) == 1, length == 32 else {
            throw .digestUnavailable
        }
        return value.hexadecimal
    }
}
