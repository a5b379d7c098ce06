import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out.
enum LoginPages {
    static let all = [
        Route(.get, "/login", .open) { request in form(request, message: nil, needsCode: false) },
        Route(.post, "/login", .open, handle: login),
        Route(.get, "/link", .open) { request in
            request.page(
                "link",
                title: request.catalogue.text("link_title"),
                ["token": request.query["token"] ?? ""]
            )
        },
        Route(.post, "/link", .open, handle: redeem),
        Route(.post, "/logout", .system(.work), handle: logout),
    ]

    private static func form(
        _ request: WorkRequest,
        message: String?,
        needsCode: Bool,
        isLocked: Bool = false,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let words = request.catalogue
        var values: PageValues = [
            "needsCode": needsCode, "isLocked": isLocked, "name": request.form["name"] ?? "",
            "returnTo": Address.local(request.form["returnTo"] ?? request.query["returnTo"]),
            "buildText": words.text("build", request.state.configuration.version),
            "languages": Catalogue.all.map { one -> PageValues in
                [
                    "href": "/login?language=\(one.language)", "code": one.language, "name": one.text("language_name"),
                    "isCurrent": one.language == words.language,
                ]
            },
        ]
        if let message {
            values["message"] = message
            values["messageClass"] = "warning"
        }
        return request.page("login", title: words.text("sign_in"), values, status: status)
    }

    @Sendable private static func login(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, fields, address) = (request.state.workspace, request.form, request.address)
        let outcome = try await Blocking.run {
            try workspace.login(
                name: fields["name"] ?? "",
                password: fields["password"] ?? "",
                code: fields.text("code"),
                address: address
            )
        }
        switch outcome {
        case .session(let token): return signedIn(request, token: token, to: request.form["returnTo"])
        case .needsCode: return form(request, message: words.text("login_needs_code"), needsCode: true)
        case .refused:
            let needsCode = request.form["code"] != nil
            return form(request, message: words.text("login_refused"), needsCode: needsCode, status: .forbidden)
        case .locked(let seconds):
            let until = Date().addingTimeInterval(Double(seconds)).formatted(.iso8601)
            return form(
                request,
                message: words.text("login_locked", words.moment(until)),
                needsCode: false,
                isLocked: true,
                status: .tooManyRequests
            )
        }
    }

    @Sendable private static func redeem(_ request: WorkRequest) async throws -> Response {
        let (workspace, token) = (request.state.workspace, request.form["token"] ?? "")
        guard let session = try await Blocking.run({ try workspace.redeem(link: token) }) else {
            return form(request, message: request.catalogue.text("link_used"), needsCode: false, status: .forbidden)
        }
        return signedIn(request, token: session, to: "/")
    }

    private static func signedIn(_ request: WorkRequest, token: String, to path: String?) -> Response {
        var response = request.redirect(to: path ?? "/")
        response.headers[.setCookie] = cookie(request.state.configuration, token)
        return response
    }

    private static func cookie(_ configuration: WorkbenchConfiguration, _ value: String, ends: Bool = false) -> String {
        var parts = ["\(configuration.cookieName)=\(value)", "Path=/", "HttpOnly", "SameSite=Strict"]
        if configuration.isSecure { parts.append("Secure") }
        if ends { parts.append("Max-Age=0") }
        return parts.joined(separator: "; ")
    }

    @Sendable private static func logout(_ request: WorkRequest) async throws -> Response {
        let configuration = request.state.configuration
        let workspace = request.state.workspace
        if let token = Cookie.value(of: configuration.cookieName, in: request.head) {
            try await Blocking.run { try workspace.endSession(token) }
        }
        var response = request.redirect(to: "/login")
        response.headers[.setCookie] = cookie(configuration, "", ends: true)
        return response
    }
}
