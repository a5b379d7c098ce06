public import CaseModel
import Foundation

/// A link in the form of the interface.
public struct LinkOutput: Encodable, Sendable {
    struct Side: Encodable, Sendable {
        let `case`: String?
        var exhibit: String?
        var path: String?
        let sha256: String
        let segment: [Double]?
        let region: [Int]?
    }

    struct Value: Encodable, Sendable {
        let type: String
        let value: String
        /// The form on side b, where it is not the same.
        let nearValue: String?
        let near: Bool?
        var lines: [Int]?

        /// Whether both sides have the same form of it.
        var isEqual: Bool { nearValue == nil }

        /// The identifier alone, as it says nothing of where it stands.
        var withoutLines: Value {
            var alone = self
            alone.lines = nil
            return alone
        }

        init(_ shared: SharedIdentifier) {
            type = shared.identifier.type.rawValue
            value = shared.identifier.value
            nearValue = shared.identifier == shared.other ? nil : shared.other.value
            near = shared.isNear ? true : nil
            lines = shared.lineA.flatMap { first in shared.lineB.map { [first, $0] } }
        }
    }

    struct Evidence: Encodable, Sendable {
        var sha256: String?
        var pdqDistance: Int?
        var transform: String?
        var framesMatched: Int?
        var framesDistinct: Int?
        var shotsMatched: Int?
        var framesVerified: Int?
        var frameShareA: Double?
        var frameShareB: Double?
        var tier: String?
        var bitErrorRate: Double?
        var peaksMatched: Int?
        var peaksExpected: Double?
        var peakScore: Double?
        var tempo: Double?
        var pitch: Double?
        var segmentA: [Double]?
        var segmentB: [Double]?
        var inliers: Int?
        var explained: Double?
        var overlapShare: Double?
        var residual: Double?
        var pce: Double?
        var pceAtZero: Double?
        var pictures: [Int]?
        var resolution: [Int]?
        var scale: Double?
        var modelLeaks: Bool?
        var statement: String?
        var serial: String?
        var serialFields: [String]?
        var make: String?
        var model: String?
        var type: String?
        var value: String?
        var identifiers: [Value]?
        var identifierCount: Int?
        var nearIdentifierCount: Int?
    }

    struct Joint: Encodable, Sendable {
        let hypothesis: String
        let kinds: [String]
        let strength: Double
        let likelihoodRatio: Double?
    }

    let id: String
    let kind: String
    let strength: Double
    let likelihoodRatio: Double?
    var a: Side
    var b: Side
    var evidence: Evidence
    let joint: Joint?

    /// States a link.
    public init(_ link: Link) {
        id = link.id
        kind = link.kind.rawValue
        strength = (link.strength * 1000).rounded() / 1000
        likelihoodRatio = link.likelihoodRatio.map(Self.twoDigits)
        a = Self.side(link.itemA, link.evidence.segmentA, link.evidence.regionA)
        b = Self.side(link.itemB, link.evidence.segmentB, link.evidence.regionB)
        evidence = Self.evidence(link.evidence)
        joint = link.joint.map { joint in
            Joint(
                hypothesis: joint.hypothesis.rawValue,
                kinds: joint.kinds.map(\.rawValue),
                strength: (joint.strength * 1000).rounded() / 1000,
                likelihoodRatio: joint.likelihoodRatio.map(Self.twoDigits)
            )
        }
    }

    /// The link without what only the items themselves tell of a side: where it lies, and the form in which it has an
    /// identifier.
    ///
    /// - Parameter isFirst: Whether the side is ``Link/itemA``.
    /// - Returns: The link for who may see the figures of a match but not that side's items.
    public func hiding(first isFirst: Bool) -> LinkOutput {
        var shown = withoutPlace(first: isFirst)
        if let values = evidence.identifiers {
            let equal = values.filter(\.isEqual).map(\.withoutLines)
            shown.evidence.identifiers = equal.isEmpty ? nil : equal
            shown.evidence.value = equal.first?.value
            shown.evidence.type = equal.first?.type ?? evidence.type
        }
        return shown
    }

    /// The link without where a side's file lies.
    public func withoutPlace(first isFirst: Bool) -> LinkOutput {
        var shown = self
        let side = isFirst ? \LinkOutput.a : \LinkOutput.b
        shown[keyPath: side].exhibit = nil
        shown[keyPath: side].path = nil
        return shown
    }

