public import Accounts
public import ArgumentParser
import Casework

/// `cairn user token`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Looks after tokens with which programs act for accounts.",
        subcommands: [Add.self, List.self, Revoke.self]
    )

    /// `cairn user token add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and prints it, this once."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        @Option(help: "What the token is for.")
        var label: String

        @Option(
            name: .customLong("scope"),
            help: """
                What it may be used for, at most what the account may; more than once for more: \
                \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).
                """
        )
        var scopes: [Scope]

        func run() throws {
            let workspace = try root.workspace()
            let token = try workspace.addToken(
                name: name,
                label: label,
                scopes: Set(scopes),
                by: workspace.machineOwner()
            )
            StandardOutput.write(token + "\n")
        }
    }

    /// `cairn user token list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the tokens, without what they are.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let tokens = try root.workspace().tokens()
            if json {
                for token in tokens { try JSONLines.print(Output(token)) }
                return
            }
            var table = TextTable("number", "account", "label", "scopes", "made")
            for token in tokens {
                let scopes = Output(token).scopes.joined(separator: " ")
                table.add("\(token.id)", token.account, token.label, scopes, token.createdAt)
            }
            StandardOutput.write(table.text)
        }

        private struct Output: Encodable {
            let number: Int64
            let account: String
            let label: String
            let scopes: [String]
            let createdAt: String

            init(_ record: TokenRecord) {
                number = record.id
                account = record.account
                label = record.label
                scopes = record.scopes.map(\.rawValue).sorted()
                createdAt = record.createdAt
            }
        }
    }

    /// `cairn user token revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a token back.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The token's number, as `list` shows it.")
        var number: Int64

        func run() throws {
            let workspace = try root.workspace()
            try workspace.revokeToken(number, by: workspace.machineOwner())
        }
    }
}

extension Scope: ExpressibleByArgument {}
