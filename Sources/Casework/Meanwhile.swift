import CaseStore
import Foundation
import Synchronization

/// A value that a thread of its own makes while others go on.
///
/// Whoever waits for one must not hold on to a reader of the store: there are few, and the thread may need one.
final class Meanwhile<Value: Sendable>: Sendable {
    private let made = Mutex<Result<Value, StoreError>?>(nil)
    private let group = DispatchGroup()

    /// Starts to make the value.
    init(_ make: @escaping @Sendable () throws(StoreError) -> Value) {
        group.enter()
        Thread.detachNewThread { [self] in
            let result: Result<Value, StoreError>
            do throws(StoreError) {
                result = .success(try make())
            } catch {
                result = .failure(error)
            }
            made.withLock { $0 = result }
            group.leave()
        }
    }

    /// Waits for the value.
    ///
    /// - Throws: What making it threw.
    func value() throws(StoreError) -> Value {
        group.wait()
        guard let result = made.withLock({ $0 }) else { throw .failed("a thread ended without a result") }
        return try result.get()
    }
}
