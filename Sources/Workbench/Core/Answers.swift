import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension WorkRequest {
    /// A page.
    ///
    /// - Parameters:
    ///   - template: The name of its template.
    ///   - title: The title, without the program's name.
    ///   - values: What the template fills in.
    ///   - status: The status of the answer.
    ///   - current: The path of the place in the navigation that is marked.
    /// - Returns: The answer.
    func page(
        _ template: String,
        title: String,
        _ values: PageValues,
        status: HTTPResponse.Status = .ok,
        current: String? = nil
    ) -> Response {
        var all = values
        all["frame"] = frame(title: title, current: current)
        all["t"] = catalogue.texts
        let text = state.renderer.render(template, all) ?? "The template \(template) is missing."
        return Self.text(text, type: "text/html; charset=utf-8", status: status)
    }

    private func frame(title: String, current: String?) -> PageValues {
        let words = catalogue
        var frame: PageValues = [
            "title": title, "language": words.language, "direction": words.direction,
            "location": uri.description,
        ]
        if let notice = query["notice"], let values = Notice.values(of: notice, words) { frame["notice"] = values }
        guard let signedIn else {
            frame["bodyClass"] = OfficerSettings().bodyClass
            return frame
        }
        let viewer = signedIn.viewer
        frame["bodyClass"] = signedIn.settings.bodyClass
        frame["viewerName"] = viewer.name
        frame["roleName"] = words.text(viewer.isMachineOwner ? "role_owner" : "role_\(viewer.role.rawValue)")
        frame["crossSiteToken"] = signedIn.crossSiteToken ?? ""
        var places = [
            ("/", "nav_desk"), ("/map", "nav_map"), ("/series", "nav_series"), ("/subjects", "nav_subjects"),
            ("/lists", "nav_lists"), ("/statistics", "nav_statistics"), ("/search", "nav_search"),
            ("/settings", "nav_settings"),
        ]
        if Permissions.allows(.exchange, viewer) {
            places.append((ExchangePages.path, "nav_exchange"))
        } else if Permissions.allows(.administerAccounts, viewer) {
            places.append((PartnerPages.path, "nav_exchange"))
        }
        if Permissions.allows(.administerAccounts, viewer) { places.append(("/admin", "nav_admin")) }
        if Permissions.allows(.readAudit, viewer) { places.append(("/audit", "nav_audit")) }
        frame["navigation"] = places.map { path, key -> PageValues in
            ["href": path, "label": words.text(key), "isCurrent": path == (current ?? uri.path)]
        }
        frame["switches"] = OfficerSettings.switches.prefix(3).map { name, path -> PageValues in
            ["name": name, "label": words.text("switch_\(name)"), "isOn": signedIn.settings[keyPath: path]]
        }
        return frame
    }

    /// Text of a type.
    static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        bytes(Array(text.utf8), type: type, status: status)
    }

    /// Bytes of a type.
    static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// A small file as a download.
    static func download(_ bytes: [UInt8], name: String, type: String = "application/octet-stream") -> Response {
        var response = Self.bytes(bytes, type: type)
        response.headers[.contentDisposition] = attachment(name)
        return response
    }

    /// A file as a download, piece by piece.
    static func download(_ file: FileHandle, size: Int, name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/octet-stream", .contentDisposition: attachment(name)],
            body: ResponseBody(contentLength: size) { writer in
                while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            }
        )
    }

    private static func attachment(_ name: String) -> String { "attachment; filename*=UTF-8''\(Address.part(name))" }

    /// A value as JSON, keys in order: in snake case for programs, as they are for the pages' own scripts.
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        type: String = "application/json",
        isForPages: Bool = false
    ) throws -> Response {
        bytes(Array(try encoded(value, isForPages: isForPages)), type: type, status: status)
    }

    /// The same as bytes.
    static func encoded(_ value: some Encodable, isForPages: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        if !isForPages { encoder.keyEncodingStrategy = .convertToSnakeCase }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// Sends the browser to another page of this server after a form.
    func redirect(to path: String, notice: Notice? = nil) -> Response {
        var target = Address.local(path)
        if let notice { target = notice.added(to: target) }
        return Response(status: .seeOther, headers: [.location: target])
    }

    /// The answer to what went wrong: a page, or problem details for programs (RFC 9457).
    func answer(to error: any Error) -> Response {
        let problem = Problem(error)
        let number = UUID().uuidString.prefix(8).lowercased()
        if problem.status.code >= 500 {
            StandardLog.write(
                level: "error",
                "request failed",
                ["number": number, "path": uri.path, "error": "\(error)"]
            )
        }
        if wantsJSON {
            var body = problem.extra
            body["status"] = .integer(problem.status.code)
            body["title"] = .text(problem.status.reasonPhrase)
            body["detail"] = .text(problem.detail)
            body["type"] = .text("about:blank")
            body["instance"] = .text(number)
            if !isForPrograms {
                body["identifier"] = .text(number)
                body["advice"] = .text(catalogue.text("\(Self.problemKey(problem.status))_advice"))
            }
            let fallback = Self.text("", type: "application/problem+json", status: problem.status)
            let made = try? Self.json(
                body,
                status: problem.status,
                type: "application/problem+json",
                isForPages: !isForPrograms
            )
            var response = made ?? fallback
            if problem.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
            return response
        }
        if problem.status == .unauthorized {
            return Response(
                status: .seeOther,
                headers: [.location: Address.of("/login", [("returnTo", uri.path == "/" ? nil : uri.description)])]
            )
        }
        let words = catalogue
        let key = Self.problemKey(problem.status)
        return page(
            "problem",
            title: words.text(key),
            [
                "status": "\(problem.status.code)", "title": words.text(key), "detail": problem.detail,
                "advice": words.text("\(key)_advice"), "identifier": number,
                "links": [["href": "/", "label": words.text("problem_back_to_desk")] as PageValues],
            ],
            status: problem.status
        )
    }

    private static func problemKey(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 404: "problem_not_found"
        case 401, 403: "problem_refused"
        case 409, 412: "problem_stale"
        case 413: "problem_too_large"
        case 429: "problem_too_many"
        case 503: "problem_busy"
        case 400..<500: "problem_wrong_input"
        default: "problem_failed"
        }
    }
}

