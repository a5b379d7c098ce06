import Accounts
import CaseModel
import Exchange

/// What whoever exchanges sees of the cases that bundles concern: of a case that may not be seen nothing, but for what the
/// case's rule tells the partner.
struct ExchangeSight {
    private let access: CaseAccess

    init(_ access: CaseAccess) {
        self.access = access
    }

    /// The matches in cases whose fingerprints may be seen.
    func seen(_ matches: [RuledMatch]) -> [RuledMatch] {
        matches.filter { access.allows(.seeFingerprints, $0.caseReference) }
    }

    /// How many entries match, as far as the matches may be seen or are told.
    func count(_ matches: [RuledMatch]) -> Int {
        let known = matches.filter { $0.level != .silent || access.allows(.seeFingerprints, $0.caseReference) }
        return Set(known.map(\.match.entry)).count
    }

    /// The items that may be seen.
    func seen(_ items: [ItemReference]) -> [ItemReference] {
        items.filter { access.allows(.seeRenditions, $0.caseReference) }
    }

    /// The cases behind pointers that may be known.
    func known(_ cases: [BundleIdentifier: [String]]) -> [BundleIdentifier: [String]] {
        cases.mapValues { $0.filter { access.allows(.seeCase, $0) } }
    }
}
