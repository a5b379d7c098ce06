public import ArgumentParser
public import CaseModel
import Casework

/// `cairn sighting`.
struct SightingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sighting",
        abstract: "Says where contents were seen: on a device, on the web, in a chat.",
        discussion: """
            What is said is kept for ever; nothing is ever fetched from an address. Of a content, `list` also tells which \
            exhibits hold it, and when and where it was taken as its metadata says.
            """,
        subcommands: [Add.self, List.self, Withdraw.self, Import.self]
    )

    /// `cairn sighting add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Puts a sighting on record.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The content: a SHA-256 in hexadecimal digits, or a path in the case's exhibits.")
        var content: String

        @Option(name: .customLong("case"), help: "The case.")
        var caseReference: String

        @Option(help: "Where: \(SightingSource.allCases.map(\.rawValue).joined(separator: ", ")).")
        var source: SightingSource

        @Option(help: "What the address is: \(IdentifierType.allCases.map(\.rawValue).joined(separator: ", ")).")
        var addressType: IdentifierType?

        @Option(help: "The address.")
        var address: String?

        @Option(help: "The name of a place.")
        var place: String?

        @Option(parsing: .unconditional, help: "Degrees, north positive.")
        var latitude: String?

        @Option(parsing: .unconditional, help: "Degrees, east positive.")
        var longitude: String?

        @Option(help: "When it was first seen: a day, or a time with its offset.")
        var firstSeen: String?

        @Option(help: "When it was last seen: a day, or a time with its offset.")
        var lastSeen: String?

        @Option(help: "Who reported it.")
        var reportedBy: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let texts: [SightingField: String?] = [
                .source: source.rawValue, .addressType: addressType?.rawValue, .address: address, .place: place,
                .latitude: latitude, .longitude: longitude, .firstSeen: firstSeen, .lastSeen: lastSeen,
                .reportedBy: reportedBy,
            ]
            let number = try workspace.addSighting(
                SightingDraft(texts.compactMapValues(\.self)),
                of: content,
                inCase: caseReference,
                by: workspace.machineOwner()
            )
            if json { return try JSONLines.print(["sighting": number]) }
            StandardError.write("sighting \(number) of \(caseReference) is on record\n")
        }
    }

    /// `cairn sighting list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the sightings of a case, a content, a series, or at an address."
        )

        private static let pageLength = 1000

        @ParentCommand var root: CairnCommand

        @Option(name: .customLong("case"), help: "The case; with --content the case that holds it.")
        var caseReference: String?

        @Option(help: "Only this content: a SHA-256, or a path in the case. Lists the exhibits that hold it too.")
        var content: String?

        @Option(help: "The contents of this series.")
        var series: String?

        @Option(help: "What was seen at this address, or at a near form of it, in all cases.")
        var address: String?

        @Flag(help: "Print JSON Lines.")
        var json = false

        func validate() throws {
            guard [caseReference, series, address].count(where: { $0 != nil }) == 1 else {
                throw ValidationError("Give one of --case, --series and --address.")
            }
            if content != nil, caseReference == nil { throw ValidationError("--content needs --case.") }
        }

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            var devices: [DeviceSighting] = []
            var all: [Sighting] = []
            if let series {
                all = try workspace.sightings(ofSeries: workspace.seriesNumber(series, for: owner), for: owner) ?? []
            } else if let address {
                all = try workspace.sightings(at: address, for: owner).sightings
            } else if let caseReference, let content {
                (all, devices) = try workspace.sightings(ofContent: content, inCase: caseReference, for: owner)
            } else if let caseReference {
                var after: Int64? = 0
                while let start = after {
                    let page = try workspace.sightings(
                        ofCase: caseReference,
                        after: start,
                        limit: Self.pageLength,
                        for: owner
                    )
                    all += page.sightings
                    after = page.next
                }
            }
            if json {
                for one in all { try JSONLines.print(SightingOutput(one)) }
                for one in devices { try JSONLines.print(["device": DeviceSightingOutput(one)]) }
                return
            }
            SightingList.print(all, devices)
        }
    }

    /// `cairn sighting withdraw`.
    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a sighting back; what it said stays on record."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "The sighting's number, as `list` shows it.")
        var number: Int64

        @Option(help: "Why, in one line.")
        var reason: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.withdrawSighting(
                number,
                reason: reason,
                inCase: caseReference,
                by: workspace.machineOwner()
            )
        }
    }

    /// `cairn sighting import`.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads sightings from a CSV file: all of them, or none.",
            discussion: """
                The first line names the columns: content (a SHA-256, or a path in the case), source and reported_by; \
                address_type, address, place, latitude, longitude, first_seen and last_seen as needed. Rows that say what \
                is on record already are passed over.
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "The file.", completion: .file())
        var file: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let read = try workspace.importSightings(file, intoCase: caseReference, by: workspace.machineOwner())
            if json { return try JSONLines.print(["added": read.added, "known": read.known]) }
            StandardError.write("\(read.added) sightings are on record; \(read.known) were so before\n")
        }
    }
}

extension SightingSource: ExpressibleByArgument {}
