import CaseModel
import CaseStore
import Casework
import Foundation

/// Times what the users of a database wait for.
struct DatabaseMeasure {
    private let directory: String
    private let workspace: Workspace
    private let comparison: MediaComparison
    private let seed: UInt64
    /// What opening it took.
    let opened: [String: Double]

    init(directory: String, seed: UInt64) throws {
        self.directory = directory
        self.seed = seed
        let (before, processor) = (Date(), Machine.processorSeconds)
        workspace = try Workspace(directory: directory)
        comparison = try MediaComparison(workspace)
        opened = [
            "wall_s": Date().timeIntervalSince(before), "cpu_s": Machine.processorSeconds - processor,
            "resident_mib": Double(Machine.residentBytes) / 1_048_576,
        ]
    }

    /// Writes the index to disk.
    func saveIndex() throws { try comparison.save() }

    /// Looks up stored pictures with up to 14 bits changed: each must find the one that it was made of.
    func pictureQueries(_ count: Int) throws -> [String: Double] {
        var random = Generator(state: seed &+ 1)
        let pictures = try sample(count, &random)
        var times: [Double] = []
        var processor: [Double] = []
        var found = 0
        for (media, hash) in pictures {
            let query = Self.picture(SyntheticHashes.edited(hash, most: 14, &random))
            let (start, spent) = (Date(), Machine.processorSeconds)
            let matches = try comparison.matches(of: query)
            times.append(Date().timeIntervalSince(start) * 1000)
            processor.append((Machine.processorSeconds - spent) * 1000)
            // Only the hundred nearest are kept, and a copy of many may be farther away.
            if matches.contains(where: { $0.mediaA == media }) || matches.count >= 100 { found += 1 }
        }
        times.sort()
        processor.sort()
        return [
            "asked": Double(pictures.count), "found": Double(found), "median_ms": Self.percentile(times, 0.5),
            "p99_ms": Self.percentile(times, 0.99), "cpu_median_ms": Self.percentile(processor, 0.5),
        ]
    }

    /// Where a case overlaps with others.
    func overlaps(of reference: String) throws -> [String: Double] {
        var filter = OverlapFilter()
        filter.caseReference = reference
        let (start, processor) = (Date(), Machine.processorSeconds)
        let overlaps = try workspace.overlaps(filter)
        return [
            "wall_s": Date().timeIntervalSince(start), "cpu_s": Machine.processorSeconds - processor,
            "links": Double(overlaps.links.count), "commonplaces": Double(overlaps.commonplaces.count),
        ]
    }

    /// Compares the pictures of a new exhibit, of which one in ten is a copy of a stored one, with all stored ones.
    func newExhibit(_ count: Int) throws -> [String: Double] {
        var random = Generator(state: seed &+ 2)
        let stored = try sample(count / 10, &random)
        let strangers = SyntheticHashes(like: stored.map(\.hash))
        let analyses = (0..<count).map { number in
            let hash =
                number % 10 == 0 && number / 10 < stored.count
                ? SyntheticHashes.edited(stored[number / 10].hash, most: 14, &random) : strangers.stranger(&random)
            return Self.picture(hash)
        }
        let (start, processor) = (Date(), Machine.processorSeconds)
        let matches = try comparison.matches(ofExhibit: analyses)
        let seconds = Date().timeIntervalSince(start)
        let found = stored.indices.filter { number in
            let those = matches[10 * number]
            return those.count >= 100 || those.contains { $0.mediaA == stored[number].media }
        }
        return [
            "wall_s": seconds, "cpu_s": Machine.processorSeconds - processor, "pictures": Double(count),
            "each_ms": seconds * 1000 / Double(max(1, count)),
            "copies": Double(stored.count), "copies_found": Double(found.count),
            "peak_mib": Double(Machine.residentBytes) / 1_048_576,
        ]
    }

    /// `cairn verify`.
    func verify() throws -> [String: Double] {
        let (start, processor) = (Date(), Machine.processorSeconds)
        let result = try workspace.verify(isFull: false) { false }
        return [
            "wall_s": Date().timeIntervalSince(start), "cpu_s": Machine.processorSeconds - processor,
            "faults": Double(result.faults.count), "matches": Double(result.matches),
        ]
    }

    private func sample(_ count: Int, _ random: inout Generator) throws -> [(media: Int64, hash: PerceptualHash)] {
        var kept: [(media: Int64, hash: PerceptualHash)] = []
        var seen = 0
        var dice = random
        try CaseStore(directory: directory, access: .existing).read { reader throws(StoreError) in
            try reader.pictures { media, picture throws(StoreError) in
                seen += 1
                if kept.count < count {
                    kept.append((media, picture.hash))
                } else {
                    let place = dice.below(seen)
                    if place < count { kept[place] = (media, picture.hash) }
                }
            }
        }
        random = dice
        return kept
    }

    private static func picture(_ hash: PerceptualHash) -> Analysis {
        var analysis = Analysis(type: "image/jpeg", kind: .image)
        analysis.pictures = [PictureFingerprint(orientations: SyntheticHashes.orientations(of: hash), quality: 100)]
        return analysis
    }

    private static func percentile(_ sorted: [Double], _ share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
