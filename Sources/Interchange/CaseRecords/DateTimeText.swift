/// Times as XML Schema and RFC 3339 spell them.
enum DateTimeText {
    /// Whether a text is an `xsd:dateTime`: a date and a time that exist, with or without an offset.
    static func isDateTime(_ text: String) -> Bool {
        var rest = text.utf8[...]
        guard let year = number(4, from: &rest), year > 0, take("-", from: &rest), let month = number(2, from: &rest),
            take("-", from: &rest), let day = number(2, from: &rest), take("T", from: &rest),
            let hour = number(2, from: &rest), take(":", from: &rest), let minute = number(2, from: &rest),
            take(":", from: &rest), let second = number(2, from: &rest)
        else { return false }
        guard (1...12).contains(month), (1...length(of: month, in: year)).contains(day), hour < 24, minute < 60,
            second < 60, takeFraction(from: &rest)
        else { return false }
        if rest.isEmpty || (take("Z", from: &rest) && rest.isEmpty) { return true }
        guard take("+", from: &rest) || take("-", from: &rest), let hours = number(2, from: &rest),
            take(":", from: &rest), let minutes = number(2, from: &rest)
        else { return false }
        return rest.isEmpty && minutes < 60 && (hours < 14 || hours == 14 && minutes == 0)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func number(_ count: Int, from rest: inout Substring.UTF8View) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func take(_ character: Unicode.Scalar, from rest: inout Substring.UTF8View) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Takes a point with digits, if there is one; false if digits are missing.
    private static func takeFraction(from rest: inout Substring.UTF8View) -> Bool {
        guard take(".", from: &rest) else { return true }
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return !digits.isEmpty
    }
}
