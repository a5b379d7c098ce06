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

    func admits(_ link: FoundLink) -> Bool { admits(link.kind) && link.strength >= minimumStrength }

    func admits(_ kind: LinkKind) -> Bool { kinds.isEmpty || kinds.contains(kind) }
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
        let scope = try filter.caseReference.map { reference throws(CaseworkError) in try caseNumber(reference) }
        let (store, directory) = (store, directory)
        return try classed {
            // Read meanwhile, and so perhaps of a moment earlier or later than matches; items are those known with these.
            let values = Meanwhile { () throws(StoreError) in
                try store.read { reader throws(StoreError) in try SharedValues(reader: reader, ofCase: scope) }
            }
            var (collector, fault) = try store.read { reader throws(StoreError) in
                var collector = try LinkCollector(
                    reader: reader,
                    directory: directory,
                    isWithin: filter.isWithin,
                    ofCase: scope
                )
                try collector.collectContents(reader)
                try collector.collectMatches(reader)
                return (collector, try PictureIndex.fileFault(reader: reader, directory: directory))
            }
            collector.collectSerials(try values.value())
            collector.collectIdentifiers(try values.value())
            let links = collector.linker.strongest(filter.admits)
            let commonplaces = collector.linker.commonplaces.filter { filter.admits($0.kind) }
            let names = try ItemNames(of: links, and: commonplaces, exhibits: collector.exhibits, store: store)
            return Overlaps(
                links: try names.links(links),
                commonplaces: names.commonplaces(commonplaces),
                incompleteness: fault.map { [$0] } ?? []
            )
        }
    }
}
