public import ArgumentParser
public import CaseModel
import Casework

/// `cairn watch`.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Tells when something turns up: in what is ingested, or in what another agency offers.",
        subcommands: [Add.self, List.self, Remove.self, Hits.self]
    )

    /// `cairn watch add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Waits for a content, part of a picture, a sound, a camera, an identifier or a list, from now on.",
            discussion: """
                With --item: the same bytes, pictures like its own, and whatever shows part of it, its place, its moving \
                pictures or its sound. --region narrows that to a rectangle of the picture.
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "A digest (MD5, SHA-1, SHA-256) or PDQ hash in hexadecimal; with --type an identifier.")
        var value: String?

        @Option(help: "The number of the item whose content is waited for.")
        var item: Int64?

        @Option(help: "With --item: a rectangle of its picture in pixels, x,y,width,height.")
        var region: RegionArgument?

        @Flag(help: "With --item: not its content, but whatever the camera took that took it.")
        var camera = false

        @Option(help: "A hash list: whatever is on it.")
        var list: String?

        @Option(help: "What the identifier is: \(IdentifierType.allCases.map(\.rawValue).joined(separator: ", ")).")
        var type: IdentifierType?

        @Option(help: "What it is about, for when it turns up.")
        var note: String

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard [value != nil, item != nil, list != nil].count(where: { $0 }) == 1 else {
                throw ValidationError("Give a value, or an item by --item, or a list by --list.")
            }
            if item == nil, region != nil || camera { throw ValidationError("--region and --camera go with --item.") }
            if region != nil, camera { throw ValidationError("--region and --camera do not go together.") }
            if type != nil, value == nil { throw ValidationError("--type says what the value is.") }
        }

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let subject: WatchSubject
            if let item {
                subject =
                    camera
                    ? try workspace.watchSubject(ofCameraOf: item, for: owner)
                    : try workspace.watchSubject(ofItem: item, region: region?.region, for: owner)
            } else if let list {
                subject = try workspace.watchSubject(ofList: list)
            } else {
                subject = try Self.subject(value ?? "", type)
            }
            let id = try workspace.addWatch(subject, note: note, by: owner)
            if json {
                try JSONLines.print(["watch": id])
            } else {
                StandardOutput.write("watch \(id)\n")
            }
        }

        private static func subject(_ value: String, _ type: IdentifierType?) throws -> WatchSubject {
            if let type { return WatchSubject(identifier: Identifier(type: type, value: value)) }
            guard let subject = WatchSubject(hexadecimal: value) else {
                throw CaseworkError(.usage, "\(value) is no digest or hash; --type says which identifier it is")
            }
            return subject
        }
    }

    /// `cairn watch list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what is waited for.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let watches = try workspace.watches(of: workspace.machineOwner())
            if json {
                for watch in watches { try JSONLines.print(WatchOutput(watch)) }
                return
            }
            var table = TextTable("watch", "note", "for", "since", "by")
            for watch in watches {
                let output = WatchOutput(watch)
                table.add("\(watch.id)", watch.note, output.words, watch.addedAt, watch.addedBy)
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn watch remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Waits for something no longer.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The watch's number.")
        var watch: Int64

        func run() throws {
            let workspace = try root.workspace()
            try workspace.removeWatch(watch, by: workspace.machineOwner())
        }
    }

    /// `cairn watch hits`.
    struct Hits: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what turned up, the newest first.")

        @ParentCommand var root: CairnCommand

        @Option(help: "How many at most.")
        var limit = 50

        @Flag(help: "Print JSON Lines.")
        var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit takes a number from 1 up.") }
        }

        func run() throws {
            let workspace = try root.workspace()
            let hits = try workspace.watchHits(of: workspace.machineOwner(), limit: limit)
            if json {
                for hit in hits { try JSONLines.print(WatchHitOutput(hit)) }
                return
            }
            var table = TextTable("at", "watch", "note", "kind", "where")
            for hit in hits {
                let output = WatchHitOutput(hit)
                table.add(hit.at, "\(hit.watch)", hit.note, hit.sighting.kind.rawValue, output.words)
            }
            StandardOutput.write(table.text)
        }
    }
}

extension IdentifierType: ExpressibleByArgument {}
