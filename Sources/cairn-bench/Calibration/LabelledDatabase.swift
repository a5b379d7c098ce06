import CaseModel
import CaseStore
import Casework
import Foundation
import Linking

/// Which half of the labelled data a pair serves.
enum CalibrationHalf: String, CaseIterable {
    /// Models are fitted on it.
    case fit
    /// What the fit promises is checked on it.
    case check
}

/// A link whose truth is known.
struct LabelledLink {
    let link: Link
    let measure: EvidenceMeasure
    let values: [Double]
    let isRight: Bool
    let half: CalibrationHalf
}

/// Two whole pictures, linked or not, and whether they belong together.
struct LabelledDistance {
    let bits: Int
    let isRelated: Bool
    let half: CalibrationHalf
}

/// How many pairs could have been linked.
struct PairPopulation {
    var related = 0
    var unrelated = 0
}

/// A database of media whose families are known: media of one family belong together, all others do not.
struct LabelledDatabase {
    private(set) var links: [LabelledLink] = []
    private(set) var distances: [LabelledDistance] = []
    private(set) var populations: [EvidenceMeasure: [CalibrationHalf: PairPopulation]] = [:]

    private struct Member {
        let kind: MediaKind
        let families: Set<String>
        let half: CalibrationHalf?

        /// Whether nobody knows if the two belong together: both have a family whose name starts with a question mark.
        func isUnclear(with other: Member) -> Bool {
            families.contains { $0.hasPrefix("?") } && other.families.contains { $0.hasPrefix("?") }
        }
    }

    /// Reads a database and its truth.
    ///
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - truth: A text of lines `SHA-256,family;family…`; media that it does not name are alone in their family.
    ///     Of two media with a family that starts with a question mark nothing is known.
    ///   - seed: What families are told apart by into halves.
    ///   - allServe: The half that all families serve; nil to tell them apart.
    /// - Throws: What reading the database or the truth throws.
    init(directory: String, truth: String, seed: UInt64, half allServe: CalibrationHalf?) throws {
        let families = try Self.families(truth)
        var members: [ContentDigest: Member] = [:]
        var ids: [Int64: ContentDigest] = [:]
        let store = try CaseStore(directory: directory, access: .existing)
        try store.read { reader throws(StoreError) in
            try reader.sources { source throws(StoreError) in
                guard members[source.sha256] == nil, let kind = try reader.analysed(source.sha256)?.kind,
                    let media = try reader.media(source.sha256)
                else { return }
                let named = families[source.sha256.hex] ?? [source.sha256.hex]
                let halves = Set(named.map { allServe ?? Self.half(of: $0, seed) })
                members[source.sha256] = Member(
                    kind: kind,
                    families: named,
                    half: halves.count == 1 ? halves.first : nil
                )
                ids[media] = source.sha256
            }
        }
        count(Array(members.values))
        try addDistances(store, ids, members)
        var filter = OverlapFilter()
        filter.isWithin = true
        for link in try Workspace(directory: directory).overlaps(filter).links {
            guard let a = members[link.itemA.sha256], let b = members[link.itemB.sha256], let half = a.half,
                half == b.half, !a.isUnclear(with: b)
            else { continue }
            for measure in Self.measures(of: link) {
                guard let values = measure.values(link.evidence) else { continue }
                let isRight = !a.families.isDisjoint(with: b.families)
                links.append(LabelledLink(link: link, measure: measure, values: values, isRight: isRight, half: half))
            }
        }
    }

    /// Reads `SHA-256,family;family…` lines.
    private static func families(_ path: String) throws -> [String: Set<String>] {
        var families: [String: Set<String>] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ",", maxSplits: 1)
            guard parts.count == 2 else { continue }
            families[String(parts[0]), default: []].formUnion(parts[1].split(separator: ";").map(String.init))
        }
        return families
    }

    /// FNV-1a, so that the halves stay the same from run to run.
    private static func half(of family: String, _ seed: UInt64) -> CalibrationHalf {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in family.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return (hash >> 20) & 1 == 0 ? .fit : .check
    }

    /// Which measures a link carries evidence of.
    static func measures(of link: Link) -> [EvidenceMeasure] {
        switch link.kind {
        case .nearDuplicate: [.wholePicture]
        case .partialCopy: [.partOfPicture]
        case .sameScene: [.scene]
        case .videoSegment where link.evidence.pdqDistance == nil && link.evidence.inliers == nil: [.frames]
        case .audioSegment: [.words, .peaks]
        default: []
        }
    }

    /// Counts the pairs that each measure could have linked.
    private mutating func count(_ members: [Member]) {
        func kinds(_ measure: EvidenceMeasure) -> Set<MediaKind> {
            switch measure {
            case .wholePicture, .partOfPicture, .scene: [.image]
            case .frames: [.video]
            case .words, .peaks: [.audio]
            }
        }
        for measure in EvidenceMeasure.allCases {
            for half in CalibrationHalf.allCases {
                let those = members.filter { kinds(measure).contains($0.kind) && $0.half == half }
                var population = PairPopulation()
                for (position, first) in those.enumerated() {
                    for second in those[(position + 1)...] where !first.isUnclear(with: second) {
                        if first.families.isDisjoint(with: second.families) {
                            population.unrelated += 1
                        } else {
                            population.related += 1
                        }
                    }
                }
                populations[measure, default: [:]][half] = population
            }
        }
    }

    /// Measures the distance of all pairs of pictures, linked or not, in the nearest of the eight orientations.
    private mutating func addDistances(
        _ store: CaseStore,
        _ ids: [Int64: ContentDigest],
        _ members: [ContentDigest: Member]
    ) throws {
        var pictures: [(member: Member, hashes: [PerceptualHash])] = []
        try store.read { reader throws(StoreError) in
            try reader.pictures { media, picture throws(StoreError) in
                guard picture.frame == 0, picture.quality >= 50, let digest = ids[media], let member = members[digest]
                else { return }
                pictures.append((member, picture.orientations))
            }
        }
        for (position, first) in pictures.enumerated() {
            guard let half = first.member.half, let hash = first.hashes.first else { continue }
            for second in pictures[(position + 1)...] where second.member.half == half {
                let bits = second.hashes.lazy.map { $0.distance(to: hash) }.min() ?? 256
                let isRelated = !first.member.families.isDisjoint(with: second.member.families)
                distances.append(LabelledDistance(bits: bits, isRelated: isRelated, half: half))
            }
        }
    }
}
