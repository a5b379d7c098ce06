import AnalysisWorkers
import CaseModel
import Glibc
import Sandbox

/// Has drawings turned into pictures by a worker: no pixel of evidence is touched here.
struct Illustrator: Sendable {
    let pool: WorkerPool

    /// Draws.
    ///
    /// - Returns: The picture, encoded as PNG.
    /// - Throws: ``CaseworkError``.
    func png(of drawing: Drawing) throws(CaseworkError) -> [UInt8] {
        do throws(AnalysisFailure) {
            return try draw(try drawing.serialized())
        } catch {
            throw CaseworkError(.failed, "the picture could not be drawn: \(error.message)")
        }
    }

    private func draw(_ message: [UInt8]) throws(AnalysisFailure) -> [UInt8] {
        var failure: AnalysisFailure?
        var bytes: [UInt8] = []
        do {
            let file = try ControlSocket.memoryFile(message)
            defer { close(file) }
            let report = try pool.run(.image, WorkerRequest(task: .draw), descriptor: file) { finding in
                switch finding {
                case .rendition(let rendition): bytes = rendition.bytes
                case .failure(let found): failure = found
                default: break
                }
            }
            failure = failure ?? report.failure
        } catch let error as WorkerError {
            failure = AnalysisFailure(.crashed, error.message)
        } catch {
            failure = AnalysisFailure(.crashed, "\(error)")
        }
        if let failure { throw failure }
        guard !bytes.isEmpty else { throw AnalysisFailure(.crashed, "The worker gave no picture.") }
        return bytes
    }
}

extension FileExaminer {
    /// Draws how two files relate.
    ///
    /// - Returns: The picture, encoded as PNG; the same for the same input.
    /// - Throws: ``CaseworkError``.
    public func draw(_ picture: ComparisonPicture) throws(CaseworkError) -> [UInt8] {
        try Illustrator(pool: pool).png(of: picture.drawing)
    }
}
