import Foundation

/// Times as the store keeps them: RFC 3339 in UTC.
public enum Timestamp {
    /// The present moment, to the millisecond.
    public static func now() -> String {
        Date().formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: TimeZone(secondsFromGMT: 0) ?? .gmt)
        )
    }
}
