import CaseModel

/// A path as a report spells it.
struct ReportedPath {
    /// How a report divides a path.
    enum Style {
        /// By `\` or `/`, as on Windows.
        case backslashes
        /// By `/`; by `\` if there is no `/`.
        case slashes
    }

    private let text: String
    private let style: Style

    init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style
    }

    /// The path within an exhibit: never empty, never absolute, without steps up.
    func withinExhibit(orElse name: String) -> [UInt8] {
        let steps = components.filter { $0 != ".." }
        return Array((steps.isEmpty ? name : steps.joined(separator: "/")).utf8)
    }

    /// The place below the folder of a report's files, divided by `/`; nil if the path is absolute or has steps up.
    ///
    /// In a report of a file system paths begin at its root, which its files' folder then stands for.
    func below(_ root: Root) -> String? {
        let steps = components
        guard !steps.isEmpty, !steps.contains(".."), !text.utf8.contains(0) else { return nil }
        if root == .report, isAbsolute { return nil }
        return steps.joined(separator: "/")
    }

    /// What a path begins at.
    enum Root {
        /// The report's own folder.
        case report
        /// The root of a file system that the report describes.
        case fileSystem
    }

    private var isAbsolute: Bool {
        let isRooted = text.hasPrefix("/") || text.hasPrefix("\\")
        let start = Array(text.utf8.prefix(2))
        return isRooted || start.count == 2 && start[1] == UInt8(ascii: ":")
    }

    private var components: [String] {
        let isDividedByBackslashes = style == .backslashes || !text.utf8.contains(UInt8(ascii: "/"))
        return text.unicodeScalars.split { $0 == "/" || $0 == "\\" && isDividedByBackslashes }
            .map { String($0) }.filter { $0 != "." }
    }
}