    /// A ratio with two digits that count: more would promise what no fit can keep.
    private static func twoDigits(_ ratio: Double) -> Double {
        guard ratio > 0, ratio.isFinite else { return 0 }
        let unit = pow(10, floor(log10(ratio)) - 1)
        return (ratio / unit).rounded() * unit
    }

    private static func side(_ item: ItemReference, _ segment: Segment?, _ region: Region?) -> Side {
        Side(
            case: item.caseReference.isEmpty ? nil : item.caseReference,
            exhibit: item.exhibit.isEmpty ? nil : item.exhibit,
            path: item.path,
            sha256: item.sha256.hex,
            segment: seconds(segment),
            region: region.map { [$0.x, $0.y, $0.width, $0.height] }
        )
    }

    private static func evidence(_ found: LinkEvidence) -> Evidence {
        var evidence = Evidence()
        evidence.sha256 = found.sha256?.hex
        evidence.pdqDistance = found.pdqDistance
        evidence.transform = found.transform?.name
        evidence.framesMatched = found.framesMatched
        evidence.framesDistinct = found.framesDistinct
        evidence.shotsMatched = found.shotsMatched
        evidence.framesVerified = found.framesVerified
        evidence.frameShareA = found.frameShareA.map { ($0 * 1000).rounded() / 1000 }
        evidence.frameShareB = found.frameShareB.map { ($0 * 1000).rounded() / 1000 }
        evidence.tier = found.tier?.rawValue
        evidence.bitErrorRate = found.bitErrorRate.map { ($0 * 10_000).rounded() / 10_000 }
        evidence.peaksMatched = found.peaksMatched
        evidence.peaksExpected = found.peaksExpected.map { ($0 * 10).rounded() / 10 }
        evidence.peakScore = found.peakScore.map { ($0 * 10).rounded() / 10 }
        evidence.tempo = found.tempo.map { ($0 * 1000).rounded() / 1000 }
        evidence.pitch = found.pitch.map { ($0 * 1000).rounded() / 1000 }
        evidence.segmentA = seconds(found.segmentA)
        evidence.segmentB = seconds(found.segmentB)
        evidence.inliers = found.inliers
        evidence.explained = found.explained.map { ($0 * 1000).rounded() / 1000 }
        evidence.overlapShare = found.overlapShare.map { ($0 * 1000).rounded() / 1000 }
        evidence.residual = found.residual.map { ($0 * 100).rounded() / 100 }
        if let sensor = found.sensor {
            evidence.pce = (sensor.energy * 10).rounded() / 10
            evidence.pceAtZero = (sensor.energyAtZero * 10).rounded() / 10
            evidence.pictures = [sensor.picturesA, sensor.picturesB]
            evidence.resolution = sensor.resolution
            evidence.scale = sensor.scale
            evidence.modelLeaks = sensor.modelLeaks
            evidence.statement = sensor.statement
        }
        evidence.serial = found.serial
        if !found.serialFields.isEmpty { evidence.serialFields = found.serialFields }
        evidence.make = found.make
        evidence.model = found.model
        let shared = found.identifiers
        if let first = shared.examples.first {
            evidence.type = first.identifier.type.rawValue
            evidence.value = first.identifier.value
            evidence.identifiers = shared.examples.map(Value.init)
            evidence.identifierCount = shared.equalCount
            evidence.nearIdentifierCount = shared.nearCount == 0 ? nil : shared.nearCount
        }
        return evidence
    }

    private static func seconds(_ segment: Segment?) -> [Double]? {
        segment.map { [($0.start * 1000).rounded() / 1000, ($0.end * 1000).rounded() / 1000] }
    }
}

/// A commonplace in the form of the interface.
public struct CommonplaceOutput: Encodable, Sendable {
    struct Body: Encodable, Sendable {
        let kind: String
        let sha256: String?
        let value: String?
        let items: Int?
        let cases: Int?
        let reason: String
    }

    let commonplace: Body

    /// States a commonplace.
    public init(_ found: Commonplace) {
        commonplace = Body(
            kind: found.kind.rawValue,
            sha256: found.sha256?.hex,
            value: found.value,
            items: found.items == 0 ? nil : found.items,
            cases: found.items == 0 ? nil : found.cases,
            reason: found.reason
        )
    }
}
