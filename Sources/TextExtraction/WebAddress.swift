internal import CaseModel

/// The address of a page in text: with `http` or `https`, or starting with `www.`; or, without either, the address of
/// a profile on a well-known site, which only tells a handle.
struct WebAddress {
    /// Where it stands.
    let range: Range<Int>
    /// Scheme and host in lower case, without the scheme's own port and without a path that is `/` alone; nil for a
    /// profile written without scheme.
    let value: String?
    /// The host, in lower case.
    let host: [UInt8]
    /// The first byte after host and port.
    let pathStart: Int

    private static let longest = 2048

    /// Those in a stretch of text, in order.
    ///
    /// An address inside another is part of that one.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [WebAddress] {
        var addresses: [WebAddress] = []
        var lowest = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            if let address = address(bytes, near: index, lowest..<range.upperBound) {
                addresses.append(address)
                lowest = address.range.upperBound
                index = lowest
            } else {
                index += 1
            }
        }
        return addresses
    }

    /// The page itself, and the onion service and the account that it belongs to.
    func hits(in bytes: [UInt8]) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        if let value { hits.append(IdentifierHit(.url, value, range)) }
        if let onion, !isFoundAsWord(onion) { hits.append(IdentifierHit(.onion, onion, range)) }
        if let handle = ProfileAddress.handle(host: host, path: bytes[pathStart..<range.upperBound]) {
            hits.append(IdentifierHit(.handle, handle, range))
        }
        // A mailbox in a query is worth as much as one in a sentence.
        hits += EmailAddress.all(in: bytes, pathStart..<range.upperBound)
        return hits
    }

    /// Services of version 3 are found by their checksum wherever they stand.
    private func isFoundAsWord(_ onion: String) -> Bool { onion.utf8.count > 22 }

    private var onion: String? {
        let labels = host.split(separator: UInt8(ascii: "."))
        guard labels.count >= 2, labels[labels.count - 1].elementsEqual("onion".utf8),
            OnionAddress.isVersion2(labels[labels.count - 2])
        else { return nil }
        return String(decoding: labels[labels.count - 2], as: UTF8.self) + ".onion"
    }

    // MARK: Reading

    private static func address(_ bytes: [UInt8], near index: Int, _ range: Range<Int>) -> WebAddress? {
        switch bytes[index] {
        case UInt8(ascii: ":"):
            guard Characters.match(bytes, at: index, before: range.upperBound, "://") else { return nil }
            if index - 5 >= range.lowerBound, Characters.match(bytes, at: index - 5, before: index, "https") {
                return address(bytes, index - 5, "https", hostAt: index + 3, before: range.upperBound)
            }
            if index - 4 >= range.lowerBound, Characters.match(bytes, at: index - 4, before: index, "http") {
                return address(bytes, index - 4, "http", hostAt: index + 3, before: range.upperBound)
            }
            return nil
        case UInt8(ascii: "w"), UInt8(ascii: "W"):
            guard Characters.match(bytes, at: index, before: range.upperBound, "www."),
                index == range.lowerBound || !continuesHost(bytes[index - 1])
            else { return nil }
            return address(bytes, index, "http", hostAt: index, before: range.upperBound)
        case UInt8(ascii: "/"):
            guard let start = ProfileAddress.start(ofHostEndingAt: index, in: bytes, from: range.lowerBound) else {
                return nil
            }
            return address(bytes, start, nil, hostAt: start, before: range.upperBound)
        default:
            return nil
        }
    }

    private static func address(
        _ bytes: [UInt8],
        _ start: Int,
        _ scheme: String?,
        hostAt authorityStart: Int,
        before limit: Int
    ) -> WebAddress? {
        guard let authority = authority(bytes, from: authorityStart, before: limit) else { return nil }
        let hostEnd = authority.end
        var end = hostEnd
        if hostEnd < limit, isPathStart(bytes[hostEnd]) {
            let longestEnd = min(limit, start + longest)
            while end < longestEnd, !isStop(bytes, at: end, before: limit) { end += 1 }
            while end < limit, !Characters.isLeading(bytes[end]) { end -= 1 }
            end = max(hostEnd, withoutTrailingPunctuation(bytes, hostEnd..<max(hostEnd, end)))
        }
        var value: String?
        if let scheme {
            var text = Array((scheme + "://").utf8) + bytes[authorityStart..<authority.hostStart] + authority.host
            if let port = authority.port, port != (scheme == "https" ? 443 : 80) { text += Array(":\(port)".utf8) }
            let rest = bytes[hostEnd..<end]
            if !rest.elementsEqual([UInt8(ascii: "/")]) { text += withoutEntities(rest) }
            value = String(decoding: text, as: UTF8.self)
        }
        return WebAddress(range: start..<end, value: value, host: authority.host, pathStart: hostEnd)
    }

    /// Reads who, where and which port; what follows a host without a slash is the sentence's.
    private static func authority(
        _ bytes: [UInt8],
        from start: Int,
        before limit: Int
    ) -> (hostStart: Int, host: [UInt8], port: Int?, end: Int)? {
        var hostStart = start
        var index = start
        while index < limit, index - start <= 320, !isPathStart(bytes[index]), !isStop(bytes, at: index, before: limit)
        {
            if bytes[index] == UInt8(ascii: "@") { hostStart = index + 1 }
            index += 1
        }
        index = hostStart
        while index < limit, index - hostStart <= 254, continuesHost(bytes[index]),
            !isStop(bytes, at: index, before: limit)
        {
            index += 1
        }
        var hostEnd = index
        while hostEnd > hostStart, bytes[hostEnd - 1] == UInt8(ascii: ".") { hostEnd -= 1 }
        guard let host = host(bytes[hostStart..<hostEnd]) else { return nil }
        // A dot before a slash belongs to the host; any other ends the sentence.
        let isRooted = index - hostEnd == 1 && index < limit && (isPathStart(bytes[index]) || bytes[index] == 0x3a)
        guard hostEnd == index || isRooted, index < limit, bytes[index] == UInt8(ascii: ":") else {
            return (hostStart, host, nil, isRooted ? index : hostEnd)
        }
        var port = 0
        var end = index + 1
        while end < limit, end - index <= 6, Characters.isDigit(bytes[end]) {
            port = port * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard port > 0, port <= 65_535 else { return (hostStart, host, nil, index) }
        return (hostStart, host, port, end)
    }

    private static func isPathStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    /// The host in lower case: a name of two labels or more that ends in letters, or four numbers.
    private static func host(_ host: ArraySlice<UInt8>) -> [UInt8]? {
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, host.count <= 253, let last = labels.last else { return nil }
        guard labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 }) else { return nil }
        if labels.count == 4, labels.allSatisfy({ $0.count <= 3 && $0.allSatisfy(Characters.isDigit) }) {
            return Array(host)
        }
        guard last.count >= 2, !last.contains(where: Characters.isDigit) || last.starts(with: "xn--".utf8) else {
            return nil
        }
        return Characters.lowercased(host)
    }

    private static func continuesHost(_ byte: UInt8) -> Bool {
        Characters.isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ".") || byte >= 0x80
    }

    private static func isStop(_ bytes: [UInt8], at index: Int, before end: Int) -> Bool {
        switch bytes[index] {
        case 0...0x20, 0x7f: return true
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            return true
        case UInt8(ascii: ","):
            // Lists of addresses often go without spaces.
            return Characters.match(bytes, at: index + 1, before: end, "http")
        case 0xc2:
            // A space that does not break, and pointed quotes.
            return index + 1 < end && [0xa0, 0xab, 0xbb].contains(bytes[index + 1])
        case 0xe2:
            // Spaces, quotes, dashes and marks of direction.
            return index + 1 < end && bytes[index + 1] == 0x80
        case 0xe3:
            // The space and the stops of ideographic text.
            return index + 1 < end && bytes[index + 1] == 0x80
        case 0xef:
            // Punctuation of full width.
            return index + 1 < end && bytes[index + 1] == 0xbc
        default:
            return false
        }
    }

    private static func withoutTrailingPunctuation(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var end = range.upperBound
        var opened = 0
        var closed = 0
        for byte in bytes[range] {
            if byte == UInt8(ascii: "(") { opened += 1 }
            if byte == UInt8(ascii: ")") { closed += 1 }
        }
        while end > range.lowerBound {
            switch bytes[end - 1] {
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
                UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: "*"), UInt8(ascii: "_"):
                end -= 1
            case UInt8(ascii: ")"):
                guard closed > opened else { return end }
                closed -= 1
                end -= 1
            default:
                return end
            }
        }
        return end
    }

    /// `&amp;` as `&`: the source of a page writes its addresses so.
    private static func withoutEntities(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let text = Array(bytes)
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            output.append(text[index])
            index += Characters.match(text, at: index, before: text.count, "&amp;") ? 5 : 1
        }
        return output
    }
}
