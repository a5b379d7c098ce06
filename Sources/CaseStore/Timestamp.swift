import Foundation

/// Times as the store keeps them: RFC 3339 in UTC.
public enum Timestamp {
    private static let style = Date.ISO8601FormatStyle(
        includingFractionalSeconds: true,
        timeZone: TimeZone(secondsFromGMT: 0) ?? .gmt
    )

    /// The present moment, to the millisecond.
    public static func now() -> String { Date().formatted(style) }

    /// A moment given in seconds since 1970.
    public static func text(ofSecond seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}
