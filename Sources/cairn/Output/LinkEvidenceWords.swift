import CaseModel
import Casework

extension LinkEvidence {
    /// The evidence in a few words, for tables.
    var words: String {
        var parts: [String] = []
        if let pdqDistance { parts.append("\(pdqDistance) bits") }
        if let transform, transform != .original { parts.append(transform.name.replacing("_", with: " ")) }
        if let framesMatched { parts.append(framesMatched == 1 ? "1 frame" : "\(framesMatched) frames") }
        if let shotsMatched { parts.append(shotsMatched == 1 ? "1 shot" : "\(shotsMatched) shots") }
        if let framesVerified, framesVerified > 0 { parts.append("\(framesVerified) verified") }
        if let frameShareA, let frameShareB {
            parts.append("\(Self.percent(frameShareA)) = \(Self.percent(frameShareB)) of frames")
        }
        if tier == .quick { parts.append("key frames only") }
        if let inliers { parts.append("\(inliers) features agree") }
        if let regionA, let regionB { parts.append("\(Self.words(regionA)) = \(Self.words(regionB))") }
        if let bitErrorRate { parts.append("\(Int((bitErrorRate * 100).rounded())) % of bits differ") }
        if segmentA != nil || segmentB != nil {
            parts.append("\(Self.words(segmentA)) = \(Self.words(segmentB))")
        }
        if let sensor { parts.append(sensor.statement + ", PCE \(Int(sensor.energyAtZero.rounded()))") }
        if let serial { parts.append([make, model, "no. \(serial)"].compactMap(\.self).joined(separator: " ")) }
        parts += identifiers.sentences
        return parts.isEmpty ? "same bytes" : parts.joined(separator: ", ")
    }

    private static func words(_ segment: Segment?) -> String {
        guard let segment else { return "picture" }
        guard segment.start < segment.end else { return "\(tenths(segment.start)) s" }
        return "\(tenths(segment.start))–\(tenths(segment.end)) s"
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private static func words(_ region: Region) -> String {
        "\(region.width)×\(region.height) at \(region.x),\(region.y)"
    }

    private static func tenths(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
