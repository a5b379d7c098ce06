public import CaseModel
import CaseStore

/// Two stacks that links join, one of them of the case that is reviewed: decided once, whatever joins them.
///
/// A case may have a million, and each request goes through them: an entry is not copied.
public final class QueueEntry: Sendable {
    /// The strongest link between contents of the two.
    public let link: Link
    /// The kinds of all links between them.
    public let kinds: [LinkKind]
    /// How many links there are between them.
    public let links: Int
    /// The contents of ``link``; nil if they are one, and there is nothing to decide.
    public let pair: MediaPair?
    /// The two stacks.
    public let stacks: StackPair
    private let isOwnFirst: Bool

    init(
        link: Link,
        kinds: [LinkKind],
        links: Int,
        pair: MediaPair?,
        stacks: StackPair,
        isOwnFirst: Bool
    ) {
        self.link = link
        self.kinds = kinds
        self.links = links
        self.pair = pair
        self.stacks = stacks
        self.isOwnFirst = isOwnFirst
    }

    /// The item of the case that is reviewed.
    public var own: ItemReference { isOwnFirst ? link.itemA : link.itemB }

    /// The item of the other case.
    public var other: ItemReference { isOwnFirst ? link.itemB : link.itemA }

    /// The same entry with one more, weaker link.
    func joined(by kind: LinkKind) -> QueueEntry {
        QueueEntry(
            link: link,
            kinds: kinds.contains(kind) ? kinds : kinds + [kind],
            links: links + 1,
            pair: pair,
            stacks: stacks,
            isOwnFirst: isOwnFirst
        )
    }
}

/// What a case shares with others, to be decided on: the strongest first.
public struct ReviewQueue: Sendable {
    /// The case.
    public let caseReference: String
    /// The entries.
    public let entries: [QueueEntry]
    /// Files that reports state and do not hold, and that another case holds: of this case's reports, or held by it.
    public let stated: StatedLinks
    /// What occurs too often to be listed.
    public let commonplaces: [Commonplace]
    /// Why entries may be missing, one sentence each.
    public let incompleteness: [String]
    /// When the list was made, in UTC (RFC 3339).
    public let madeAt: String
    /// How new what it was made of is.
    public let mark: StoreMark
}

extension Workspace {
    /// What a case shares with others.
    ///
    /// - Parameter reference: The case.
    /// - Returns: Each pair of stacks once.
    /// - Throws: ``CaseworkError``; code `usage` if there is no such case.
    public func reviewQueue(ofCase reference: String) throws(CaseworkError) -> ReviewQueue {
        let mark = try storeMark()
        var filter = OverlapFilter()
        filter.caseReference = reference
        let found = try overlaps(filter)
        var entries: [QueueEntry] = []
        var places: [QueueKey: Int] = [:]
        try classed {
            try store.read { reader throws(StoreError) in
                let contents = try reader.contents(ofItems: found.links.flatMap { [$0.itemA.id, $0.itemB.id] })
                for link in found.links {
                    let isOwnFirst = link.itemA.caseReference == reference
                    let (own, other) = isOwnFirst ? (link.itemA, link.itemB) : (link.itemB, link.itemA)
                    guard let mine = contents[own.id], let theirs = contents[other.id] else {
                        throw .damaged("an item's content is not there")
                    }
                    let key = QueueKey(own: mine.stack, other: theirs.stack, otherCase: other.caseReference)
                    if let place = places[key] {
                        entries[place] = entries[place].joined(by: link.kind)
                    } else {
                        places[key] = entries.count
                        entries.append(
                            QueueEntry(
                                link: link,
                                kinds: [link.kind],
                                links: 1,
                                pair: MediaPair(mine.media, theirs.media),
                                stacks: StackPair(mine.stack, theirs.stack),
                                isOwnFirst: isOwnFirst
                            )
                        )
                    }
                }
            }
        }
        return ReviewQueue(
            caseReference: reference,
            entries: entries,
            stated: try statedLinks(ofCase: reference),
            commonplaces: found.commonplaces,
            incompleteness: found.incompleteness,
            madeAt: Timestamp.now(),
            mark: mark
        )
    }

    /// How new what is stored is.
    public func storeMark() throws(CaseworkError) -> StoreMark {
        try classed { try store.read { reader throws(StoreError) in try reader.mark() } }
    }
}

private struct QueueKey: Hashable {
    let own: Int64
    let other: Int64
    let otherCase: String
}
