public import Accounts
public import CaseModel
import CaseStore
public import Exchange

/// A bundle with what is in it, as the officer who deals with it sees it.
public struct BundleDetails: Hashable, Sendable {
    /// The bundle.
    public let record: BundleRecord
    /// What is in it; nil once it is taken back.
    public let body: BundleBody?
    /// Of a received offer: what matches in cases whose fingerprints may be seen, with what each case's rule lets out.
    public let matches: [RuledMatch]
    /// Of an answer that was received: the items that the matching entries of our offer stand for, where they may be seen.
    public let items: [Int: [ItemReference]]
    /// Of an answer that was sent, and of a request that was received: the cases behind each pointer that may be known.
    public let cases: [BundleIdentifier: [String]]
    /// The bundle that this one concerns.
    public let earlier: BundleRecord?
    /// The bundles that concern this one, in order.
    public let later: [BundleRecord]
}

extension Workspace {
    /// The bundles that were received, or that were sent, in order.
    ///
    /// - Throws: ``CaseworkError``.
    public func bundles(areSent: Bool, by viewer: Viewer) throws(CaseworkError) -> [BundleRecord] {
        try requireExchange(viewer)
        return try reading { reader throws(StoreError) in try reader.bundles(areSent: areSent) }
    }

    /// A bundle with all that belongs to it.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is none of this number.
    public func bundle(_ number: Int64, by viewer: Viewer) throws(CaseworkError) -> BundleDetails {
        try requireExchange(viewer)
        let sight = ExchangeSight(try access(of: viewer))
        let details = try reading { reader throws(StoreError) -> BundleDetails? in
            guard let record = try reader.bundle(number) else { return nil }
            return try Self.details(of: record, sight, reader)
        }
        guard let details else { throw CaseworkError(.usage, "there is no bundle \(number)") }
        return details
    }

    private static func details(
        of record: BundleRecord,
        _ sight: ExchangeSight,
        _ reader: StoreReader
    ) throws(StoreError) -> BundleDetails {
        let body = try reader.body(of: record)
        let concerned = try record.concerns.flatMap { id throws(StoreError) in try reader.bundle(id) }
        var matches: [RuledMatch] = []
        var items: [Int: [ItemReference]] = [:]
        var cases: [BundleIdentifier: [String]] = [:]
        switch body {
        case .offer where !record.isSent: matches = sight.seen(try reader.ruledMatches(ofBundle: record.number))
        case .answer where record.isSent:
            cases = sight.known(try reader.casesBehindPointers(ofBundle: record.number))
        case .answer(let answer):
            let offered = try concerned.map { offer throws(StoreError) in try reader.offered(inBundle: offer.number) }
            for case .found(let found, _) in answer.pointers.map(\.statement) {
                for match in found {
                    guard let media = offered?[match.entry] else { continue }
                    items[match.entry] = sight.seen(try reader.items(ofMedia: media))
                }
            }
        case .request(let request) where !record.isSent:
            let behind = try concerned.map { answer throws(StoreError) in
                sight.known(try reader.casesBehindPointers(ofBundle: answer.number))
            }
            for pointer in request.pointers { cases[pointer] = behind?[pointer] }
        default: break
        }
        return BundleDetails(
            record: record,
            body: body,
            matches: matches,
            items: items,
            cases: cases,
            earlier: concerned,
            later: try reader.bundles(concerning: record.id)
        )
    }
}
