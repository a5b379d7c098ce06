/// Addresses of profiles: what account a page belongs to.
enum ProfileAddress {
    /// Sites whose path starts with the name of an account.
    private static let sites: Set<String> = [
        "t.me", "telegram.me", "telegram.dog", "twitter.com", "x.com", "instagram.com", "threads.net", "vk.com",
        "snapchat.com", "facebook.com", "tiktok.com",
    ]

    /// First parts of a path that come before the name.
    private static let prefixes: Set<String> = ["s", "add", "stories"]

    /// First parts of a path that are no names.
    private static let reserved: Set<String> = [
        "joinchat", "addstickers", "addemoji", "addtheme", "share", "proxy", "socks", "login", "home", "search",
        "intent", "hashtag", "explore", "reel", "reels", "accounts", "about", "privacy", "iv", "setlanguage", "invoice",
        "settings", "photo", "photo.php", "profile.php", "groups", "pages", "watch", "events", "sharer", "sharer.php",
        "i", "p", "c", "tv", "directory", "developer", "feed", "wall", "marketplace", "messages", "notifications",
    ]

    /// The handle that an address tells, if any.
    ///
    /// - Parameters:
    ///   - host: The host, in lower case.
    ///   - path: What follows it.
    /// - Returns: The handle, or nil.
    static func handle(host: [UInt8], path: ArraySlice<UInt8>) -> String? {
        let end = path.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? path.endIndex
        var parts = path[..<end].split(separator: UInt8(ascii: "/"))[...]
        guard let first = parts.first else { return nil }
        // Many sites write accounts with their sign.
        if first.first == UInt8(ascii: "@") { return Handle.normalForm(ofName: first.dropFirst()) }
        guard sites.contains(site(host)) else { return nil }
        if prefixes.contains(String(decoding: Characters.lowercased(first), as: UTF8.self)) {
            parts = parts.dropFirst()
        }
        guard let name = parts.first else { return nil }
        guard !reserved.contains(String(decoding: Characters.lowercased(name), as: UTF8.self)) else { return nil }
        return Handle.normalForm(ofName: name.first == UInt8(ascii: "@") ? name.dropFirst() : name)
    }

    /// Where a known site's host starts that ends at this slash, written without scheme.
    static func start(ofHostEndingAt slash: Int, in bytes: [UInt8], from lowest: Int) -> Int? {
        var start = slash
        while start > lowest, slash - start <= 24 {
            let byte = bytes[start - 1]
            guard Characters.isLetterOrDigit(byte) || byte == UInt8(ascii: ".") else { break }
            start -= 1
        }
        guard slash - start >= 4, slash - start <= 24 else { return nil }
        if start > lowest, [UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "-")].contains(bytes[start - 1]) {
            return nil
        }
        return sites.contains(site(Characters.lowercased(bytes[start..<slash]))) ? start : nil
    }

    private static func site(_ host: [UInt8]) -> String {
        let text = String(decoding: host, as: UTF8.self)
        for prefix in ["www.", "m.", "mobile."] where text.hasPrefix(prefix) {
            return String(text.dropFirst(prefix.count))
        }
        return text
    }
}
