import Foundation
import Synchronization

/// Steps from many threads, taken by one in the order of the files that they belong to.
///
/// The number of steps waiting is bounded: a thread whose file is not the next waits when the inbox is full.
final class OrderedInbox: Sendable {
    private struct State {
        var waiting: [Int: [IngestStep]] = [:]
        var finished: Set<Int> = []
        var head = 0
        var count = 0
        var isClosed = false
        var end: Int?
    }

    private let state = Mutex(State())
    private let changed = NSCondition()
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Hands over a step of file `sequence`; waits while the inbox is full and the file is not the next.
    ///
    /// - Returns: False when the inbox is closed and the thread should end.
    func deliver(_ step: IngestStep, of sequence: Int) -> Bool {
        changed.lock()
        defer { changed.unlock() }
        while true {
            let outcome: Bool? = state.withLock { state in
                if state.isClosed { return false }
                guard state.count < capacity || sequence == state.head else { return nil }
                state.waiting[sequence, default: []].append(step)
                state.count += 1
                return true
            }
            if let outcome {
                changed.broadcast()
                return outcome
            }
            changed.wait()
        }
    }

    /// Says that a file has no more steps.
    func finish(_ sequence: Int) {
        signal { _ = $0.finished.insert(sequence) }
    }

    /// Says how many files there are.
    func setEnd(_ end: Int) {
        signal { $0.end = end }
    }

    /// Tells all threads to end.
    func close() {
        signal { $0.isClosed = true }
    }

    /// Whether threads should end.
    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Takes the next step, waiting for it no longer than the deadline.
    func next(until deadline: Date) -> Taken {
        changed.lock()
        defer { changed.unlock() }
        while true {
            let taken: Taken? = state.withLock { state in
                while true {
                    let head = state.head
                    if state.waiting[head]?.isEmpty == false, let step = state.waiting[head]?.removeFirst() {
                        state.count -= 1
                        return .step((head, step))
                    }
                    if state.finished.remove(head) != nil {
                        state.waiting[head] = nil
                        state.head += 1
                        continue
                    }
                    return state.end.map { head >= $0 } == true ? .end : nil
                }
            }
            changed.broadcast()
            if let taken { return taken }
            if !changed.wait(until: deadline) { return .nothingYet }
        }
    }

    /// What taking a step gives.
    enum Taken {
        case step((sequence: Int, step: IngestStep))
        case nothingYet
        case end
    }

    private func signal(_ change: (inout State) -> Void) {
        changed.lock()
        state.withLock { change(&$0) }
        changed.broadcast()
        changed.unlock()
    }
}
