import CaseModel
import Casework
import Foundation

/// The hashes of a video's frames in the form of vPDQ: frame, quality, hash and seconds, with commas between them.
enum FrameHashLines {
    /// Prints all frames of a video.
    ///
    /// - Throws: ``CaseworkError`` if no frame was decoded.
    static func print(_ file: ExaminedFile) throws {
        let analysis = file.analysis
        if let failure = analysis.failure {
            StandardError.write("\(file.path): \(failure.code.rawValue): \(failure.message)\n")
        }
        guard !analysis.frames.isEmpty else {
            throw CaseworkError(.failed, "\(file.path) has no frames that could be hashed")
        }
        for warning in analysis.warnings { StandardError.write("\(file.path): \(warning)\n") }
        for (number, frame) in analysis.frames.enumerated() {
            StandardOutput.write("\(line(number, frame))\n")
        }
    }

    private static func line(_ number: Int, _ frame: FrameFingerprint) -> String {
        let moment = String(format: "%.3f", max(0, frame.at))
        return "\(number),\(frame.quality),\(frame.full.hex),\(moment)"
    }
}
