package import CaseModel
import Dispatch
package import Matching
package import SearchIndex
import Synchronization

/// A stored picture that shares a part with a query.
package struct SharedPart: Sendable {
    /// The stored picture.
    package let picture: IndexedPicture
    /// What is shared.
    package let relation: PartRelation
}

/// Finds stored pictures that share a part with a query: copies of a part, and other views of an object or place.
///
/// The index names candidates; those whose rough places agree are compared by full descriptors, and a map is sought on
/// which they agree. When the features that are enough for most pictures find nothing, all that there are are tried.
package struct PartFinder {
    /// Features of a query that are tried first.
    package static let firstQuery = FeatureDepth.objects.featureCount
    /// Features of a query that are tried when the first find nothing.
    package static let largerQuery = 2500
    /// Candidates that the index gives for each orientation.
    private static let candidates = 100
    /// Features that must agree by their rough places for a candidate to be promising.
    private static let fewestAgreeing = 4
    /// Promising candidates that are compared by their full descriptors at a time.
    private static let agreeingCompared = 32
    /// The share of them that must share a part for the next to be compared too.
    private static let goesOnFrom = 0.25
    /// Other candidates, those with most votes, that are compared too.
    private static let votedCompared = 6

    private let index: FeatureIndex

    /// Searches an index.
    package init(index: FeatureIndex) {
        self.index = index
    }

    private struct Suspect: Sendable {
        let candidate: FeatureCandidate
        let isMirrored: Bool
        /// How many of its features agree by their rough places.
        let agreeing: Int
        /// The same, each counted the less the more pictures show it.
        let distinction: Float
    }

    /// Finds what shares a part with a picture.
    ///
    /// - Parameters:
    ///   - features: The picture's features, as many as there are.
    ///   - region: The rectangle from which they are; nil for the whole picture.
    ///   - accepts: Whether a relation counts; what does not is left out, and a larger search is worth while.
    ///   - stored: Gives the full features of a stored picture.
    /// - Returns: At most one relation for each stored picture.
    /// - Throws: What `stored` throws.
    package func parts<Failure: Error>(
        of features: LocalFeatures,
        region: Region? = nil,
        accepts: (PartRelation) -> Bool,
        stored: (IndexedPicture) throws(Failure) -> LocalFeatures?
    ) throws(Failure) -> [SharedPart] {
        guard index.pictureCount > 0 else { return [] }
        let few = features.prefix(Self.firstQuery)
        let first = try parts(of: few, region, voted: Self.votedCompared, accepts, stored)
        guard first.isEmpty, features.count > Self.firstQuery else { return first }
        return try parts(of: features.prefix(Self.largerQuery), region, voted: 0, accepts, stored)
    }

    private func parts<Failure: Error>(
        of query: LocalFeatures,
        _ region: Region?,
        voted: Int,
        _ accepts: (PartRelation) -> Bool,
        _ stored: (IndexedPicture) throws(Failure) -> LocalFeatures?
    ) throws(Failure) -> [SharedPart] {
        let queries = [query, query.mirrored]
        let finds = queries.map { index.search($0, limit: Self.candidates) }
        let frame = PictureFrame(width: query.width, height: query.height)
        var suspects: [Suspect] = []
        for (number, found) in finds.enumerated() {
            suspects += Self.inParallel(found.candidates) { candidate in
                let agreeing = Self.agreeing(candidate, queries[number], frame)
                return Suspect(
                    candidate: candidate,
                    isMirrored: number == 1,
                    agreeing: agreeing.count,
                    distinction: agreeing.reduce(0) { $0 + found.distinctions[$1] }
                )
            }
        }
        let (agreeing, others) = Self.mostPromising(suspects)
        var relations: [SharedPart] = []
        func compare(_ suspects: ArraySlice<Suspect>) throws(Failure) -> Int {
            var pairs: [(Suspect, LocalFeatures)] = []
            for suspect in suspects {
                if let features = try stored(suspect.candidate.picture) { pairs.append((suspect, features)) }
            }
            let found = Self.inParallel(pairs) { suspect, features in
                let number = suspect.isMirrored ? 1 : 0
                return Self.relation(queries[number], features, suspect, finds[number], region: region)
                    .map { SharedPart(picture: suspect.candidate.picture, relation: $0) }
            }
            let accepted = found.compactMap(\.self).filter { accepts($0.relation) }
            relations += accepted
            return accepted.count
        }
        // Where a quarter of those that were compared share a part, as in a large series, there are likely more.
        var next = agreeing[...]
        while !next.isEmpty {
            let chunk = next.prefix(Self.agreeingCompared)
            next = next.dropFirst(chunk.count)
            guard Double(try compare(chunk)) >= Self.goesOnFrom * Double(Self.agreeingCompared) else { break }
        }
        _ = try compare(others.prefix(voted))
        var best: [IndexedPicture: SharedPart] = [:]
        for part in relations
        where part.relation.figures.inliers > best[part.picture]?.relation.figures.inliers ?? 0 {
            best[part.picture] = part
        }
        return best.values.sorted { ($0.picture.media, $0.picture.frame) < ($1.picture.media, $1.picture.frame) }
    }

    /// The query's features that agree with a candidate's on one map, by their rough places.
    private static func agreeing(_ candidate: FeatureCandidate, _ query: LocalFeatures, _ frame: PictureFrame) -> [Int]
    {
        let pairs = candidate.correspondences.map { correspondence in
            FeaturePair(
                query: correspondence.query,
                from: query.keypoints[correspondence.query],
                to: correspondence.stored
            )
        }
        let verifier = GeometricVerifier(
            from: frame,
            to: PictureFrame(width: candidate.picture.width, height: candidate.picture.height)
        )
        return verifier.verify(pairs)?.inliers.map(\.query) ?? []
    }

    /// Those on a map of which features agree, most first, and the others, those for which most votes were cast first.
    private static func mostPromising(_ suspects: [Suspect]) -> (agreeing: [Suspect], others: [Suspect]) {
        func order(_ suspect: Suspect) -> (Int64, Int) {
            (suspect.candidate.picture.media, suspect.candidate.picture.frame)
        }
        let agreeing = suspects.filter { $0.agreeing >= fewestAgreeing }.sorted { left, right in
            left.distinction != right.distinction ? left.distinction > right.distinction : order(left) < order(right)
        }
        let others = suspects.filter { $0.agreeing < fewestAgreeing }.sorted { left, right in
            let (first, second) = (left.candidate.score, right.candidate.score)
            return first != second ? first > second : order(left) < order(right)
        }
        return (agreeing, others)
    }

    private static func relation(
        _ query: LocalFeatures,
        _ stored: LocalFeatures,
        _ suspect: Suspect,
        _ finds: FeatureFinds,
        region: Region?
    ) -> PartRelation? {
        PartRelation(
            query: query,
            stored: stored,
            isMirrored: suspect.isMirrored,
            region: region,
            rarity: { Double(finds.rarities[$0]) }
        )
    }

    private static func inParallel<Value: Sendable, Result: Sendable>(
        _ values: [Value],
        _ body: @Sendable (Value) -> Result
    ) -> [Result] {
        guard values.count > 1 else { return values.map(body) }
        let results = Mutex<[Int: Result]>([:])
        DispatchQueue.concurrentPerform(iterations: values.count) { number in
            let result = body(values[number])
            results.withLock { $0[number] = result }
        }
        return results.withLock { all in values.indices.compactMap { all[$0] } }
    }
}
