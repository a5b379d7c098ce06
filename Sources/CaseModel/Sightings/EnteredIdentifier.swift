import Glibc

/// Addresses that people type: brought to the normal form that text is searched for, so that they are found there.
///
/// Whoever types an address says what it is. So only its form is checked, not whether it is likely to be one.
extension Identifier {
    /// Reads what somebody typed as an address of a type; nil if it has not the form of one.
    public init?(entered text: String, as type: IdentifierType) {
        let value: String? =
            switch type {
            case .imei: Self.digits(text, 15...16)
            case .iccid: Self.digits(text, 19...20)
            case .imsi: Self.digits(text, 14...15)
            case .wallet: Self.wallet(text)
            case .email: Self.mailbox(text.lowercased())
            case .phone: Self.telephone(text)
            case .mac: Self.hardware(text.lowercased())
            case .onion: Self.onion(text.lowercased())
            case .handle: Self.account(text.lowercased())
            case .url: Self.page(text)
            case .ip: Self.internet(text)
            }
        guard let value else { return nil }
        self.init(type: type, value: value)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func digits(_ text: String, _ counts: ClosedRange<Int>) -> String? {
        let found = text.filter { $0 != " " && $0 != "-" }
        return counts.contains(found.count) && found.allSatisfy(isDigit) ? found : nil
    }

    private static func wallet(_ text: String) -> String? {
        guard (26...90).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return nil }
        let small = text.lowercased()
        return small.hasPrefix("bc1") ? small : text
    }

    private static func mailbox(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, isHost(parts[1]), parts[1].contains("."),
            !text.contains(where: \.isWhitespace)
        else { return nil }
        return text
    }

    private static func telephone(_ text: String) -> String? {
        let found = text.filter { !" -().\u{2013}/".contains($0) }
        let digits = found.hasPrefix("+") ? found.dropFirst() : found[...]
        return (4...15).contains(digits.count) && digits.allSatisfy(isDigit) ? found : nil
    }

    private static func hardware(_ text: String) -> String? {
        let digits = Array(text.filter { !":-.".contains($0) })
        guard digits.count == 12, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        return stride(from: 0, to: 12, by: 2).map { String(digits[$0...$0 + 1]) }.joined(separator: ":")
    }

    /// The service alone, also of the address of a page on it.
    private static func onion(_ text: String) -> String? {
        var host = text[...]
        if let scheme = host.firstRange(of: "://") { host = host[scheme.upperBound...] }
        host = host.prefix { !"/:?#".contains($0) }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.last == "onion", let service = labels.dropLast().last,
            [16, 56].contains(service.count),
            service.allSatisfy({ $0.isASCII && ($0.isLetter || ("2"..."7").contains($0)) })
        else { return nil }
        return "\(service).onion"
    }

    private static func account(_ text: String) -> String? {
        let name = text.hasPrefix("@") ? text.dropFirst() : text[...]
        guard (1...64).contains(name.count), !name.contains(where: { $0.isWhitespace || $0 == "@" || $0 == "/" })
        else { return nil }
        return "@\(name)"
    }

    /// Scheme and host in lower case, without the scheme's own port and without a path that is `/` alone.
    private static func page(_ text: String) -> String? {
        let whole = text.lowercased().hasPrefix("www.") ? "http://" + text : text
        guard let mark = whole.firstRange(of: "://"), !whole.contains(where: \.isWhitespace) else { return nil }
        let scheme = whole[..<mark.lowerBound].lowercased()
        guard let ownPort = ["http": ":80", "https": ":443"][scheme] else { return nil }
        let rest = whole[mark.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let at = rest[..<end].lastIndex(of: "@").map { rest.index(after: $0) } ?? rest.startIndex
        var host = rest[at..<end].lowercased()
        if host.hasSuffix(ownPort) { host.removeLast(ownPort.count) }
        guard isHost(host.prefix { $0 != ":" }) || host.hasPrefix("[") else { return nil }
        let path = rest[end...]
        return "\(scheme)://\(rest[..<at])\(host)\(path == "/" ? "" : path)"
    }

    private static func isHost(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.hasPrefix(".") && !text.hasSuffix(".")
            && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }
    }

    /// Version 4 in four numbers; version 6 in eight groups, none left out.
    private static func internet(_ text: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return bytes.prefix(4).map { "\($0)" }.joined(separator: ".") }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        return stride(from: 0, to: 16, by: 2).map { place in
            String(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]), radix: 16)
        }.joined(separator: ":")
    }
}
