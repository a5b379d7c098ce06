import Dispatch
import Glibc

/// Runs what waits for the disk or computes for long apart from the threads that serve connections.
enum Blocking {
    private static let queue = DispatchQueue(label: "cairn.workbench", qos: .userInitiated, attributes: .concurrent)
    private static let slowQueue = DispatchQueue(label: "cairn.workbench.slow", qos: .utility, attributes: .concurrent)
    /// By how much what nobody waits for gives way, as `nice` counts it.
    private static let patience: Int32 = 10

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run(on: queue, body)
    }

    /// Runs what may take minutes on threads of its own that give way to requests.
    static func runSlowly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run(on: slowQueue) {
            // Of this thread alone; if that is not allowed, it runs as others do.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, patience)
            return try body()
        }
    }

    private static func run<Value: Sendable>(
        on queue: DispatchQueue,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
