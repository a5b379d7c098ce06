import CaseModel
import Synchronization

/// How many bytes an archive may still give, together with all archives inside it.
final class UnpackBudget: Sendable {
    /// Thrown when an archive gives more than it may; ends it and all archives around it.
    struct Exceeded: Error {
        let failure: AnalysisFailure
    }

    /// An archive may always give this much.
    private static let least: Int64 = 64 << 20
    /// An archive may give this many times its own size: text is compressed to a tenth, seldom to a hundredth.
    private static let mostRatio: Int64 = 100

    private let total: Int64
    private let left: Mutex<Int64>

    /// The budget of an archive that is not inside another.
    init(archiveSize: Int64) {
        let (product, overflow) = archiveSize.multipliedReportingOverflow(by: Self.mostRatio)
        total = max(Self.least, overflow ? .max : product)
        left = Mutex(total)
    }

    /// Bytes that are left.
    var remaining: Int64 { left.withLock { $0 } }

    /// Takes some bytes.
    ///
    /// - Throws: ``Exceeded`` if they are more than is left.
    func take(_ count: Int) throws(Exceeded) {
        let isEnough = left.withLock { left in
            guard left >= Int64(count) else { return false }
            left -= Int64(count)
            return true
        }
        guard isEnough else {
            throw Exceeded(
                failure: AnalysisFailure(
                    .tooLarge,
                    "The archive unpacks to more than \(total >> 20) MiB, which is a hundred times its size or more."
                )
            )
        }
    }
}
