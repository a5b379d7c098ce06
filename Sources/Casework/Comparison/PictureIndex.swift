import CaseModel
import Matching
import SearchIndex

/// The stored pictures, as they are.
final class PictureIndex {
    private let hashes = HammingIndex()
    private var media: [Int64] = []

    func add(_ picture: PictureFingerprint, media number: Int64) {
        guard PictureMatching.isComparable(picture) else { return }
        hashes.append(picture.hash)
        media.append(number)
    }

    /// Stored pictures that show the same capture as one of a content's pictures, in whatever orientation.
    func nearDuplicates(of pictures: [PictureFingerprint]) -> [Relation] {
        let comparable = pictures.filter(PictureMatching.isComparable)
        let hits = hashes.search(comparable.flatMap(\.orientations), radius: PictureMatching.radius)
        return zip(0..., hits).flatMap { number, hits in
            hits.map { hit in
                var evidence = LinkEvidence()
                evidence.pdqDistance = hit.distance
                evidence.transform = PictureOrientation.allCases[number % PictureOrientation.allCases.count]
                // As it is, if that is as near as any other orientation.
                let preference = evidence.transform == .original ? 0.5 : 0
                return Relation(media: media[hit.position], rank: preference - Double(hit.distance), evidence: evidence)
            }
        }
    }

    /// Stored pictures that are a frame of a video.
    func pictures(in frames: [FrameFingerprint]) -> [Relation] {
        guard hashes.count > 0 else { return [] }
        var found: [Int64: PictureInVideo.Sighting] = [:]
        for (orientation, transform) in FrameFingerprint.orientations.enumerated() {
            let queries = frames.map { $0.hash(orientation: orientation) ?? $0.full }
            let hits = hashes.search(queries, radius: PictureMatching.radius)
            for (frame, hits) in zip(frames, hits) where orientation == 0 || !frame.turned.isEmpty {
                for hit in hits {
                    found[media[hit.position], default: PictureInVideo.Sighting()]
                        .add(at: frame.at, distance: hit.distance, transform: transform)
                }
            }
        }
        return found.map { media, sighting in
            Relation(media: media, rank: sighting.rank, evidence: sighting.evidence(videoIsFirst: false))
        }
    }

    func selfCheck(samples: Int) -> (lookedUp: Int, faults: [String]) {
        let step = max(1, hashes.count / max(1, samples))
        let chosen = Array(stride(from: 0, to: hashes.count, by: step))
        let queries = chosen.compactMap { hashes.hash(at: $0) }
        var faults: [String] = []
        for (position, hits) in zip(chosen, hashes.search(queries, radius: 0))
        where !hits.contains(where: { $0.position == position }) {
            faults.append("the index does not find a picture hash of content no. \(media[position])")
        }
        return (chosen.count, faults)
    }
}
