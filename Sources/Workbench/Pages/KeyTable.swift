import Foundation

/// The keys: one table for the script, the pages and the documentation.
enum KeyTable {
    private struct Table: Decodable {
        struct Group: Decodable {
            let text: String
            let bindings: [Binding]
        }

        struct Binding: Decodable {
            let shown: [String]
            let text: String
        }

        let groups: [Group]
    }

    /// The groups of keys in words.
    static func groups(_ words: Catalogue) -> [PageValues] {
        let bytes = Data(Assets.shared["static/keys.json"] ?? [])
        let table = try? JSONDecoder().decode(Table.self, from: bytes)
        return (table?.groups ?? []).map { group in
            [
                "label": words.text(group.text),
                "bindings": group.bindings.map { ["keys": $0.shown, "label": words.text($0.text)] as PageValues },
            ]
        }
    }
}
