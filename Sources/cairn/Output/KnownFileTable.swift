import CaseModel
import Casework

/// Items on hash lists as people read them, list by list.
struct KnownFileTable {
    let text: String

    /// Lists items.
    ///
    /// - Parameters:
    ///   - known: The items with their entries.
    ///   - limit: How many items to list of each list; 0 for all.
    init(_ known: [KnownItem], limit: Int) {
        var lines = ""
        for (list, items) in Dictionary(grouping: known, by: \.file.list.name).sorted(by: { $0.key < $1.key }) {
            lines += "\non the hash list \(list): \(items.count) items\n"
            let shown = items.prefix(limit == 0 ? items.count : limit)
            for one in shown {
                let item = one.item
                lines += "  \(item.caseReference) \(item.exhibit)/\(item.path): \(Self.words(of: one.file))\n"
            }
            if shown.count < items.count {
                lines += "  … and \(items.count - shown.count) more (--limit 0 shows all)\n"
            }
        }
        text = lines
    }

    /// An entry in a few words.
    static func words(of file: KnownFile) -> String {
        var words = "\(file.list.name), entry \(file.entry), by \(file.hashType.rawValue)"
        if let distance = file.distance { words += " at a distance of \(distance) bits" }
        if let code = file.code { words += ", code \(code)" }
        if let name = file.fileName { words += ", there \(name)" }
        if file.isCollision { words += "; a stronger digest differs: one of the two may be made to deceive" }
        return words
    }
}
