public import CaseModel

/// A link and its evidence in words, for pictures: the first file is A, the second B.
struct LinkWords {
    let title: String
    let sentences: [String]

    init(_ link: Link) {
        let tenths = Int((link.strength * 1000).rounded())
        title = "\(link.kind.rawValue.replacing("_", with: " ")), strength \(tenths / 10).\(tenths % 10) %"
        sentences = Self.sentences(link.evidence)
    }

    private static func sentences(_ evidence: LinkEvidence) -> [String] {
        var found: [String] = []
        if let sha256 = evidence.sha256 { found.append("SHA-256 \(sha256.hex)") }
        if let bits = evidence.pdqDistance { found.append("\(bits) of 256 bits of the PDQ hashes differ") }
        if let transform = evidence.transform, transform != .original {
            found.append("B becomes A when \(words(transform))")
        }
        if let frames = evidence.framesMatched {
            found.append(frames == 1 ? "1 frame agrees" : "\(frames) frames agree")
        }
        if let shots = evidence.shotsMatched {
            found.append(shots == 1 ? "they are of one shot" : "they are of \(shots) shots")
        }
        if let verified = evidence.framesVerified, verified > 0 {
            found.append("\(verified) of the frames agree by their local features too")
        }
        if evidence.tier == .quick { found.append("only key frames were looked at so far") }
        if let rate = evidence.bitErrorRate { found.append("\(percent(rate)) of the bits of the sound differ") }
        if let agreeing = evidence.peaksMatched, let expected = evidence.peaksExpected {
            found.append("\(agreeing) peaks of the sound agree, \(Seconds.tenths(expected)) would by chance")
        }
        if let tempo = evidence.tempo, abs(tempo - 1) > 0.002 {
            found.append("B runs \(percent(abs(tempo - 1))) \(tempo > 1 ? "faster" : "slower") than A")
        }
        if let pitch = evidence.pitch, abs(pitch - 1) > 0.005 {
            found.append("B sounds \(percent(abs(pitch - 1))) \(pitch > 1 ? "higher" : "lower") than A")
        }
        if evidence.segmentA != nil || evidence.segmentB != nil {
            let sides = [("A", evidence.segmentA), ("B", evidence.segmentB)]
            found.append(sides.map { "\($0) \($1.map(Seconds.words) ?? "(a picture)")" }.joined(separator: " = "))
        }
        if let inliers = evidence.inliers { found.append("\(inliers) points agree on one geometry") }
        if let explained = evidence.explained { found.append("\(percent(explained)) of the points there agree") }
        if let share = evidence.overlapShare, share < 0.5 {
            found.append("they are \(percent(share)) of all points that could agree: around them the pictures differ")
        }
        if let residual = evidence.residual {
            found.append("they lie \(Seconds.tenths(residual)) thousandths of the longer side off")
        }
        for (side, region) in [("A", evidence.regionA), ("B", evidence.regionB)] {
            if let region {
                found.append("in \(side): \(region.width) x \(region.height) pixels at \(region.x), \(region.y)")
            }
        }
        if let sensor = evidence.sensor {
            let zero = Seconds.tenths(sensor.energyAtZero)
            found.append("noise of the sensors: \(sensor.statement)")
            found.append("peak to correlation energy \(zero) where both lie, \(Seconds.tenths(sensor.energy)) at best")
        }
        if let serial = evidence.serial {
            let camera = [evidence.make, evidence.model].compactMap(\.self).joined(separator: " ")
            found.append("camera \(camera.isEmpty ? "" : camera + ", ")serial number \(serial)")
        }
        return found + evidence.identifiers.sentences
    }

    private static func percent(_ share: Double) -> String {
        "\(Seconds.tenths(share * 100)) %"
    }

    private static func words(_ transform: PictureOrientation) -> String {
        switch transform {
        case .original: "left as it is"
        case .rotated90: "turned by 90 degrees counter-clockwise"
        case .rotated180: "turned by 180 degrees"
        case .rotated270: "turned by 90 degrees clockwise"
        case .flipped: "mirrored top to bottom"
        case .mirrored: "mirrored left to right"
        case .transposed: "mirrored along the diagonal"
        case .antitransposed: "mirrored along the other diagonal"
        }
    }
}

/// Moments in words.
enum Seconds {
    /// A number with one digit after the point.
    static func tenths(_ value: Double) -> String {
        let tenths = Int((min(max(value, -1e9), 1e9) * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// A stretch, or the moment that it has shrunk to.
    static func words(_ segment: Segment) -> String {
        segment.start < segment.end
            ? "\(tenths(segment.start)) - \(tenths(segment.end)) s" : "\(tenths(segment.start)) s"
    }

    /// A tick's label: seconds, or minutes and seconds, or hours too.
    static func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60):\(two(seconds % 60))" }
        return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}

extension SharedIdentifiers {
    /// What is shared, a sentence each, the most telling first.
    public var sentences: [String] {
        var found = examples.map(\.words)
        let left = equalCount + nearCount - examples.count
        if left > 0 { found.append("and \(left) more identifiers") }
        return found
    }
}

extension SharedIdentifier {
    /// What is shared and on which lines.
    fileprivate var words: String {
        var words = "\(identifier.type.rawValue) \(identifier.value)"
        if isNear { words += identifier == other ? " (country not known)" : " near \(other.value)" }
        if let lineA, let lineB { words += " (lines \(lineA) and \(lineB))" }
        return words
    }
}
