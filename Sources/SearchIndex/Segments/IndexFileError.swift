internal import Glibc

/// Why a file of an index cannot be used or made.
public enum IndexFileError: Error, Hashable, Sendable {
    /// The operating system refused; with its error number.
    case system(Int32)
    /// The file is not what it should be.
    case damaged(String)

    /// A few words for a sentence.
    public var message: String {
        switch self {
        case .system(let number): String(cString: strerror(number))
        case .damaged(let what): what
        }
    }
}
