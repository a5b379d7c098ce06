internal import Glibc

/// A step of making or keeping a sandbox that the system refused.
public struct SandboxError: Error, Hashable, Sendable {
    /// What was being done, such as "taking Landlock".
    public let step: String
    /// The system's error number.
    public let code: Int32

    /// One sentence for the user.
    public var message: String {
        "\(step) failed: \(String(cString: strerror(code)))"
    }

    /// Throws unless a step went well.
    static func check(_ step: String, _ code: Int32) throws(SandboxError) {
        guard code == 0 else { throw SandboxError(step: step, code: code) }
    }
}
