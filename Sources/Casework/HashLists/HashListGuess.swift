import Foundation
public import Interchange

/// Tells what format the file of a hash list is of.
public enum HashListGuess {
    /// How much of a file is looked at, in bytes.
    private static let most = 65_536

    /// The format that a file seems to be of, by how it begins; nil if that does not tell.
    ///
    /// A wrong guess does no harm: what cannot be read as a format leaves the list as it was.
    public static func format(of path: String) -> InterchangeFormat? {
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: most) else {
            return nil
        }
        let bytes = Array(head)
        if bytes.starts(with: Array("HASH\r\n".utf8) + [0xff, 0]) { return .encase }
        let text = String(decoding: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...], as: UTF8.self)
        if text.hasPrefix("SQLite format 3\0") { return database(text) }
        let start = text.drop(while: \.isWhitespace)
        return switch start.first {
        case "{": json(start)
        case "<": markup(start.lowercased())
        default: lines(start)
        }
    }

    /// By the names of tables and columns, which stand on the first page.
    private static func database(_ text: String) -> InterchangeFormat? {
        if text.contains("db_properties") { return .autopsy }
        return text.contains("package_id") ? .nsrl : nil
    }

    private static func json(_ text: Substring) -> InterchangeFormat? {
        if text.contains("\"cairn-hash-list\"") { return .json }
        return text.contains("odata") ? .vics : nil
    }

    private static func markup(_ text: String) -> InterchangeFormat? {
        if text.contains("<queryresult") { return .ncmec }
        if text.contains("<dfxml") { return .dfxml }
        return text.contains("extractioninfo") ? .ufed : nil
    }

    private static func lines(_ text: Substring) -> InterchangeFormat? {
        let lines = text.split(whereSeparator: \.isNewline).lazy.map { $0.trimmingPrefix("\\") }
        guard let first = lines.first(where: { !$0.hasPrefix("#") })?.lowercased() else { return nil }
        if first.hasPrefix("\"sha-1\"") { return .nsrl }
        if first.hasPrefix("md5;") { return .icse }
        if first.contains("signal_str") { return .tx }
        let names = Set(first.split(separator: ",").map(String.init))
        if names.count > 1, !names.isDisjoint(with: ["md5", "sha1", "sha256", "pdq"]) { return .csv }
        let words = first.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let word = words.first else { return nil }
        if ["md5", "sha1", "sha256", "pdq", "pdna"].contains(word) {
            return words.count > 1 && words[1].hasPrefix("(") ? .md5sum : .tx
        }
        // A bare value of 64 digits may be a SHA-256 or a PDQ hash.
        guard word.allSatisfy(\.isHexDigit), words.count > 1 || word.count < 64 else { return nil }
        return [32, 40, 64].contains(word.count) ? .md5sum : nil
    }
}
