public import Accounts
import Audit
public import CaseModel
import CaseStore
public import Foundation

/// How far people agree on a content, scheme by scheme, and what follows from it.
public struct ContentCoding: Hashable, Sendable {
    /// The state in a scheme.
    public struct Standing: Hashable, Sendable {
        /// The scheme, `NAME/VERSION`.
        public let scheme: String
        /// How far people agree.
        public let state: CodingState
        /// Of each account the last code, by account.
        public let votes: [CodeVoter]
    }

    /// The state in each scheme in which somebody gave a code.
    public let standings: [Standing]
    /// Codes of other schemes that the agreed ones are said as, by mapping.
    public let mapped: [CodeDerivation.Source]
    /// Codes that follow, by jurisdiction.
    public let derived: [DerivedCodes]
}

/// Who gave which code.
public struct CodeVoter: Hashable, Sendable {
    /// The account.
    public let author: String
    /// The code.
    public let code: String
}

/// The codes of a jurisdiction that follow from those that people agree on.
public struct DerivedCodes: Hashable, Sendable {
    /// Whose law it is.
    public let jurisdiction: String
    /// The scheme, `NAME/VERSION`.
    public let scheme: String
    /// The codes.
    public let codes: [String]
}

extension Workspace {
    /// The scheme that media are coded in from the start.
    static let firstScheme = CodeScheme(
        name: "cairn",
        version: "1",
        values: (1...9).map { CodeScheme.Value(code: "\($0)", label: "\($0)") },
        quorum: 1,
        dispute: .unanimous
    )

    /// All schemes, the one that Cairn starts with among them, by name.
    ///
    /// - Throws: ``CaseworkError``.
    public func schemes() throws(CaseworkError) -> [CodeScheme] {
        [Self.firstScheme] + (try reading { reader throws(StoreError) in try reader.schemes() })
    }

    /// The scheme of a reference.
    ///
    /// - Parameter reference: `NAME/VERSION`.
    /// - Returns: The scheme.
    /// - Throws: ``CaseworkError`` with code `usage`, naming the nearest, if there is none.
    public func scheme(_ reference: String) throws(CaseworkError) -> CodeScheme {
        let all = try schemes()
        if let found = all.first(where: { $0.reference == reference }) { return found }
        let near = all.map { (NameDistance.between($0.reference, reference), $0.reference) }.sorted { $0 < $1 }
            .prefix(3).map(\.1)
        throw CaseworkError(
            .usage,
            "there is no scheme \(reference); the nearest are \(near.joined(separator: ", "))"
        )
    }