extension Problem {
    /// Classes whatever a handler throws.
    init(_ error: any Error) {
        if let problem = error as? Problem {
            self = problem
        } else if let failure = error as? CaseworkError {
            switch failure.code {
            case .usage: self.init(status: .badRequest, detail: failure.message)
            case .refused: self.init(status: .forbidden, detail: failure.message)
            case .locked: self.init(status: .serviceUnavailable, detail: failure.message)
            case .storage, .noDatabase, .damage: self.init(status: .internalServerError, detail: failure.message)
            case .failed, .interrupted: self.init(status: .unprocessableContent, detail: failure.message)
            }
        } else if let failure = error as? HTTPError {
            self.init(status: failure.status, detail: failure.body ?? failure.status.reasonPhrase)
        } else {
            self.init(
                status: .internalServerError,
                detail: "Cairn could not finish the request. Nothing was half saved."
            )
        }
    }
}

/// A sentence that the page after a form shows once: named by its key, so that an address cannot make a page say anything
/// else.
struct Notice {
    private static let keys: Set<String> = [
        "notice_coded", "notice_code_undone", "notice_decided", "notice_decision_undone", "notice_account_added",
        "notice_account_changed", "notice_agency_added", "notice_settings_saved", "notice_password_changed",
        "second_factor_wrong", "nothing_selected", "script_nothing_to_undo",
        "notice_sightings_imported", "notice_bundle_made", "notice_bundle_received", "notice_partner_trusted",
        "notice_partner_revoked", "notice_rule_set", "notice_rule_stopped", "notice_list_imported",
        "notice_list_entry_withdrawn",
    ]

    let key: String
    var values: [String] = []

    init(_ key: String, _ values: String...) {
        self.key = key
        self.values = values
    }

    func added(to path: String) -> String {
        let kept = path.split(separator: "?", maxSplits: 1)
        let query = (kept.count > 1 ? kept[1].split(separator: "&").map(String.init) : [])
            .filter { !$0.hasPrefix("notice=") }
        let own = "notice=" + Address.part(([key] + values).joined(separator: "|"))
        return "\(kept.first ?? "/")?" + (query + [own]).joined(separator: "&")
    }

    static func values(of text: String, _ words: Catalogue) -> String? {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard let key = parts.first, keys.contains(key) else { return nil }
        var sentence = words.text(key)
        for (number, value) in parts.dropFirst().enumerated() {
            let known = value.hasPrefix("verdict_") || value.hasPrefix("code_") ? words.text(value) : value
            sentence = sentence.replacing("{\(number)}", with: String(known.prefix(80)))
        }
        return sentence
    }
}

/// Lines for the operator on standard error: JSON, without evidence and without what people typed.
enum StandardLog {
    static func write(level: String, _ message: String, _ fields: [String: String] = [:]) {
        var line = fields
        line["level"] = level
        line["message"] = message
        line["at"] = Date().formatted(.iso8601)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { return }
        FileHandle.standardError.write(bytes + Data("\n".utf8))
    }
}
