import CaseModel

/// A link in words of the viewer's language: its first item is A, its second B.
extension Catalogue {
    /// Why a link is there, a sentence each.
    func sentences(_ evidence: LinkEvidence) -> [String] {
        picture(evidence) + recording(evidence) + geometry(evidence) + camera(evidence)
            + identifiers(evidence.identifiers)
    }

    /// How sure a link is, in words.
    func meaning(ofStrength link: Link) -> String {
        link.kind == .exact ? text("strength_certain") : text("strength_meaning", percent(link.strength))
    }

    private func picture(_ evidence: LinkEvidence) -> [String] {
        var found: [String] = []
        if let sha256 = evidence.sha256 { found.append(text("evidence_sha256", sha256.hex)) }
        if let bits = evidence.pdqDistance { found.append(text("evidence_pdq", "\(bits)")) }
        if let transform = evidence.transform, transform != .original {
            found.append(text("evidence_transform", text(Self.key(of: transform))))
        }
        return found
    }

    private func recording(_ evidence: LinkEvidence) -> [String] {
        var found: [String] = []
        if let frames = evidence.framesMatched {
            found.append(text("evidence_frames", "\(frames)", "\(evidence.framesDistinct ?? frames)"))
        }
        if let shots = evidence.shotsMatched { found.append(text("evidence_shots", "\(shots)")) }
        if let verified = evidence.framesVerified, verified > 0 {
            found.append(text("evidence_verified", "\(verified)"))
        }
        if evidence.tier == .quick { found.append(text("evidence_quick")) }
        if let rate = evidence.bitErrorRate { found.append(text("evidence_bit_error", percent(rate))) }
        if let agreeing = evidence.peaksMatched, let expected = evidence.peaksExpected {
            found.append(text("evidence_peaks", "\(agreeing)", tenths(expected)))
        }
        if let tempo = evidence.tempo, abs(tempo - 1) > 0.002 {
            found.append(text(tempo > 1 ? "evidence_faster" : "evidence_slower", percent(abs(tempo - 1))))
        }
        if let pitch = evidence.pitch, abs(pitch - 1) > 0.005 {
            found.append(text(pitch > 1 ? "evidence_higher" : "evidence_lower", percent(abs(pitch - 1))))
        }
        if evidence.segmentA != nil || evidence.segmentB != nil {
            found.append(text("evidence_segments", segment(evidence.segmentA), segment(evidence.segmentB)))
        }
        return found
    }

    private func geometry(_ evidence: LinkEvidence) -> [String] {
        var found: [String] = []
        if let inliers = evidence.inliers { found.append(text("evidence_inliers", "\(inliers)")) }
        if let explained = evidence.explained { found.append(text("evidence_explained", percent(explained))) }
        if let share = evidence.overlapShare, share < 0.5 {
            found.append(text("evidence_overlap_share", percent(share)))
        }
        for (key, region) in [("evidence_region_a", evidence.regionA), ("evidence_region_b", evidence.regionB)] {
            guard let region else { continue }
            found.append(text(key, "\(region.width)", "\(region.height)", "\(region.x)", "\(region.y)"))
        }
        return found
    }

    private func camera(_ evidence: LinkEvidence) -> [String] {
        var found: [String] = []
        if let sensor = evidence.sensor { found.append(sensor.statement) }
        if let serial = evidence.serial {
            let camera = [evidence.make, evidence.model].compactMap(\.self).joined(separator: " ")
            found.append(
                camera.isEmpty ? text("evidence_serial_only", serial) : text("evidence_serial", camera, serial)
            )
        }
        return found
    }

    private func identifiers(_ shared: SharedIdentifiers) -> [String] {
        var found = shared.examples.map { one -> String in
            let type = texts["identifier_\(one.identifier.type.rawValue)"] ?? one.identifier.type.rawValue
            if one.isNear { return text("evidence_identifier_near", type, one.identifier.value, one.other.value) }
            if let lineA = one.lineA, let lineB = one.lineB {
                return text("evidence_identifier_lines", type, one.identifier.value, "\(lineA)", "\(lineB)")
            }
            return text("evidence_identifier", type, one.identifier.value)
        }
        let left = shared.equalCount + shared.nearCount - shared.examples.count
        if left > 0 { found.append(text("evidence_identifiers_more", "\(left)")) }
        return found
    }

    private func segment(_ segment: Segment?) -> String {
        guard let segment else { return text("evidence_still") }
        return segment.start < segment.end
            ? text("segment_label", seconds(segment.start), seconds(segment.end)) : seconds(segment.start)
    }

    private func tenths(_ value: Double) -> String {
        let tenths = Int((min(max(value, 0), 1e9) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func key(of transform: PictureOrientation) -> String {
        switch transform {
        case .original: ""
        case .rotated90: "transform_rotate_90"
        case .rotated180: "transform_rotate_180"
        case .rotated270: "transform_rotate_270"
        case .flipped: "transform_flip"
        case .mirrored: "transform_mirror"
        case .transposed: "transform_transpose"
        case .antitransposed: "transform_antitranspose"
        }
    }
}
