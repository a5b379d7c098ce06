import Accounts
import CaseModel
import Casework
import Foundation
import TestSupport

@testable import Workbench

/// A server of its own over three small cases, and the people who work on them.
///
/// NORTH-1 and NORTH-2 are of one agency and have a team; SOUTH-1 is of another, and nobody but its own officer knows of
/// it. All three hold notes that name one mailbox; NORTH-1 and SOUTH-1 hold the same picture, byte by byte.
final class APIBench: Sendable {
    static let mailbox = "dealer@stamps.example"

    /// The data of all servers, made once.
    private static let template = Task { try await makeTemplate() }

    let workspace: Workspace
    let api: APIClient
    private let folder: TemporaryFolder
    private let server: Task<Void, any Error>

    /// Starts a server.
    init() async throws {
        let template = try await Self.template.value
        folder = try TemporaryFolder()
        let data = folder.url.appendingPathComponent("data")
        try FileManager.default.copyItem(at: template.url.appendingPathComponent("data"), to: data)
        workspace = try Workspace(directory: data.path)
        let server = try WorkbenchServer(workspace: workspace, configuration: Self.configuration)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        self.server = Task { try await server.run { continuation.yield($0) } }
        var found: Int?
        for await port in ports {
            found = port
            break
        }
        api = try APIClient(address: "http://127.0.0.1:\(found ?? 0)")
        try await api.learn()
    }

    deinit { server.cancel() }

    private static var configuration: WorkbenchConfiguration {
        WorkbenchConfiguration(port: 0, workers: Program.folder.path, version: "test")
    }

    /// Makes a token of an account.
    func token(_ account: String, _ scopes: Scope...) throws -> String {
        try workspace.addToken(
            name: account,
            label: "test",
            scopes: scopes.isEmpty ? Set(Scope.allCases) : Set(scopes),
            by: workspace.machineOwner()
        )
    }

    /// The bytes of the picture that two of the cases hold.
    static func picture() throws -> [UInt8] {
        let path = "demo/HARBOUR-21_phone/DCIM/Camera/IMG_20210403_110000.jpg"
        return Array(try Data(contentsOf: TestData.repository.appendingPathComponent(path)))
    }

    private static func makeTemplate() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(directory: folder.url.appendingPathComponent("data").path, isCreating: true)
        let owner = try workspace.machineOwner()
        for agency in ["North", "South"] { try workspace.addAgency(agency, by: owner) }
        let people: [(String, Role, String?)] = [
            ("ana", .caseOfficer, "North"), ("ben", .analyst, "North"), ("sven", .caseOfficer, "South"),
            ("ada", .administrator, nil), ("otto", .auditor, nil),
        ]
        for (name, role, agency) in people {
            try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner)
        }
        let picture = try picture()
        for (reference, agency, team) in [
            ("NORTH-1", "North", ["ana", "ben"]), ("NORTH-2", "North", ["ana", "ben"]), ("SOUTH-1", "South", ["sven"]),
        ] {
            try workspace.addCase(reference: reference, title: nil, agency: agency)
            for name in team { try workspace.addMember(toCase: reference, account: name, by: owner) }
            let files = folder.url.appendingPathComponent("files/\(reference)")
            try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
            let notes = "Notes of \(reference).\nWrite to \(mailbox) about the sheets.\n"
            try Data(notes.utf8).write(to: files.appendingPathComponent("notes.txt"))
            if reference != "NORTH-2" { try Data(picture).write(to: files.appendingPathComponent("room.jpg")) }
            _ = try workspace.ingest(
                IngestRequest(caseReference: reference, paths: [files.path], exhibit: "disk", jobs: 2),
                workers: Program.folder.path,
                isInterrupted: { false },
                report: { _ in }
            )
        }
        return folder
    }
}
