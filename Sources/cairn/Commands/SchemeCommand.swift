import ArgumentParser
import CaseModel
import Casework
import Foundation

/// `cairn scheme`.
struct SchemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheme",
        abstract: "Keeps the schemes of codes: their values, how they map, and what follows from them.",
        discussion: "A scheme is named NAME/VERSION and never changed; a change is another version.",
        subcommands: [Add.self, List.self, Show.self, Map.self, Derive.self, Coding.self]
    )

    /// `cairn scheme add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a scheme.",
            discussion: """
                {"name": "rooms", "version": "1", "quorum": 2, "dispute": "unanimous", \
                "values": [{"code": "a", "label": "A"}]}
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "A file with the scheme as JSON.", completion: .file(extensions: ["json"]))
        var file: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace(isCreating: true)
            let scheme = try workspace.addScheme(SchemeFile.read(file), by: workspace.machineOwner())
            if json { return try JSONLines.print(scheme) }
            StandardError.write("added scheme \(scheme.reference) with codes: \(scheme.values.count)\n")
        }
    }

    /// `cairn scheme list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the schemes, by name.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let all = try root.workspace().schemes()
            if json {
                for one in all { try JSONLines.print(one) }
                return
            }
            var table = TextTable("scheme", "codes", "quorum", "dispute")
            for one in all {
                table.add(one.reference, "\(one.values.count)", "\(one.quorum)", one.dispute.rawValue)
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn scheme show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows the codes of a scheme.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The scheme, NAME/VERSION.")
        var scheme: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let found = try root.workspace().scheme(scheme)
            if json { return try JSONLines.print(found) }
            var table = TextTable("code", "label")
            for value in found.values { table.add(value.code, value.label) }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn scheme map`.
    struct Map: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how codes of one scheme are said in another, instead of what was said before.",
            discussion: """
                {"source": "rooms/1", "target": "places/2", "entries": [{"from": "a", "to": "b"}]}
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "A file with the mapping as JSON.", completion: .file(extensions: ["json"]))
        var file: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let mapping = try workspace.addMapping(SchemeFile.read(file), by: workspace.machineOwner())
            if json { return try JSONLines.print(mapping) }
            StandardError.write("\(mapping.source) is said in \(mapping.target); codes: \(mapping.entries.count)\n")
        }
    }

    /// `cairn scheme derive`.
    struct Derive: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how a jurisdiction's codes follow from others, instead of what was said before.",
            discussion: """
                {"jurisdiction": "FI", "target": "places/2", "rules": [{"code": "b", \
                "from": [{"scheme": "rooms/1", "code": "a"}]}]}
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "A file with the rules as JSON.", completion: .file(extensions: ["json"]))
        var file: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let derivation = try workspace.addDerivation(SchemeFile.read(file), by: workspace.machineOwner())
            if json { return try JSONLines.print(derivation) }
            StandardError.write(
                "\(derivation.jurisdiction) derives \(derivation.target); rules: \(derivation.rules.count)\n"
            )
        }
    }

    /// `cairn scheme coding`.
    struct Coding: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows how far people agree on a content, and what follows from it."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The content's SHA-256 in hexadecimal digits.")
        var content: String

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            guard let digest = ContentDigest(hex: content),
                let coding = try workspace.coding(of: digest, for: workspace.machineOwner())
            else { throw CaseworkError(.usage, "there is no content \(content)") }
            if json { return try JSONLines.print(CodingOutput(coding)) }
            for standing in coding.standings {
                StandardOutput.write("\(standing.scheme): \(CodingOutput.words(standing.state))\n")
                for vote in standing.votes { StandardOutput.write("  \(vote.author): \(vote.code)\n") }
            }
            for code in coding.mapped { StandardOutput.write("as \(code.scheme): \(code.code)\n") }
            for one in coding.derived {
                StandardOutput.write("\(one.jurisdiction), \(one.scheme): \(one.codes.joined(separator: ", "))\n")
            }
        }
    }
}

/// A file of JSON that a user names.
private enum SchemeFile {
    private static let mostBytes = 16 << 20

    static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CaseworkError(.usage, "the file \(path) cannot be read")
        }
        guard data.count <= mostBytes else { throw CaseworkError(.usage, "\(path) is larger than a scheme can be") }
        return data
    }
}

/// How far people agree on a content, as programs get it.
private struct CodingOutput: Encodable {
    struct Standing: Encodable {
        let scheme: String
        let state: String
        let codes: [String]
        let votes: Int
    }

    struct Derived: Encodable {
        let jurisdiction: String
        let scheme: String
        let codes: [String]
    }

    let standings: [Standing]
    let mapped: [CodeDerivation.Source]
    let derived: [Derived]

    init(_ coding: ContentCoding) {
        standings = coding.standings.map { standing in
            let (state, codes): (String, [String]) =
                switch standing.state {
                case .open: ("open", [])
                case .agreed(let code): ("agreed", [code])
                case .disputed(let codes): ("disputed", codes)
                }
            return Standing(scheme: standing.scheme, state: state, codes: codes, votes: standing.votes.count)
        }
        mapped = coding.mapped
        derived = coding.derived.map { Derived(jurisdiction: $0.jurisdiction, scheme: $0.scheme, codes: $0.codes) }
    }

    static func words(_ state: CodingState) -> String {
        switch state {
        case .open: "open"
        case .agreed(let code): "agreed on \(code)"
        case .disputed(let codes): "disputed between \(codes.joined(separator: ", "))"
        }
    }
}
