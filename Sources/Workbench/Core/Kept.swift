import CaseModel
import Casework
import Foundation

/// A value for each case that takes long to make: kept until something comes in, and made again beside the requests, which
/// get the former one meanwhile.
actor Kept<Value: Sendable> {
    /// How long a page waits for what it can do without.
    static var patience: Duration { .milliseconds(200) }

    private struct Entry {
        let value: Value
        let mark: StoreMark
        let made: Date
        let seconds: Double
        var isExpired = false
    }

    /// A value is kept at least so many times as long as it took to make, so that an ingest does not keep a processor busy.
    private static var leastKeptFor: Double { 20 }
    /// What takes less is waited for, in seconds.
    private static var short: Double { 0.2 }

    private let workspace: Workspace
    private let make: @Sendable (String) throws -> Value
    private var entries: [String: Entry] = [:]
    private var making: [String: Task<Value, any Error>] = [:]

    init(workspace: Workspace, make: @escaping @Sendable (String) throws -> Value) {
        self.workspace = workspace
        self.make = make
    }

    /// The value of a case, however long it takes the first time.
    func value(ofCase reference: String) async throws -> Value {
        if let entry = entries[reference] {
            guard try await isOld(entry) else { return entry.value }
            let task = start(reference)
            return entry.seconds < Self.short ? try await task.value : entry.value
        }
        return try await start(reference).value
    }

    /// The value of a case if it is there or comes soon; nil while it is being made.
    func value(ofCase reference: String, within patience: Duration) async throws -> Value? {
        if entries[reference] != nil { return try await value(ofCase: reference) }
        let task = start(reference)
        // A group of tasks would wait for the value even when the patience is at its end.
        let (answers, answer) = AsyncThrowingStream.makeStream(of: Value?.self)
        Task {
            do { answer.yield(try await task.value) } catch { answer.finish(throwing: error) }
        }
        Task {
            try? await Task.sleep(for: patience)
            answer.yield(nil)
        }
        return try await answers.first { _ in true } ?? nil
    }

    /// The value of a case changed though nothing came in.
    func expire(_ reference: String) {
        entries[reference]?.isExpired = true
    }

    private func isOld(_ entry: Entry) async throws -> Bool {
        guard Date().timeIntervalSince(entry.made) > entry.seconds * Self.leastKeptFor else { return false }
        if entry.isExpired { return true }
        let workspace = workspace
        return try await Blocking.run { try workspace.storeMark() } != entry.mark
    }

    @discardableResult
    private func start(_ reference: String) -> Task<Value, any Error> {
        if let task = making[reference] { return task }
        let (workspace, make) = (workspace, make)
        let task = Task {
            let start = Date()
            defer { ended(reference) }
            let (mark, value) = try await Blocking.runSlowly {
                (try workspace.storeMark(), try make(reference))
            }
            keep(Entry(value: value, mark: mark, made: Date(), seconds: Date().timeIntervalSince(start)), of: reference)
            return value
        }
        making[reference] = task
        return task
    }

    private func keep(_ entry: Entry, of reference: String) {
        entries[reference] = entry
    }

    private func ended(_ reference: String) {
        making[reference] = nil
    }
}
