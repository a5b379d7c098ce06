import Foundation
import Synchronization

/// Counts files ahead of the work, for an estimate of the time that is left.
final class FileCounter: Sendable {
    private struct State {
        var total: Int?
        var isStopped = false
    }

    private let state = Mutex(State())

    init(sources: [ExhibitSource]) {
        Thread.detachNewThread { [self] in
            var count = 0
            for source in sources {
                guard let walk = source.files.walk() else { continue }
                for _ in walk {
                    count += 1
                    if count.isMultiple(of: 1_000), state.withLock(\.isStopped) { return }
                }
            }
            state.withLock { $0.total = count }
        }
    }

    /// How many there are; nil while counting.
    var total: Int? { state.withLock(\.total) }

    /// Stops counting.
    func stop() {
        state.withLock { $0.isStopped = true }
    }
}
