import CaseModel
import Synchronization

/// Which file's thread analyses a content that several files hold: the one that comes first.
final class ContentClaims: Sendable {
    private let owners = Mutex<[ContentDigest: Int]>([:])

    /// Whether file `sequence` has to analyse this content; false if an earlier file does, or it did itself.
    ///
    /// Two files may both analyse a content if the later one asks first; the writer keeps one result.
    func claim(_ content: ContentDigest, by sequence: Int) -> Bool {
        owners.withLock { owners in
            if let owner = owners[content], owner <= sequence { return false }
            owners[content] = sequence
            return true
        }
    }
}
