import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Files that come in piece by piece, and resume where they broke off.
enum UploadOperations {
    /// The largest piece, in bytes.
    static let mostChunkBytes = 4 << 20
    /// The largest whole number that every JSON library keeps exactly.
    private static let mostBytes: Int64 = (1 << 53) - 1

    static let all = [
        APIOperation(
            "beginUpload",
            .post,
            "/api/v1/cases/{case}/uploads",
            .ofCase(.ingest),
            "Announces a file that will come in pieces.",
            body: .json(
                Schema.object(
                    .required("name", .text(.line, 1...200)),
                    .required("size", .integer(0...mostBytes)),
                    .required("exhibit", .text(.line, 1...200))
                ).named("NewUpload")
            ),
            answer: .json(.created, UploadOutput.schema),
            isOnceByKey: true,
            handle: begin
        ),
        APIOperation(
            "showUpload",
            .get,
            "/api/v1/cases/{case}/uploads/{upload}",
            .ofCase(.ingest),
            "Shows how far an upload is.",
            answer: .json(.ok, UploadOutput.schema),
            handle: state
        ),
        APIOperation(
            "appendToUpload",
            .put,
            "/api/v1/cases/{case}/uploads/{upload}",
            .ofCase(.ingest),
            "Appends a piece, which is on the disk when this is answered; pieces have at most \(mostChunkBytes) bytes.",
            query: [
                .required("offset", Schema.integer(0...mostBytes).saying("Where in the file the piece starts.")),
                .optional(
                    "name",
                    Schema.text(.line, 1...200).saying(
                        "With size and exhibit, announces the file too, under the name in the path: 8 to 64 letters and digits."
                    )
                ), .optional("size", .integer(0...mostBytes)), .optional("exhibit", .text(.line, 1...200)),
            ],
            body: .bytes(most: Int64(mostChunkBytes), isRequired: false),
            answer: .json(.ok, UploadOutput.schema),
            problems: [.conflict, .unprocessableContent],
            handle: append
        ),
    ]

    private struct NewUpload: Decodable {
        let name: String
        let size: Int64
        let exhibit: String

        /// What an address says of a file; nil if it does not name one.
        init?(_ query: Form) {
            guard let name = query.text("name"), let exhibit = query.text("exhibit"),
                let size = query["size"].flatMap(Int64.init)
            else { return nil }
            (self.name, self.size, self.exhibit) = (name, size, exhibit)
        }
    }

    @Sendable private static func begin(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewUpload = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let state = try await asked.run { workspace in
            try workspace.beginUpload(
                name: wish.name,
                size: wish.size,
                exhibit: wish.exhibit,
                inCase: reference,
                by: viewer
            )
        }
        return try APIAnswer(UploadOutput(state), status: .created)
    }

    @Sendable private static func state(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, id) = (asked.caseReference, asked.request.parameter("upload"))
        let state = try await asked.run { workspace in try workspace.upload(id, inCase: reference) }
        guard let state else { throw Problem.notFound }
        return try APIAnswer(UploadOutput(state))
    }

    @Sendable private static func append(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, id) = (asked.caseReference, asked.request.parameter("upload"))
        let offset = Int64(asked.number("offset") ?? 0)
        let wish = NewUpload(asked.request.query)
        let viewer = try asked.viewer
        let piece = try await asked.request.collectedBody(upTo: mostChunkBytes)
        let outcome = try await asked.run { workspace in
            let announced = try wish.map { wish in
                try workspace.beginUpload(
                    name: wish.name,
                    size: wish.size,
                    exhibit: wish.exhibit,
                    inCase: reference,
                    by: viewer,
                    identifier: id
                ).upload.id
            }
            return try workspace.append(piece, at: offset, toUpload: announced ?? id, inCase: reference)
        }
        switch outcome {
        case nil: throw Problem.notFound
        case .taken(let state): return try APIAnswer(UploadOutput(state))
        case .misplaced(let received):
            throw Problem(
                status: .conflict,
                detail: "The file goes on at byte \(received).",
                extra: ["received": .integer(Int(received))]
            )
        case .tooLong: throw Problem.wrong("body", "goes beyond the size that was announced")
        }
    }
}

/// How far an upload is.
private struct UploadOutput: APIValue {
    let id: String
    let name: String
    let exhibit: String
    let size: Int64
    let received: Int64
    let isComplete: Bool

    static let schema = Schema.object(
        .required("id", .anyText),
        .required("name", .anyText),
        .required("exhibit", .anyText),
        .required("size", .count),
        .required("received", .count),
        .required("is_complete", .flag)
    ).named("Upload")

    init(_ state: UploadState) {
        id = state.upload.id
        name = state.upload.name
        exhibit = state.upload.exhibit
        size = state.upload.size
        received = state.received
        isComplete = state.received == state.upload.size
    }
}
