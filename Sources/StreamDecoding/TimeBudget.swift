internal import CaseModel
internal import Glibc

/// How much of its wall-clock and processor time an analysis has left.
struct TimeBudget {
    /// Seconds on the wall clock and of the processor since some fixed moments.
    typealias Clock = () -> (wall: Double, processor: Double)

    private let clock: Clock
    private let start: (wall: Double, processor: Double)
    private let wallSeconds: Double
    private let processorSeconds: Double

    /// Starts to count.
    ///
    /// A part of the time is kept back for writing down what was found.
    init(_ limits: AnalysisLimits, clock: @escaping Clock = Self.systemClock) {
        self.clock = clock
        start = clock()
        let wall = Double(limits.wallMilliseconds) / 1000
        wallSeconds = wall - min(wall / 10, 3)
        processorSeconds = Double(limits.cpuSeconds) * 0.95
    }

    /// Seconds on the wall clock since the start.
    var elapsed: Double { clock().wall - start.wall }

    /// Seconds that are left, by whichever limit is nearer.
    var left: Double {
        let now = clock()
        return min(wallSeconds - (now.wall - start.wall), processorSeconds - (now.processor - start.processor))
    }

    /// The moment on the monotonic clock, in nanoseconds, after which nothing more is to be read.
    var deadline: Int64 { Int64((start.wall + wallSeconds) * 1e9) }

    /// The clocks of this process.
    static func systemClock() -> (wall: Double, processor: Double) {
        (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
