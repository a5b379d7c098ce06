import Foundation
import Testing

@testable import Workbench

@Suite("Texts and templates")
struct CatalogueTests {
    private static let templates = Assets.shared.paths(in: "templates").map {
        (name: $0, text: String(decoding: Assets.shared[$0] ?? [], as: UTF8.self))
    }

    private static func places(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{[0-9]\}/).map(\.0)) }

    @Test("Four languages have every text of English, with the same places for values, and none beyond")
    func languages() throws {
        #expect(Catalogue.all.map(\.language) == ["en", "ar", "es", "fr"])
        let english = try #require(Catalogue.all.first)
        for catalogue in Catalogue.all {
            let bytes = Data(Assets.shared["catalogues/\(catalogue.language).json"] ?? [])
            let own = try JSONDecoder().decode([String: String].self, from: bytes)
            #expect(Set(own.keys) == Set(english.texts.keys), "\(catalogue.language)")
            for (key, text) in own {
                #expect(!text.isEmpty, "\(catalogue.language) \(key)")
                #expect(Self.places(text) == Self.places(english.texts[key] ?? ""), "\(catalogue.language) \(key)")
            }
        }
        #expect(Catalogue.of("ar").direction == "rtl")
        #expect(Catalogue.of("fr").direction == "ltr")
    }

    @Test("Every text that a template names is in the catalogue")
    func keys() throws {
        let english = Catalogue.of("en")
        #expect(Self.templates.count > 20)
        for (name, text) in Self.templates {
            for match in text.matches(of: /\{\{[#^]?t\.([a-z0-9_]+)\}\}/) {
                #expect(english.texts[String(match.1)] != nil, "\(name) names \(match.1)")
            }
        }
    }

    @Test("No template writes a value without escaping it, and none holds a script, a style or a handler")
    func escaping() {
        for (name, text) in Self.templates {
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(text.firstMatch(of: /<script(?![^>]*src=)/) == nil, "\(name)")
            #expect(text.firstMatch(of: /\s(style|on[a-z]+)=/) == nil, "\(name)")
        }
    }

    @Test("A browser's wish for a language is met if there is a catalogue of it")
    func preference() {
        #expect(Catalogue.preferred("de-DE, fr-CH;q=0.8, en;q=0.5").language == "fr")
        #expect(Catalogue.preferred("AR").language == "ar")
        #expect(Catalogue.preferred("de").language == "en")
        #expect(Catalogue.preferred(nil).language == "en")
    }

    @Test("A page renders each of its samples, and hostile values come out as text")
    func rendering() throws {
        let renderer = try PageRenderer()
        let hostile = "<script>alert(1)</script>\"'&"
        let page = try #require(
            renderer.render(
                "problem",
                [
                    "frame": ["title": hostile, "language": "en", "direction": "ltr", "bodyClass": ""] as PageValues,
                    "t": Catalogue.of("en").texts, "status": "404", "title": hostile, "detail": hostile,
                    "advice": hostile, "identifier": hostile, "links": [PageValues](),
                ]
            )
        )
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
    }

    @Test("Addresses on this server are followed, all others lead to the desk")
    func localAddresses() {
        #expect(Address.local("/cases/A?x=1#y") == "/cases/A?x=1#y")
        for path in [
            "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "", "javascript:1",
        ] {
            #expect(Address.local(path) == "/", "\(path)")
        }
        #expect(Address.local(nil) == "/")
    }

    @Test("A notice in an address says only what Cairn can say")
    func notices() {
        let words = Catalogue.of("en")
        #expect(Notice.values(of: "notice_decided|verdict_same", words) == "Saved: Same.")
        #expect(Notice.values(of: "Your account is lost, call 0900", words) == nil)
        #expect(Notice("notice_settings_saved").added(to: "/a?b=c&notice=old") == "/a?b=c&notice=notice_settings_saved")
    }
}
