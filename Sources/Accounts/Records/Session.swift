/// What came of a login.
public enum LoginOutcome: Hashable, Sendable {
    /// A session began; its token.
    case session(String)
    /// The password is right, and the second factor is still to be given.
    case needsCode
    /// Name, password or code are wrong, or the account may not be used: which, is not told.
    case refused
    /// Too many attempts; the next is possible after so many seconds.
    case locked(seconds: Int)
}

/// A session that holds.
public struct SessionInfo: Hashable, Sendable {
    /// Who asks.
    public let viewer: Viewer
    /// The token that must come with each request that changes something.
    public let crossSiteToken: String
    /// When the session ends if it is not used again, RFC 3339.
    public let expiresAt: String

    /// Describes a session.
    public init(viewer: Viewer, crossSiteToken: String, expiresAt: String) {
        self.viewer = viewer
        self.crossSiteToken = crossSiteToken
        self.expiresAt = expiresAt
    }
}
