/// What a report states of a file in its file system, read from the statement that was kept of it.
public struct StatedFileFacts: Hashable, Sendable {
    /// When the file was touched, as the report spells it.
    public private(set) var times = FileTimes()
    /// Whether the file system holds it (true) or has deleted it (false); nil if the report does not say.
    public private(set) var isAllocated: Bool?

    /// Reads what a DFXML or a UFED report states of a file.
    ///
    /// - Parameter statement: The statement, as the readers of these reports give it.
    public init(statement: String) {
        var reader = JSONReader(bytes: Array(statement.utf8))
        guard let tree = try? reader.value() else { return }
        switch tree.localName {
        case "fileobject": readDFXML(tree)
        case "file": readUFED(tree)
        default: return
        }
    }

    private mutating func readDFXML(_ tree: JSONValue) {
        func text(_ name: String) -> String? {
            tree.elementsWithin.first { $0.localName == name }?["text"]?.string
        }
        times = FileTimes(
            modified: text("mtime"),
            changed: text("ctime"),
            accessed: text("atime"),
            created: text("crtime")
        )
        isAllocated = text("alloc").map { $0 == "1" } ?? text("unalloc").map { $0 == "0" }
    }

    private mutating func readUFED(_ tree: JSONValue) {
        let stamps = tree.elementsWithin.flatMap(\.elementsWithin).filter { $0.localName == "timestamp" }
        func text(_ name: String) -> String? {
            stamps.first { $0["attributes"]?["name"]?.string == name }?["text"]?.string
        }
        times = FileTimes(
            modified: text("ModifyTime"),
            changed: text("ChangeTime"),
            accessed: text("AccessTime"),
            created: text("CreationTime")
        )
        isAllocated = UFEDFile.isAllocated(state: tree["attributes"]?["deleted"]?.string)
    }
}

/// An element of a statement, as ``XMLTree`` writes it.
extension JSONValue {
    fileprivate var localName: String? {
        self["element"]?.string.map { String($0.split(separator: ":").last ?? "") }
    }

    fileprivate var elementsWithin: [JSONValue] { self["elements"]?.elements ?? [] }
}
