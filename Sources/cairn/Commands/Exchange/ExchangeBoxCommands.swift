import ArgumentParser
import Casework
import Exchange

/// `cairn exchange receive`.
struct ExchangeReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Checks a bundle, takes it into the inbox, and looks for what it offers."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The bundle's file.", completion: .file())
    var file: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        let bytes = try ExchangeFiles.bytes(file, most: ExchangeBundle.mostBytes)
        let received = try workspace.receive(bytes, by: workspace.machineOwner())
        let record = received.record
        if json {
            try JSONLines.print(BundleOutput(record, matching: record.kind == .offer ? received.matching : nil))
        } else {
            StandardOutput.write("\(record.kind.rawValue) \(record.number) from \(record.partnerName)\n")
            if record.kind == .offer {
                StandardOutput.write(
                    "\(received.matching) of its entries match something here; `cairn exchange draft \(record.number)` "
                        + "shows what an answer would say\n"
                )
            }
        }
        try IncompletenessNotice.print(received.incompleteness, json: json)
    }
}

/// `cairn exchange inbox`.
struct ExchangeInboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Lists the bundles that were received."
    )

    @ParentCommand var root: CairnCommand

    @Flag(help: "Print JSON Lines.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        try ExchangeOutput.print(workspace.bundles(areSent: false, by: workspace.machineOwner()), json: json)
    }
}

/// `cairn exchange outbox`.
struct ExchangeOutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Lists the bundles that were sent."
    )

    @ParentCommand var root: CairnCommand

    @Flag(help: "Print JSON Lines.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        try ExchangeOutput.print(workspace.bundles(areSent: true, by: workspace.machineOwner()), json: json)
    }
}

/// `cairn exchange show`.
struct ExchangeShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a bundle, what of ours it concerns, and what came of it."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "Its number in the inbox or outbox.")
    var number: Int64

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        try ExchangeOutput.print(workspace.bundle(number, by: workspace.machineOwner()), json: json)
    }
}

/// `cairn exchange draft`.
struct ExchangeDraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Looks again for what an offer holds, and shows what an answer would say and leave out."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The offer's number in the inbox.")
    var number: Int64

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        let preview = try workspace.draftAnswer(to: number, by: workspace.machineOwner())
        try ExchangeOutput.print(preview, json: json)
        try IncompletenessNotice.print(preview.incompleteness, json: json)
    }
}
