/// The sponge behind SHA3-256 (onion addresses) and Keccak-256 (Ethereum's addresses), which differ in one byte.
///
/// Source: FIPS 202; the padding of Keccak-256 is that of the submission before the standard.
enum Keccak {
    /// Bytes taken in at once for a digest of 256 bits.
    private static let rate = 136

    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]

    private static let rotations: [UInt64] = [
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
    ]

    private static let lanes: [Int] = [
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
    ]

    /// SHA3-256: 32 bytes.
    static func sha3(_ message: [UInt8]) -> [UInt8] { digest(message, padding: 0x06) }

    /// Keccak-256 as Ethereum uses it: 32 bytes.
    static func keccak256(_ message: [UInt8]) -> [UInt8] { digest(message, padding: 0x01) }

    private static func digest(_ message: [UInt8], padding: UInt8) -> [UInt8] {
        var padded = message
        padded.append(padding)
        while padded.count % rate != 0 { padded.append(0) }
        padded[padded.count - 1] |= 0x80
        var state = [UInt64](repeating: 0, count: 25)
        for block in stride(from: 0, to: padded.count, by: rate) {
            for lane in 0..<(rate / 8) {
                var word: UInt64 = 0
                for byte in (0..<8).reversed() { word = word << 8 | UInt64(padded[block + 8 * lane + byte]) }
                state[lane] ^= word
            }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64(8 * ($0 % 8))) }
    }

    private static func permute(_ state: inout [UInt64]) {
        var column = [UInt64](repeating: 0, count: 5)
        for constant in roundConstants {
            for x in 0..<5 {
                column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]
            }
            for x in 0..<5 {
                let mixed = column[(x + 4) % 5] ^ turned(column[(x + 1) % 5], 1)
                for y in stride(from: 0, to: 25, by: 5) { state[x + y] ^= mixed }
            }
            var carried = state[1]
            for step in 0..<24 {
                let lane = lanes[step]
                let next = state[lane]
                state[lane] = turned(carried, rotations[step])
                carried = next
            }
            for y in stride(from: 0, to: 25, by: 5) {
                for x in 0..<5 { column[x] = state[x + y] }
                for x in 0..<5 { state[x + y] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]) }
            }
            state[0] ^= constant
        }
    }

    private static func turned(_ word: UInt64, _ count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}
