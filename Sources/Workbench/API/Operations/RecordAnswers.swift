import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// What became of a statement about a series or a subject, as programs read it.
struct RecordVersion: APIValue {
    let version: Int

    static let schema = Schema.object(
        .required("version", Schema.count.saying("The number of the statement; the entity tag too."))
    ).named("RecordVersion")

    /// The version that was seen last, for bodies that state one.
    static let seen = Schema.integer(1...999_999_999).saying(
        "The version that was seen last; whatever it is if this is absent."
    )

    /// Answers a statement.
    ///
    /// - Parameter outcome: What became of it; nil if there is nothing that may be seen.
    /// - Returns: The version.
    /// - Throws: ``Problem`` if nothing was changed.
    static func answer(_ outcome: RecordOutcome?) throws -> APIAnswer {
        switch outcome {
        case nil: throw Problem.notFound
        case .made(let version)?:
            var answer = try APIAnswer(RecordVersion(version: version), status: .created)
            answer.response.headers[.eTag] = EntityTag.text(version)
            return answer
        case .conflict(let version, let since)?:
            throw Problem(
                status: .conflict,
                detail: "Somebody changed this meanwhile; it is at version \(version).",
                extra: [
                    "version": .integer(version), "since": .list(since.map { ChangeOutput($0).json }),
                ]
            )
        }
    }
}

extension ChangeOutput {
    /// The statement among what is told of a problem.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "version": .integer(version), "field": .text(field), "author": .text(author), "case": .text(`case`),
            "at": .text(at),
        ]
        for (name, text) in [("value", value), ("qualifier", qualifier), ("day", day), ("reason", reason)] {
            if let text { members[name] = .text(text) }
        }
        return .object(members)
    }

    static let schema = Schema.object(
        .required("version", .count),
        .required("field", Schema.anyText.saying("What it is about, or what was done.")),
        .optional("value", .anyText),
        .optional("qualifier", .anyText),
        .optional("day", .anyText),
        .optional("reason", .anyText),
        .required("author", .anyText),
        .required("case", .anyText),
        .required("at", .moment)
    ).named("RecordChange")
}

/// A merge of a record into another, as programs ask for it.
struct MergeWish<Target: Decodable & Sendable>: Decodable, Sendable {
    let into: Target
    let reason: String
    let version: Int?
}

/// Why something is done.
struct ReasonWish: Decodable {
    let reason: String

    static let schema = Schema.object(.required("reason", .text(.line, 1...200))).named("Reason")
}
