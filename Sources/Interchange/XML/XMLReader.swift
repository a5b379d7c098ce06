/// Reads an XML document from start to end, an event at a time.
///
/// Elements, attributes, text, CDATA sections, comments, the five entities and numeric references are read; processing
/// instructions are passed over. A document type declaration is refused, so no entity can expand or reach outside.
/// The document is UTF-8 or UTF-16, as its first bytes show. Prefixes of names are kept and not resolved.
public struct XMLReader {
    private let limits: Limits
    private var source: TextSource
    private var open: [String] = []
    private var hasRoot = false
    private var isBeforeAnything = true
    /// A `<` was read, and the text before it was given.
    private var isInTag = false
    /// The element last given was empty, and its end is still to give.
    private var endsNext = false
    private var scratch: [UInt8] = []

    /// Opens a file.
    public init(path: String, limits: Limits = Limits()) throws(InterchangeError) {
        self.limits = limits
        source = try TextSource(path: path)
    }

    /// Reads bytes at hand.
    public init(bytes: [UInt8], limits: Limits = Limits()) {
        self.limits = limits
        source = TextSource(bytes: bytes)
    }

    /// Reads bytes that a function gives, a piece at a time and none at the end.
    public init(limits: Limits = Limits(), pieces: @escaping () throws(InterchangeError) -> [UInt8]) {
        self.limits = limits
        source = TextSource(pieces)
    }

    /// The names of the elements that are open, outermost first, such as `queryResult/images/image`.
    public var path: String { open.joined(separator: "/") }

    /// How many elements are open.
    public var depth: Int { open.count }

    /// A fault at the place that reading has come to.
    public mutating func fault(_ text: String) -> InterchangeError {
        fault(text, at: source.offset())
    }

    /// A fault of the element that is open, at a byte.
    public func fault(_ text: String, at byte: Int64) -> InterchangeError {
        InterchangeError(open.isEmpty ? .byte(byte) : .value(path: path, byte: byte), text)
    }

    /// The next event; nil after the document's end.
    public mutating func next() throws(InterchangeError) -> Event? {
        if endsNext {
            endsNext = false
            return .end(open.removeLast())
        }
        if isInTag {
            isInTag = false
            return try tag()
        }
        scratch.removeAll(keepingCapacity: true)
        while let byte = try source.peek() {
            guard byte == UInt8(ascii: "<") else {
                try text()
                continue
            }
            source.position += 1
            switch try need() {
            case UInt8(ascii: "!"): try declaration()
            case UInt8(ascii: "?"): try instruction()
            default:
                isBeforeAnything = false
                guard !scratch.isEmpty else { return try tag() }
                isInTag = true
                return .text(String(decoding: scratch, as: UTF8.self))
            }
            isBeforeAnything = false
        }
        guard open.isEmpty else { throw fault("the file ends inside the element \(shown(open.last))") }
        guard hasRoot else { throw fault("no element") }
        return nil
    }

    /// Passes over the rest of the element that was opened last.
    public mutating func skip() throws(InterchangeError) {
        let outside = open.count - 1
        while open.count > outside, try next() != nil {}
    }

    /// How much of the file was read, for limits of what spans events.
    mutating func offset() -> Int64 { source.offset() }

    /// The limit of one tree.
    var treeLimit: Int { limits.tree }
}

extension XMLReader {
    private mutating func need() throws(InterchangeError) -> UInt8 {
        guard let byte = try source.peek() else {
            throw fault(
                open.isEmpty ? "the file ends too early" : "the file ends inside the element \(shown(open.last))"
            )
        }
        return byte
    }

    private mutating func take() throws(InterchangeError) -> UInt8 {
        let byte = try need()
        source.position += 1
        return byte
    }

    private mutating func expect(_ text: StaticString) throws(InterchangeError) {
        for index in 0..<text.utf8CodeUnitCount where try take() != text.utf8Start[index] {
            throw fault("\(text) is cut or misspelt")
        }
    }

    /// A name of the file as a fault may show it.
    private func shown(_ name: String?) -> String { InterchangeError.shown(name ?? "") }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func passSpace() throws(InterchangeError) {
        while Self.isSpace(try need()) { source.position += 1 }
    }

