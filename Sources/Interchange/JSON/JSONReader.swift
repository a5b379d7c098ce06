/// Reads a JSON document from start to end, a value at a time, in memory of the largest value asked for.
///
/// The text is UTF-8 or UTF-16, as its first bytes show; a key twice in one object is a fault, and so is whatever RFC 8259
/// does not allow. Keys count as equal if their letters do, in whichever normal form they are written. Nothing recurses,
/// so depth costs no stack.
public struct JSONReader {
    /// What bounds the memory that a document can take.
    public struct Limits: Sendable {
        /// How deep arrays and objects may lie in each other.
        public var depth = 64
        /// How many bytes of UTF-8 one string may have.
        public var string = 16 << 20
        /// How many bytes of the file one value may cover that is read as a whole.
        public var value = 64 << 20
        /// How many members one object may have.
        public var members = 1 << 16

        /// The usual limits.
        public init() {}
    }

    /// What kind of value comes.
    public enum Kind: Hashable, Sendable {
        case null, bool, number, string, array, object
    }

    /// An array or object that is open.
    private struct Frame {
        let isObject: Bool
        /// How many elements or members began.
        var count = 0
        /// The key of the member at hand.
        var key = ""
        /// The keys so far, the set beyond the few that are faster compared one by one.
        var keys: [String] = []
        var keySet: Set<String> = []
    }

    private let limits: Limits
    private var source: TextSource
    private var frames: [Frame] = []
    private var scratch: [UInt8] = []
    /// The byte at which the value read last begins.
    private(set) var valueByte: Int64 = 0

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

    /// Where the value read last is: the keys and indices that lead to it, and its first byte.
    public var place: InterchangeError.Place {
        var path = ""
        for frame in frames {
            if frame.isObject {
                path += (path.isEmpty ? "" : ".") + InterchangeError.shown(frame.key)
            } else if frame.count > 0 {
                path += "[\(frame.count - 1)]"
            }
        }
        return path.isEmpty ? .byte(valueByte) : .value(path: path, byte: valueByte)
    }

    /// A fault of the value read last.
    public func fault(_ text: String) -> InterchangeError {
        InterchangeError(place, text)
    }

