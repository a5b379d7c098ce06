import CaseModel
import Foundation

/// Evidence of a match as JSON in its column.
struct EvidenceColumn: Codable {
    private var sha256: String?
    private var pdqDistance: Int?
    private var transform: String?
    private var framesMatched: Int?
    private var framesDistinct: Int?
    private var shotsMatched: Int?
    private var framesVerified: Int?
    private var tier: String?
    private var bitErrorRate: Double?
    private var peaksMatched: Int?
    private var peaksExpected: Double?
    private var peakScore: Double?
    private var tempo: Double?
    private var pitch: Double?
    private var segmentA: [Double]?
    private var segmentB: [Double]?
    private var inliers: Int?
    private var rareInliers: Double?
    private var regionA: [Int]?
    private var regionB: [Int]?
    private var explained: Double?
    private var overlapShare: Double?
    private var residual: Double?
    private var sensor: SensorColumn?
    private var make: String?
    private var model: String?

    init(_ evidence: LinkEvidence) {
        sha256 = evidence.sha256?.hex
        pdqDistance = evidence.pdqDistance
        transform = evidence.transform?.name
        framesMatched = evidence.framesMatched
        framesDistinct = evidence.framesDistinct
        shotsMatched = evidence.shotsMatched
        framesVerified = evidence.framesVerified
        tier = evidence.tier?.rawValue
        bitErrorRate = evidence.bitErrorRate
        peaksMatched = evidence.peaksMatched
        peaksExpected = evidence.peaksExpected
        peakScore = evidence.peakScore
        tempo = evidence.tempo
        pitch = evidence.pitch
        segmentA = evidence.segmentA.map { [$0.start, $0.end] }
        segmentB = evidence.segmentB.map { [$0.start, $0.end] }
        inliers = evidence.inliers
        rareInliers = evidence.rareInliers
        regionA = evidence.regionA.map { [$0.x, $0.y, $0.width, $0.height] }
        regionB = evidence.regionB.map { [$0.x, $0.y, $0.width, $0.height] }
        explained = evidence.explained
        overlapShare = evidence.overlapShare
        residual = evidence.residual
        sensor = evidence.sensor.map(SensorColumn.init)
        make = evidence.make
        model = evidence.model
    }

    init(text: String) throws(StoreError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(Self.self, from: Data(text.utf8))
        } catch {
            throw .damaged("a match's evidence cannot be read")
        }
    }

    var evidence: LinkEvidence {
        var evidence = LinkEvidence()
        evidence.sha256 = sha256.flatMap { ContentDigest(hex: $0) }
        evidence.pdqDistance = pdqDistance
        evidence.transform = transform.flatMap(PictureOrientation.init(name:))
        evidence.framesMatched = framesMatched
        evidence.framesDistinct = framesDistinct
        evidence.shotsMatched = shotsMatched
        evidence.framesVerified = framesVerified
        evidence.tier = tier.flatMap(AnalysisTier.init(rawValue:))
        evidence.bitErrorRate = bitErrorRate
        evidence.peaksMatched = peaksMatched
        evidence.peaksExpected = peaksExpected
        evidence.peakScore = peakScore
        evidence.tempo = tempo
        evidence.pitch = pitch
        evidence.segmentA = Self.segment(segmentA)
        evidence.segmentB = Self.segment(segmentB)
        evidence.inliers = inliers
        evidence.rareInliers = rareInliers
        evidence.regionA = Self.region(regionA)
        evidence.regionB = Self.region(regionB)
        evidence.explained = explained
        evidence.overlapShare = overlapShare
        evidence.residual = residual
        evidence.sensor = sensor?.agreement
        evidence.make = make
        evidence.model = model
        return evidence
    }

    func text() throws(StoreError) -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = .sortedKeys
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            throw .failed("a match's evidence cannot be written as JSON")
        }
    }

    private static func segment(_ ends: [Double]?) -> Segment? {
        guard let ends, ends.count == 2 else { return nil }
        return Segment(start: ends[0], end: ends[1])
    }

    private static func region(_ numbers: [Int]?) -> Region? {
        guard let numbers, numbers.count == 4 else { return nil }
        return Region(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
}

/// How far two sensors' noise agrees, as a part of the column.
private struct SensorColumn: Codable {
    private let energyAtZero: Double
    private let energy: Double
    private let picturesA: Int
    private let picturesB: Int
    private let resolution: [Int]
    private let scale: Double
    private let modelLeaks: Bool

    init(_ agreement: SensorAgreement) {
        energyAtZero = agreement.energyAtZero
        energy = agreement.energy
        picturesA = agreement.picturesA
        picturesB = agreement.picturesB
        resolution = agreement.resolution
        scale = agreement.scale
        modelLeaks = agreement.modelLeaks
    }

    var agreement: SensorAgreement {
        SensorAgreement(
            energyAtZero: energyAtZero,
            energy: energy,
            picturesA: picturesA,
            picturesB: picturesB,
            resolution: resolution,
            scale: scale,
            modelLeaks: modelLeaks
        )
    }
}
