import CaseModel
import Casework

/// Files that reports state and do not hold, and that another case holds, below a case's overlaps.
struct StatedFilesSection {
    private static let pageSize = 100

    /// What the template gets; nil if there is nothing to show.
    let values: PageValues?

    init(_ request: WorkRequest, _ overlaps: OverlapList, _ filter: OverlapListFilter) {
        let words = request.catalogue
        let seen = overlaps.stated
        guard !seen.rows.isEmpty || !seen.elsewhere.isEmpty else {
            values = nil
            return
        }
        let rows = seen.rows.filter { filter.otherCase == nil || filter.otherCase == $0.otherCase }
        let start = max(0, request.query["stated"].flatMap(Int.init) ?? 0)
        var values: PageValues = ["countText": words.number(seen.fileCount)]
        if !seen.elsewhere.isEmpty {
            values["statedElsewhere"] =
                [
                    "rows": seen.elsewhere.map { one -> PageValues in
                        [
                            "text": words.text("elsewhere_row", words.number(one.links)),
                            "askText": words.text("elsewhere_ask", one.agency),
                        ]
                    }
                ] as PageValues
        }
        let page = rows.dropFirst(start).prefix(Self.pageSize)
        if !page.isEmpty { values["statedList"] = ["rows": page.map { Self.row($0, words) }] as PageValues }
        if start + Self.pageSize < rows.count {
            let next = filter.query + [("stated", "\(start + Self.pageSize)")]
            values["statedNextHref"] = Address.of(Address.ofCase(request.caseReference, "overlaps"), next) + "#stated"
        }
        self.values = values
    }

    private static func row(_ row: StatedRow, _ words: Catalogue) -> PageValues {
        let (item, file) = (row.link.item, row.link.file)
        let held =
            row.showsItem ? words.text("stated_held", "\(item.exhibit)/\(item.path)") : words.text("stated_holds")
        let named =
            row.showsFile
            ? words.text("stated_named", row.link.report.label, file.pathText) : words.text("stated_names")
        var values: PageValues = [
            "ownText": row.holdsItem ? held : named, "otherText": row.holdsItem ? named : held,
            "otherCase": row.otherCase, "otherAgency": row.otherAgency, "digestText": digest(row.link, words),
        ]
        if row.showsOther { values["otherHref"] = Address.ofCase(row.otherCase) }
        return values
    }

    private static func digest(_ link: StatedLink, _ words: Catalogue) -> String {
        let name =
            switch link.hashType {
            case .sha256: "SHA-256"
            case .sha1: "SHA-1"
            case .md5: words.text("stated_md5")
            }
        return link.isContradicted ? words.text("stated_contradicted", name) : name
    }
}
