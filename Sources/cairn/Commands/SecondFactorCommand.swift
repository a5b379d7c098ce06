import ArgumentParser
import Casework

/// `cairn user second-factor`.
struct SecondFactorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "second-factor",
        abstract: "Draws a second factor for an account, confirms it, or takes it away.",
        discussion: """
            Without an option it prints an address (otpauth:) for an authenticator program, to be typed in or shown as a \
            QR code. The factor counts once --confirm was given a code that the program shows.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The account's name.")
    var name: String

    @Option(help: "A code that the authenticator program shows.")
    var confirm: String?

    @Flag(help: "Take the second factor away, and end the account's sessions.")
    var remove = false

    func validate() throws {
        if remove, confirm != nil { throw ValidationError("Give --confirm or --remove, not both.") }
    }

    func run() throws {
        let workspace = try root.workspace()
        let owner = try workspace.machineOwner()
        if remove {
            try workspace.removeSecondFactor(name, by: owner)
        } else if let confirm {
            try workspace.confirmSecondFactor(name, code: confirm, by: owner)
        } else {
            StandardOutput.write(try workspace.startSecondFactor(name, by: owner) + "\n")
        }
    }
}
