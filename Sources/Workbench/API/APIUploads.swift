import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Files that come in piece by piece, and resume where they broke off.
enum APIUploads {
    /// The largest piece, in bytes.
    static let mostChunkBytes = 4 << 20

    static let all = [
        Route(.post, "/api/v1/cases/:case/uploads", .ofCase(.ingest), body: .streamed, handle: begin),
        Route(.get, "/api/v1/cases/:case/uploads/:upload", .ofCase(.ingest), handle: state),
        Route(.put, "/api/v1/cases/:case/uploads/:upload", .ofCase(.ingest), body: .streamed, handle: append),
    ]

    private struct Announcement: Decodable {
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

    struct Output: Encodable {
        let id: String
        let name: String
        let exhibit: String
        let size: Int64
        let received: Int64
        let isComplete: Bool

        init(_ state: UploadState) {
            id = state.upload.id
            name = state.upload.name
            exhibit = state.upload.exhibit
            size = state.upload.size
            received = state.received
            isComplete = state.received == state.upload.size
        }
    }

    @Sendable private static func begin(_ request: WorkRequest) async throws -> Response {
        let wish: Announcement = try await request.decoded()
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let state = try await Blocking.run {
            try workspace.beginUpload(
                name: wish.name,
                size: wish.size,
                exhibit: wish.exhibit,
                inCase: reference,
                by: viewer
            )
        }
        return try WorkRequest.json(Output(state), status: .created)
    }

    @Sendable private static func state(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, id) = (request.state.workspace, request.caseReference, request.parameter("upload"))
        guard let state = try await Blocking.run({ try workspace.upload(id, inCase: reference) }) else {
            throw Problem.notFound
        }
        return try WorkRequest.json(Output(state))
    }

    @Sendable private static func append(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let named = request.parameter("upload")
        try request.checkHeaderToken()
        guard let offset = request.query["offset"].flatMap(Int64.init), offset >= 0 else {
            throw Problem.wrong("Say at which offset this piece starts.")
        }
        // Whoever names the file too announces it with its first piece, under a name of its own choice.
        let wish = Announcement(request.query)
        let piece = try await request.collectedBody(upTo: mostChunkBytes)
        let outcome = try await Blocking.run {
            let upload = try wish.map { wish in
                try workspace.beginUpload(
                    name: wish.name,
                    size: wish.size,
                    exhibit: wish.exhibit,
                    inCase: reference,
                    by: viewer,
                    identifier: named
                ).upload.id
            }
            return try workspace.append(piece, at: offset, toUpload: upload ?? named, inCase: reference)
        }
        switch outcome {
        case nil: throw Problem.notFound
        case .taken(let state): return try WorkRequest.json(Output(state))
        case .misplaced(let received):
            throw Problem(
                status: .conflict,
                detail: "The file goes on at byte \(received).",
                extra: ["received": .integer(Int(received))]
            )
        case .tooLong: throw Problem.wrong("This is more than the size that was announced.")
        }
    }
}

extension WorkRequest {
    /// The whole body of a streamed request.
    ///
    /// - Throws: ``Problem`` if it is longer than allowed.
    func collectedBody(upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            bytes += piece.readableBytesView
            guard bytes.count <= limit else {
                throw Problem(status: .contentTooLarge, detail: "The limit for this request is \(limit) bytes.")
            }
        }
        return bytes
    }

    /// The body as JSON; what changes something from within a session needs the session's token in a header.
    ///
    /// - Throws: ``Problem`` that says what is wrong with it.
    func decoded<Value: Decodable>() async throws -> Value {
        try checkHeaderToken()
        let bytes = try await collectedBody(upTo: Dispatcher.mostFormBytes)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(Value.self, from: Data(bytes))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem.wrong("The body lacks \(key.stringValue).")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Problem.wrong("The body's \(place.isEmpty ? "value" : place) is of another type.")
        } catch {
            throw Problem.wrong("The body is not the JSON that is expected here.")
        }
    }

    /// Checks the token of a session in the header of a request whose body has no place for it.
    func checkHeaderToken() throws(Problem) {
        guard let token = try who().crossSiteToken else { return }
        guard head.headerFields[.crossSiteToken] == token else {
            throw Problem(status: .forbidden, detail: "Send the session's token in X-Cross-Site-Token.")
        }
    }
}
