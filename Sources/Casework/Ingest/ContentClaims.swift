import CaseModel
import Synchronization

/// Which file's thread analyses a content that several files hold: the one that comes first.
///
/// A claim lasts until what was found is written, from when on the store knows the content: as many are held as files are
/// under way, however many there are.
final class ContentClaims: Sendable {
    private let owners = Mutex<[ContentDigest: Int]>([:])

    /// How many contents are claimed.
    var count: Int { owners.withLock(\.count) }

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

    /// Gives contents up whose analysis is written.
    func release(_ contents: some Sequence<ContentDigest>) {
        owners.withLock { owners in
            for content in contents { owners[content] = nil }
        }
    }
}
