/// What a content is, told from its bytes and never from its name.
public enum MediaKind: String, CaseIterable, Sendable, Hashable {
    /// A still or animated picture.
    case image
    /// Moving pictures, with or without sound.
    case video
    /// Sound alone.
    case audio
    /// Text, a chat export among them.
    case text
    /// A container of files: zip, tar and their like.
    case archive
    /// Anything else.
    case other
}

/// Why a file could not be analysed.
///
/// The raw values are part of the interface.
public enum FailureCode: String, CaseIterable, Sendable, Hashable {
    /// The format is known, but nothing here decodes it.
    case unsupported
    /// The data ends before it should.
    case truncated
    /// The data contradicts its format.
    case corrupt
    /// The content exceeds a limit on pixels, frames, entries or output.
    case tooLarge = "too_large"
    /// The time limit ran out.
    case timeout
    /// The memory limit was reached.
    case memory
    /// The decoder died.
    case crashed
    /// The file itself could not be read.
    case unreadable
    /// The content is encrypted.
    case encrypted
}

/// A failure that is recorded against one file.
public struct AnalysisFailure: Error, Hashable, Sendable {
    /// The class of the failure.
    public let code: FailureCode
    /// One sentence for the user; never text from the file.
    public let message: String

    /// States a failure.
    public init(_ code: FailureCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
