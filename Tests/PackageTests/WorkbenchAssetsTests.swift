import Foundation
import TestSupport
import Testing

/// Keeps the workbench's templates, scripts and texts true to each other.
@Suite("The workbench's files")
struct WorkbenchAssetsTests {
    private struct KeyTable: Decodable {
        struct Group: Decodable {
            let text: String
            let screens: [String]
            let bindings: [Binding]
        }

        struct Binding: Decodable {
            let act: String
            let keys: [String]
            let text: String
        }

        let groups: [Group]
    }

    private static let folder = TestData.repository.appendingPathComponent("Sources/CWorkbenchAssets")

    private static func files(_ name: String, _ type: String) throws -> [(name: String, text: String)] {
        let urls = try FileManager.default.contentsOfDirectory(
            at: folder.appendingPathComponent(name),
            includingPropertiesForKeys: nil
        )
        return try urls.filter { $0.pathExtension == type }.sorted { $0.path < $1.path }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    private static func catalogue(_ language: String) throws -> [String: String] {
        let url = folder.appendingPathComponent("catalogues/\(language).json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: url))
    }

    private static func keyTable() throws -> KeyTable {
        let url = folder.appendingPathComponent("static/keys.json")
        return try JSONDecoder().decode(KeyTable.self, from: Data(contentsOf: url))
    }

    /// A document that is handed out to be kept needs its style in it; no page of the server is made of it.
    private static let standingAlone = "report-document.mustache"

    @Test("Templates escape everything, and hold no script, style or address of another origin")
    func templatesAreSafe() throws {
        let forbidden = [
            #/\{\{\{|\{\{\s*&/#, #/\sstyle\s*=/#, #/\son[a-z]+\s*=/#, #/<style/#, #/<script(?![^>]* src="\/static\/)/#,
            #/https?:|src="\/\/|href="\/\/|javascript:/#,
        ]
        for template in try Self.files("templates", "mustache") {
            var text = template.text
            if template.name == Self.standingAlone {
                let sheet = try #require(text.firstMatch(of: #/<style>(?s:.*?)<\/style>/#))
                let loaded = sheet.output.firstMatch(of: #/\{\{|url\(|@import/#)
                #expect(loaded == nil, "values, or other files, in a style")
                text.removeSubrange(sheet.range)
            }
            for pattern in forbidden {
                let found = text.firstMatch(of: pattern).map { String($0.output) }
                #expect(found == nil, "\(template.name) holds \(found ?? "")")
            }
        }
    }

    @Test("Scripts and style need nothing that the content security policy forbids")
    func scriptsAreSafe() throws {
        let forbidden = [
            #/\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/#,
            #/setAttribute\("style"/#, #/"https?:(?!\/\/www\.w3\.org\/2000\/svg")/#, #/url\(/#, #/@import/#,
        ]
        for file in try Self.files("static", "js") + Self.files("static", "css") {
            for pattern in forbidden {
                let found = file.text.firstMatch(of: pattern).map { String($0.output) }
                #expect(found == nil, "\(file.name) holds \(found ?? "")")
            }
        }
    }

    @Test("Every text of a template, of the keys and of a script is in the English catalogue")
    func textsAreThere() throws {
        let texts = try Self.catalogue("en")
        for template in try Self.files("templates", "mustache") {
            for match in template.text.matches(of: #/\{\{[#^]?t\.([a-z0-9_]+)\}\}/#) {
                #expect(texts[String(match.1)] != nil, "\(template.name) wants \(match.1)")
            }
        }
        for group in try Self.keyTable().groups {
            for key in [group.text] + group.bindings.map(\.text) {
                #expect(texts[key] != nil, "keys.json wants \(key)")
            }
        }
        let foot = try #require(Self.files("templates", "mustache").first { $0.name == "foot.mustache" }).text
        for script in try Self.files("static", "js") {
            for match in script.text.matches(of: #/\btext\("([A-Za-z]+)"/#) {
                let attribute = match.1.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
                #expect(foot.contains(" data-\(attribute)="), "\(script.name) wants \(attribute)")
            }
        }
    }

    @Test("Every language has every text, with the same places for values", arguments: ["fr", "es", "ar"])
    func languagesAreComplete(language: String) throws {
        let english = try Self.catalogue("en")
        let other = try Self.catalogue(language)
        #expect(Set(other.keys) == Set(english.keys))
        for (key, text) in english {
            let places = text.matches(of: #/\{\d\}/#).map { String($0.output) }.sorted()
            let found = (other[key] ?? "").matches(of: #/\{\d\}/#).map { String($0.output) }.sorted()
            #expect(places == found, "\(language) \(key)")
        }
    }

    @Test("Every key does one thing on a screen, and a script knows it")
    func keysAreTrue() throws {
        let table = try Self.keyTable()
        let scripts = try Self.files("static", "js").map(\.text).joined()
        var bound: [String: Set<String>] = [:]
        for group in table.groups {
            for screen in group.screens == ["*"] ? ["review", "item", "compare", "*"] : group.screens {
                for key in group.bindings.flatMap(\.keys) {
                    #expect(bound[screen, default: []].insert(key).inserted, "\(key) is bound twice on \(screen)")
                }
            }
            for binding in group.bindings {
                #expect(scripts.contains("\"\(binding.act)\""), "nothing does \(binding.act)")
            }
        }
    }

    @Test("The list of embedded files is up to date")
    func listIsUpToDate() throws {
        let script = TestData.repository.appendingPathComponent("scripts/list-assets").path
        let outcome = try Program(path: script).run(["--check"])
        #expect(outcome.code == 0, "\(outcome.errors)")
    }
}
