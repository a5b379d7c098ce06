public import Accounts
import Audit
public import CaseModel
import CaseStore

extension Workspace {
    /// Adds a case; an account that adds one is on its team.
    ///
    /// - Parameters:
    ///   - reference: The agency's own reference, unique in the database.
    ///   - title: A title.
    ///   - agency: The agency that owns it; accounts other than the machine's owner can name their own only.
    ///   - viewer: Who adds it; nil for the machine's user.
    /// - Throws: ``CaseworkError`` with code `usage` if the reference is empty or taken.
    public func addCase(
        reference: String,
        title: String?,
        agency: String?,
        by viewer: Viewer? = nil
    ) throws(CaseworkError) {
        guard !reference.isEmpty,
            !reference.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw CaseworkError(.usage, "a case's reference must not be empty or hold control characters") }
        var agency = agency?.isEmpty == true ? nil : agency
        if let viewer {
            guard Permissions.allows(.addCases, viewer) else { throw Self.refusal }
            agency = agency ?? viewer.agencyName
            guard viewer.isMachineOwner || agency == viewer.agencyName else {
                throw CaseworkError(.refused, "this account can add cases of its own agency only")
            }
        }
        let owner = agency
        let isAdded = try writing { writer throws(StoreError) in
            guard let id = try writer.addCase(reference: reference, title: title, agency: owner) else { return false }
            let actor = viewer?.name ?? MachineUser.actor
            if let viewer, !viewer.isMachineOwner {
                _ = try writer.addMember(viewer.account, toCase: id, by: actor)
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: actor,
                    act: "case.added",
                    caseReference: reference,
                    details: owner.map { ["agency": $0] } ?? [:]
                )
            )
            return true
        }
        guard isAdded else { throw CaseworkError(.usage, "there is a case \(reference) already") }
    }

    /// All cases, in the order in which they were added.
    public func cases() throws(CaseworkError) -> [CaseRecord] {
        try classed { try store.read { reader throws(StoreError) in try reader.cases() } }
    }

    /// Finds a case by its reference.
    ///
    /// - Throws: ``CaseworkError`` with code `usage`, naming the nearest references, if there is none.
    func caseNumber(_ reference: String) throws(CaseworkError) -> Int64 {
        let found = try classed { try store.read { reader throws(StoreError) in try reader.caseNumber(reference) } }
        if let found { return found }
        let near = try cases().map { (NameDistance.between($0.reference, reference), $0.reference) }.sorted { $0 < $1 }
            .prefix(3).map(\.1)
        let hint =
            near.isEmpty
            ? "there are no cases yet; `cairn case add \(reference)` adds it"
            : "the nearest are \(near.joined(separator: ", ")); `cairn case add \(reference)` adds it"
        throw CaseworkError(.usage, "there is no case \(reference); \(hint)")
    }
}

/// How far two names are apart, for suggestions.
enum NameDistance {
    /// The number of insertions, deletions and exchanges between two names, without regard to case (Levenshtein).
    static func between(_ first: String, _ second: String) -> Int {
        let second = Array(second.lowercased())
        var row = Array(0...second.count)
        for (line, letter) in first.lowercased().enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in second.indices {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == second[column] ? 0 : 1))
                diagonal = above
            }
        }
        return row[second.count]
    }
}
