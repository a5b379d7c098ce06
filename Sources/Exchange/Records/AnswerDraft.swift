import CaseModel

/// The answer that rules let out of what matches an offer, and the cases behind each of its pointers.
///
/// All cases that tell no more than existence share one pointer, and all with one contact another: how many cases there
/// are is not told.
public struct AnswerDraft: Hashable, Sendable {
    /// The answer.
    public let answer: Answer
    /// The numbers of the cases behind each pointer.
    public let cases: [BundleIdentifier: Set<Int64>]

    /// Applies the rules.
    ///
    /// - Parameters:
    ///   - asked: How many contents the offer holds.
    ///   - matches: What matches, in all our cases.
    public init(asked: Int, matches: [RuledMatch]) {
        var pointers: [Pointer] = []
        var cases: [BundleIdentifier: Set<Int64>] = [:]
        func add(_ statement: Pointer.Statement, for matches: [RuledMatch]) {
            let pointer = Pointer(statement)
            pointers.append(pointer)
            cases[pointer.id] = Set(matches.map(\.caseNumber))
        }
        let told = Dictionary(grouping: matches.filter { $0.level == .pointer }) { $0.rule?.contact ?? "" }
        for (contact, matches) in told.sorted(by: { $0.key < $1.key }) {
            var best: [Int: OfferMatch] = [:]
            for one in matches.map(\.match) where best[one.entry].map({ Self.isNearer(one, $0) }) ?? true {
                best[one.entry] = one
            }
            let found = best.values.sorted { $0.entry < $1.entry }.map {
                Pointer.Match(entry: $0.entry, kind: $0.kind, distance: $0.distance)
            }
            add(.found(found, contact: contact), for: matches)
        }
        let existing = matches.filter { $0.level == .existence }
        if !existing.isEmpty { add(.existence(matches: Set(existing.map(\.match.entry)).count), for: existing) }
        answer = Answer(asked: asked, pointers: pointers)
        self.cases = cases
    }

    private static func isNearer(_ first: OfferMatch, _ second: OfferMatch) -> Bool {
        (first.kind == .exact ? -1 : first.distance ?? 0) < (second.kind == .exact ? -1 : second.distance ?? 0)
    }
}
