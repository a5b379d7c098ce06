import CaseModel

/// Reads canonical JSON out of bytes that nobody vouches for.
///
/// Only the one text that ``CanonicalJSON`` writes for a value is taken: keys in order and none twice, no blanks, no escape
/// that is not needed, whole numbers from 0 up. So what was signed has one meaning, and equal values equal bytes.
struct StrictReader {
    /// How many values a text may hold at most.
    static let mostValues = 1_000_000
    private static let mostKeyBytes = 32
    private static let mostTextBytes = 8192
    private static let mostDigits = 15

    private let bytes: [UInt8]
    private var position = 0
    private var values = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads an object.
    ///
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - depth: How deep objects and lists may be nested.
    /// - Returns: Its members.
    /// - Throws: ``ExchangeError/malformed(_:)``.
    static func object(_ bytes: [UInt8], depth: Int) throws(ExchangeError) -> Members {
        var reader = StrictReader(bytes)
        let value = try reader.value(depth: depth)
        guard reader.position == bytes.count else { throw .malformed("something follows at byte \(reader.position)") }
        guard let members = Members(value) else { throw .malformed("it is no object") }
        return members
    }

    private mutating func value(depth: Int) throws(ExchangeError) -> CanonicalJSON {
        values += 1
        guard values <= Self.mostValues else { throw .malformed("it holds too many values") }
        guard let next else { throw unexpected }
        switch next {
        case UInt8(ascii: "\""): return .text(try text(most: Self.mostTextBytes))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        case UInt8(ascii: "["): return .list(try list(depth: depth))
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        default: throw unexpected
        }
    }

    private mutating func list(depth: Int) throws(ExchangeError) -> [CanonicalJSON] {
        guard depth > 0 else { throw .malformed("it is nested too deeply") }
        position += 1
        var found: [CanonicalJSON] = []
        if take("]") { return found }
        repeat { found.append(try value(depth: depth - 1)) } while take(",")
        guard take("]") else { throw unexpected }
        return found
    }

    private mutating func members(depth: Int) throws(ExchangeError) -> [(key: String, value: CanonicalJSON)] {
        guard depth > 0 else { throw .malformed("it is nested too deeply") }
        position += 1
        var found: [(key: String, value: CanonicalJSON)] = []
        if take("}") { return found }
        repeat {
            guard next == UInt8(ascii: "\"") else { throw unexpected }
            let key = try text(most: Self.mostKeyBytes)
            // Of these letters the order of bytes is the canonical one.
            guard key.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }) else {
                throw .malformed("a name has unforeseen letters before byte \(position)")
            }
            if let last = found.last?.key, !last.utf8.lexicographicallyPrecedes(key.utf8) {
                throw .malformed("names are out of order or double before byte \(position)")
            }
            guard take(":") else { throw unexpected }
            found.append((key, try value(depth: depth - 1)))
        } while take(",")
        guard take("}") else { throw unexpected }
        return found
    }

    private mutating func integer() throws(ExchangeError) -> Int64 {
        let start = position
        while let digit = next, (0x30...0x39).contains(digit) { position += 1 }
        let digits = bytes[start..<position]
        guard digits.count <= Self.mostDigits, digits.count == 1 || digits.first != 0x30 else {
            throw .malformed("a number is not written as it must be at byte \(start)")
        }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private mutating func text(most: Int) throws(ExchangeError) -> String {
        position += 1
        var content: [UInt8] = []
        while true {
            guard let byte = next else { throw .malformed("it is cut short") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw .malformed("a text before byte \(position) is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): content.append(try escaped())
            case 0..<0x20: throw .malformed("a control character at byte \(position - 1)")
            default: content.append(byte)
            }
            guard content.count <= most else { throw .malformed("a text is too long before byte \(position)") }
        }
    }

    /// The byte that the shortest escape stands for.
    private mutating func escaped() throws(ExchangeError) -> UInt8 {
        guard let byte = next else { throw .malformed("it is cut short") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            let digits = bytes[position..<min(position + 4, bytes.count)]
            let text = String(decoding: digits, as: UTF8.self)
            guard digits.count == 4, let pair = [UInt8](hexadecimal: text), pair[0] == 0, pair[1] < 0x20,
                ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(pair[1]), text == text.lowercased()
            else { throw .malformed("an escape that is not the shortest before byte \(position)") }
            position += 4
            return pair[1]
        default: throw .malformed("an escape that is not needed before byte \(position)")
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    private var unexpected: ExchangeError {
        position < bytes.count ? .malformed("an unforeseen byte at \(position)") : .malformed("it is cut short")
    }
}
