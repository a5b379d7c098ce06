import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Adding evidence to a case.
enum IngestOperations {
    static let all = [
        APIOperation(
            "startIngest",
            .post,
            "/api/v1/cases/{case}/ingest",
            .ofCase(.ingest),
            "Takes in what was uploaded for an exhibit, or, for the machine's owner, a path of the server.",
            body: .json(
                .either(
                    Schema.object(
                        .required("exhibit", .text(.line, 1...200)),
                        .optional("quick", isQuick)
                    ).named("UploadedExhibit"),
                    Schema.object(
                        .required("path", .text(.line, 1...4000)),
                        .optional("exhibit", .text(.line, 1...200)),
                        .optional("quick", isQuick)
                    ).named("ServerPath")
                )
            ),
            answer: .json(.accepted, ProgressEvent.schema),
            problems: [.conflict],
            handle: start
        ),
        APIOperation(
            "showIngest",
            .get,
            "/api/v1/cases/{case}/ingest",
            .ofCase(.ingest),
            "Shows how far the last ingest of a case is since the server started.",
            answer: .json(.ok, ProgressEvent.schema),
            handle: state
        ),
        APIOperation(
            "stopIngest",
            .post,
            "/api/v1/cases/{case}/ingest/stop",
            .ofCase(.ingest),
            "Stops an ingest after the files in work; the same ingest started again goes on.",
            answer: .json(.ok, ProgressEvent.schema),
            handle: stop
        ),
    ]

    private static let isQuick = Schema.flag.saying("Whether videos are looked at quickly first.")

    private struct NewIngest: Decodable {
        let exhibit: String?
        let path: String?
        let quick: Bool?
    }

    @Sendable private static func start(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewIngest = try asked.decoded()
        let folder: String
        if let path = wish.path {
            // Any file of the machine could be named.
            guard try asked.viewer.isMachineOwner else { throw Problem.forbidden }
            guard FileManager.default.fileExists(atPath: path) else {
                throw nothing("The server has nothing at \(path).")
            }
            folder = path
        } else {
            let (reference, exhibit) = (asked.caseReference, wish.exhibit ?? "")
            folder = try await asked.run { workspace in
                try workspace.uploadFolder(ofExhibit: exhibit, inCase: reference)
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            guard !files.isEmpty else { throw nothing("Nothing was uploaded for this exhibit.") }
        }
        try IngestPages.begin(asked.request, paths: [folder], exhibit: wish.exhibit, isQuick: wish.quick ?? false)
        return try APIAnswer(now(asked), status: .accepted)
    }

    private static func nothing(_ detail: String) -> Problem { Problem(status: .unprocessableContent, detail: detail) }

    @Sendable private static func state(_ asked: APIRequest) async throws -> APIAnswer { try APIAnswer(now(asked)) }

    @Sendable private static func stop(_ asked: APIRequest) async throws -> APIAnswer {
        asked.request.state.ingests.stop(asked.caseReference)
        return try APIAnswer(now(asked))
    }

    /// How the last run of the case stands.
    static func now(_ asked: APIRequest) -> ProgressEvent {
        ProgressEvent(asked.request.state.ingests.run(ofCase: asked.caseReference), Catalogue.of("en"))
    }
}

extension ProgressEvent: APIValue {
    static let schema = Schema.object(
        .required("state", .choice(["none"] + IngestRunState.Phase.allCases.map(\.rawValue))),
        .required("state_text", Schema.anyText.saying("The state in words, and why it failed.")),
        .required("done", Schema.count.saying("Files.")),
        .optional("total", .count),
        .required("rate", Schema.number().saying("Files a second.")),
        .optional("eta", Schema.number().saying("Seconds that are left.")),
        .required("failed", .count)
    ).named("IngestState")
}
