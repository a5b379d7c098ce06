import Foundation
import TestSupport
import Testing

/// A data directory of its own, and `cairn` working in it.
struct CairnRunner {
    let folder: TemporaryFolder
    let program = Program("cairn")

    init() throws {
        folder = try TemporaryFolder()
    }

    var data: String { folder.url.appendingPathComponent("data").path }

    @discardableResult
    func callAsFunction(_ arguments: String..., expecting code: Int32? = 0) throws -> Program.Outcome {
        let outcome = try program.run(["--data", data] + arguments)
        if let code { #expect(outcome.code == code, "cairn \(arguments): \(outcome.errors)") }
        return outcome
    }

    /// All that ingest is to keep, as text: the same for the same evidence however it was interrupted.
    func dump() throws -> String {
        let tables = [
            "SELECT id, sha256, size FROM media ORDER BY id",
            "SELECT id, exhibit_id, media_id, container_id, path_bytes, content_key, failure_code FROM item ORDER BY id",
            "SELECT media_id, type, kind, width, height, duration, body_serial, tags, failure_code FROM analysis ORDER BY 1",
            "SELECT * FROM picture_hash ORDER BY media_id, frame",
            "SELECT * FROM frame_hash ORDER BY media_id, position",
            "SELECT * FROM sound ORDER BY media_id",
            "SELECT * FROM identifier_occurrence ORDER BY media_id, position",
            "SELECT media_id, position, type, width, height FROM rendition ORDER BY media_id, position",
            "SELECT * FROM media_match ORDER BY kind, media_a, media_b",
        ]
        return try SQLiteFile.dump(tables, path: data + "/cairn.sqlite")
    }
}
