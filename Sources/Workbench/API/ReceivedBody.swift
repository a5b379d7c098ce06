import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// The body of a request in a file of its own, for as long as it is at work.
struct ReceivedBody: Sendable {
    /// The file, which only this process may read.
    let path: String

    /// Writes the body to a file as it comes in.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - limit: The largest body, in bytes.
    /// - Throws: ``Problem`` if the body is empty or too long; no file is left then.
    init(_ request: WorkRequest, upTo limit: Int64) async throws {
        path = try await request.state.shelf.folder() + "/" + UUID().uuidString
        do {
            try await receive(request, upTo: limit)
        } catch {
            discard()
            throw error
        }
    }

    /// Removes the file.
    func discard() { try? FileManager.default.removeItem(atPath: path) }

    private func receive(_ request: WorkRequest, upTo limit: Int64) async throws {
        guard
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem(status: .internalServerError, detail: "The file cannot be kept.") }
        defer { try? file.close() }
        var size: Int64 = 0
        for try await piece in request.body {
            size += Int64(piece.readableBytes)
            guard size <= limit else {
                throw Problem(
                    status: .contentTooLarge,
                    detail: "The limit for this request is \(limit) bytes."
                )
            }
            try file.write(contentsOf: Data(piece.readableBytesView))
        }
        guard size > 0 else {
            throw Problem(
                status: .unprocessableContent,
                detail: "The body is empty.",
                extra: ["field": .text("body")]
            )
        }
    }
}

extension APIRequest {
    /// Carries a request whose body is bytes out once, if it has an `Idempotency-Key`: the body belongs to what the key
    /// stands for, and is only known once it was received.
    func once(_ body: ReceivedBody, _ work: () async throws -> APIAnswer) async throws -> APIAnswer {
        guard let key else { return try await work() }
        let digest = try await run { _ in try Workspace.requestDigest(ofFile: body.path) }
        return try await OnceByKey(self, key: key, body: digest).answer(work)
    }
}
