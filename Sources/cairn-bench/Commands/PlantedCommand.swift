import ArgumentParser
import CaseModel
import Casework
import Foundation

/// `cairn-bench planted`: which of the overlaps that were planted in demonstration cases a database shows.
struct PlantedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "planted",
        abstract: "Compares a database's overlaps with a truth.json of planted ones."
    )

    @Argument(help: "The truth.json.", completion: .file())
    var truth: String

    @Option(name: .customLong("data"), help: "The data directory.", completion: .directory)
    var dataDirectory: String

    @Flag(help: "Print JSON Lines: one object per planted overlap, then the summary.")
    var json = false

    @Flag(help: "List the links that were not planted too.")
    var beyond = false

    private struct Truth: Decodable {
        struct Overlap: Decodable {
            let kind: String
            let paths: [String]
            let value: String?
            let covered: Bool?
        }

        let overlaps: [Overlap]
    }

    private struct Output: Encodable {
        let kind: String
        let paths: [String]
        let found: Bool
        let link: String?
        let strength: Double?
    }

    private struct Summary: Encodable {
        let bench = "planted"
        let planted: Int
        let found: Int
        let beyond: Int
    }

    /// The kinds of links that may show each kind of planted overlap.
    private static let kinds: [String: Set<LinkKind>] = [
        "exact_copy": [.exact],
        "near_duplicate": [.nearDuplicate],
        "rotated_copy": [.nearDuplicate],
        "mirrored_copy": [.nearDuplicate],
        "edited_copy": [.nearDuplicate, .partialCopy],
        "object_in_scene": [.partialCopy, .sameScene],
        "same_place_other_view": [.sameScene],
        "video_excerpt": [.videoSegment],
        "frame_of_video": [.videoSegment],
        "audio_excerpt": [.audioSegment],
        "same_camera": [.cameraSerial, .sensorNoise],
        "same_camera_serial": [.cameraSerial],
    ]

    func run() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: truth))
        let planted = try JSONDecoder().decode(Truth.self, from: data).overlaps
        let links = try Workspace(directory: dataDirectory).overlaps(OverlapFilter()).links
        var used: Set<String> = []
        var found = 0
        for overlap in planted {
            let kinds = Self.kinds[overlap.kind] ?? (overlap.kind.hasPrefix("shared_") ? [.identifier] : [])
            let pair = Set(overlap.paths)
            let link = links.first { kinds.contains($0.kind) && Set([path(of: $0.itemA), path(of: $0.itemB)]) == pair }
            if let link {
                used.insert(link.id)
                found += 1
            }
            if json {
                try BenchOutput.printLine(
                    Output(
                        kind: overlap.kind,
                        paths: overlap.paths,
                        found: link != nil,
                        link: link?.kind.rawValue,
                        strength: link?.strength
                    )
                )
            } else {
                let state = link == nil ? (overlap.covered == false ? "later" : "MISSED") : "found"
                print("\(state.padding(toLength: 7, withPad: " ", startingAt: 0)) \(overlap.kind)")
                for path in overlap.paths { print("          \(path)") }
            }
        }
        let others = links.filter { !used.contains($0.id) }
        if json {
            try BenchOutput.printLine(Summary(planted: planted.count, found: found, beyond: others.count))
        } else {
            print("\(found) of \(planted.count) planted overlaps found; \(others.count) links beyond them")
        }
        if beyond {
            for link in others {
                print("beyond   \(link.kind.rawValue) \(link.strength)")
                for item in [link.itemA, link.itemB] { print("          \(path(of: item))") }
            }
        }
    }

    private func path(of item: ItemReference) -> String { item.exhibit + "/" + item.path }
}
