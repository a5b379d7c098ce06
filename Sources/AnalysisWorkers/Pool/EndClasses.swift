internal import CaseModel
internal import Glibc
internal import Sandbox

/// What the end of a child says about its file, or about the walls.
extension Zygote.End {
    /// Why the child did not finish; nil if it did.
    func failure(limits: AnalysisLimits) -> AnalysisFailure? {
        if child.timedOut || isOverdue {
            return AnalysisFailure(
                .timeout,
                "The analysis was stopped after \(limits.wallMilliseconds / 1000) seconds."
            )
        }
        if child.shortOfMemory {
            return AnalysisFailure(
                .memory,
                "The content needs more than the \(limits.memoryBytes >> 20) MiB of memory allowed."
            )
        }
        if !isWellFormed { return AnalysisFailure(.crashed, "The decoder gave an answer that makes no sense.") }
        switch child.signal {
        case 0 where isFinished || child.exitStatus == 1: return nil
        case 0: return AnalysisFailure(.crashed, "The decoder ended early (status \(child.exitStatus)).")
        case SIGXCPU, SIGKILL:
            return AnalysisFailure(
                .timeout,
                "The analysis was stopped after \(limits.cpuSeconds) seconds of processor time."
            )
        case SIGSYS:
            return AnalysisFailure(.crashed, "The decoder tried something forbidden and was stopped.")
        default: return AnalysisFailure(.crashed, "The decoder died of signal \(child.signal).")
        }
    }

    /// Whether a probe was contained, from what its child said or how it ended.
    func outcome(of probe: SandboxProbe, said: ProbeOutcome?) -> ProbeOutcome {
        if let said { return said }
        let isContained: Bool
        switch probe.expectation {
        case .refused: isContained = child.signal == SIGSYS
        case .bounded: isContained = child.shortOfMemory
        case .stopped: isContained = child.timedOut || child.signal == SIGXCPU
        case .fault: isContained = child.signal == SIGSEGV
        }
        let detail =
            if child.timedOut {
                "stopped at the deadline"
            } else if child.signal == SIGSYS {
                "killed by the system call filter"
            } else if child.shortOfMemory {
                "stopped at the memory limit"
            } else if child.signal != 0 {
                "ended alone with signal \(child.signal)"
            } else {
                "ended with status \(child.exitStatus)"
            }
        return ProbeOutcome(name: probe.name, contained: isContained, detail: detail)
    }
}
