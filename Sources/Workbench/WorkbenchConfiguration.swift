/// How the workbench is served.
public struct WorkbenchConfiguration: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port; 0 for any that is free.
    public var port: Int
    /// The address under which browsers reach it, `https://…`, where a proxy in front of it speaks TLS; nil on one's own
    /// machine.
    public var publicAddress: String?
    /// The folder that holds the worker programs.
    public var workers: String
    /// The version of this build.
    public var version: String
    /// Go on although this kernel lacks a wall of the sandbox.
    public var allowsWeakSandbox = false

    /// Serves one's own machine.
    public init(host: String = "127.0.0.1", port: Int = 8417, workers: String, version: String) {
        self.host = host
        self.port = port
        self.workers = workers
        self.version = version
    }

    /// Whether cookies are only sent over TLS.
    var isSecure: Bool { publicAddress?.hasPrefix("https://") == true }

    /// The name of the session's cookie; the prefix makes browsers keep it to this host and to TLS.
    var cookieName: String { isSecure ? "__Host-cairn" : "cairn" }

    /// The hosts, without ports, that requests may name: others are other sites that point at this machine.
    var hosts: Set<String> {
        let named = publicAddress.map { $0.dropFirst("https://".count).prefix { $0 != "/" && $0 != ":" } }
        return Set(["localhost", "127.0.0.1", "[::1]", host] + (named.map { [String($0)] } ?? []))
    }
}
