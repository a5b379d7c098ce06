import Accounts
import CaseModel
import Casework
import Hummingbird

/// Statistics: frozen snapshots of coded records, and the tables made of them.
enum StatisticsOperations {
    static let all = [
        APIOperation(
            "listStatistics",
            .get,
            "/api/v1/statistics",
            .system(.work),
            "Lists the snapshots that one took, oldest first.",
            answer: .json(.ok, SnapshotList.schema),
            handle: list
        ),
        APIOperation(
            "takeStatistics",
            .post,
            "/api/v1/statistics",
            .system(.work),
            "Freezes the coded records of cases, as far as one may see them.",
            body: .json(NewSnapshot.schema),
            answer: .json(.created, SnapshotOutput.schema),
            problems: [.notFound],
            isOnceByKey: true,
            handle: take
        ),
        APIOperation(
            "showStatistics",
            .get,
            "/api/v1/statistics/{snapshot}/tables",
            .system(.work),
            "Makes the tables T1 to T10 of a snapshot, small counts withheld; the same bytes each time.",
            query: [threshold],
            answer: .json(.ok, Schema.anything),
            problems: [.notFound],
            handle: { asked in try await tables(asked, as: .json) }
        ),
        APIOperation(
            "showStatisticsLines",
            .get,
            "/api/v1/statistics/{snapshot}/lines",
            .system(.work),
            "Makes the same tables as comma-separated values, a line for each count.",
            query: [threshold],
            answer: .bytes(["text/csv"]),
            problems: [.notFound],
            handle: { asked in try await tables(asked, as: .csv) }
        ),
        APIOperation(
            "takeSnapshotOut",
            .post,
            "/api/v1/statistics/{snapshot}/access",
            .system(.work),
            "Gives the bytes of a snapshot, a line for each victim among them; the reason is on record before.",
            body: .json(ReasonWish.schema),
            answer: .json(.ok, Schema.anything),
            problems: [.notFound],
            handle: snapshot
        ),
    ]

    private static let threshold = Schema.Field.optional(
        "threshold",
        Schema.integer(1...1_000).saying("The smallest count that is published.")
    )

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let all = try await asked.run { workspace in try workspace.statistics(for: viewer) }
        return try APIAnswer(SnapshotList(snapshots: all.map(SnapshotOutput.init)))
    }

    private struct NewSnapshot: Decodable {
        let cases: [String]?
        let severity: String?

        static let schema = Schema.object(
            .optional("cases", Schema.list(.text(.line, 1...1000)).saying("All that one may see if absent or empty.")),
            .optional("severity", Schema.text(.line, 1...200).saying("The scheme that tells how severe media are."))
        ).named("NewSnapshot")
    }

    @Sendable private static func take(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewSnapshot = try asked.decoded()
        let viewer = try asked.viewer
        let cases = wish.cases ?? []
        for reference in cases {
            guard try asked.access.allows(.seeRenditions, reference) else { throw Problem.notFound }
        }
        let kept = try await asked.run { workspace in
            try workspace.takeStatistics(
                ofCases: cases,
                severity: wish.severity ?? Workspace.usualSeverityScheme,
                by: viewer
            )
        }
        return try APIAnswer(SnapshotOutput(kept), status: .created)
    }

    private static func tables(_ asked: APIRequest, as form: StatisticsForm) async throws -> APIAnswer {
        let (number, viewer) = (try await StatisticsPages.number(asked.request), try asked.viewer)
        let threshold = asked.number("threshold") ?? Workspace.usualThreshold
        let bytes = try await asked.run { workspace in
            try workspace.statisticsTables(of: number, threshold: threshold, as: form, by: viewer)
        }
        return APIAnswer(WorkRequest.bytes(bytes, type: StatisticsPages.type(of: form)))
    }

    @Sendable private static func snapshot(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: ReasonWish = try asked.decoded()
        let (number, viewer) = (try await StatisticsPages.number(asked.request), try asked.viewer)
        let bytes = try await asked.run { workspace in
            try workspace.statisticsSnapshot(number, reason: wish.reason, by: viewer)
        }
        return APIAnswer(WorkRequest.bytes(bytes, type: "application/json"))
    }
}

extension SnapshotOutput: APIValue {
    static let schema = Schema.object(
        .required("number", Schema.digest.saying("The SHA-256 of the snapshot's bytes.")),
        .required("severity", .anyText),
        .required("cases", .list(.anyText)),
        .required("author", .anyText),
        .required("at", .moment)
    ).named("StatisticsSnapshot")
}

private struct SnapshotList: APIValue {
    let snapshots: [SnapshotOutput]

    static let schema = Schema.object(.required("snapshots", .list(SnapshotOutput.schema))).named("SnapshotList")
}