    private mutating func append(_ byte: UInt8) throws(InterchangeError) {
        guard scratch.count < limits.text else { throw fault("a text of more than \(limits.text) bytes") }
        scratch.append(byte)
    }

    /// Appends one byte of character data, where a carriage return and what it begins are one line feed.
    private mutating func appendCharacter() throws(InterchangeError) {
        let byte = try need()
        switch byte {
        case 0x0d:
            source.position += 1
            if try source.peek() != 0x0a { try append(0x0a) }
            return
        case 0..<0x20 where !Self.isSpace(byte): throw fault("a control character")
        default: try append(byte)
        }
        source.position += 1
    }

    /// Reads text up to the next `<` or the end.
    private mutating func text() throws(InterchangeError) {
        while let byte = try source.peek(), byte != UInt8(ascii: "<") {
            if open.isEmpty {
                guard Self.isSpace(byte) else {
                    throw fault(hasRoot ? "text after the document" : "the file does not begin as XML does")
                }
                isBeforeAnything = false
                source.position += 1
            } else if byte == UInt8(ascii: "&") {
                try reference()
            } else {
                try appendRun()
            }
        }
    }

    /// Appends the character at hand, and at once all after it that stand for themselves.
    private mutating func appendRun() throws(InterchangeError) {
        let start = source.position
        var end = start
        source.bytes.withUnsafeBufferPointer { bytes in
            while end < bytes.count, Self.standsForItself(bytes[end]) { end += 1 }
        }
        guard end > start else { return try appendCharacter() }
        guard scratch.count + end - start <= limits.text else {
            throw fault("a text of more than \(limits.text) bytes")
        }
        scratch += source.bytes[start..<end]
        source.position = end
    }

