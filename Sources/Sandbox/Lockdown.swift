internal import CSandbox

/// The walls around one process, taken one after another and for good.
public struct Lockdown: Sendable {
    private let filter: [UInt8]
    private let isStrict: Bool
    /// What the process held when it was locked; its children start with as much.
    private var addressSpace: UInt64 = 0

    /// Compiles the system call filter, once for all processes forked from this one.
    ///
    /// - Parameter isStrict: Whether a wall that this kernel lacks is an error.
    /// - Throws: ``SandboxError`` if the filter cannot be compiled.
    public init(isStrict: Bool) throws(SandboxError) {
        var program = [UInt8](repeating: 0, count: 65_536)
        var length = 0
        try SandboxError.check(
            "compiling the system call filter",
            cairn_filter_compile(&program, program.count, &length)
        )
        filter = Array(program.prefix(length))
        self.isStrict = isStrict
    }

    /// Locks the process that forks others: it opens no file from here on.
    ///
    /// - Throws: ``SandboxError``.
    public mutating func lockParent() throws(SandboxError) {
        // Read from /proc, so before files are out of reach.
        addressSpace = cairn_resources_address_space()
        try take("hiding the process's memory", cairn_privileges_hide())
        try take("forbidding new privileges", cairn_privileges_freeze())
        try take("taking Landlock", cairn_landlock_restrict())
    }

    /// Locks the process that reads evidence: limits, then privileges, then files, then system calls.
    ///
    /// Afterwards nothing works but reading open descriptors, writing to them, memory and the clock.
    ///
    /// - Parameters:
    ///   - memoryBytes: Memory above what the parent held when it was locked.
    ///   - cpuSeconds: Processor time.
    /// - Throws: ``SandboxError``.
    public func lockChild(memoryBytes: UInt64, cpuSeconds: UInt64) throws(SandboxError) {
        var limits = cairn_resource_limits(
            address_space: addressSpace,
            memory_bytes: memoryBytes,
            cpu_seconds: cpuSeconds
        )
        try take("limiting memory and time", cairn_resources_limit(&limits))
        try take("giving up root", cairn_privileges_drop())
        try take("hiding the process's memory", cairn_privileges_hide())
        try take("forbidding new privileges", cairn_privileges_freeze())
        try take("taking Landlock", cairn_landlock_restrict())
        try take("watching for faults", cairn_last_words_arm(memoryBytes))
        try take("installing the system call filter", cairn_filter_install(filter, filter.count))
    }

    private func take(_ step: String, _ code: Int32) throws(SandboxError) {
        if isStrict { try SandboxError.check(step, code) }
    }
}
