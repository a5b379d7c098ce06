/// What is said where an index is known to be at fault, so that what is not found is not taken for what is not there.
enum IncompletenessNotice {
    /// Warns on standard error, and in JSON by a line of its own.
    static func print(_ faults: [String], json: Bool) throws {
        guard !faults.isEmpty else { return }
        for fault in faults { StandardError.write("warning: the answer may be incomplete: \(fault)\n") }
        StandardError.write(
            "run `cairn verify`; if it finds a fault again, remove the folder `index` of the data directory to have it made anew\n"
        )
        if json { try JSONLines.print(["incomplete": faults]) }
    }
}
