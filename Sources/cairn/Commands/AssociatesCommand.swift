import ArgumentParser
import Casework

/// `cairn associates`.
struct AssociatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "associates",
        abstract: "Counts who writes to whom in a case's chats."
    )

    @ParentCommand var root: CairnCommand

    @Option(name: .customLong("case"), help: "The case's reference.")
    var caseReference: String

    @Option(help: "How many people and pairs to show; 0 for all. With --json all are shown unless given.")
    var top: Int?

    @Flag(help: "Print JSON Lines: one node or edge a line, then a summary.")
    var json = false

    func validate() throws {
        if let top, top < 0 { throw ValidationError("--top takes a number from 0 up.") }
    }

    func run() throws {
        let graph = try root.workspace().associates(ofCase: caseReference)
        let most = (top ?? (json ? 0 : 50)) == 0 ? Int.max : top ?? 50
        if json {
            try AssociatesOutput.print(graph, most: most)
        } else {
            StandardOutput.write(AssociatesTable(graph, most: most).text)
        }
    }
}
