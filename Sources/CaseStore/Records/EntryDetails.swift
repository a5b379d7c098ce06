import CaseModel
import Foundation

/// What an entry of a hash list says that nobody looks it up by, as JSON with sorted names.
struct EntryDetails: Codable {
    private var hashes: [[String]]?
    private var mediaType: String?
    private var series: String?
    private var isDistributed: Bool?
    private var isVictimIdentified: Bool?
    private var isOffenderIdentified: Bool?
    private var votesFor: Int?
    private var votesAgainst: Int?
    private var changedAt: String?
    private var remainder: String?

    /// The text for an entry; nil if there is nothing to tell.
    static func text(of entry: HashListEntry) -> String? {
        let isEmpty =
            entry.otherHashes.isEmpty && entry.mediaType == nil && entry.series == nil
            && entry.flags == HashListEntry.Flags() && entry.votesFor == nil && entry.votesAgainst == nil
            && entry.changedAt == nil && entry.remainder == nil
        guard !isEmpty else { return nil }
        let details = EntryDetails(
            hashes: entry.otherHashes.isEmpty ? nil : entry.otherHashes.map { [$0.name, $0.value] },
            mediaType: entry.mediaType,
            series: entry.series,
            isDistributed: entry.flags.isDistributed,
            isVictimIdentified: entry.flags.isVictimIdentified,
            isOffenderIdentified: entry.flags.isOffenderIdentified,
            votesFor: entry.votesFor,
            votesAgainst: entry.votesAgainst,
            changedAt: entry.changedAt,
            remainder: entry.remainder
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(details)).map { String(decoding: $0, as: UTF8.self) }
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
