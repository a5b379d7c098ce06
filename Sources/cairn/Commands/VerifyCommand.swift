import ArgumentParser
import Casework

/// `cairn verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks database, fingerprints, matches, index and audit log against each other."
    )

    @ParentCommand var root: CairnCommand

    @Flag(help: "Read the original files again too.")
    var full = false

    @Flag(help: "Print JSON Lines: one object per fault, then the summary.")
    var json = false

    func run() throws {
        let result = try root.workspace().verify(isFull: full) { Interruption.wasRequested }
        for fault in result.faults {
            if json { try JSONLines.print(["fault": fault]) } else { StandardOutput.write("fault: \(fault)\n") }
        }
        for note in result.notes { StandardError.write("not checked: \(note)\n") }
        let counts = [
            "contents": result.media, "hashes_looked_up": result.lookedUp, "hashes_found": result.found,
            "matches_recomputed": result.matches,
            "originals_read": result.originals, "faults": result.faults.count, "not_checked": result.notes.count,
        ]
        if json {
            try JSONLines.print(["summary": counts])
        } else {
            StandardOutput.write(
                """
                \(result.media) contents, \(result.found) of \(result.lookedUp) hashes found in the index, \(result.matches) matches \
                computed again, \(result.originals) originals read: \
                \(result.faults.isEmpty ? "no fault" : "\(result.faults.count) faults")

                """
            )
        }
        if !result.faults.isEmpty { throw ExitCode(4) }
    }
}
