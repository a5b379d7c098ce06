import CaseModel
import Casework

/// Files that reports name and other cases hold, as people read them: by the report's case and the other.
struct StatedLinkTable {
    let text: String

    /// Lists links.
    ///
    /// - Parameters:
    ///   - stated: What to list.
    ///   - limit: How many links to list for each pair of cases; 0 for all.
    init(_ stated: StatedLinks, limit: Int) {
        let pairs = Dictionary(grouping: stated.links) { [$0.report.caseReference, $0.item.caseReference] }
        var lines = ""
        for (cases, links) in pairs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let files = Set(links.map(\.file.id)).count
            lines += "\nstated by reports of \(cases[0]), not held there: \(files) files that \(cases[1]) holds\n"
            let shown = links.prefix(limit == 0 ? links.count : limit)
            for link in shown { lines += Self.lines(of: link) }
            if shown.count < links.count {
                lines += "  … and \(links.count - shown.count) more (--limit 0 shows all)\n"
            }
        }
        if !stated.commonplaces.isEmpty { lines += "\nstated by reports, set aside as commonplace\n" }
        for commonplace in stated.commonplaces { lines += "  \(OverlapTable.words(of: commonplace))\n" }
        text = lines
    }

    /// A link in two lines: what the report states, then the item.
    private static func lines(of link: StatedLink) -> String {
        let words =
            switch link.hashType {
            case .sha256: "by SHA-256"
            case .sha1: "by SHA-1"
            case .md5: "by MD5 alone, which can be forged"
            }
        let doubt = link.isContradicted ? "; another digest that is stated DIFFERS" : ""
        return """
              \(link.report.label) · \(link.file.pathText) (\(link.file.standing.rawValue)), \(words)\(doubt)
                \(link.item.caseReference) · \(link.item.exhibit) · \(link.item.path)

            """
    }
}
