/// Values as exporters of the field spell them: what one writes as a number or truth value, another writes as a string.
extension JSONReader {
    /// A text: a string, or a number or truth value as it is spelled; nil for null and for an empty string.
    mutating func text() throws(InterchangeError) -> String? {
        switch try value() {
        case .null, .string(""): return nil
        case .string(let text), .number(let text): return text
        case .bool(let isTrue): return isTrue ? "true" : "false"
        case .array, .object: throw fault("neither a string nor a number")
        }
    }

    /// A truth value, also as a string or as 0 or 1; nil for null and for an empty string.
    mutating func flag() throws(InterchangeError) -> Bool? {
        switch try value() {
        case .bool(let isTrue): return isTrue
        case .null, .string(""): return nil
        case .string(let text), .number(let text):
            guard let flag = Bool(fieldSpelling: text) else { throw fault("neither true nor false") }
            return flag
        case .array, .object: throw fault("neither true nor false")
        }
    }

    /// A whole number that is not negative, also as a string; nil for null and for an empty string.
    mutating func count() throws(InterchangeError) -> Int64? {
        switch try value() {
        case .null, .string(""): return nil
        case .string(let text), .number(let text):
            guard let count = Int64(text), count >= 0 else { throw fault("no whole number from 0 to 2^63") }
            return count
        case .bool, .array, .object: throw fault("no whole number from 0 to 2^63")
        }
    }

    /// A digest in hexadecimal digits; nil for null and for an empty string.
    mutating func digest(of count: Int) throws(InterchangeError) -> [UInt8]? {
        switch try value() {
        case .null, .string(""): return nil
        case .string(let text):
            do throws(FieldFault) {
                return try text.digest(of: count)
            } catch {
                throw fault(error.text)
            }
        default: throw fault("no string of hexadecimal digits")
        }
    }

    /// Goes through the members of the object that comes, which may cover no more than a whole value may.
    mutating func eachMember(
        _ take: (String, inout JSONReader) throws(InterchangeError) -> Void
    ) throws(InterchangeError) {
        try beginObject()
        let start = valueByte
        while let key = try nextKey() {
            try take(key, &self)
            try checkLength(since: start)
        }
        conclude(valueAt: start)
    }

    /// Reads the elements of the array that comes, which may cover no more than a whole value may; null is an empty array.
    mutating func array<Element>(
        _ element: (inout JSONReader) throws(InterchangeError) -> Element
    ) throws(InterchangeError) -> [Element] {
        guard try kind() != .null else {
            _ = try value()
            return []
        }
        try beginArray()
        let start = valueByte
        var elements: [Element] = []
        while try nextElement() {
            elements.append(try element(&self))
            try checkLength(since: start)
        }
        conclude(valueAt: start)
        return elements
    }
}
