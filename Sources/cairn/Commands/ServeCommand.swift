import ArgumentParser
import Casework
import Foundation
import Synchronization
import Workbench

/// `cairn serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the workbench and the interface for programs.",
        discussion: """
            On one's own machine it works at once: a link is printed that signs its owner in once. For a team, put a proxy \
            that speaks TLS in front of it and name the address with --public-address; accounts are made by `cairn user add`.
            """
    )

    /// How long the printed link holds, in seconds.
    private static let linkSeconds = 3600

    @ParentCommand var root: CairnCommand

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0 for any that is free.")
    var port = 8417

    @Option(help: "The address under which browsers reach it through a proxy that speaks TLS: https://….")
    var publicAddress: String?

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535.") }
        if let publicAddress, !publicAddress.hasPrefix("https://") {
            throw ValidationError("--public-address takes an address that starts with https://.")
        }
    }

    private var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    func run() throws {
        guard isLoopback || publicAddress != nil else {
            throw CaseworkError(
                .refused,
                "without TLS, passwords would cross the network in the clear: serve 127.0.0.1, or put a proxy that speaks TLS "
                    + "in front and name it with --public-address https://…"
            )
        }
        let workspace = try root.workspace(isCreating: true)
        var configuration = WorkbenchConfiguration(
            host: host,
            port: port,
            workers: WorkerPrograms.directory,
            version: CairnVersion.text
        )
        configuration.publicAddress = publicAddress
        configuration.allowsWeakSandbox = allowWeakSandbox
        let server = try WorkbenchServer(workspace: workspace, configuration: configuration)
        let link =
            publicAddress == nil
            ? try workspace.makeOneTimeLink(name: nil, validSeconds: Self.linkSeconds) : nil
        let (host, address) = (host, publicAddress)
        try Self.wait {
            try await server.run { port in
                let base = address ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
                StandardOutput.write("the workbench is on \(base)\n")
                if let link { StandardOutput.write("sign in once, within an hour: \(base)/link?token=\(link)\n") }
            }
        }
    }

    /// Runs what is asynchronous to its end.
    private static func wait(_ body: @escaping @Sendable () async throws -> Void) throws {
        let outcome = Outcome()
        let done = DispatchSemaphore(value: 0)
        Task {
            do { try await body() } catch { outcome.failure.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        if let failure = outcome.failure.withLock({ $0 }) { throw failure }
    }

    private final class Outcome: Sendable {
        let failure = Mutex<(any Error)?>(nil)
    }
}