    /// The kind of the value that comes, by its first byte.
    public mutating func kind() throws(InterchangeError) -> Kind {
        try passSpace()
        valueByte = source.offset()
        switch try need() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw fault("no JSON value")
        }
    }

    /// Enters the object that comes; ``nextKey()`` goes through it.
    public mutating func beginObject() throws(InterchangeError) {
        guard try kind() == .object else { throw fault("no object where one belongs") }
        try open(isObject: true)
    }

    /// Enters the array that comes; ``nextElement()`` goes through it.
    public mutating func beginArray() throws(InterchangeError) {
        guard try kind() == .array else { throw fault("no array where one belongs") }
        try open(isObject: false)
    }

    private mutating func open(isObject: Bool) throws(InterchangeError) {
        guard frames.count < limits.depth else { throw fault("values lie more than \(limits.depth) deep") }
        source.position += 1
        frames.append(Frame(isObject: isObject))
    }

    /// The key of the next member of the object that is open; nil after the last, and the object is left.
    public mutating func nextKey() throws(InterchangeError) -> String? {
        guard try goOn(closing: UInt8(ascii: "}")) else { return nil }
        valueByte = source.offset()
        guard try need() == UInt8(ascii: "\"") else { throw fault("no key in quotation marks") }
        let key = try string()
        let last = frames.count - 1
        guard !frames[last].keySet.contains(key), !frames[last].keys.contains(key) else {
            throw InterchangeError(place(of: key), "the key \(InterchangeError.shown(key)) twice in one object")
        }
        guard frames[last].count < limits.members else {
            throw fault("more than \(limits.members) members in one object")
        }
        if frames[last].keys.count < 24 { frames[last].keys.append(key) } else { frames[last].keySet.insert(key) }
        frames[last].key = key
        frames[last].count += 1
        try passSpace()
        guard try need() == UInt8(ascii: ":") else { throw fault("no colon after a key") }
        source.position += 1
        return key
    }

    private func place(of key: String) -> InterchangeError.Place {
        var copy = self
        copy.frames[frames.count - 1].key = key
        return copy.place
    }

    /// Whether the array that is open has another element; false after the last, and the array is left.
    public mutating func nextElement() throws(InterchangeError) -> Bool {
        guard try goOn(closing: UInt8(ascii: "]")) else { return false }
        frames[frames.count - 1].count += 1
        return true
    }

    /// Passes over what separates elements, or leaves what is open.
    private mutating func goOn(closing: UInt8) throws(InterchangeError) -> Bool {
        try passSpace()
        let byte = try need()
        if byte == closing {
            source.position += 1
            frames.removeLast()
            return false
        }
        if frames[frames.count - 1].count > 0 {
            guard byte == UInt8(ascii: ",") else { throw faultHere("no comma between two values") }
            source.position += 1
            try passSpace()
            guard try need() != closing else { throw faultHere("no value after a comma") }
        }
        return true
    }

    /// The value that comes, as a whole.
    public mutating func value() throws(InterchangeError) -> JSONValue {
        let outside = frames.count
        let outermost = try kind()
        let start = valueByte
        guard outermost == .object || outermost == .array else { return try scalar(outermost) }
        var objects: [[JSONMember]] = []
        var arrays: [[JSONValue]] = []
        var keys: [String] = []
        var coming: Kind? = outermost
        while true {
            var done: JSONValue?
            switch coming {
            case .object:
                try open(isObject: true)
                objects.append([])
            case .array:
                try open(isObject: false)
                arrays.append([])
            case let kind?: done = try scalar(kind)
            case nil: break
            }
            try checkLength(since: start)
            // Puts what is done into what is open, and closes what ends, up to the next value.
            while true {
                if let value = done {
                    guard frames.count > outside else {
                        valueByte = start
                        return value
                    }
                    if frames[frames.count - 1].isObject {
                        objects[objects.count - 1].append(JSONMember(keys.removeLast(), value))
                    } else {
                        arrays[arrays.count - 1].append(value)
                    }
                }
                if frames[frames.count - 1].isObject {
                    if let key = try nextKey() {
                        keys.append(key)
                        break
                    }
                    done = .object(objects.removeLast())
                } else {
                    if try nextElement() { break }
                    done = .array(arrays.removeLast())
                }
            }
            coming = try kind()
        }
    }

    /// How much of the file was read.
    mutating func offset() -> Int64 { source.offset() }

    /// Makes the value that begins at a byte the one read last again, after what lies in it was read.
    mutating func conclude(valueAt byte: Int64) {
        valueByte = byte
    }

    /// Fails if more was read since a byte than a whole value may cover.
    mutating func checkLength(since start: Int64) throws(InterchangeError) {
        guard source.offset() - start <= Int64(limits.value) else {
            throw fault("a value of more than \(limits.value) bytes")
        }
    }

    /// Says that the document is over, and fails if it is not.
    public mutating func finish() throws(InterchangeError) {
        while let byte = try source.peek() {
            guard Self.isSpace(byte) else { throw faultHere("something after the document") }
            source.position += 1
        }
    }
}

extension JSONReader {
    /// A fault at the byte at hand.
    private mutating func faultHere(_ text: String) -> InterchangeError {
        valueByte = source.offset()
        return fault(text)
    }

    private mutating func need() throws(InterchangeError) -> UInt8 {
        guard let byte = try source.peek() else { throw faultHere("the file ends too early") }
        return byte
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func passSpace() throws(InterchangeError) {
        while let byte = try source.peek(), Self.isSpace(byte) { source.position += 1 }
    }

    private mutating func scalar(_ kind: Kind) throws(InterchangeError) -> JSONValue {
        switch kind {
        case .string: return .string(try string())
        case .number: return .number(try number())
        case .bool:
            let isTrue = try need() == UInt8(ascii: "t")
            try word(isTrue ? "true" : "false")
            return .bool(isTrue)
        default:
            try word("null")
            return .null
        }
    }

    private mutating func word(_ word: StaticString) throws(InterchangeError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard try need() == word.utf8Start[index] else { throw fault("no JSON value") }
            source.position += 1
        }
    }

