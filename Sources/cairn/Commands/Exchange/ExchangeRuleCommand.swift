import ArgumentParser
import Casework
import Exchange

/// `cairn exchange rule`.
struct ExchangeRuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: "Says what may be told a partner of a case, or lists it; without a rule nothing is told.",
        discussion: """
            --release says which values may be offered and compared: digests (SHA-256 of the case's pictures, videos and \
            recordings), pictures (PDQ hashes), or both with a comma between. --answer says how much an answer may say of \
            a match: silent (nothing), existence (how many of the offer's entries match), pointer (which, how, and whom \
            to ask).
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The case's reference.")
    var caseReference: String

    @Option(help: "The partner's name; without it the case's rules are listed.")
    var partner: String?

    @Option(help: "What may be let out: digests, pictures, or both.", transform: Released.init(typed:))
    var release: Released?

    @Option(help: "How much an answer may say: \(AnswerLevel.allCases.map(\.rawValue).joined(separator: ", ")).")
    var answer: AnswerLevel?

    @Option(help: "Whom to ask, for the level pointer.")
    var contact: String?

    @Flag(help: "Tell the partner nothing any more.")
    var stop = false

    @Flag(help: "Print JSON Lines.")
    var json = false

    /// What may be let out.
    struct Released {
        let digests: Bool
        let pictures: Bool

        init(typed text: String) throws {
            let words = Set(text.split(separator: ",").map(String.init))
            guard !words.isEmpty, words.isSubset(of: ["digests", "pictures"]) else {
                throw ValidationError("--release takes digests, pictures, or both with a comma between.")
            }
            (digests, pictures) = (words.contains("digests"), words.contains("pictures"))
        }
    }

    func validate() throws {
        let isSet = release != nil || answer != nil || contact != nil
        if partner == nil, isSet || stop { throw ValidationError("Say for whom by --partner.") }
        if partner != nil, !stop, release == nil || answer == nil {
            throw ValidationError("Give --release and --answer, or --stop.")
        }
        if stop, isSet { throw ValidationError("--stop takes no other option.") }
    }

    func run() throws {
        let workspace = try root.workspace()
        guard let partner else { return try list(workspace) }
        let rule = release.flatMap { release in
            answer.map {
                ReleaseRule(digests: release.digests, pictures: release.pictures, level: $0, contact: contact)
            }
        }
        try workspace.setReleaseRule(rule, ofCase: caseReference, for: partner, by: workspace.machineOwner())
    }

    private func list(_ workspace: Workspace) throws {
        let rules = try workspace.releaseRules(ofCase: caseReference, for: workspace.machineOwner())
        if json {
            for rule in rules { try JSONLines.print(ReleaseRuleOutput(rule)) }
            return
        }
        guard !rules.isEmpty else {
            StandardError.write("nothing of \(caseReference) is told to anybody\n")
            return
        }
        var table = TextTable("partner", "digests", "pictures", "answer", "contact", "set", "by")
        for record in rules {
            table.add(
                record.partner,
                record.rule.digests ? "yes" : "no",
                record.rule.pictures ? "yes" : "no",
                record.rule.level.rawValue,
                record.rule.contact ?? "",
                record.setAt,
                record.setBy
            )
        }
        StandardOutput.write(table.text)
    }
}
