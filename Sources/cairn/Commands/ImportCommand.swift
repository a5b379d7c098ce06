public import ArgumentParser
import CaseModel
import Casework
public import Interchange

/// `cairn import`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads a hash list, or a report of another program into a case.",
        discussion: """
            vics: Project VIC JSON, 1.1 to 2.0, hash sets and cases. icse: ICSE CSV. caid: CAID JSON. nsrl: NSRL RDS, \
            version 3 (SQLite) or 2 (flat). autopsy: an Autopsy hash set (.kdb). encase: an EnCase hash set. md5sum: \
            lines of md5sum, sha1sum or sha256sum. tx: signals of ThreatExchange's tx. ncmec: NCMEC hash sharing XML. \
            pdq: one PDQ hash a line. dfxml, ufed: the files of a DFXML inventory or a UFED report (report.xml) that have a \
            digest. csv, json: as `cairn export` writes them.

            An import is a new version of the list: what the file no longer has is withdrawn, unless --partial is given. \
            If it fails or is stopped, the list is as it was.

            With --case, a report (vics, dfxml, ufed) is read into an exhibit instead: its files that lie beside it are \
            ingested at the paths that it gives, its chats, contacts and calls become texts, the digests that it states are \
            compared, and all that it states is kept (`cairn case reported`). A .ufdr is taken in whole, with the report \
            inside. Killed at any moment and run again, it goes on where it stopped; a damaged report leaves nothing.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The format.")
    var format: InterchangeFormat

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Option(name: .customLong("list"), help: "The list's name; else the file's.")
    var name: String?

    @Option(
        name: .customLong("treat"),
        help: """
            What an ingest does with a file that is on the list: mark (show it as known), skip (register it, and do not \
            analyse it) or code (give it the list's code).
            """
    )
    var treatment: HashList.Treatment?

    @Option(help: "The scheme of the list's codes; else what the list states.")
    var scheme: String?

    @Flag(help: "The file tells only what is new and what is withdrawn; entries that it does not name stay.")
    var partial = false

    @OptionGroup(title: "Reports") var report: ReportOptions

    @Flag(help: "Print JSON Lines.")
    var json = false

    func validate() throws {
        try report.check(format, hasListOptions: name != nil || treatment != nil || scheme != nil || partial)
        guard HashListReader.formats.contains(format) else {
            let known = HashListReader.formats.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(format.rawValue) cannot be imported; these can: \(known).")
        }
    }

    func run() throws {
        if let reference = report.caseReference {
            let workspace = try root.workspace()
            return try report.read(file, as: format, into: reference, of: workspace, json: json)
        }
        let workspace = try root.workspace(isCreating: true)
        var request = HashListRequest(format: format, path: file)
        request.name = name
        request.treatment = treatment
        request.scheme = scheme
        request.isPartial = partial
        let progress = CountLine(noun: "entries")
        let done = try {
            defer { progress.end() }
            return try workspace.importHashList(
                request,
                by: workspace.machineOwner(),
                isInterrupted: { Interruption.wasRequested },
                report: progress.show
            )
        }()
        if json {
            try JSONLines.print(HashListOutput(done.list, done.version, entries: done.entries))
        } else {
            let changes = done.version.changes
            StandardOutput.write(
                "list \(done.list.name), version \(done.version.number): \(done.entries) entries; \(changes.added) added, "
                    + "\(changes.changed) changed, \(changes.withdrawn) withdrawn, \(changes.unchanged) as before or "
                    + "repeated\n"
            )
        }
    }
}

extension InterchangeFormat: ExpressibleByArgument {}
extension HashList.Treatment: ExpressibleByArgument {}
