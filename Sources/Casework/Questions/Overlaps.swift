public import CaseModel
import CaseStore
import Linking

/// Which links to show.
public struct OverlapFilter: Hashable, Sendable {
    /// Only links that touch this case.
    public var caseReference: String?
    /// Only these kinds; all if empty.
    public var kinds: Set<LinkKind> = []
    /// Only links at least this strong.
    public var minimumStrength = 0.0
    /// Links inside one case too.
    public var isWithin = false

    /// Shows all links between cases.
    public init() {}

    /// Whether items on hash lists are asked for too.
    public var wantsKnownFiles: Bool { kinds.isEmpty || kinds.contains(.knownFile) }

    /// Whether files that reports state and do not hold are asked for too; they would have the same bytes.
    public var wantsStatedFiles: Bool { kinds.isEmpty || kinds.contains(.exact) }

    func admits(_ link: Link) -> Bool {
        (kinds.isEmpty || kinds.contains(link.kind)) && link.strength >= minimumStrength
            && (caseReference.map { $0 == link.itemA.caseReference || $0 == link.itemB.caseReference } ?? true)
    }
}

/// Links, and what was set aside.
public struct Overlaps: Hashable, Sendable {
    /// The links, the strongest first.
    public let links: [Link]
    /// What occurs too often to be a link.
    public let commonplaces: [Commonplace]
    /// Why links may be missing, one sentence each; empty unless an index is known to be at fault.
    public var incompleteness: [String] = []

    /// The links added up by pairs of cases, those with most links first.
    public var byCases: [CaseOverlap] { CaseOverlap.all(links) }
}

extension Workspace {
    /// Where cases overlap.
    ///
    /// Asked of one case, only what concerns its contents is read: the links are those that the whole database gives, and a
    /// commonplace counts the items that one of its contents reaches.
    ///
    /// - Throws: ``CaseworkError``; code `usage` if the filter names an unknown case.
    public func overlaps(_ filter: OverlapFilter) throws(CaseworkError) -> Overlaps {
        let asked = try filter.caseReference.map { reference throws(CaseworkError) in
            (reference: reference, number: try caseNumber(reference))
        }
        return try classed {
            try store.read { reader throws(StoreError) in
                var collector = try LinkCollector(reader: reader, isWithin: filter.isWithin, of: asked)
                try collector.collectContents()
                try collector.collectMatches()
                try collector.collectSerials()
                try collector.collectIdentifiers()
                let linker = collector.linker
                let fault = try PictureIndex.fileFault(reader: reader, directory: directory)
                return Overlaps(
                    links: linker.strongest(filter.admits),
                    commonplaces: linker.commonplaces.filter { filter.kinds.isEmpty || filter.kinds.contains($0.kind) },
                    incompleteness: fault.map { [$0] } ?? []
                )
            }
        }
    }
}
