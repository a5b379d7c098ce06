public import Accounts
public import ArgumentParser
import Casework

/// `cairn case share`.
struct ShareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Shares a case with others than its team, or says with whom it is shared.",
        discussion: """
            The levels are existence (that something in the case matches), fingerprints (digests, fingerprints and the \
            figures of matches), renditions (the small pictures) and originals; each includes those before it.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The case's reference.")
    var caseReference: String

    @Option(name: .customLong("with"), help: "With whom: own-agency, community, or an agency's name.")
    var audience: String?

    @Option(help: "Up to which level: \(SharingLevel.allCases.map(\.rawValue).joined(separator: ", ")).")
    var level: SharingLevel?

    @Flag(help: "Share the case no longer with them.")
    var stop = false

    @Flag(help: "Print JSON Lines.")
    var json = false

    func validate() throws {
        if audience == nil, level != nil || stop { throw ValidationError("Say with whom by --with.") }
        if audience != nil, (level == nil) != stop { throw ValidationError("Give --level or --stop, not both.") }
    }

    func run() throws {
        let workspace = try root.workspace()
        guard let audience else { return try list(workspace) }
        try workspace.setShare(
            ofCase: caseReference,
            with: workspace.audience(named: audience),
            level: level,
            by: workspace.machineOwner()
        )
    }

    private func list(_ workspace: Workspace) throws {
        let shares = try workspace.shares(ofCase: caseReference).map(Output.init)
        if json {
            for share in shares { try JSONLines.print(share) }
            return
        }
        guard !shares.isEmpty else {
            StandardError.write("\(caseReference) is seen by its team alone\n")
            return
        }
        var table = TextTable("with", "level", "set", "by")
        for share in shares { table.add(share.with, share.level.rawValue, share.setAt, share.setBy) }
        StandardOutput.write(table.text)
    }

    private struct Output: Encodable {
        let with: String
        let level: SharingLevel
        let setAt: String
        let setBy: String

        init(_ record: ShareRecord) {
            switch record.audience {
            case .ownAgency: with = "own-agency"
            case .community: with = "community"
            case .agency: with = record.agencyName ?? ""
            }
            level = record.level
            setAt = record.setAt
            setBy = record.setBy
        }
    }
}

extension SharingLevel: ExpressibleByArgument {}
