import AnalysisWorkers
public import CaseModel
import Sandbox

/// How one worker program is, behind its walls.
public struct WorkerHealth: Sendable {
    /// The program's name.
    public let program: String
    /// What came of each probe of the walls.
    public let probes: [ProbeOutcome]
    /// Seconds to start.
    public let startSeconds: Double
}

/// One wall of the sandbox.
public struct WallHealth: Sendable {
    /// What it is.
    public let name: String
    /// Whether this kernel gives it.
    public let isPresent: Bool
    /// More about it.
    public let detail: String
}

/// Examines whether this machine can analyse evidence safely.
public enum Doctor {
    /// The walls that this kernel gives.
    public static func walls() -> [WallHealth] {
        SandboxWalls.available().map { WallHealth(name: $0.name, isPresent: $0.isPresent, detail: $0.detail) }
    }

    /// Starts each worker and tries the walls from inside.
    ///
    /// - Parameter workers: The folder that holds the worker programs.
    /// - Returns: One entry for each worker.
    /// - Throws: ``CaseworkError`` if a worker cannot be started.
    public static func workers(in workers: String) throws(CaseworkError) -> [WorkerHealth] {
        try classed {
            let pool = try WorkerPool(programs: workers, allowsWeakSandbox: true)
            return try WorkerProgram.allCases.map { program in
                let clock = ContinuousClock()
                let start = clock.now
                try pool.start(program)
                let elapsed = clock.now - start
                let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
                return WorkerHealth(
                    program: program.rawValue,
                    probes: try pool.probe(program),
                    startSeconds: seconds
                )
            }
        }
    }
}
