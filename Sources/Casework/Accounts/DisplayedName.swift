/// What may be shown as a name in one line.
enum DisplayedName {
    private static let longest = 200

    /// Refuses a name that is empty, too long, or holds control characters.
    static func check(_ name: String, of what: String) throws(CaseworkError) {
        let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard (1...longest).contains(name.count), !hasControls else {
            throw CaseworkError(.usage, "\(what) must have 1 to \(longest) characters and no control characters")
        }
    }
}
