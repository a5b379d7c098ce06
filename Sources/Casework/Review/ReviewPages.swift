public import Accounts
public import CaseModel
import CaseStore

/// An item with all that its page shows.
public struct ItemPage: Sendable {
    /// The item and what is known of its content.
    public let details: ItemDetails
    /// Small pictures of the content.
    public let renditions: [RenditionSummary]
    /// The first lines, if it is a text.
    public let lines: [TextLine]
    /// Other contents of the case in the same stack, each by its first item, up to ``mostMembers``.
    public let members: [ReviewStackMember]
    /// How many contents of the case the stack has, this one included.
    public let memberCount: Int
    /// What was done with the exhibit, oldest first.
    public let custody: [CustodyEntry]
    /// Codes that stand on the content in this case.
    public let votes: [CodeVote]
    /// Where the same content is, in cases whose items the viewer may see.
    public let holders: [ItemReference]
    /// Agencies that hold it in cases of which the viewer may only know that they exist, with the number of those.
    public let elsewhere: [(agency: String, cases: Int)]
    /// An item of the stack before this one's, and one of the stack after it; nil where there is none.
    public let neighbours: (previous: Int64?, next: Int64?)

    /// The largest number of members that is listed.
    public static let mostMembers = 60
}

/// Another content of an item's stack.
public struct ReviewStackMember: Hashable, Sendable {
    /// The item that holds it.
    public let item: ItemReference
    /// Whether there is a picture of it.
    public let hasRendition: Bool
}

extension Workspace {
    /// Stacks of a case, by number.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - filter: Which of them.
    ///   - after: The stack after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The stacks.
    /// - Throws: ``CaseworkError``; code `usage` if there is no such case.
    public func stacks(
        ofCase reference: String,
        _ filter: ReviewFilter,
        after: Int64,
        limit: Int
    ) throws(CaseworkError) -> [ReviewStack] {
        let number = try caseNumber(reference)
        return try classed {
            try store.read { reader throws(StoreError) in
                try reader.stacks(ofCase: number, filter, after: after, limit: limit)
            }
        }
    }

    /// All cases without counts, in the order in which they were added.
    public func caseTitles() throws(CaseworkError) -> [CaseTitle] {
        try classed { try store.read { reader throws(StoreError) in try reader.caseTitles() } }
    }

    /// How much of a case there is to look at.
    public func reviewCounts(ofCase reference: String) throws(CaseworkError) -> ReviewCounts {
        let number = try caseNumber(reference)
        return try classed { try store.read { reader throws(StoreError) in try reader.reviewCounts(ofCase: number) } }
    }

    /// How many items of a case could not be read or decoded, by reason.
    public func failures(ofCase reference: String) throws(CaseworkError) -> [(code: FailureCode, items: Int)] {
        let number = try caseNumber(reference)
        return try classed { try store.read { reader throws(StoreError) in try reader.failures(ofCase: number) } }
    }

    /// Items of a case that could not be read or decoded, by number.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - reason: Only those that failed for this reason; nil for all.
    ///   - after: The item after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The items.
    /// - Throws: ``CaseworkError``; code `usage` if there is no such case.
    public func failedItems(
        ofCase reference: String,
        reason: FailureCode?,
        after: Int64,
        limit: Int
    ) throws(CaseworkError) -> [ItemDetails] {
        let number = try caseNumber(reference)
        return try classed {
            try store.read { reader throws(StoreError) in
                try reader.failedItems(ofCase: number, reason: reason, after: after, limit: limit)
            }
        }
    }

    /// The exhibits of a case, with their custody logs.
    public func exhibits(ofCase reference: String) throws(CaseworkError) -> [ExhibitSummary] {
        let number = try caseNumber(reference)
        return try classed { try store.read { reader throws(StoreError) in try reader.exhibits(ofCase: number) } }
    }

