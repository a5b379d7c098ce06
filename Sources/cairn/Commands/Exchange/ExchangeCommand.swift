import ArgumentParser
import Casework
import Exchange

/// `cairn exchange`.
struct ExchangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Finds out with other agencies whether both hold the same, by files and without showing anything.",
        discussion: """
            A partner is trusted by its card, once its fingerprint was compared by telephone. A case tells a partner \
            nothing until it has a rule for it. An offer holds digests and fingerprints, never pictures; an answer \
            points to what matches, as far as the rules of the cases that hold it allow. Each file is signed by its \
            sender and sealed to its recipient; each act is on record.
            """,
        subcommands: [
            Key.self, ExchangePartnerCommand.self, ExchangeRuleCommand.self, ExchangeOfferCommand.self,
            ExchangeReceiveCommand.self, ExchangeInboxCommand.self, ExchangeOutboxCommand.self,
            ExchangeShowCommand.self, ExchangeDraftCommand.self, ExchangeAnswerCommand.self,
            ExchangeRequestCommand.self, ExchangeGrantCommand.self, ExchangeRefuseCommand.self,
            ExchangeWithdrawCommand.self,
        ]
    )

    /// `cairn exchange key`.
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows this agency's card and fingerprint; makes its keys when they are first asked for."
        )

        @ParentCommand var root: CairnCommand

        @Option(help: "The agency's name on the card.")
        var agency: String?

        @Option(help: "Write the card to this file, to be given to partners.", completion: .file())
        var output: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let card = try workspace.exchangeCard(named: agency, by: workspace.machineOwner())
            if let output { try ExchangeFiles.write(card.file, to: output) }
            try ExchangeOutput.print(card, json: json)
        }
    }
}
