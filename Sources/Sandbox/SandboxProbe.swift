internal import CSandbox

/// One forbidden thing to try from inside the walls.
public struct SandboxProbe: Hashable, Sendable {
    /// How the walls show.
    public enum Expectation: Hashable, Sendable {
        /// The call is refused, or the process is killed for it.
        case refused
        /// An allocation fails within the budget.
        case bounded
        /// The process is killed at its deadline.
        case stopped
        /// The process dies of a fault, alone.
        case fault
    }

    /// The probe's number, from 0.
    public let number: Int32

    /// What it tries.
    public let name: String

    /// How the walls show.
    public let expectation: Expectation

    /// All probes.
    public static let all: [SandboxProbe] = (0..<cairn_probe_count()).compactMap { number in
        guard let name = cairn_probe_name(number) else { return nil }
        let expectation: Expectation =
            switch cairn_probe_expectation(number) {
            case CAIRN_PROBE_BOUNDED: .bounded
            case CAIRN_PROBE_STOPPED: .stopped
            case CAIRN_PROBE_FAULT: .fault
            default: .refused
            }
        return SandboxProbe(number: number, name: String(cString: name), expectation: expectation)
    }

    /// Tries it.
    ///
    /// - Parameters:
    ///   - evidence: An open descriptor of the evidence.
    ///   - answer: The descriptor of the answer.
    ///   - parent: The process that forked this one.
    ///   - memoryBytes: The budget of memory.
    /// - Returns: The error number with which it was refused, 0 if it got through; and how many bytes were had.
    public func run(evidence: Int32, answer: Int32, parent: Int32, memoryBytes: UInt64) -> (code: Int32, bytes: UInt64)
    {
        var setting = cairn_probe_setting(
            evidence: evidence,
            answer: answer,
            parent: parent,
            memory_bytes: memoryBytes
        )
        var amount: UInt64 = 0
        let code = cairn_probe_run(number, &setting, &amount)
        return (code, amount)
    }
}
