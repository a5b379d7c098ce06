import CSodium

/// Comparison that takes the same time wherever two secrets differ.
public enum ConstantTime {
    /// Whether two secrets are equal; only their lengths can be learned from the time it takes.
    public static func areEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        first.count == second.count && sodium_memcmp(first, second, first.count) == 0
    }

    /// Whether two secret texts are equal, byte by byte.
    public static func areEqual(_ first: String, _ second: String) -> Bool {
        areEqual(Array(first.utf8), Array(second.utf8))
    }
}
