/// Why a piece of evidence could not be read or kept.
public enum EvidenceError: Error, Hashable, Sendable {
    /// The operating system refused; the number is `errno`.
    case system(Int32)
    /// The file changed between the start and the end of the pass over it.
    case changedWhileRead
    /// It is no regular file; the text says what it is.
    case notAFile(String)
    /// The cryptographic library refuses a digest.
    case digestUnavailable
    /// The temporary space for an archive's entry could not be written; the number is `errno`.
    case spool(Int32)

    /// One sentence for the user.
    public var message: String {
        switch self {
        case .system(let number): "could not be read: \(SystemMessage.text(number))"
        case .changedWhileRead: "changed while it was read; ingest it again when nothing writes to it"
        case .notAFile(let what): "is \(what), not a file; skipped"
        case .digestUnavailable: "the system's OpenSSL refuses MD5, SHA-1 or SHA-256; is it in FIPS mode?"
        case .spool(let number): "could not be unpacked into temporary space: \(SystemMessage.text(number))"
        }
    }
}
