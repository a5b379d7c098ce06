/// Failed logins of one account from one address, and when they lock it.
///
/// An attempt counts before its password is checked, so that many at once are no way around; one that succeeds is
/// forgotten. All times are in seconds since 1970.
public struct LockOut: Hashable, Sendable {
    /// How many attempts may fail within ``window``.
    public static let attempts = 10
    /// How long an attempt counts, in seconds.
    public static let window: Int64 = 15 * 60
    /// The first lock, in seconds; each further one is twice as long.
    public static let firstLock: Int64 = 15 * 60
    /// The longest lock, in seconds, and how long earlier locks are remembered.
    public static let longestLock: Int64 = 24 * 3600

    /// Attempts that count now.
    public private(set) var failures: Int
    /// When the first of them was.
    public private(set) var since: Int64
    /// How many locks there were.
    public private(set) var locks: Int
    /// When the last lock ends.
    public private(set) var lockedUntil: Int64

    /// Takes up what was kept.
    public init(failures: Int = 0, since: Int64 = 0, locks: Int = 0, lockedUntil: Int64 = 0) {
        self.failures = failures
        self.since = since
        self.locks = locks
        self.lockedUntil = lockedUntil
    }

    /// When all this may be forgotten.
    public var forgottenAt: Int64 { max(since + Self.window, locks > 0 ? lockedUntil + Self.longestLock : 0) }

    /// What becomes of an attempt.
    public enum Answer: Hashable, Sendable {
        /// It may be checked, and counts as failed until it is withdrawn.
        case mayTry
        /// It is refused for so many seconds; `isNew` if this attempt began the lock.
        case locked(seconds: Int64, isNew: Bool)
    }

    /// Counts an attempt.
    public mutating func attempt(at now: Int64) -> Answer {
        if now >= forgottenAt { self = LockOut() }
        if now < lockedUntil { return .locked(seconds: lockedUntil - now, isNew: false) }
        if now >= since + Self.window { failures = 0 }
        guard failures < Self.attempts else {
            let seconds = min(Self.firstLock << min(locks, 10), Self.longestLock)
            locks += 1
            failures = 0
            lockedUntil = now + seconds
            return .locked(seconds: seconds, isNew: true)
        }
        if failures == 0 { since = now }
        failures += 1
        return .mayTry
    }

    /// Takes back one attempt that turned out not to have failed.
    public mutating func withdraw() {
        failures = max(0, failures - 1)
    }
}