    private static func standsForItself(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: "&"): false
        case 0x09, 0x0a, 0x20...: true
        default: false
        }
    }

    /// Reads `&…;`, which stands for one character.
    private mutating func reference() throws(InterchangeError) {
        let start = source.offset()
        source.position += 1
        var name: [UInt8] = []
        while case let byte = try take(), byte != UInt8(ascii: ";") {
            guard name.count < 10 else { throw fault("a reference without end", at: start) }
            name.append(byte)
        }
        let code: UInt32?
        switch String(decoding: name, as: UTF8.self) {
        case "amp": code = 0x26
        case "lt": code = 0x3c
        case "gt": code = 0x3e
        case "apos": code = 0x27
        case "quot": code = 0x22
        case let text where text.hasPrefix("#x"): code = UInt32(text.dropFirst(2), radix: 16)
        case let text where text.hasPrefix("#"): code = UInt32(text.dropFirst())
        default: throw fault("an entity that is not one of the five of XML", at: start)
        }
        guard let code, Unicode.Scalar(code) != nil, code >= 0x20 || code == 9 || code == 10 || code == 13 else {
            throw fault("a reference to what is no character", at: start)
        }
        guard scratch.count + 4 <= limits.text else { throw fault("a text of more than \(limits.text) bytes") }
        TextSource.append(code, to: &scratch)
    }

    /// Reads what follows `<` where it is a comment or a CDATA section.
    private mutating func declaration() throws(InterchangeError) {
        source.position += 1
        switch try need() {
        case UInt8(ascii: "-"):
            try expect("--")
            try pass(until: "-->")
        case UInt8(ascii: "["):
            try expect("[CDATA[")
            guard !open.isEmpty else { throw fault("a CDATA section outside of any element") }
            try section()
        default: throw fault("a document type declaration, which is refused")
        }
    }

    private mutating func section() throws(InterchangeError) {
        var brackets = 0
        while true {
            switch try need() {
            case UInt8(ascii: "]"):
                brackets += 1
                source.position += 1
            case UInt8(ascii: ">") where brackets >= 2:
                source.position += 1
                for _ in 2..<brackets { try append(UInt8(ascii: "]")) }
                return
            default:
                for _ in 0..<brackets { try append(UInt8(ascii: "]")) }
                brackets = 0
                try appendCharacter()
            }
        }
    }

    private mutating func pass(until end: StaticString) throws(InterchangeError) {
        let count = end.utf8CodeUnitCount
        var last: UInt32 = 0
        var wanted: UInt32 = 0
        for index in 0..<count { wanted = wanted << 8 | UInt32(end.utf8Start[index]) }
        let mask: UInt32 = count == 2 ? 0xffff : 0xff_ffff
        repeat { last = (last << 8 | UInt32(try take())) & mask } while last != wanted
    }

    /// Reads what follows `<` where it is the XML declaration or another instruction.
    private mutating func instruction() throws(InterchangeError) {
        let isFirst = isBeforeAnything
        source.position += 1
        guard try name() == "xml" else {
            try pass(until: "?>")
            return
        }
        guard isFirst else { throw fault("an XML declaration after the document's start") }
        while case _ = try passSpace(), try need() != UInt8(ascii: "?") {
            let attribute = try attribute()
            guard attribute.name == "encoding" else { continue }
            guard ["utf-8", "utf8", "utf-16", "us-ascii", "ascii"].contains(attribute.value.lowercased()) else {
                throw fault("the encoding is neither UTF-8 nor UTF-16")
            }
        }
        try expect("?>")
    }

    /// Reads what follows `<` where it is a tag.
    private mutating func tag() throws(InterchangeError) -> Event {
        if try need() == UInt8(ascii: "/") {
            source.position += 1
            let name = try name()
            try passSpace()
            guard try take() == UInt8(ascii: ">") else { throw fault("an end tag without end") }
            guard name == open.last else {
                throw fault("the end of \(shown(name)) where \(open.isEmpty ? "nothing" : shown(open.last)) is open")
            }
            return .end(open.removeLast())
        }
        let start = source.offset()
        let name = try name()
        guard !open.isEmpty || !hasRoot else { throw fault("a second root element", at: start) }
        guard open.count < limits.depth else { throw fault("elements lie more than \(limits.depth) deep", at: start) }
        open.append(name)
        hasRoot = true
        var attributes: [Element.Attribute] = []
        while true {
            let hasSpace = Self.isSpace(try need())
            try passSpace()
            switch try need() {
            case UInt8(ascii: ">"):
                source.position += 1
                return .start(Element(name: name, attributes: attributes, byte: start))
            case UInt8(ascii: "/"):
                try expect("/>")
                endsNext = true
                return .start(Element(name: name, attributes: attributes, byte: start))
            default:
                guard hasSpace else { throw fault("no space before an attribute") }
                let attribute = try attribute()
                guard !attributes.contains(where: { $0.name == attribute.name }) else {
                    throw fault("the attribute \(shown(attribute.name)) twice in one element", at: start)
                }
                guard attributes.count < limits.attributes else {
                    throw fault("more than \(limits.attributes) attributes in one element", at: start)
                }
                attributes.append(attribute)
            }
        }
    }

    private mutating func attribute() throws(InterchangeError) -> Element.Attribute {
        let name = try name()
        try passSpace()
        guard try take() == UInt8(ascii: "=") else { throw fault("an attribute without value") }
        try passSpace()
        let quote = try take()
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fault("an attribute's value without quotation marks")
        }
        scratch.removeAll(keepingCapacity: true)
        while case let byte = try need(), byte != quote {
            switch byte {
            case UInt8(ascii: "&"): try reference()
            case UInt8(ascii: "<"): throw fault("a < inside an attribute's value")
            case 0x09, 0x0a, 0x0d:
                try append(0x20)
                source.position += 1
            default: try appendCharacter()
            }
        }
        source.position += 1
        defer { scratch.removeAll(keepingCapacity: true) }
        return Element.Attribute(name: name, value: String(decoding: scratch, as: UTF8.self))
    }

    private mutating func name() throws(InterchangeError) -> String {
        var name: [UInt8] = []
        while let byte = try source.peek() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: ":"), 0x80...:
                name.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                guard !name.isEmpty else { throw fault("no name") }
                name.append(byte)
            default:
                guard !name.isEmpty else { throw fault("no name") }
                return String(decoding: name, as: UTF8.self)
            }
            guard name.count <= limits.name else { throw fault("a name of more than \(limits.name) bytes") }
            source.position += 1
        }
        throw fault("the file ends inside a name")
    }
}
