/// How long a session lasts; all times in seconds since 1970.
public enum SessionRule {
    /// How long a session may be idle, in seconds.
    public static let idle: Int64 = 30 * 60
    /// How long a session may last in all, in seconds.
    public static let longest: Int64 = 12 * 3600
    /// How often its use is noted at most, in seconds, so that requests that only read stay so.
    public static let noted: Int64 = 60

    /// When a session ends if it is not used again.
    public static func end(startedAt: Int64, usedAt: Int64) -> Int64 {
        min(usedAt + idle, startedAt + longest)
    }

    /// Whether a session still holds.
    public static func isAlive(startedAt: Int64, usedAt: Int64, now: Int64) -> Bool {
        now < end(startedAt: startedAt, usedAt: usedAt)
    }
}
