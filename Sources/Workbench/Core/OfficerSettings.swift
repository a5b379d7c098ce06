import Foundation

/// How one officer's pages look and behave: theirs alone to set.
///
/// What spares the eyes is on for new users.
struct OfficerSettings: Codable, Equatable, Sendable {
    /// Pictures are blurred.
    var blur = true
    /// Pictures are without colour.
    var grey = true
    /// Sound is off until asked for.
    var mute = true
    /// Pictures are small.
    var small = true
    /// Holding a key or the pointer shows a picture clearly.
    var hold = true
    /// Nothing blinks or slides.
    var reduced = false
    /// Single letters are keys.
    var singleKeys = true
    /// How close the tiles stand: `roomy`, `normal` or `dense`.
    var density = "normal"
    /// `system`, `light` or `dark`.
    var theme = "system"
    /// The language of the pages; nil for what the browser asks for.
    var language: String?

    /// The switches, in the order in which they are shown.
    static let switches: [(name: String, path: any WritableKeyPath<OfficerSettings, Bool> & Sendable)] = [
        ("blur", \.blur), ("grey", \.grey), ("mute", \.mute), ("small", \.small), ("hold", \.hold),
        ("reduced", \.reduced), ("single-keys", \.singleKeys),
    ]
    static let densities = ["roomy", "normal", "dense"]
    static let themes = ["system", "light", "dark"]

    init() {}

    /// Reads what was kept; what is missing or unknown is as for new users.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        blur = try values.decodeIfPresent(Bool.self, forKey: .blur) ?? true
        grey = try values.decodeIfPresent(Bool.self, forKey: .grey) ?? true
        mute = try values.decodeIfPresent(Bool.self, forKey: .mute) ?? true
        small = try values.decodeIfPresent(Bool.self, forKey: .small) ?? true
        hold = try values.decodeIfPresent(Bool.self, forKey: .hold) ?? true
        reduced = try values.decodeIfPresent(Bool.self, forKey: .reduced) ?? false
        singleKeys = try values.decodeIfPresent(Bool.self, forKey: .singleKeys) ?? true
        density = try values.decodeIfPresent(String.self, forKey: .density) ?? density
        theme = try values.decodeIfPresent(String.self, forKey: .theme) ?? theme
        language = try values.decodeIfPresent(String.self, forKey: .language)
    }

    /// The classes of the page's body.
    var bodyClass: String {
        let on = Self.switches.filter { self[keyPath: $0.path] }.map(\.name)
        return (on + (density == "normal" ? [] : [density]) + ["theme-\(theme)"]).joined(separator: " ")
    }
}
