import ArgumentParser
import Casework
import Exchange

/// `cairn exchange partner`.
struct ExchangePartnerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "Says which agencies are trusted.",
        subcommands: [Add.self, List.self, Revoke.self]
    )

    /// `cairn exchange partner add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trusts an agency, once its fingerprint was compared.",
            discussion: """
                Telephone the agency at a number that you know, have it read out its fingerprint (`cairn exchange key` \
                shows it there), and type what you hear: words or digits.
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The agency's card.", completion: .file())
        var card: String

        @Option(help: "The fingerprint as it was read out: sixteen words, or 64 digits.")
        var fingerprint: String

        @Option(name: .customLong("as"), help: "The name that it is to go by here; else the one on the card.")
        var name: String?

        func run() throws {
            let workspace = try root.workspace()
            let trusted = try workspace.addPartner(
                card: ExchangeFiles.bytes(card, most: AgencyCard.mostBytes),
                fingerprint: fingerprint,
                as: name,
                by: workspace.machineOwner()
            )
            StandardError.write("\(trusted) is trusted from now on\n")
        }
    }

    /// `cairn exchange partner list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the agencies that are or were trusted, by name."
        )

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let partners = try root.workspace().partners()
            if json {
                for partner in partners { try JSONLines.print(PartnerOutput(partner)) }
                return
            }
            var table = TextTable("partner", "trusted", "by", "no longer since", "by", "fingerprint")
            for partner in partners {
                table.add(
                    partner.name,
                    partner.trustedAt,
                    partner.trustedBy,
                    partner.revokedAt ?? "",
                    partner.revokedBy ?? "",
                    partner.identity.fingerprint.groups
                )
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn exchange partner revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trusts an agency no longer: nothing is taken from it or made for it any more."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The partner's name.")
        var name: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.revokePartner(name, by: workspace.machineOwner())
        }
    }
}
