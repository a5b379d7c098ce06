import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Putting verdicts on pairs on record, and taking them back.
enum DecisionPages {
    static let all = [
        Route(.post, "/decisions", .system(.work), handle: decide),
        Route(.post, "/decisions/undo", .system(.work), handle: undo),
    ]

    @Sendable private static func decide(_ request: WorkRequest) async throws -> Response {
        let form = request.form
        if form["verdict"] == "skip" {
            return request.wantsJSON
                ? try WorkRequest.json(["skipped": true]) : request.redirect(to: form["returnTo"] ?? "/")
        }
        guard let verdict = Verdict(rawValue: form["verdict"] ?? "") else {
            throw Problem.wrong("A verdict is one of \(Verdict.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return try await put(verdict, request, sides: (form["sideA"], form["sideB"]), version: form["version"])
    }

    /// Takes back one's decision on the pair that the form names, or else one's last in its case.
    @Sendable private static func undo(_ request: WorkRequest) async throws -> Response {
        let form = request.form
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        if form["sideA"] != nil, form["which"] == "this" {
            return try await put(nil, request, sides: (form["sideA"], form["sideB"]), version: form["version"])
        }
        let last = try await Blocking.run { try workspace.lastDecision(of: viewer) }
        guard let last else {
            if request.wantsJSON { throw Problem(status: .notFound, detail: "There is nothing to take back.") }
            return request.redirect(to: form["returnTo"] ?? "/", notice: Notice("script_nothing_to_undo"))
        }
        return try await put(
            nil,
            request,
            sides: (last.pair.0.hex, last.pair.1.hex),
            version: "\(last.decision.version)",
            reference: last.decision.caseReference
        )
    }

    private static func put(
        _ verdict: Verdict?,
        _ request: WorkRequest,
        sides: (String?, String?),
        version: String?,
        reference named: String? = nil
    ) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let form = request.form
        guard let reference = named ?? PairName(form["pair"] ?? "")?.caseReference,
            let sideA = sides.0.flatMap({ ContentDigest(hex: $0) }),
            let sideB = sides.1.flatMap({ ContentDigest(hex: $0) }), let version = version.flatMap(Int.init)
        else { throw Problem.wrong("A decision names its case, two contents and a version.") }
        guard signedIn.access.allows(.seeCase, reference) else { throw Problem.notFound }
        guard signedIn.access.allows(.decide, reference) else { throw Problem.forbidden }
        let workspace = request.state.workspace
        let outcome = try await Blocking.run {
            try workspace.decide(
                verdict,
                on: (sideA, sideB),
                expecting: version,
                inCase: reference,
                by: signedIn.viewer
            )
        }
        switch outcome {
        case nil: throw Problem.notFound
        case .made(let decision):
            if request.wantsJSON {
                return try await saved(decision, request, sides: (sideA, sideB), isUndone: verdict == nil)
            }
            let key = verdict == nil ? "notice_decision_undone" : "notice_decided"
            let said = verdict.map { "verdict_\($0.rawValue)" } ?? "verdict_withdrawn"
            return request.redirect(
                to: form["returnTo"] ?? Address.ofCase(reference, "overlaps"),
                notice: Notice(key, said)
            )
        case .conflict(let earlier):
            if request.wantsJSON { throw Problem.conflictOnPage(earlier, yours: verdict, words) }
            let name = PairName(form["pair"] ?? "")
            guard let link = name?.link, !link.isEmpty else {
                throw Problem.conflictOnPage(earlier, yours: verdict, words)
            }
            let query = [("yours", verdict?.rawValue ?? "withdrawn"), ("conflict", "yes")] as [(String, String?)]
            return request.redirect(to: Address.of(Address.ofCase(reference, "overlaps/\(link)"), query))
        }
    }

    /// What a page's script is told of a decision: the pair, where it is, what was decided or taken back, and its version.
    private static func saved(
        _ decision: Decision,
        _ request: WorkRequest,
        sides: (ContentDigest, ContentDigest),
        isUndone: Bool
    ) async throws -> Response {
        let words = request.catalogue
        let (workspace, reference) = (request.state.workspace, decision.caseReference)
        var told = decision.verdict
        if isUndone {
            let all = try await Blocking.run { try workspace.decisions(on: sides) }
            told = all.first { $0.version == decision.undoes }?.verdict
        }
        let queue = try await request.state.queues.value(ofCase: reference)
        let digests = Set([sides.0, sides.1])
        let link = queue.entries.first { Set([$0.own.sha256, $0.other.sha256]) == digests }?.link.id
        return try WorkRequest.json(
            SavedDecision(
                pair: link.map { PairName.text(caseReference: reference, link: $0) },
                href: link.map { Address.ofCase(reference, "overlaps/\($0)") },
                verdict: told?.rawValue ?? "withdrawn",
                verdictText: words.verdict(told),
                version: decision.version
            ),
            isForPages: true
        )
    }

    /// Its names are those that the page's script reads.
    private struct SavedDecision: Encodable {
        let pair: String?
        let href: String?
        let verdict: String
        let verdictText: String
        let version: Int
    }
}

extension Problem {
    /// Somebody decided in between: both sides of it.
    static func conflictOnPage(_ earlier: [Decision], yours: Verdict?, _ words: Catalogue) -> Problem {
        let last = earlier.last
        return Problem(
            status: .conflict,
            detail: "\(last?.author ?? "Somebody") decided on this pair meanwhile.",
            extra: [
                "theirs": last.map { decision in
                    .object([
                        "version": .integer(decision.version),
                        "verdict": .text(decision.verdict?.rawValue ?? "withdrawn"),
                        "by": .text(decision.author), "at": .text(decision.at),
                        "verdictText": .text(words.verdict(decision.verdict)),
                        "atText": .text(words.moment(decision.at)),
                    ])
                } ?? .null, "yours": .text(yours?.rawValue ?? "withdrawn"), "version": .integer(last?.version ?? 0),
            ]
        )
    }
}

/// The name of a pair in forms: its case and its link, or the path of its page.
struct PairName {
    let caseReference: String
    let link: String

    init?(_ text: String) {
        if text.hasPrefix("/cases/") {
            let parts = text.split(separator: "/")
            guard parts.count >= 2, let reference = parts[1].removingPercentEncoding else { return nil }
            caseReference = reference
            link = parts.count >= 4 ? String(parts[3].prefix { $0 != "?" }) : ""
            return
        }
        guard let cut = text.lastIndex(of: "|") else { return nil }
        caseReference = String(text[..<cut])
        link = String(text[text.index(after: cut)...])
    }

    static func text(caseReference: String, link: String) -> String { "\(caseReference)|\(link)" }
}
