import CaseModel
import Foundation

/// What an entry of a hash list says that nobody looks it up by, as JSON with sorted names: one text for each entry.
struct EntryDetails: Decodable {
    private let hashes: [[String]]?
    private let mediaType: String?
    private let series: String?
    private let isDistributed: Bool?
    private let isVictimIdentified: Bool?
    private let isOffenderIdentified: Bool?
    private let votesFor: Int?
    private let votesAgainst: Int?
    private let changedAt: String?
    private let remainder: String?

    private enum CodingKeys: String, CodingKey {
        case hashes, mediaType, series, isDistributed, isVictimIdentified, isOffenderIdentified, votesFor, votesAgainst
        case changedAt, remainder
    }

    /// The text for an entry; nil if there is nothing to tell.
    static func text(of entry: HashListEntry) -> String? {
        var members: [(key: String, value: CanonicalJSON)] = []
        func add(_ key: CodingKeys, _ value: CanonicalJSON?) {
            if let value { members.append((key.rawValue, value)) }
        }
        if !entry.otherHashes.isEmpty {
            add(.hashes, .list(entry.otherHashes.map { .list([.text($0.name), .text($0.value)]) }))
        }
        add(.mediaType, entry.mediaType.map(CanonicalJSON.text))
        add(.series, entry.series.map(CanonicalJSON.text))
        add(.isDistributed, entry.flags.isDistributed.map(CanonicalJSON.boolean))
        add(.isVictimIdentified, entry.flags.isVictimIdentified.map(CanonicalJSON.boolean))
        add(.isOffenderIdentified, entry.flags.isOffenderIdentified.map(CanonicalJSON.boolean))
        add(.votesFor, entry.votesFor.map { .integer(Int64($0)) })
        add(.votesAgainst, entry.votesAgainst.map { .integer(Int64($0)) })
        add(.changedAt, entry.changedAt.map(CanonicalJSON.text))
        add(.remainder, entry.remainder.map(CanonicalJSON.text))
        return members.isEmpty ? nil : CanonicalJSON.object(members).text
    }

    /// Reads such a text back.
    static func read(_ text: String, into entry: inout HashListEntry) throws(StoreError) {
        guard let details = try? JSONDecoder().decode(EntryDetails.self, from: Data(text.utf8)) else {
            throw .damaged("an entry of a hash list has unreadable details")
        }
        entry.otherHashes = (details.hashes ?? []).compactMap { pair in
            pair.count == 2 ? HashListEntry.OtherHash(name: pair[0], value: pair[1]) : nil
        }
        entry.mediaType = details.mediaType
        entry.series = details.series
        entry.flags = HashListEntry.Flags(
            isDistributed: details.isDistributed,
            isVictimIdentified: details.isVictimIdentified,
            isOffenderIdentified: details.isOffenderIdentified
        )
        entry.votesFor = details.votesFor
        entry.votesAgainst = details.votesAgainst
        entry.changedAt = details.changedAt
        entry.remainder = details.remainder
    }
}
