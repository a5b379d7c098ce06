/// Forms of an identifier that may name the same thing, though they are not equal.
///
/// Equal values link. A near form is a suggestion only: many mail services ignore dots and what follows a plus sign,
/// others do not; a telephone number without country code may belong to any country.
extension Identifier {
    /// What near forms of one identifier have in common; nil for what has no near forms.
    ///
    /// Two identifiers with one key are candidates; ``isNear(_:)`` decides.
    public var nearKey: String? {
        switch type {
        case .imei: value.utf8.count >= 14 ? String(value.prefix(14)) : nil
        case .iccid: value.utf8.count >= 18 ? String(value.prefix(18)) : nil
        case .wallet: value.hasPrefix("0x") ? value.lowercased() : nil
        case .email: Self.plainMailbox(value)
        case .phone: Self.lastDigits(value)
        case .handle: Self.plainHandle(value)
        case .url: Self.plainPage(value)
        case .imsi, .mac, .onion, .ip: nil
        }
    }

    /// Whether equal values may still name different things: a telephone number whose country is not known.
    public var isAmbiguous: Bool { type == .phone && !value.hasPrefix("+") }

    /// Whether another identifier may name the same thing without being equal.
    ///
    /// Two telephone numbers that both carry their country code are equal or different, never near.
    public func isNear(_ other: Identifier) -> Bool {
        guard type == other.type, let key = nearKey, key == other.nearKey else { return false }
        guard type == .phone else { return value != other.value }
        guard isAmbiguous || other.isAmbiguous else { return false }
        let (first, second) = (Self.digitsWithoutTrunk(value), Self.digitsWithoutTrunk(other.value))
        return first.count >= second.count ? first.hasSuffix(second) : second.hasSuffix(first)
    }

    /// Telephone numbers are looked up by so many of their last digits.
    private static let telephoneKeyLength = 8

    /// Services that deliver mail to one mailbox whatever dots its name is written with.
    private static let dotlessServices: Set<String> = ["gmail.com", "googlemail.com"]

    private static func plainMailbox(_ value: String) -> String? {
        guard let at = value.lastIndex(of: "@") else { return nil }
        var name = value[..<at]
        var host = value[value.index(after: at)...]
        if let plus = name.firstIndex(of: "+"), plus > name.startIndex { name = name[..<plus] }
        guard dotlessServices.contains(String(host)) else { return "\(name)@\(host)" }
        host = "gmail.com"
        return name.filter { $0 != "." } + "@" + host
    }

    private static func digitsWithoutTrunk(_ value: String) -> Substring {
        value.drop { $0 == "+" || $0 == "0" }
    }

    private static func lastDigits(_ value: String) -> String? {
        let digits = digitsWithoutTrunk(value)
        return digits.utf8.count >= telephoneKeyLength ? String(digits.suffix(telephoneKeyLength)) : nil
    }

    private static func plainHandle(_ value: String) -> String? {
        let name = value.filter { $0 != "." && $0 != "_" && $0 != "-" }
        return name.utf8.count >= 5 ? name : nil
    }

    private static func plainPage(_ value: String) -> String? {
        guard let scheme = value.firstRange(of: "://") else { return nil }
        var page = value[scheme.upperBound...]
        if page.hasPrefix("www.") { page = page.dropFirst(4) }
        if let fragment = page.firstIndex(of: "#") { page = page[..<fragment] }
        while page.last == "/" { page = page.dropLast() }
        return page.isEmpty ? nil : String(page)
    }
}
