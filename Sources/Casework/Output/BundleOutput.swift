import CaseModel
public import Exchange
import Foundation

/// A bundle in the form of the interface.
public struct BundleOutput: Encodable, Sendable {
    let number: Int64
    let kind: String
    let partner: String
    let state: String
    let id: String
    let concerns: String?
    let at: String
    let by: String
    let expiresAt: String
    let matching: Int?

    /// Puts a bundle into the form of the interface.
    ///
    /// - Parameters:
    ///   - record: The bundle.
    ///   - matching: Of an offer that was just received, how many of its entries match.
    public init(_ record: BundleRecord, matching: Int? = nil) {
        number = record.number
        kind = record.kind.rawValue
        partner = record.partnerName
        state = record.state.rawValue
        id = record.id.hex
        concerns = record.concerns?.hex
        at = record.handledAt
        by = record.handledBy
        expiresAt = Self.moment(record.expiresAt)
        self.matching = matching
    }

    /// A moment (RFC 3339).
    public static func moment(_ second: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(second)).formatted(.iso8601)
    }
}

/// A content of ours that matches an entry of an offer, in a case, with what may be told of it.
public struct RuledMatchOutput: Encodable, Sendable {
    let entry: Int
    let kind: String
    let distance: Int?
    let `case`: String
    let told: String

    /// Puts a match into the form of the interface.
    public init(_ match: RuledMatch) {
        entry = match.match.entry
        kind = match.match.kind.rawValue
        distance = match.match.distance
        `case` = match.caseReference
        told = match.level.rawValue
    }

    /// The match in one line.
    public var line: String {
        "entry \(entry): \(kind)\(distance.map { ", \($0) bits" } ?? ""), in \(`case`): \(told)"
    }
}

/// A pointer in the form of the interface.
public struct PointerOutput: Encodable, Sendable {
    /// How one entry of an offer matches.
    public struct Match: Encodable, Sendable {
        let entry: Int
        let kind: String
        let distance: Int?
        /// The items of ours that the entry stands for.
        let items: [String]?
    }

    let pointer: String
    let level: String
    let matches: Int
    let contact: String?
    let found: [Match]?
    /// The references of our cases behind it.
    let cases: [String]?

    /// Puts a pointer into the form of the interface.
    init(_ pointer: Pointer, items: [Int: [ItemReference]] = [:], cases: [String]? = nil) {
        self.pointer = pointer.id.hex
        level = pointer.level.rawValue
        matches = pointer.matches
        self.cases = cases
        switch pointer.statement {
        case .existence: (contact, found) = (nil, nil)
        case .found(let matches, let whom):
            contact = whom
            found = matches.map { match in
                Match(
                    entry: match.entry,
                    kind: match.kind.rawValue,
                    distance: match.distance,
                    items: items[match.entry]?.map { "\($0.caseReference)/\($0.exhibit)/\($0.path)" }
                )
            }
        }
    }

    /// The pointer in a few lines.
    public var line: String {
        var text = "pointer \(pointer): \(level), \(matches) entries"
        if let contact { text += "; ask \(contact)" }
        if let cases { text += "; our \(cases.joined(separator: ", "))" }
        for match in found ?? [] {
            text += "\n    entry \(match.entry): \(match.kind)\(match.distance.map { ", \($0) bits" } ?? "")"
            for item in match.items ?? [] { text += "\n      \(item)" }
        }
        return text
    }
}

/// What an answer would say, in the form of the interface.
public struct AnswerPreviewOutput: Encodable, Sendable {
    let number: Int64
    let partner: String
    let asked: Int
    /// What matches in cases whose fingerprints may be seen.
    public let matches: [RuledMatchOutput]
    /// What the answer would say.
    public let pointers: [PointerOutput]

    /// Puts what an answer would say into the form of the interface.
    public init(_ preview: AnswerPreview) {
        number = preview.offer.number
        partner = preview.offer.partnerName
        asked = preview.asked
        matches = preview.matches.map(RuledMatchOutput.init)
        pointers = preview.answer.pointers.map { PointerOutput($0) }
    }
}

/// A bundle with what is in it, in the form of the interface.
public struct BundleDetailsOutput: Encodable, Sendable {
    let bundle: BundleOutput
    let contents: Int?
    let matches: [RuledMatchOutput]?
    let asked: Int?
    let pointers: [PointerOutput]?
    let requested: [String: [String]]?
    let reason: String?
    let contact: String?
    let text: String?
    let `case`: String?

    /// Puts a bundle with what is in it into the form of the interface.
    public init(_ details: BundleDetails) {
        bundle = BundleOutput(details.record)
        let cases = details.cases
        var (contents, asked): (Int?, Int?) = (nil, nil)
        var (matches, pointers): ([RuledMatchOutput]?, [PointerOutput]?) = (nil, nil)
        var requested: [String: [String]]?
        var (reason, contact, text, reference): (String?, String?, String?, String?) = (nil, nil, nil, nil)
        switch details.body {
        case .offer(let offer):
            contents = offer.contents.count
            if !details.record.isSent { matches = details.matches.map(RuledMatchOutput.init) }
        case .answer(let answer):
            asked = answer.asked
            pointers = answer.pointers.map { PointerOutput($0, items: details.items, cases: cases[$0.id]) }
        case .request(let request):
            requested = Dictionary(request.pointers.map { ($0.hex, cases[$0] ?? []) }) { first, _ in first }
            reason = request.reason
        case .grant(let grant): (contact, text, reference) = (grant.contact, grant.text, grant.caseReference)
        case .refusal(let why), .withdrawal(let why): reason = why
        case nil: break
        }
        (self.contents, self.asked, self.matches, self.pointers) = (contents, asked, matches, pointers)
        (self.requested, self.reason, self.contact, self.text) = (requested, reason, contact, text)
        `case` = reference
    }

    /// What is in it, line by line.
    public var lines: [String] {
        var lines: [String] = []
        if let contents { lines.append("\(contents) entries") }
        lines += (matches ?? []).map(\.line)
        if let asked { lines.append("to \(asked) entries, \(pointers?.count ?? 0) pointers") }
        lines += (pointers ?? []).map(\.line)
        for (pointer, cases) in (requested ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append("pointer \(pointer)\(cases.isEmpty ? "" : ": our \(cases.joined(separator: ", "))")")
        }
        if let reason { lines.append("reason: \(reason)") }
        if let contact { lines.append("contact: \(contact)") }
        if let text { lines.append(text) }
        if let reference = `case` { lines.append("case \(reference)") }
        return lines
    }
}
