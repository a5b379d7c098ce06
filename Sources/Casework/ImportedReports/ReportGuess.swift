import Foundation
public import Interchange

/// Tells what format a report is of.
public enum ReportGuess {
    /// The format that a report seems to be of, by how it begins; nil if that does not tell.
    ///
    /// A wrong guess does no harm: of what cannot be read as a format nothing is kept.
    public static func format(of path: String) -> InterchangeFormat? {
        if isArchive(path) { return .ufed }
        return HashListGuess.format(of: path).flatMap { ReportRequest.formats.contains($0) ? $0 : nil }
    }

    /// Whether a file begins as a ZIP does, which a `.ufdr` is; no more of it is looked at here.
    public static func isArchive(_ path: String) -> Bool {
        let file = FileHandle(forReadingAtPath: path)
        return (try? file?.read(upToCount: 4)) == Data([0x50, 0x4b, 3, 4])
    }
}
