import CaseModel

/// A JSON value that is written as RFC 8785 spells it, so that equal values give equal bytes.
indirect enum WrittenJSON {
    case string(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    case null
    case array([WrittenJSON])
    /// Members in the order in which they are written; ``canonical`` sorts them.
    case object([(name: String, value: WrittenJSON)])

    /// The same with the members of each object in the order that RFC 8785 demands.
    var canonical: WrittenJSON {
        switch self {
        case .array(let values): .array(values.map(\.canonical))
        case .object(let members):
            .object(
                members.map { ($0.name, $0.value.canonical) }
                    .sorted { $0.0.utf16.lexicographicallyPrecedes($1.0.utf16) }
            )
        default: self
        }
    }

    /// The bytes, without blanks.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// Appends the bytes.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .string(let text): Self.write(text, to: &bytes)
        case .integer(let number): bytes += Array(String(number).utf8)
        case .number(let number): bytes += Array(DecimalText.ecmaScript(number).utf8)
        case .boolean(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .null: bytes += Array("null".utf8)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (position, value) in values.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0a: bytes += Array("\\n".utf8)
            case 0x0c: bytes += Array("\\f".utf8)
            case 0x0d: bytes += Array("\\r".utf8)
            case 0..<0x20: bytes += Array("\\u00\([byte].hexadecimal)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Numbers as decimal text: the fewest digits that give the number back.
enum DecimalText {
    /// As ECMAScript writes a number, which is what RFC 8785 demands; "null" for what is no number.
    static func ecmaScript(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        let parts = Parts(number)
        return (-6..<21).contains(parts.exponent) ? parts.plain : parts.scientific
    }

    /// As XML Schema writes a decimal: without exponent; nil for what is no number.
    static func plain(_ number: Double) -> String? {
        number.isFinite ? Parts(number).plain : nil
    }

    /// A number as d.ddd × 10^exponent.
    private struct Parts {
        var isNegative = false
        var digits = ""
        var exponent = 0

        /// Takes apart what the standard library prints, which has the fewest digits already.
        init(_ number: Double) {
            var text = number.magnitude.description
            isNegative = number < 0
            if let mark = text.firstIndex(of: "e") {
                exponent = Int(text[text.index(after: mark)...]) ?? 0
                text = String(text[..<mark])
            }
            let halves = text.split(separator: ".", omittingEmptySubsequences: false)
            digits = halves.joined()
            exponent += (halves.first?.count ?? 1) - 1
            let leading = digits.prefix { $0 == "0" }.count
            digits.removeFirst(leading)
            exponent -= leading
            while digits.last == "0" { digits.removeLast() }
            if digits.isEmpty { (digits, exponent) = ("0", 0) }
        }

        var plain: String {
            let sign = isNegative ? "-" : ""
            if exponent < 0 {
                return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
            }
            let whole = exponent + 1
            if digits.count <= whole {
                return sign + digits + String(repeating: "0", count: whole - digits.count)
            }
            return sign + digits.prefix(whole) + "." + digits.dropFirst(whole)
        }

        var scientific: String {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return (isNegative ? "-" : "") + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "" : "+")
                + String(exponent)
        }
    }
}
