import Accounts
import CaseModel
import Casework
import Foundation
import FoundationNetworking
import Synchronization
import TestSupport
import Testing

@testable import Workbench

/// An answer of the server.
struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: String
}

/// A workbench that serves a data directory of its own on a free port.
final class TestWorkbench: Sendable {
    let workspace: Workspace
    let owner: Viewer
    private let folder: TemporaryFolder
    private let port: Int
    private let serving: Task<Void, any Error>
    private let client = URLSession(
        configuration: {
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpShouldSetCookies = false
            configuration.httpMaximumConnectionsPerHost = 16
            // Many servers answer at once on few processors.
            configuration.timeoutIntervalForRequest = 300
            return configuration
        }(),
        delegate: NoRedirects(),
        delegateQueue: nil
    )

    init() async throws {
        folder = try TemporaryFolder()
        let workspace = try Workspace(directory: folder.url.path, isCreating: true)
        self.workspace = workspace
        owner = try workspace.machineOwner()
        let configuration = WorkbenchConfiguration(port: 0, workers: Program.folder.path, version: "test")
        let server = try WorkbenchServer(workspace: workspace, configuration: configuration)
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        serving = Task { try await server.run { started.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        port = try #require(await iterator.next())
    }

    deinit { serving.cancel() }

    /// The account of this name, as one who asks.
    func viewer(_ name: String) throws -> Viewer {
        try #require(try workspace.accounts().first { $0.name == name }).viewer()
    }

    /// Adds an account and signs it in.
    ///
    /// - Returns: The session's token.
    func signIn(_ name: String, role: Role, agency: String?) throws -> String {
        if try !workspace.accounts().contains(where: { $0.name == name }) {
            try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner)
        }
        let link = try workspace.makeOneTimeLink(name: name, validSeconds: 600, by: owner)
        return try #require(try workspace.redeem(link: link))
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: Path and query.
    ///   - session: A session's token.
    ///   - bearer: A token of a program.
    ///   - form: A form's body.
    ///   - body: Another body.
    ///   - headers: Further headers.
    ///   - isCrossSiteTokenSent: Whether the session's token against other sites is sent.
    /// - Returns: The answer, redirections not followed.
    /// - Throws: What keeps an answer from coming.
    func ask(
        _ method: String,
        _ path: String,
        session: String? = nil,
        bearer: String? = nil,
        form: String? = nil,
        body: Data? = nil,
        headers: [String: String] = [:],
        isCrossSiteTokenSent: Bool = true
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        if let session {
            request.setValue("cairn=\(session)", forHTTPHeaderField: "Cookie")
            if isCrossSiteTokenSent {
                request.setValue(SecretToken.crossSite(of: session), forHTTPHeaderField: "X-Cross-Site-Token")
            }
        }
        if let bearer { request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization") }
        if method != "GET" {
            request.httpBody = body ?? Data((form ?? "").utf8)
            if body == nil {
                request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            }
        }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await client.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var fields: [String: String] = [:]
        for (name, value) in http.allHeaderFields {
            fields["\(name)".lowercased()] = "\(value)"
        }
        return Answer(status: http.statusCode, headers: fields, body: String(decoding: data, as: UTF8.self))
    }

    /// Sends a form with a file as a browser does, the session's token in a field before the file.
    func upload(
        _ path: String,
        session: String,
        fields: [(String, String)],
        file: (field: String, name: String, bytes: Data)
    ) async throws -> Answer {
        let boundary = "----0123456789abcdef"
        var body = Data()
        for (field, value) in [("crossSiteToken", SecretToken.crossSite(of: session))] + fields {
            body += Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
        body += Data("--\(boundary)\r\n\(head)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
        body += file.bytes + Data("\r\n--\(boundary)--\r\n".utf8)
        return try await ask(
            "POST",
            path,
            session: session,
            body: body,
            headers: ["Content-Type": "multipart/form-data; boundary=\(boundary)"],
            isCrossSiteTokenSent: false
        )
    }

    /// Takes a file.
    ///
    /// - Returns: Its bytes.
    /// - Throws: What keeps an answer from coming.
    func download(_ path: String, session: String) async throws -> Data {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.setValue("cairn=\(session)", forHTTPHeaderField: "Cookie")
        let (data, response) = try await client.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        #expect(http.statusCode == 200, "\(path): \(String(decoding: data.prefix(1000), as: UTF8.self))")
        #expect(http.value(forHTTPHeaderField: "Content-Disposition")?.hasPrefix("attachment") == true)
        return data
    }

    /// Ingests files of these texts into a case.
    func ingest(_ files: [String: String], intoCase reference: String, exhibit: String) async throws {
        let source = try TemporaryFolder()
        for (name, text) in files {
            try Data(text.utf8).write(to: source.url.appendingPathComponent(name))
        }
        var request = IngestRequest(caseReference: reference, paths: [source.url.path], exhibit: exhibit, jobs: 2)
        request.allowsWeakSandbox = true
        try await ingest(request)
    }

    /// Ingests apart from the few threads on which the servers of all tests answer.
    func ingest(_ request: IngestRequest) async throws {
        let workspace = workspace
        _ = try await Blocking.run {
            try workspace.ingest(request, workers: Program.folder.path, isInterrupted: { false }, report: { _ in })
        }
    }
}

/// Hands redirections over as they are.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
