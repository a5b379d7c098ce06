import Foundation
import TestSupport
import Testing

/// Keeps the graph of modules true to the design.
@Suite("The module graph")
struct ModuleGraphTests {
    private struct Manifest: Decodable {
        struct Target: Decodable {
            let name: String
            let type: String
            let dependencies: [Dependency]
        }

        struct Dependency: Decodable {
            let byName: [String?]?
            let target: [String?]?
            let product: [String?]?

            private enum Key: String, CodingKey { case byName, target, product }

            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: Key.self)
                byName = Self.strings(values, .byName)
                target = Self.strings(values, .target)
                product = Self.strings(values, .product)
            }

            var name: String? { (byName ?? target ?? product)?.first.flatMap(\.self) }

            private static func strings(_ values: KeyedDecodingContainer<Key>, _ key: Key) -> [String?]? {
                guard var list = try? values.nestedUnkeyedContainer(forKey: key) else { return nil }
                return [try? list.decode(String.self)]
            }
        }

        let targets: [Target]
    }

    /// What each module of ours may import, of our own modules.
    private static let allowed: [String: Set<String>] = [
        "CaseModel": [],
        "Fingerprints": ["CaseModel", "CairnKernels"],
        "SearchIndex": ["CaseModel", "CairnKernels", "CVocabulary"],
        "Matching": ["CaseModel", "Fingerprints", "CairnKernels"],
        "Linking": ["CaseModel"],
        "TextExtraction": ["CaseModel"],
        "Renditions": ["CaseModel", "Fingerprints", "CTurboJPEG"],
        "FeatureExtraction": ["CaseModel", "Fingerprints", "CLocalFeatures"],
        "Illustration": ["CaseModel", "CDrawing"],
        "ImageDecoding": [
            "CaseModel", "Fingerprints", "Renditions", "FeatureExtraction", "CImageDecoders", "CContentReaders",
        ],
        "StreamDecoding": [
            "CaseModel", "Fingerprints", "Renditions", "FeatureExtraction", "TextExtraction", "CStreamDecoders",
            "CPhoneNumbers",
        ],
        "Sandbox": ["CSandbox"],
        "AnalysisWorkers": ["CaseModel", "Sandbox", "SwiftProtobuf"],
        "Evidence": ["CaseModel", "COpenSSL"],
        "Interchange": ["CaseModel", "COpenSSL", "GRDB"],
        "Statistics": ["CaseModel", "COpenSSL"],
        "Accounts": ["CaseModel", "CSodium", "COpenSSL"],
        "Audit": ["CaseModel", "CSodium"],
        "Exchange": ["CaseModel", "CSodium"],
        "CaseStore": ["CaseModel", "Accounts", "Audit", "Exchange", "GRDB", "GRDBSQLite"],
        "Casework": [
            "CaseModel", "Fingerprints", "SearchIndex", "Matching", "Linking", "Sandbox", "AnalysisWorkers", "Evidence",
            "Accounts", "Audit", "Exchange", "CaseStore", "Interchange", "Statistics",
        ],
        "Workbench": [
            "CaseModel", "Accounts", "Audit", "Statistics", "Exchange", "Interchange", "Casework", "CWorkbenchAssets",
            "Hummingbird", "Mustache",
        ],
        "cairn": [
            "CaseModel", "Accounts", "Audit", "Exchange", "Interchange", "Casework", "Workbench", "ArgumentParser",
        ],
    ]

    private static func dependencies() throws -> [String: Set<String>] {
        let scratch = try TemporaryFolder()
        let outcome = try Program(path: "/usr/bin/env").run([
            "swift", "package", "--package-path", TestData.repository.path, "--scratch-path", scratch.url.path,
            "dump-package",
        ])
        try #require(outcome.code == 0, "swift package dump-package failed: \(outcome.errors)")
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(outcome.output.utf8))
        return Dictionary(
            uniqueKeysWithValues: manifest.targets.map { ($0.name, Set($0.dependencies.compactMap(\.name))) }
        )
    }

    private static func reachable(from name: String, in graph: [String: Set<String>]) -> Set<String> {
        var found: Set<String> = []
        var rest = [name]
        while let next = rest.popLast() {
            for dependency in graph[next] ?? [] where found.insert(dependency).inserted { rest.append(dependency) }
        }
        return found
    }

    @Test("Every module imports only what the design allows, nothing imports itself, and cairn reaches no decoder")
    func graphIsTrue() throws {
        let graph = try Self.dependencies()
        for (name, allowed) in Self.allowed {
            let used = try #require(graph[name], "there is no target \(name)")
            #expect(used.subtracting(allowed).isEmpty, "\(name) imports \(used.subtracting(allowed).sorted())")
        }
        for name in graph.keys {
            #expect(!Self.reachable(from: name, in: graph).contains(name), "\(name) is in a cycle")
        }
        let decoders: Set = [
            "CImageDecoders", "CContentReaders", "CStreamDecoders", "CPhoneNumbers", "CImageLibraries",
            "CContentLibraries", "CStreamLibraries", "ImageDecoding", "StreamDecoding", "CTurboJPEG",
            "CLocalFeatures", "FeatureExtraction", "CDrawing", "Illustration",
        ]
        #expect(Self.reachable(from: "cairn", in: graph).isDisjoint(with: decoders))
        #expect(Self.reachable(from: "cairn-image-worker", in: graph).isDisjoint(with: ["CStreamLibraries"]))
    }

    @Test("Every Debian package that the build needs is named with a reason")
    func packagesHaveReasons() throws {
        let list = TestData.repository.appendingPathComponent("scripts/packages.txt")
        let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(!lines.isEmpty)
        for line in lines {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            #expect(words.count >= 3, "no reason in: \(line)")
            let groups: Set<Substring> = ["build", "test", "bench", "package", "browser", "case"]
            #expect(groups.contains(words.first ?? ""), "unknown group in: \(line)")
        }
    }
}