    private mutating func number() throws(InterchangeError) -> String {
        scratch.removeAll(keepingCapacity: true)
        if try need() == UInt8(ascii: "-") { try take() }
        if try need() == UInt8(ascii: "0") { try take() } else { try digits() }
        if try source.peek() == UInt8(ascii: ".") {
            try take()
            try digits()
        }
        if let byte = try source.peek(), byte | 0x20 == UInt8(ascii: "e") {
            try take()
            if case let sign = try need(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { try take() }
            try digits()
        }
        if let byte = try source.peek(), (0x30...0x39).contains(byte) { throw fault("a number with a leading zero") }
        return String(decoding: scratch, as: UTF8.self)
    }

    private mutating func take() throws(InterchangeError) {
        guard scratch.count < 1000 else { throw fault("a number of more than 1000 digits") }
        scratch.append(source.bytes[source.position])
        source.position += 1
    }

    private mutating func digits() throws(InterchangeError) {
        var count = 0
        while let byte = try source.peek(), (0x30...0x39).contains(byte) {
            try take()
            count += 1
        }
        guard count > 0 else { throw fault("a number without digits where some belong") }
    }

    /// Reads a string, whose opening mark is at hand.
    private mutating func string() throws(InterchangeError) -> String {
        source.position += 1
        scratch.removeAll(keepingCapacity: true)
        while true {
            _ = try need()
            let start = source.position
            var end = start
            source.bytes.withUnsafeBufferPointer { bytes in
                while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""),
                    bytes[end] != UInt8(ascii: "\\")
                { end += 1 }
            }
            guard scratch.count + end - start <= limits.string else {
                throw fault("a string of more than \(limits.string) bytes")
            }
            source.position = end
            guard end < source.bytes.count else {
                scratch += source.bytes[start..<end]
                continue
            }
            switch source.bytes[end] {
            case UInt8(ascii: "\""):
                source.position += 1
                if scratch.isEmpty { return String(decoding: source.bytes[start..<end], as: UTF8.self) }
                scratch += source.bytes[start..<end]
                return String(decoding: scratch, as: UTF8.self)
            case UInt8(ascii: "\\"):
                scratch += source.bytes[start..<end]
                source.position += 1
                try escape()
            default: throw fault("a control character in a string")
            }
        }
    }

    /// Reads what follows a reverse solidus.
    private mutating func escape() throws(InterchangeError) {
        let letter = try need()
        source.position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(letter)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0c)
        case UInt8(ascii: "n"): scratch.append(0x0a)
        case UInt8(ascii: "r"): scratch.append(0x0d)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            var code = try unit()
            if code & 0xf800 == 0xd800 {
                guard code & 0xfc00 == 0xd800, try need() == UInt8(ascii: "\\") else { throw fault("half a character") }
                source.position += 1
                guard try need() == UInt8(ascii: "u") else { throw fault("half a character") }
                source.position += 1
                let second = try unit()
                guard second & 0xfc00 == 0xdc00 else { throw fault("half a character") }
                code = 0x10000 + (code & 0x3ff) << 10 + second & 0x3ff
            }
            TextSource.append(code, to: &scratch)
        default: throw fault("an escape that JSON does not know")
        }
    }

    private mutating func unit() throws(InterchangeError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch try need() {
            case let byte where (0x30...0x39).contains(byte): digit = byte - 0x30
            case let byte where (0x41...0x46).contains(byte): digit = byte - 0x37
            case let byte where (0x61...0x66).contains(byte): digit = byte - 0x57
            default: throw fault("an escape without four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            source.position += 1
        }
        return unit
    }
}
