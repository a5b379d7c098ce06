import ArgumentParser
import Audit
import Casework
import Foundation

/// `cairn audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Reads the audit log, and shows that nothing in it was changed.",
        subcommands: [
            List.self, Verify.self, SignCheckpoint.self, Key.self, Prove.self, Check.self, Export.self,
        ]
    )

    /// `cairn audit list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists entries, the newest first.")

        @ParentCommand var root: CairnCommand

        @Option(help: "Only by this account, or machine:USER.")
        var actor: String?

        @Option(help: "Only this act, such as decision.made, or all acts on something, such as decision.")
        var act: String?

        @Option(name: .customLong("case"), help: "Only on this case.")
        var caseReference: String?

        @Option(help: "Only entries before this one.")
        var before: Int64?

        @Option(help: "How many at most.")
        var limit = 50

        @Flag(help: "Print JSON Lines: each entry as the log proves it.")
        var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit takes a number from 1 up.") }
        }

        func run() throws {
            let filter = AuditFilter(actor: actor, act: act, caseReference: caseReference)
            let entries = try root.workspace().auditEntries(before: before, limit: limit, matching: filter)
            if json {
                for entry in entries { StandardOutput.write(entry.canonicalText + "\n") }
                return
            }
            var table = TextTable("entry", "at", "actor", "act", "case", "subject", "details")
            for entry in entries {
                let details = entry.details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                table.add(
                    "\(entry.sequence)",
                    entry.at,
                    entry.actor,
                    entry.act,
                    entry.caseReference ?? "",
                    entry.subject ?? "",
                    details.joined(separator: " ")
                )
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn audit verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the whole log, and that it goes on from a checkpoint that was kept elsewhere."
        )

        @ParentCommand var root: CairnCommand

        @Option(help: "A file with a checkpoint.", completion: .file())
        var checkpoint: String?

        @Flag(help: "Print JSON Lines: one object per fault, then the summary.")
        var json = false

        private struct Summary: Encodable {
            let entries: Int64
            let root: String
            let faults: Int
        }

        func run() throws {
            let workspace = try root.workspace()
            let kept = try checkpoint.map(Self.checkpoint)
            let faults = try workspace.verifyAudit(against: kept)
            for fault in faults {
                if json { try JSONLines.print(["fault": fault]) } else { StandardOutput.write("fault: \(fault)\n") }
            }
            guard faults.isEmpty else {
                if json { try JSONLines.print(["summary": ["faults": faults.count]]) }
                throw ExitCode(CaseworkError.Code.damage.rawValue)
            }
            let head = try workspace.auditHead()
            if json {
                try JSONLines.print(["summary": Summary(entries: head.size, root: head.rootHex, faults: 0)])
            } else {
                StandardOutput.write("\(head.size) entries, root \(head.rootHex): no fault\n")
            }
        }

        private static func checkpoint(_ path: String) throws -> Checkpoint {
            guard let checkpoint = Checkpoint(text: try AuditCommand.text(path)) else {
                throw CaseworkError(.usage, "\(path) holds no checkpoint")
            }
            return checkpoint
        }
    }

    /// `cairn audit checkpoint`.
    struct SignCheckpoint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Signs what the log is now and prints it, to be kept elsewhere."
        )

        @ParentCommand var root: CairnCommand

        func run() throws {
            StandardOutput.write(try root.workspace().checkpoint().text)
        }
    }

    /// `cairn audit key`.
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the key by which others check this log's checkpoints and proofs."
        )

        @ParentCommand var root: CairnCommand

        func run() throws {
            StandardOutput.write(try root.workspace().auditVerifier().text + "\n")
        }
    }

    /// `cairn audit prove`.
    struct Prove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints, as JSON, what shows that an entry is in the log to someone who has nothing else of it."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The entry's number.")
        var entry: Int64

        func run() throws {
            StandardOutput.write(try root.workspace().proveAudit(entry: entry).json + "\n")
        }
    }

    /// `cairn audit check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a proof of another Cairn; needs no database."
        )

        @Argument(help: "A file with what `cairn audit prove` printed.", completion: .file())
        var proof: String

        @Option(help: "A file with what `cairn audit key` printed there.", completion: .file())
        var key: String

        func run() throws {
            guard let proof = AuditProof(json: try AuditCommand.text(self.proof)) else {
                throw CaseworkError(.usage, "\(self.proof) holds no proof")
            }
            let named = try AuditCommand.text(key).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let verifier = AuditVerifier(text: named) else {
                throw CaseworkError(.usage, "\(key) holds no key")
            }
            guard proof.holds(by: verifier) else {
                StandardOutput.write("the proof does not hold\n")
                throw ExitCode(CaseworkError.Code.damage.rawValue)
            }
            StandardOutput.write(
                "entry \(proof.index) was in the log \(proof.checkpoint.origin) on \(proof.checkpoint.at):\n\(proof.entry)\n"
            )
        }
    }

    /// `cairn audit export`.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes all entries, the newest checkpoint and the key into a new folder."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "A folder that is not there yet.", completion: .directory)
        var folder: String

        func run() throws {
            try root.workspace().exportAudit(to: folder)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CaseworkError(.usage, "\(path) cannot be read")
        }
        return text
    }
}