    /// An item with all that its page shows.
    ///
    /// - Parameters:
    ///   - item: The item's number.
    ///   - reference: The case that it must be of.
    ///   - access: What the viewer may see of which case.
    /// - Returns: The item; nil if the case has none of this number.
    /// - Throws: ``CaseworkError``.
    public func itemPage(
        _ item: Int64,
        inCase reference: String,
        access: CaseAccess
    ) throws(CaseworkError) -> ItemPage? {
        let agencies = Dictionary(
            try caseTitles().map { ($0.reference, $0.agency ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
        return try classed {
            try store.read { reader throws(StoreError) in
                guard let number = try reader.caseNumber(reference),
                    let details = try reader.details(ofItem: item, inCase: number)
                else { return nil }
                let custody =
                    try reader.exhibit(ofCase: number, label: details.exhibit).map {
                        exhibit throws(StoreError) in try reader.custody(ofExhibit: exhibit)
                    } ?? []
                guard let content = details.content else {
                    return ItemPage(
                        details: details,
                        renditions: [],
                        lines: [],
                        members: [],
                        memberCount: 0,
                        custody: custody,
                        votes: [],
                        holders: [],
                        elsewhere: [],
                        neighbours: (nil, nil)
                    )
                }
                let stack = try reader.members(ofStack: content.stack, inCase: number)
                var members: [ReviewStackMember] = []
                for media in stack.lazy.filter({ $0 != content.media }).prefix(ItemPage.mostMembers) {
                    let items = try reader.items(ofMedia: media)
                    guard let held = items.first(where: { $0.caseReference == reference }) else { continue }
                    let hasRendition = try !reader.renditions(ofMedia: media).isEmpty
                    members.append(ReviewStackMember(item: held, hasRendition: hasRendition))
                }
                let holders = try reader.items(ofMedia: content.media).filter { $0.id != item }
                let hidden = Set(
                    holders.map(\.caseReference)
                        .filter { access.allows(.seeCase, $0) && !access.allows(.seeFingerprints, $0) }
                )
                let byAgency = Dictionary(grouping: hidden) { agencies[$0] ?? "" }
                return ItemPage(
                    details: details,
                    renditions: try reader.renditions(ofMedia: content.media),
                    lines: content.kind == .text ? try reader.lines(ofMedia: content.media, limit: 500) : [],
                    members: members,
                    memberCount: stack.count,
                    custody: custody,
                    votes: try reader.votes(onMedia: content.media, inCase: number),
                    holders: holders.filter { access.allows(.seeFingerprints, $0.caseReference) },
                    elsewhere: byAgency.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 },
                    neighbours: try reader.neighbours(ofStack: content.stack, inCase: number)
                )
            }
        }
    }

    /// One small picture of a content that is in some case whose pictures the viewer may see.
    ///
    /// - Returns: Its media type and bytes; nil if there is none that may be seen.
    /// - Throws: ``CaseworkError``.
    public func rendition(
        of digest: ContentDigest,
        at position: Int,
        access: CaseAccess
    ) throws(CaseworkError) -> (type: String, bytes: [UInt8], caseReference: String)? {
        try classed {
            try store.read { reader throws(StoreError) in
                guard let media = try reader.media(digest),
                    let visible = try reader.cases(ofMedia: media).first(where: { access.allows(.seeRenditions, $0) }),
                    let found = try reader.rendition(ofMedia: media, at: position)
                else { return nil }
                return (found.type, found.bytes, visible)
            }
        }
    }

    /// Where an account was in a list of a case.
    public func place(
        of viewer: Viewer,
        inCase reference: String,
        list: String
    ) throws(CaseworkError) -> String? {
        let number = try caseNumber(reference)
        return try classed {
            try store.read { reader throws(StoreError) in
                try reader.place(of: viewer.name, inCase: number, list: list)
            }
        }
    }

    /// Notes where an account is in a list of a case.
    public func setPlace(
        _ place: String,
        of viewer: Viewer,
        inCase reference: String,
        list: String
    ) throws(CaseworkError) {
        let number = try caseNumber(reference)
        try classed {
            try store.write { writer throws(StoreError) in
                try writer.setPlace(place, of: viewer.name, inCase: number, list: list)
            }
        }
    }

    /// An account's settings, as the face that wrote them reads them.
    public func settings(of viewer: Viewer) throws(CaseworkError) -> String? {
        try classed { try store.read { reader throws(StoreError) in try reader.settings(of: viewer.name) } }
    }

    /// Keeps an account's settings.
    public func setSettings(_ settings: String, of viewer: Viewer) throws(CaseworkError) {
        try classed {
            try store.write { writer throws(StoreError) in try writer.setSettings(settings, of: viewer.name) }
        }
    }
}
