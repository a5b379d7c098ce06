/// Wallet addresses whose checksum holds.
///
/// Bitcoin in Base58Check and in Bech32 or Bech32m, Tron in Base58Check, and Ethereum with its checksum of capitals.
/// An Ethereum address in one case only carries no checksum and is not reported: forty hexadecimal digits alone may
/// be anything.
enum WalletAddress {
    /// Lengths of words that can be an address.
    static let lengths = 26...90

    /// The normal form of the address that a word is: as written, or in lower case for Bech32.
    ///
    /// - Parameter word: Letters and digits of ASCII, bounded by other bytes.
    /// - Returns: The normal form, or nil.
    static func normalForm(of word: ArraySlice<UInt8>) -> String? {
        guard lengths.contains(word.count), let first = word.first else { return nil }
        let text = Array(word)
        switch first {
        case UInt8(ascii: "1"), UInt8(ascii: "3"), UInt8(ascii: "T"):
            return text.count <= 35 && isBase58Address(text) ? String(decoding: text, as: UTF8.self) : nil
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            return bech32Address(text)
        case UInt8(ascii: "0"):
            return isEthereumAddress(text) ? String(decoding: text, as: UTF8.self) : nil
        default:
            return nil
        }
    }

    /// An Ethereum address in one case, which carries no checksum: where it stands must say what it is.
    static func plainEthereum(_ word: ArraySlice<UInt8>) -> String? {
        let text = Characters.lowercased(word)
        guard text.count == 42, text.starts(with: "0x".utf8), text.dropFirst(2).allSatisfy(Characters.isHexadecimal),
            Set(text.dropFirst(2)).count > 2
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Base58Check

    private static let base58Values: [Int8] = values(of: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")

    private static func isBase58Address(_ text: [UInt8]) -> Bool {
        var payload = [UInt8](repeating: 0, count: 25)
        for character in text {
            let value = base58Values[Int(character)]
            guard value >= 0 else { return false }
            var carry = Int(value)
            for index in payload.indices.reversed() {
                carry += 58 * Int(payload[index])
                payload[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            guard carry == 0 else { return false }
        }
        // Leading ones stand for leading zeroes, one for one.
        guard text.prefix(while: { $0 == UInt8(ascii: "1") }).count == payload.prefix(while: { $0 == 0 }).count else {
            return false
        }
        guard [0x00, 0x05, 0x41].contains(payload[0]) else { return false }
        let checksum = SHA256.digest(SHA256.digest(Array(payload.prefix(21)))).prefix(4)
        return Array(checksum) == Array(payload.suffix(4))
    }

    // MARK: Bech32

    private static let bech32Values: [Int8] = values(of: "qpzry9x8gf2tvdw0s3jn54khce6mua7l")

    private static func bech32Address(_ text: [UInt8]) -> String? {
        guard text != Characters.lowercased(text) ? text.allSatisfy({ !Characters.isLowercase($0) }) : true else {
            return nil
        }
        let address = Characters.lowercased(text)
        guard address.starts(with: "bc1".utf8), address.count >= 14 else { return nil }
        var data: [UInt8] = []
        for character in address.dropFirst(3) {
            let value = bech32Values[Int(character)]
            guard value >= 0 else { return nil }
            data.append(UInt8(value))
        }
        let version = data[0]
        guard version <= 16, let length = programLength(Array(data.dropFirst().dropLast(6))) else { return nil }
        guard version == 0 ? length == 20 || length == 32 : (2...40).contains(length) else { return nil }
        // BIP 173 for version 0, BIP 350 for those after it.
        guard checksum([3, 3, 0, 2, 3] + data) == (version == 0 ? 1 : 0x2bc8_30a3) else { return nil }
        return String(decoding: address, as: UTF8.self)
    }

    /// Bytes of a witness programme, if its groups of five bits fill whole bytes but for zeroes.
    private static func programLength(_ groups: [UInt8]) -> Int? {
        let spare = groups.count * 5 % 8
        guard let last = groups.last, spare < 5, last & ((1 << spare) - 1) == 0 else { return nil }
        return groups.count * 5 / 8
    }

    private static func checksum(_ groups: [UInt8]) -> UInt32 {
        let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var sum: UInt32 = 1
        for group in groups {
            let top = sum >> 25
            sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(group)
            for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { sum ^= generator[bit] }
        }
        return sum
    }

    // MARK: Ethereum

    private static func isEthereumAddress(_ text: [UInt8]) -> Bool {
        guard text.count == 42, text[1] == UInt8(ascii: "x") else { return false }
        let digits = Array(text.dropFirst(2))
        guard digits.allSatisfy(Characters.isHexadecimal) else { return false }
        let lower = Characters.lowercased(digits)
        guard lower != digits, digits.contains(where: Characters.isLowercase) else { return false }
        // EIP-55: a letter is a capital where the digest of the small letters has 8 or more.
        let digest = Keccak.keccak256(lower)
        return digits.indices.allSatisfy { index in
            guard Characters.isLetter(digits[index]) else { return true }
            let nibble = index % 2 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15
            return Characters.isLowercase(digits[index]) == (nibble < 8)
        }
    }

    private static func values(of alphabet: String) -> [Int8] {
        var table = [Int8](repeating: -1, count: 256)
        for (value, character) in alphabet.utf8.enumerated() { table[Int(character)] = Int8(value) }
        return table
    }
}
