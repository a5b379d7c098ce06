import CaseModel

/// The shape of a value of JSON, as far as this interface uses JSON Schema (2020-12): it checks what comes in, and
/// describes what goes out.
struct Schema: Sendable {
    /// What a value is.
    indirect enum Shape: Sendable {
        case text(Alphabet, ClosedRange<Int>)
        case integer(ClosedRange<Int64>)
        case number(ClosedRange<Double>)
        case flag
        case choice([String])
        case list(Schema, ClosedRange<Int>)
        case object([Field])
        /// Values by names that are not known before.
        case table(Schema)
        case either([Schema])
        case anything
    }

    /// Which characters a text may have.
    struct Alphabet: Sendable {
        /// As a regular expression (ECMA-262); nil for any characters.
        let pattern: String?
        let admits: @Sendable (String) -> Bool
        /// In words, for who sent something else.
        let words: String
    }

    /// A member of an object.
    struct Field: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    let shape: Shape
    /// The name under which it is described once; nil for what is described where it is used.
    private(set) var name: String?
    private(set) var summary: String?
    private(set) var isNullable = false
    /// Whether it is a secret, which is never kept.
    private(set) var isSecret = false

    init(_ shape: Shape) { self.shape = shape }

    func named(_ name: String) -> Schema { changed { $0.name = name } }
    func saying(_ summary: String) -> Schema { changed { $0.summary = summary } }
    var orNull: Schema { changed { $0.isNullable = true } }
    var secret: Schema { changed { $0.isSecret = true } }

    private func changed(_ body: (inout Schema) -> Void) -> Schema {
        var schema = self
        body(&schema)
        return schema
    }
}

extension Schema.Alphabet {
    /// Anything.
    static let any = Self(pattern: nil, admits: { _ in true }, words: "text")
    /// What can stand in one line: no control characters.
    static let line = Self(
        pattern: #"^[^\u0000-\u001f\u007f-\u009f]*$"#,
        admits: { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } },
        words: "text without control characters"
    )
    static let hexadecimal = Self(
        pattern: "^[0-9a-fA-F]*$",
        admits: { $0.utf8.allSatisfy { byte in "0123456789abcdefABCDEF".utf8.contains(byte) } },
        words: "hexadecimal digits"
    )
    /// Characters of ASCII that can be seen, as in the value of a header.
    static let visible = Self(
        pattern: "^[!-~]*$",
        admits: { $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } },
        words: "visible characters of ASCII"
    )
    /// Letters for addresses (RFC 4648, section 5).
    static let base64 = Self(
        pattern: "^[A-Za-z0-9_-]*$",
        admits: { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") } },
        words: "letters, digits, - and _"
    )
    /// With whom a case is shared.
    static let audience = Self(
        pattern: "^(own-agency|community|agency-[1-9][0-9]{0,17})$",
        admits: { AudienceField.audience($0).map(AudienceField.text) == $0 },
        words: "own-agency, community or agency-NUMBER"
    )
    /// A rectangle.
    static let region = Self(
        pattern: "^[0-9]{1,6},[0-9]{1,6},[1-9][0-9]{0,5},[1-9][0-9]{0,5}$",
        admits: { Region($0) != nil },
        words: "x,y,width,height in pixels of the whole picture"
    )
}

extension Schema {
    static func text(_ alphabet: Alphabet = .line, _ length: ClosedRange<Int> = 0...10_000) -> Schema {
        Schema(.text(alphabet, length))
    }

    /// Text that the interface itself gives out, of whatever length and characters.
    static let anyText = Schema(.text(.any, 0...Int.max))
    /// Lower-case or upper-case hexadecimal digits of a number of bytes.
    static func hexadecimal(bytes: Int) -> Schema { text(.hexadecimal, 2 * bytes...2 * bytes) }
    static let digest = hexadecimal(bytes: 32)
    /// A moment (RFC 3339).
    static let moment = anyText.saying("A time in UTC (RFC 3339).")
    static func integer(_ range: ClosedRange<Int64> = Int64.min...Int64.max) -> Schema { Schema(.integer(range)) }
    static let count = integer(0...Int64.max)
    static func number(_ range: ClosedRange<Double> = -.greatestFiniteMagnitude...(.greatestFiniteMagnitude)) -> Schema
    {
        Schema(.number(range))
    }
    static let flag = Schema(.flag)
    static let anything = Schema(.anything)
    static func choice(_ words: [String]) -> Schema { Schema(.choice(words)) }
    static func choice<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> Schema
    where Value.RawValue == String {
        choice(type.allCases.map(\.rawValue))
    }
    static func list(_ schema: Schema, _ count: ClosedRange<Int> = 0...Int.max) -> Schema {
        Schema(.list(schema, count))
    }
    static func object(_ fields: Field...) -> Schema { Schema(.object(fields)) }
    static func table(_ schema: Schema) -> Schema { Schema(.table(schema)) }
    static func either(_ schemas: Schema...) -> Schema { Schema(.either(schemas)) }
}

extension Schema.Field {
    static func required(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: true)
    }

    static func optional(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: false)
    }
}

/// A value that the interface gives out, with its shape.
protocol APIValue: Encodable, Sendable {
    static var schema: Schema { get }
}
