import Dispatch

/// Runs what waits for the disk or computes for long apart from the threads that serve connections.
enum Blocking {
    private static let queue = DispatchQueue(label: "cairn.workbench", qos: .userInitiated, attributes: .concurrent)

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
