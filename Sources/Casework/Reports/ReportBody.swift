public import Accounts
public import CaseModel
import CaseStore

/// What a report says, apart from when it was made and what proves that.
///
/// Its content holds nothing that changes while the database stays the same, so that the same reader gets the same bytes.
public enum ReportBody: Sendable {
    /// On one case.
    case ofCase(CaseReport)
    /// On what cases share.
    case ofOverlap(OverlapReport)
    /// On a number of cases in figures.
    case ofOperation(OperationReport)

    /// The kind of report, as the interface names it.
    public var kind: String {
        switch self {
        case .ofCase: "case"
        case .ofOverlap: "overlap"
        case .ofOperation: "operation"
        }
    }

    /// The cases that it is about.
    public var cases: [String] {
        switch self {
        case .ofCase(let report): [report.title.reference]
        case .ofOverlap(let report): report.cases.map(\.reference)
        case .ofOperation(let report): report.cases.map(\.title.reference)
        }
    }

    /// For whom it was made.
    public var reader: ReportReader {
        switch self {
        case .ofCase(let report): report.reader
        case .ofOverlap(let report): report.reader
        case .ofOperation(let report): report.reader
        }
    }

    /// The version of Cairn that made it.
    public var version: String {
        switch self {
        case .ofCase(let report): report.version
        case .ofOverlap(let report): report.version
        case .ofOperation(let report): report.version
        }
    }

    /// The content as the one text that states it.
    public var content: CanonicalJSON {
        let told: CanonicalJSON =
            switch self {
            case .ofCase(let report): report.told
            case .ofOverlap(let report): report.told
            case .ofOperation(let report): report.told
            }
        return .present([
            "kind": .text(kind), "made_for": reader.told, "cairn_version": .text(version), "report": told,
        ])
    }
}

/// For whom a report is made: it tells what this account may see, and no more.
public struct ReportReader: Hashable, Sendable {
    /// The account's name.
    public let name: String
    /// The account's agency.
    public let agency: String?
    /// The account's role; nil for the machine's owner.
    public let role: Role?

    init(_ viewer: Viewer) {
        name = viewer.name
        agency = viewer.agencyName
        role = viewer.isMachineOwner ? nil : viewer.role
    }

    var told: CanonicalJSON {
        .present([
            "account": .text(name), "agency": agency.map { .text($0) },
            "role": .text(role?.rawValue ?? "machine_owner"),
        ])
    }
}

extension CanonicalJSON {
    /// An object of those members that there are.
    static func present(_ members: KeyValuePairs<String, CanonicalJSON?>) -> CanonicalJSON {
        .object(members.compactMap { key, value in value.map { (key: key, value: $0) } })
    }

    static func number(_ value: Int) -> CanonicalJSON { .integer(Int64(value)) }

    static func texts(_ values: some Sequence<String>) -> CanonicalJSON { .list(values.map { .text($0) }) }
}

extension CaseTitle {
    /// The case as it may be named to a reader: the title is of what is seen with the items.
    func shown(to access: CaseAccess) -> CaseTitle {
        CaseTitle(
            reference: reference,
            title: access.allows(.seeRenditions, reference) ? title : nil,
            agency: agency
        )
    }

    var told: CanonicalJSON {
        .present([
            "case": .text(reference), "title": title.map { .text($0) }, "agency": agency.map { .text($0) },
        ])
    }
}

extension MatchMethod {
    var told: CanonicalJSON { .present(["kind": .text(kind.rawValue), "method": .text(method)]) }
}

extension Workspace {
    /// The version of the analyses that are compared; one more whenever earlier results have to be made again.
    public static let analysisVersion = CaseStore.analysisVersion
}
