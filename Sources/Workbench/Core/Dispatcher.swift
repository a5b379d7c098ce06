import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Checks the rule of each route before its handler runs, and turns what goes wrong into an answer.
struct Dispatcher: Sendable {
    /// The largest body of a form or of JSON, in bytes.
    static let mostFormBytes = 1 << 20

    let state: WorkbenchState

    /// Answers a request that a route matches.
    func serve(_ route: Route, _ request: Request, _ context: WorkContext) async -> Response {
        let start = ContinuousClock.now
        var request = request
        var asked = self.request(request, context, form: Form(), signedIn: nil)
        var response: Response
        do {
            try checkHost(request.head)
            let signedIn = try await signedIn(request.head)
            asked = self.request(request, context, form: Form(), signedIn: signedIn)
            try check(route.rule, asked)
            var form = Form()
            if route.method != .get, route.body == .small {
                let bytes = try await collected(&request)
                if Self.isForm(request.head) { form = Form(urlEncoded: String(decoding: bytes, as: UTF8.self)) }
                asked = self.request(request, context, form: form, signedIn: signedIn)
            }
            try checkOrigin(route, asked)
            response = try await route.handle(asked)
        } catch {
            response = asked.answer(to: error)
        }
        Headers.apply(to: &response, isSecure: state.configuration.isSecure)
        state.metrics.count(route: route, status: response.status.code, duration: start.duration(to: .now))
        return response
    }

    /// Answers a request that no route matches.
    func serveUnknown(_ request: Request, _ context: WorkContext) async -> Response {
        var asked = self.request(request, context, form: Form(), signedIn: nil)
        if let found = try? await signedIn(request.head) {
            asked = self.request(request, context, form: Form(), signedIn: found)
        }
        let allowed = APIRoutes.methods(at: request.uri.path)
        var response = asked.answer(to: allowed.isEmpty ? Problem.notFound : Problem.otherMethod)
        if !allowed.isEmpty { response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ") }
        Headers.apply(to: &response, isSecure: state.configuration.isSecure)
        return response
    }

    private func request(
        _ request: Request,
        _ context: WorkContext,
        form: Form,
        signedIn: SignedIn?
    ) -> WorkRequest {
        WorkRequest(
            state: state,
            head: request.head,
            uri: request.uri,
            parameters: context.parameters,
            body: request.body,
            form: form,
            query: Form(urlEncoded: request.uri.query ?? ""),
            signedIn: signedIn,
            address: context.remoteAddress?.ipAddress ?? ""
        )
    }

    private func collected(_ request: inout Request) async throws -> [UInt8] {
        do {
            return Array(buffer: try await request.collectBody(upTo: Self.mostFormBytes))
        } catch {
            throw Problem(status: .contentTooLarge, detail: "The limit for this form is \(Self.mostFormBytes) bytes.")
        }
    }

    private static func isForm(_ head: HTTPRequest) -> Bool {
        head.headerFields[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }

    private func checkHost(_ head: HTTPRequest) throws {
        let named = head.authority ?? ""
        let host = named.hasPrefix("[") ? named.prefix { $0 != "]" } + "]" : named.prefix { $0 != ":" }
        guard state.configuration.hosts.contains(String(host)) else {
            throw Problem(status: .misdirectedRequest, detail: "This server does not answer for the host \(host).")
        }
    }

    private func signedIn(_ head: HTTPRequest) async throws -> SignedIn? {
        let workspace = state.workspace
        if let header = head.headerFields[.authorization] {
            guard header.lowercased().hasPrefix("bearer ") else { return nil }
            let token = header.dropFirst("bearer ".count).trimmingCharacters(in: .whitespaces)
            return try await Blocking.run {
                guard let viewer = try workspace.viewer(apiToken: token) else { return nil }
                return SignedIn(
                    viewer: viewer,
                    crossSiteToken: nil,
                    access: try workspace.access(of: viewer),
                    settings: OfficerSettings()
                )
            }
        }
        guard let cookie = Cookie.value(of: state.configuration.cookieName, in: head) else { return nil }
        return try await Blocking.run {
            guard let session = try workspace.session(cookie) else { return nil }
            let kept = try workspace.settings(of: session.viewer).flatMap {
                try? JSONDecoder().decode(OfficerSettings.self, from: Data($0.utf8))
            }
            return SignedIn(
                viewer: session.viewer,
                crossSiteToken: session.crossSiteToken,
                access: try workspace.access(of: session.viewer),
                settings: kept ?? OfficerSettings()
            )
        }
    }

    private func check(_ rule: RouteRule, _ asked: WorkRequest) throws(Problem) {
        switch rule {
        case .open: return
        case .system(let permission):
            guard Permissions.allows(permission, try asked.who().viewer) else { throw .forbidden }
        case .ofCase(let permission):
            let access = try asked.who().access
            guard access.relations[asked.caseReference] != nil, access.allows(.seeCase, asked.caseReference) else {
                throw .notFound
            }
            guard access.allows(permission, asked.caseReference) else { throw .forbidden }
        }
    }

    /// Keeps other sites from acting with the cookie of a signed-in browser.
    private func checkOrigin(_ route: Route, _ asked: WorkRequest) throws(Problem) {
        guard route.method != .get, asked.head.headerFields[.authorization] == nil else { return }
        let stale = Problem(status: .forbidden, detail: "The form was made for another session; load the page again.")
        if let site = asked.head.headerFields[.secFetchSite], site != "same-origin", site != "none" { throw stale }
        if let origin = asked.head.headerFields[.origin], origin != "null" {
            let own = ["http://", "https://"].map { $0 + (asked.head.authority ?? "") }
            guard own.contains(origin) || origin == state.configuration.publicAddress else { throw stale }
        }
        guard let token = asked.signedIn?.crossSiteToken, route.rule != .open else { return }
        // A body that is streamed has its token checked by its handler, unless it came in a header.
        let brought = asked.head.headerFields[.crossSiteToken] ?? asked.form["crossSiteToken"]
        if route.body == .streamed, brought == nil { return }
        guard let brought, ConstantTime.areEqual(Array(brought.utf8), Array(token.utf8)) else { throw stale }
    }
}

extension HTTPField.Name {
    static let secFetchSite = named("Sec-Fetch-Site")
    static let refresh = named("refresh")
    static let crossSiteToken = named("X-Cross-Site-Token")
    static let idempotencyKey = named("Idempotency-Key")

    /// A name that is made of letters and hyphens alone, as ours are.
    static func named(_ name: String) -> HTTPField.Name {
        guard let made = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
        return made
    }
}

/// Cookies of a request.
enum Cookie {
    static func value(of name: String, in head: HTTPRequest) -> String? {
        for header in head.headerFields[values: .cookie] {
            for field in header.split(separator: ";") {
                let parts = field.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }
}
