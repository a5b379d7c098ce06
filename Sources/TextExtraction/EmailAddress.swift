internal import CaseModel

/// Mailboxes in text.
///
/// The local part is 1 to 64 letters, digits and `._%+-`; the domain's last label is letters. Everything is brought
/// to lower case. The sign may be written out as `(at)`, `[at]`, `{at}`, `%40`, `&#64;` or `&#x40;`, and then the dots
/// as `(dot)`, `[dot]` or `{dot}`, as people do who hide from programs.
enum EmailAddress {
    private static let longestLocalPart = 64
    private static let longestDomain = 253

    /// Endings of file names that look like a domain, as in `picture@2x.png`.
    private static let fileEndings: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "json", "html", "htm", "php", "txt", "pdf", "heic",
    ]

    /// Those in a stretch of text, in order.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        var lowest = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            if let sign = signLength(bytes, at: index, before: range.upperBound),
                let hit = address(bytes, lowest..<range.upperBound, sign: index..<index + sign)
            {
                hits.append(hit)
                lowest = hit.range.upperBound
                index = lowest
            } else {
                index += 1
            }
        }
        return hits
    }

    private static func signLength(_ bytes: [UInt8], at index: Int, before end: Int) -> Int? {
        switch bytes[index] {
        case UInt8(ascii: "@"): 1
        case UInt8(ascii: "("): Characters.match(bytes, at: index, before: end, "(at)") ? 4 : nil
        case UInt8(ascii: "["): Characters.match(bytes, at: index, before: end, "[at]") ? 4 : nil
        case UInt8(ascii: "{"): Characters.match(bytes, at: index, before: end, "{at}") ? 4 : nil
        case UInt8(ascii: "%"): Characters.match(bytes, at: index, before: end, "%40") ? 3 : nil
        case UInt8(ascii: "&"):
            Characters.match(bytes, at: index, before: end, "&#64;")
                ? 5 : Characters.match(bytes, at: index, before: end, "&#x40;") ? 6 : nil
        default: nil
        }
    }

    private static func address(_ bytes: [UInt8], _ range: Range<Int>, sign: Range<Int>) -> IdentifierHit? {
        let isHidden = sign.count == 4
        var localEnd = sign.lowerBound
        if isHidden, localEnd > range.lowerBound, bytes[localEnd - 1] == 0x20 { localEnd -= 1 }
        guard let localStart = localPart(bytes, endingAt: localEnd, from: range.lowerBound) else { return nil }
        var domainStart = sign.upperBound
        if isHidden, domainStart < range.upperBound, bytes[domainStart] == 0x20 { domainStart += 1 }
        guard let (domain, end) = domain(bytes, from: domainStart, before: range.upperBound, isHidden: isHidden) else {
            return nil
        }
        let local = Characters.lowercased(bytes[localStart..<localEnd])
        return IdentifierHit(
            .email,
            String(decoding: local + [UInt8(ascii: "@")] + domain, as: UTF8.self),
            localStart..<end
        )
    }

    /// Where a sane local part starts that ends here.
    private static func localPart(_ bytes: [UInt8], endingAt end: Int, from lowest: Int) -> Int? {
        var start = end
        while start > lowest, end - start <= longestLocalPart, isLocal(bytes[start - 1]) { start -= 1 }
        guard end - start <= longestLocalPart else { return nil }
        // `@name@host` names an account of another kind.
        if start > lowest, bytes[start - 1] == UInt8(ascii: "@") { return nil }
        while start < end, [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "%")].contains(bytes[start]) {
            start += 1
        }
        guard start < end, bytes[end - 1] != UInt8(ascii: ".") else { return nil }
        for index in start..<end where bytes[index] == UInt8(ascii: ".") && bytes[index + 1] == UInt8(ascii: ".") {
            return nil
        }
        return bytes[start..<end].contains(where: Characters.isLetterOrDigit) ? start : nil
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: Characters.isLetterOrDigit(byte)
        }
    }

    /// The longest domain that starts here, in lower case, and where it ends.
    private static func domain(
        _ bytes: [UInt8],
        from start: Int,
        before end: Int,
        isHidden: Bool
    ) -> (domain: [UInt8], end: Int)? {
        var labels: [(text: [UInt8], end: Int)] = []
        var index = start
        while index - start <= longestDomain {
            let labelStart = index
            while index < end, Characters.isLetterOrDigit(bytes[index]) || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            var labelEnd = index
            while labelEnd > labelStart, bytes[labelEnd - 1] == UInt8(ascii: "-") { labelEnd -= 1 }
            guard labelEnd > labelStart, labelEnd - labelStart <= 63, bytes[labelStart] != UInt8(ascii: "-") else {
                break
            }
            labels.append((Characters.lowercased(bytes[labelStart..<labelEnd]), labelEnd))
            guard labelEnd == index, let dot = dotLength(bytes, at: index, before: end, isHidden: isHidden) else {
                break
            }
            index += dot
        }
        // What follows the last label of letters is the text's, not the domain's.
        while let last = labels.last, !isTopLevel(last.text) { labels.removeLast() }
        guard labels.count >= 2, let last = labels.last else { return nil }
        let domain = Array(labels.map(\.text).joined(separator: [UInt8(ascii: ".")]))
        return domain.count <= longestDomain ? (domain, last.end) : nil
    }

    private static func dotLength(_ bytes: [UInt8], at index: Int, before end: Int, isHidden: Bool) -> Int? {
        guard index < end else { return nil }
        if bytes[index] == UInt8(ascii: ".") { return 1 }
        guard isHidden else { return nil }
        let before = bytes[index] == 0x20 ? 1 : 0
        let start = index + before
        guard
            Characters.match(bytes, at: start, before: end, "(dot)")
                || Characters.match(bytes, at: start, before: end, "[dot]")
                || Characters.match(bytes, at: start, before: end, "{dot}")
        else { return nil }
        return before + 5 + (start + 5 < end && bytes[start + 5] == 0x20 ? 1 : 0)
    }

    private static func isTopLevel(_ label: [UInt8]) -> Bool {
        if label.starts(with: "xn--".utf8) { return label.count > 4 }
        return label.count >= 2 && label.allSatisfy(Characters.isLowercase)
            && !fileEndings.contains(String(decoding: label, as: UTF8.self))
    }
}
