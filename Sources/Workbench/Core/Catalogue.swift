import Foundation

/// All texts of the pages in one language.
struct Catalogue: Sendable {
    /// The language, as in the name of its file: `en`.
    let language: String
    /// The texts by their keys.
    let texts: [String: String]

    /// All languages, English first.
    static let all: [Catalogue] = {
        let english = Catalogue(language: "en", inheriting: [:])
        let others = Assets.shared.paths(in: "catalogues").compactMap { path -> Catalogue? in
            let language = path.dropFirst("catalogues/".count).dropLast(".json".count)
            return language == "en" ? nil : Catalogue(language: String(language), inheriting: english.texts)
        }
        return [english] + others
    }()

    private init(language: String, inheriting: [String: String]) {
        self.language = language
        let bytes = Assets.shared["catalogues/\(language).json"] ?? []
        let own = try? JSONDecoder().decode([String: String].self, from: Data(bytes))
        texts = inheriting.merging(own ?? [:]) { $1 }
    }

    /// The catalogue of a language; that of English if there is none.
    static func of(_ language: String) -> Catalogue { all.first { $0.language == language } ?? all[0] }

    /// The language that a browser asks for and that there is a catalogue of.
    static func preferred(_ acceptLanguage: String?) -> Catalogue {
        let asked = (acceptLanguage ?? "").split(separator: ",").map { $0.prefix { $0 != ";" && $0 != "-" } }
        for language in asked {
            let name = language.trimmingCharacters(in: .whitespaces).lowercased()
            if let found = all.first(where: { $0.language == name }) { return found }
        }
        return all[0]
    }

    /// `ltr` or `rtl`.
    var direction: String {
        Locale.Language(identifier: language).characterDirection == .rightToLeft ? "rtl" : "ltr"
    }

    /// A text, with `{0}`, `{1}`, … replaced; the key itself if there is no such text.
    func text(_ key: String, _ values: String...) -> String {
        var text = texts[key] ?? key
        for (number, value) in values.enumerated() { text = text.replacing("{\(number)}", with: value) }
        return text
    }

    /// A number with the thousands apart.
    func number(_ value: Int) -> String {
        value.formatted(.number.locale(Locale(identifier: language == "ar" ? "en" : language)))
    }
}
