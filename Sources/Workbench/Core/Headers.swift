import HTTPTypes
import Hummingbird

/// The headers of every answer.
enum Headers {
    /// What pages may load: this server only, nothing inline.
    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; \
        connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """

    static func apply(to response: inout Response, isSecure: Bool) {
        var fields = response.headers
        fields[.contentSecurityPolicy] = contentPolicy
        fields[.named("Cross-Origin-Opener-Policy")] = "same-origin"
        fields[.named("Cross-Origin-Resource-Policy")] = "same-origin"
        fields[.named("Referrer-Policy")] = "no-referrer"
        fields[.xContentTypeOptions] = "nosniff"
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        response.headers = fields
    }
}