    /// Adds a scheme.
    ///
    /// - Parameters:
    ///   - json: The scheme as JSON: `name`, `version`, `values` of `code` and `label`, `quorum`, `dispute`.
    ///   - viewer: Who adds it: may administer.
    /// - Returns: The scheme.
    /// - Throws: ``CaseworkError`` with code `usage` if it is not one, or is there already.
    public func addScheme(_ json: Data, by viewer: Viewer) throws(CaseworkError) -> CodeScheme {
        try requireAdministration(viewer)
        let scheme: CodeScheme = try Self.decoded(json, "a scheme")
        for text in [scheme.name, scheme.version] + scheme.values.flatMap({ [$0.code, $0.label] }) {
            try DisplayedName.check(text, of: "each name, version, code and label")
        }
        guard !(scheme.name + scheme.version).contains("/") else {
            throw CaseworkError(.usage, "a scheme's name and version have no / in them")
        }
        guard (1...100).contains(scheme.quorum) else { throw CaseworkError(.usage, "a quorum is 1 to 100") }
        guard !scheme.values.isEmpty, scheme.values.allSatisfy({ $0.code.count <= 64 }),
            Set(scheme.values.map(\.code)).count == scheme.values.count
        else { throw CaseworkError(.usage, "a scheme has codes of at most 64 characters, each once") }
        let isAdded = try writing { writer throws(StoreError) in
            guard scheme.reference != Self.codeScheme, try writer.addScheme(scheme, author: viewer.name) else {
                return false
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "scheme.added",
                    subject: scheme.reference,
                    details: [
                        "codes": "\(scheme.values.count)", "quorum": "\(scheme.quorum)",
                        "dispute": scheme.dispute.rawValue,
                    ]
                )
            )
            return true
        }
        guard isAdded else {
            throw CaseworkError(.usage, "there is a scheme \(scheme.reference); a change is another version")
        }
        return scheme
    }

    /// Adds how codes of one scheme are said in another; it holds instead of what was said of the two before.
    ///
    /// - Parameters:
    ///   - json: The mapping as JSON: `source`, `target`, `entries` of `from` and `to`.
    ///   - viewer: Who adds it: may administer.
    /// - Returns: The mapping.
    /// - Throws: ``CaseworkError`` with code `usage` if it is not one, or names what no scheme has.
    public func addMapping(_ json: Data, by viewer: Viewer) throws(CaseworkError) -> CodeMapping {
        try requireAdministration(viewer)
        let mapping: CodeMapping = try Self.decoded(json, "a mapping")
        guard mapping.source != mapping.target, !mapping.entries.isEmpty else {
            throw CaseworkError(.usage, "a mapping leads from one scheme to another and has entries")
        }
        guard Set(mapping.entries.map(\.from)).count == mapping.entries.count else {
            throw CaseworkError(.usage, "a mapping says each code of its source once")
        }
        for entry in mapping.entries {
            try check(entry.from, isOf: mapping.source)
            try check(entry.to, isOf: mapping.target)
        }
        try writing { writer throws(StoreError) in
            try writer.addMapping(mapping, author: viewer.name)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "scheme.mapped",
                    subject: mapping.source,
                    details: ["target": mapping.target, "entries": "\(mapping.entries.count)"]
                )
            )
        }
        return mapping
    }

    /// Adds how a jurisdiction's codes follow; it holds instead of what was said of it and the scheme before.
    ///
    /// - Parameters:
    ///   - json: The derivation as JSON: `jurisdiction`, `target`, `rules` of `code` and `from` (`scheme`, `code`).
    ///   - viewer: Who adds it: may administer.
    /// - Returns: The derivation.
    /// - Throws: ``CaseworkError`` with code `usage` if it is not one, or names what no scheme has.
    public func addDerivation(_ json: Data, by viewer: Viewer) throws(CaseworkError) -> CodeDerivation {
        try requireAdministration(viewer)
        let derivation: CodeDerivation = try Self.decoded(json, "a set of rules")
        try DisplayedName.check(derivation.jurisdiction, of: "a jurisdiction")
        for rule in derivation.rules {
            try check(rule.code, isOf: derivation.target)
            for source in rule.from { try check(source.code, isOf: source.scheme) }
        }
        try writing { writer throws(StoreError) in
            try writer.addDerivation(derivation, author: viewer.name)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "scheme.derived",
                    subject: derivation.target,
                    details: ["jurisdiction": derivation.jurisdiction, "rules": "\(derivation.rules.count)"]
                )
            )
        }
        return derivation
    }

    /// How far people agree on a content, and what follows from it; of votes, those count that were given in cases whose
    /// pictures the viewer may see, of each account the last in each scheme.
    ///
    /// - Parameters:
    ///   - digest: The content.
    ///   - viewer: Who asks.
    /// - Returns: The state; nil if the viewer may see no such content.
    /// - Throws: ``CaseworkError``.
    public func coding(of digest: ContentDigest, for viewer: Viewer) throws(CaseworkError) -> ContentCoding? {
        let access = try access(of: viewer)
        let schemes = Dictionary(try schemes().map { ($0.reference, $0) }, uniquingKeysWith: { $1 })
        return try reading { reader throws(StoreError) -> ContentCoding? in
            guard let media = try reader.media(digest),
                try reader.cases(ofMedia: media).contains(where: { access.allows(.seeRenditions, $0) })
            else { return nil }
            var votes: [String: [String: String]] = [:]
            for vote in try reader.votes(onMedia: media) where access.allows(.seeRenditions, vote.caseReference) {
                votes[vote.scheme, default: [:]][vote.author] = vote.code
            }
            let standings = votes.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.compactMap {
                reference,
                codes -> ContentCoding.Standing? in
                guard let scheme = schemes[reference] else { return nil }
                return ContentCoding.Standing(
                    scheme: reference,
                    state: scheme.state(Array(codes.values)),
                    votes: codes.sorted { $0.key < $1.key }.map { CodeVoter(author: $0.key, code: $0.value) }
                )
            }
            let agreed = standings.compactMap { standing -> CodeDerivation.Source? in
                guard case .agreed(let code) = standing.state else { return nil }
                return CodeDerivation.Source(scheme: standing.scheme, code: code)
            }
            let mapped = try reader.mappings().flatMap { mapping in
                agreed.filter { $0.scheme == mapping.source }.flatMap { source in
                    mapping.entries.filter { $0.from == source.code }.map {
                        CodeDerivation.Source(scheme: mapping.target, code: $0.to)
                    }
                }
            }
            let derived = try reader.derivations().compactMap { derivation -> DerivedCodes? in
                let codes = derivation.codes(from: Set(agreed))
                guard !codes.isEmpty else { return nil }
                return DerivedCodes(jurisdiction: derivation.jurisdiction, scheme: derivation.target, codes: codes)
            }
            return ContentCoding(standings: standings, mapped: mapped, derived: derived)
        }
    }

    private func check(_ code: String, isOf reference: String) throws(CaseworkError) {
        guard try scheme(reference).values.contains(where: { $0.code == code }) else {
            throw CaseworkError(.usage, "the scheme \(reference) has no code \(code)")
        }
    }

    private static func decoded<Value: Decodable>(_ json: Data, _ what: String) throws(CaseworkError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: json)
        } catch DecodingError.keyNotFound(let key, _) {
            throw CaseworkError(.usage, "\(what) needs \(key.stringValue)")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw CaseworkError(.usage, "\(what) has something else than is expected at \(place)")
        } catch {
            throw CaseworkError(.usage, "\(what) must be JSON as the manual shows it")
        }
    }
}
