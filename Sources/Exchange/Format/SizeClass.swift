/// How large bundles are, whatever is in them.
///
/// A bundle is filled up with zeros before it is sealed. Of an answer the size follows from the offer alone, so that
/// whoever sees the file pass cannot tell one that points to something from one that says nothing.
enum SizeClass {
    /// The smallest content, in bytes.
    static let least = 8192
    /// What an answer has room for, for each content of the offer.
    static let leastForEachAsked = 96

    /// How large the content of a bundle becomes that needs so many bytes.
    static func size(of body: BundleBody, needing bytes: Int) -> Int {
        var floor = least
        if case .answer(let answer) = body { floor += leastForEachAsked * answer.asked }
        let wanted = max(bytes, floor)
        var size = least
        while size < wanted { size *= 2 }
        return size
    }
}
