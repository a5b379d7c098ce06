import Accounts
import CaseModel
import Foundation

/// What several pages say in the same words.
extension Catalogue {
    /// A moment (RFC 3339) to the minute, in UTC.
    func moment(_ at: String) -> String {
        guard at.count >= 16 else { return at }
        return "\(at.prefix(10)) \(at.dropFirst(11).prefix(5)) UTC"
    }

    func kind(_ kind: LinkKind) -> String { text("kind_\(kind.rawValue)") }

    func media(_ kind: MediaKind?) -> String { text("media_\(kind?.rawValue ?? "other")") }

    func verdict(_ verdict: Verdict?) -> String {
        text(verdict.map { "verdict_\($0.rawValue)" } ?? "verdict_withdrawn")
    }

    func code(_ value: String) -> String { texts["code_\(value)"] ?? value }

    func percent(_ share: Double) -> String {
        let tenths = Int((min(max(share, 0), 1) * 1000).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// A size in bytes with a unit that suits it.
    func size(_ bytes: Int64) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        guard bytes >= 1000 else { return text("bytes", "\(bytes)") }
        var value = Double(bytes)
        var unit = -1
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\((value * 10).rounded() / 10) \(units[unit])"
    }

    /// A moment or length in a recording.
    func seconds(_ value: Double) -> String {
        let tenths = Int((min(max(value, 0), 1e8) * 10).rounded())
        let (whole, rest) = (tenths / 10, tenths % 10)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = whole >= 3600 ? "\(whole / 3600):\(two(whole / 60 % 60))" : "\(whole / 60)"
        return "\(clock):\(two(whole % 60)).\(rest)"
    }

    func relation(_ relation: CaseRelation, _ viewer: Viewer) -> String {
        if viewer.isMachineOwner { return text("relation_owner") }
        switch relation {
        case .team: return text("relation_team")
        case .shared(let level): return text("relation_shared", text("level_\(level.rawValue)"))
        case .none: return ""
        }
    }

    func audience(_ audience: Audience, agencyName: String?, ownAgency: String?) -> String {
        switch audience {
        case .ownAgency: text("audience_own_agency", ownAgency ?? "")
        case .agency: text("audience_agency", agencyName ?? "")
        case .community: text("audience_community")
        }
    }
}

/// An option of a list to choose from.
func option(_ value: String, _ label: String, isSelected: Bool = false, more: PageValues = [:]) -> PageValues {
    more.merging(["value": value, "label": label, "isSelected": isSelected]) { $1 }
}

/// Where pictures of a content are.
enum RenditionAddress {
    static func of(_ digest: ContentDigest, position: Int = 0) -> String {
        position == 0 ? "/renditions/\(digest.hex)" : "/renditions/\(digest.hex)?position=\(position)"
    }
}
