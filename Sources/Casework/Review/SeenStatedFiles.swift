import Accounts
public import CaseModel

/// A file that a report states and does not hold, with the item that has its digests; one of them is of the case that is
/// looked at.
public struct StatedRow: Sendable {
    /// The link.
    public let link: StatedLink
    /// Whether the case that is looked at holds the item; else the report is its own.
    public let holdsItem: Bool
    /// The agency of the other case; empty if it has none.
    public let otherAgency: String
    /// Whether paths of the case that is looked at may be seen.
    public let showsOwn: Bool
    /// Whether paths of the other case may be seen.
    public let showsOther: Bool

    /// The other case.
    public var otherCase: String { holdsItem ? link.report.caseReference : link.item.caseReference }
    /// Whether the path of the item may be seen.
    public var showsItem: Bool { holdsItem ? showsOwn : showsOther }
    /// Whether the path at which the report names the file may be seen.
    public var showsFile: Bool { holdsItem ? showsOther : showsOwn }
}

/// Files that reports state and do not hold, as far as a viewer may see them: other cases that are not shared leave no
/// trace.
public struct SeenStatedFiles: Sendable {
    /// The files, each once for each item that has its digests.
    public let rows: [StatedRow]
    /// How many there are with cases of which the viewer may only know that they exist, by agency.
    public let elsewhere: [(agency: String, links: Int)]

    /// Leaves out what the viewer may not see.
    init(_ queue: ReviewQueue, agencies: [String: String], access: CaseAccess) {
        var rows: [StatedRow] = []
        var hidden: [String: Int] = [:]
        for link in queue.stated.links {
            let holdsItem = link.item.caseReference == queue.caseReference
            let other = holdsItem ? link.report.caseReference : link.item.caseReference
            guard access.allows(.seeCase, other) else { continue }
            let agency = agencies[other] ?? ""
            guard access.allows(.seeFingerprints, other) else {
                hidden[agency, default: 0] += 1
                continue
            }
            rows.append(
                StatedRow(
                    link: link,
                    holdsItem: holdsItem,
                    otherAgency: agency,
                    showsOwn: access.allows(.seeRenditions, queue.caseReference),
                    showsOther: access.allows(.seeRenditions, other)
                )
            )
        }
        self.rows = rows
        elsewhere = hidden.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    /// How many files of reports they are.
    public var fileCount: Int { Set(rows.map(\.link.file.id)).count }
}
