import CaseModel
import Foundation

/// An act to be put on record.
public struct NewAuditEntry: Hashable, Sendable {
    /// Who acted: an account's name, or the machine's user.
    public let actor: String
    /// What was done, as `noun.verb`, such as `decision.made` or `rendition.viewed`.
    public let act: String
    /// The case concerned, by its reference.
    public let caseReference: String?
    /// What it was done to, such as a content's SHA-256.
    public let subject: String?
    /// More about it: short values by name, sorted when written.
    public let details: [String: String]

    /// States an act.
    public init(
        actor: String,
        act: String,
        caseReference: String? = nil,
        subject: String? = nil,
        details: [String: String] = [:]
    ) {
        self.actor = actor
        self.act = act
        self.caseReference = caseReference
        self.subject = subject
        self.details = details
    }
}

/// An act that is on record.
public struct AuditEntry: Hashable, Sendable {
    /// Its place in the log, from 0.
    public let sequence: Int64
    /// When it was recorded, RFC 3339.
    public let at: String
    /// Who acted.
    public let actor: String
    /// What was done.
    public let act: String
    /// The case concerned, by its reference.
    public let caseReference: String?
    /// What it was done to.
    public let subject: String?
    /// More about it.
    public let details: [String: String]

    /// Puts an act in its place.
    public init(_ entry: NewAuditEntry, sequence: Int64, at: String) {
        self.sequence = sequence
        self.at = at
        actor = entry.actor
        act = entry.act
        caseReference = entry.caseReference
        subject = entry.subject
        details = entry.details
    }

    /// The only text that states this entry, whose bytes are what the log proves.
    public var canonicalText: String {
        var members: [(key: String, value: CanonicalJSON)] = [
            ("act", .text(act)), ("actor", .text(actor)), ("at", .text(at)), ("sequence", .integer(sequence)),
        ]
        if let caseReference { members.append(("case", .text(caseReference))) }
        if let subject { members.append(("subject", .text(subject))) }
        if !details.isEmpty {
            members.append(("details", .object(details.map { (key: $0.key, value: .text($0.value)) })))
        }
        return CanonicalJSON.object(members).text
    }

    /// Reads an entry; nil for any text but the canonical one of an entry.
    public init?(canonicalText text: String) {
        guard let stated = try? JSONDecoder().decode(Stated.self, from: Data(text.utf8)) else { return nil }
        sequence = stated.sequence
        at = stated.at
        actor = stated.actor
        act = stated.act
        caseReference = stated.case
        subject = stated.subject
        details = stated.details ?? [:]
        // Byte by byte, as texts are also equal when they only look the same.
        guard canonicalText.utf8.elementsEqual(text.utf8) else { return nil }
    }

    private struct Stated: Decodable {
        let sequence: Int64
        let at: String
        let actor: String
        let act: String
        let `case`: String?
        let subject: String?
        let details: [String: String]?
    }
}
