/// Addresses of onion services.
///
/// Source: Tor's rend-spec-v3, section 6.
enum OnionAddress {
    /// Whether a label is the address of a service of version 3: key, checksum and version in base 32.
    ///
    /// - Parameter label: 56 characters before `.onion`, in either case.
    /// - Returns: Whether it is one.
    static func isVersion3(_ label: ArraySlice<UInt8>) -> Bool {
        guard label.count == 56, let bytes = decoded(label), bytes.count == 35, bytes[34] == 3 else { return false }
        let checksum = Keccak.sha3(Array(".onion checksum".utf8) + bytes.prefix(32) + [3])
        return checksum[0] == bytes[32] && checksum[1] == bytes[33]
    }

    /// Whether a label may be the address of a service of version 2, which carries no checksum.
    static func isVersion2(_ label: ArraySlice<UInt8>) -> Bool {
        label.count == 16 && decoded(label) != nil
    }

    private static func decoded(_ label: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in label {
            let small = Characters.lowercased(character)
            let value: UInt8
            switch small {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = small - UInt8(ascii: "a")
            case UInt8(ascii: "2")...UInt8(ascii: "7"): value = small - UInt8(ascii: "2") + 26
            default: return nil
            }
            bits = (bits << 5 | UInt32(value)) & 0xffff
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
