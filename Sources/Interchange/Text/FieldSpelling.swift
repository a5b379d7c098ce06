import CaseModel

/// What is wrong with one field; whoever reads the file adds the place.
struct FieldFault: Error {
    let text: String
}

extension Bool {
    /// Reads the spellings of true and false that exporters of the field use, in either case; nil for anything else.
    init?(fieldSpelling text: some StringProtocol) {
        switch text.lowercased() {
        case "true", "t", "yes", "y", "1": self = true
        case "false", "f", "no", "n", "0": self = false
        default: return nil
        }
    }
}

extension StringProtocol {
    /// Reads a digest of so many bytes in hexadecimal digits.
    func digest(of count: Int) throws(FieldFault) -> [UInt8] {
        guard utf8.count == 2 * count else { throw FieldFault(text: "\(utf8.count) digits instead of \(2 * count)") }
        guard let bytes = [UInt8](hexadecimal: self) else { throw FieldFault(text: "no hexadecimal digits") }
        return bytes
    }

    /// Reads a whole number that is not negative.
    func wholeNumber() throws(FieldFault) -> Int64 {
        guard let count = Int64(self), count >= 0 else { throw FieldFault(text: "no whole number from 0 to 2^63") }
        return count
    }

    /// Reads true or false.
    func truthValue() throws(FieldFault) -> Bool {
        guard let flag = Bool(fieldSpelling: self) else { throw FieldFault(text: "neither yes nor no") }
        return flag
    }
}
