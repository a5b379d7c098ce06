import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Looking hashes up as Hasher-Matcher-Actioner's clients do: its banks are cases.
///
/// Source: facebook/ThreatExchange, hasher-matcher-actioner, `GET /m/lookup` and `GET /m/raw_lookup`.
enum LookupOperations {
    static let all = [
        APIOperation(
            "lookUp",
            .get,
            "/m/lookup",
            .system(.lookUp),
            "Looks a hash up: the matching contents by the reference of the case that holds them.",
            query: question + [
                .optional(
                    "seed",
                    Schema.text(.line, 0...200).saying("Changes nothing here: every case always matches.")
                ),
                .optional("bypass_coinflip", Schema.flag.saying("Changes nothing here.")),
            ],
            answer: .json(.ok, MatchesByCase.schema),
            handle: lookUp
        ),
        APIOperation(
            "lookUpRaw",
            .get,
            "/m/raw_lookup",
            .system(.lookUp),
            "Looks a hash up: the matching contents alone.",
            query: question + [.optional("include_distance", .flag)],
            answer: .json(.ok, RawMatches.schema),
            handle: lookUpRaw
        ),
    ]

    private static let question: [Schema.Field] = [
        .required("signal", Schema.text(.hexadecimal, 32...64).saying("The hash, in hexadecimal.")),
        .required("signal_type", .choice(SignalType.self)),
        .optional("banks", Schema.text(.line, 0...10_000).saying("References of cases, with commas between them.")),
    ]

    /// What hash it is.
    private enum SignalType: String, CaseIterable, Sendable {
        case pdq, md5, sha1, sha256
        /// As the MD5 of a video is called there.
        case videoMD5 = "video_md5"

        var digits: Int {
            switch self {
            case .pdq, .sha256: 64
            case .sha1: 40
            case .md5, .videoMD5: 32
            }
        }
    }

    private struct MatchOutput: Encodable {
        let bankContentId: Int64
        let distance: String

        static let schema = Schema.object(
            .required("bank_content_id", Schema.count.saying("The number of an item of the case.")),
            .required("distance", .anyText)
        ).named("BankMatch")

        init(_ hit: ValueHit) {
            bankContentId = hit.item.id
            distance = "\(hit.distance ?? 0)"
        }
    }

    private struct MatchesByCase: APIValue {
        let matches: [String: [MatchOutput]]

        static let schema = Schema.table(.list(MatchOutput.schema)).named("MatchesByBank")

        /// As a value of its own: references are no names to be put into snake case.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(matches)
        }
    }

    private struct RawMatches: APIValue {
        enum Match: Encodable {
            case number(Int64)
            case full(MatchOutput)

            func encode(to encoder: any Encoder) throws {
                switch self {
                case .number(let number): try number.encode(to: encoder)
                case .full(let match): try match.encode(to: encoder)
                }
            }
        }

        let matches: [Match]

        static let schema = Schema.object(.required("matches", .list(.either(.count, MatchOutput.schema))))
            .named("RawMatches")
    }

    @Sendable private static func lookUp(_ asked: APIRequest) async throws -> APIAnswer {
        let hits = try await hits(asked)
        return try APIAnswer(
            MatchesByCase(
                matches: Dictionary(grouping: hits, by: \.item.caseReference).mapValues { $0.map(MatchOutput.init) }
            )
        )
    }

    @Sendable private static func lookUpRaw(_ asked: APIRequest) async throws -> APIAnswer {
        let isFull = asked.flag("include_distance") ?? false
        let hits = try await hits(asked)
        return try APIAnswer(
            RawMatches(matches: hits.map { isFull ? .full(MatchOutput($0)) : .number($0.item.id) })
        )
    }

    private static func hits(_ asked: APIRequest) async throws -> [ValueHit] {
        guard let type: SignalType = asked.choice("signal_type"), let signal = asked.text("signal"),
            signal.utf8.count == type.digits
        else {
            throw Problem(status: .badRequest, detail: "signal has another length.", extra: ["field": .text("signal")])
        }
        try await SearchPages.note(asked.request, "lookup", detail: signal)
        let access = try asked.access.ofAccount
        let banks = asked.text("banks").map { Set($0.split(separator: ",").map(String.init)) }
        let kind: LinkKind = type == .pdq ? .nearDuplicate : .exact
        return try await asked.request.state.values.hits(of: signal).filter { hit in
            hit.kind == kind && access.allows(.seeFingerprints, hit.item.caseReference)
                && banks.map { $0.contains(hit.item.caseReference) } ?? true
        }
    }
}

extension CaseAccess {
    /// What the account may see whatever its token is good for: to look a hash up needs no right to read more.
    fileprivate var ofAccount: CaseAccess {
        CaseAccess(
            viewer: Viewer(
                account: viewer.account,
                name: viewer.name,
                agency: viewer.agency,
                agencyName: viewer.agencyName,
                role: viewer.role,
                isMachineOwner: viewer.isMachineOwner
            ),
            relations: relations
        )
    }
}
