/// A sum over bytes that shows changed, lost and exchanged words (Fletcher 1982, with words of 64 bits).
struct RunningSum {
    private var first: UInt64 = 1
    private var second: UInt64 = 0

    var value: UInt64 { first ^ (second << 1 | second >> 63) }

    /// Adds bytes; all but the last call must add a multiple of eight.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let whole = bytes.count / 8
        for index in 0..<whole {
            first &+= bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
            second &+= first
        }
        var rest: UInt64 = 0
        for index in (whole * 8)..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
        if whole * 8 < bytes.count {
            first &+= rest
            second &+= first
        }
    }
}
