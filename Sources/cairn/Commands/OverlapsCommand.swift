public import ArgumentParser
import CaseModel
import Casework

/// `cairn overlaps`.
struct OverlapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlaps",
        abstract: "Shows where cases overlap, the strongest links first.",
        discussion: """
            Files that an imported report names, that are not held where the report lies and that another case holds are \
            listed apart: what a report states is a claim and makes no link. With --json they are lines with `stated`.
            """
    )

    @ParentCommand var root: CairnCommand

    @Option(name: .customLong("case"), help: "Only links that touch this case.")
    var caseReference: String?

    @Option(name: .customLong("kind"), help: "Only links of this kind; may be given more than once.")
    var kinds: [LinkKind] = []

    @Option(help: "Only links at least this strong (0 to 1).")
    var minStrength = 0.0

    @Flag(help: "Links inside one case too.")
    var within = false

    @Flag(help: "Add the links up by pairs of cases, and list none of them.")
    var cases = false

    @Flag(help: "Print JSON Lines: one link a line, or with --cases one pair of cases a line.")
    var json = false

    @Option(help: "How many links to show for each pair of cases; 0 for all.")
    var limit = 20

    func validate() throws {
        if !(0...1).contains(minStrength) { throw ValidationError("--min-strength takes a number from 0 to 1.") }
        if limit < 0 { throw ValidationError("--limit takes a number from 0 up.") }
    }

    func run() throws {
        var filter = OverlapFilter()
        filter.caseReference = caseReference
        filter.kinds = Set(kinds)
        filter.minimumStrength = minStrength
        filter.isWithin = within
        let workspace = try root.workspace()
        let overlaps = try workspace.overlaps(filter)
        let known =
            filter.wantsKnownFiles && !cases
            ? try workspace.knownItems(ofCase: caseReference).filter { $0.file.strength >= minStrength } : []
        let stated =
            filter.wantsStatedFiles && !cases
            ? try workspace.statedLinks(ofCase: caseReference, isWithin: within)
            : StatedLinks()
        if json, cases {
            for overlap in overlaps.byCases { try JSONLines.print(CaseOverlapOutput(overlap)) }
        } else if json {
            JSONLines.print(overlaps.links)
            for item in known { try JSONLines.print(KnownFileOutput(item)) }
            for link in stated.links { try JSONLines.print(["stated": StatedLinkOutput(link)]) }
            for commonplace in overlaps.commonplaces + stated.commonplaces {
                try JSONLines.print(CommonplaceOutput(commonplace))
            }
        } else {
            StandardOutput.write(OverlapTable(overlaps, limit: cases ? nil : limit).text)
            StandardOutput.write(KnownFileTable(known, limit: limit).text)
            StandardOutput.write(StatedLinkTable(stated, limit: limit).text)
        }
        try IncompletenessNotice.print(overlaps.incompleteness, json: json)
    }
}

extension LinkKind: ExpressibleByArgument {}
