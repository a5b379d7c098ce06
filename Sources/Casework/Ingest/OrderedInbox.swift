import Foundation
import Synchronization

/// Steps from many threads, taken by one in the order of the files that they belong to.
///
/// What waits is bounded, in steps and in bytes: a thread waits while the inbox is full. The file that is the next has a
/// bound of its own, equal to that of all, so that it gets through whatever waits behind it. Each thread holds one step in
/// addition.
final class OrderedInbox: Sendable {
    /// How much may wait.
    struct Bound {
        var steps = 512
        var bytes: Int
    }

    private struct Amount {
        var steps = 0
        var bytes = 0

        func isBelow(_ bound: Bound) -> Bool { steps < bound.steps && bytes < bound.bytes }

        mutating func add(_ step: IngestStep) {
            steps += 1
            bytes += step.byteCount
        }

        mutating func remove(_ step: IngestStep) {
            steps -= 1
            bytes -= step.byteCount
        }
    }

    private struct Waiting {
        private var steps: [IngestStep] = []
        private(set) var amount = Amount()

        mutating func put(_ step: IngestStep) {
            steps.append(step)
            amount.add(step)
        }

        mutating func takeFirst() -> IngestStep? {
            guard !steps.isEmpty else { return nil }
            let step = steps.removeFirst()
            amount.remove(step)
            return step
        }
    }

    private struct State {
        var waiting: [Int: Waiting] = [:]
        var amount = Amount()
        var finished: Set<Int> = []
        var head = 0
        var isClosed = false
        var end: Int?

        func hasRoom(for sequence: Int, within bound: Bound) -> Bool {
            amount.isBelow(bound) || sequence == head && (waiting[head]?.amount ?? Amount()).isBelow(bound)
        }

        mutating func put(_ step: IngestStep, of sequence: Int) {
            waiting[sequence, default: Waiting()].put(step)
            amount.add(step)
        }

        /// The next step of the file that is the next.
        mutating func takeFirst() -> IngestStep? {
            guard let step = waiting[head]?.takeFirst() else { return nil }
            amount.remove(step)
            return step
        }
    }

    private let state = Mutex(State())
    private let changed = NSCondition()
    private let bound: Bound

    init(bound: Bound) {
        self.bound = bound
    }

    /// Hands over a step of file `sequence`; waits while the inbox is full.
    ///
    /// - Returns: False when the inbox is closed and the thread should end.
    func deliver(_ step: IngestStep, of sequence: Int) -> Bool {
        changed.lock()
        defer { changed.unlock() }
        while true {
            let outcome: Bool? = state.withLock { state in
                if state.isClosed { return false }
                guard state.hasRoom(for: sequence, within: bound) else { return nil }
                state.put(step, of: sequence)
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
                    if let step = state.takeFirst() { return .step((head, step)) }
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
