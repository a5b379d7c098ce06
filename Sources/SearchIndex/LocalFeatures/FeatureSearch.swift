internal import CairnKernels
internal import CaseModel
internal import Glibc

/// One search: scans the lists of the query's words, and finds pictures whose features moved together.
///
/// Each query feature is looked up in its three nearest words. A stored feature whose signature is within 20 of 64 bits
/// votes for its picture, the more the nearer it is and the rarer its word; then only votes that agree on one change of
/// angle and scale count (weak geometric consistency: Jégou, Douze and Schmid 2008).
struct FeatureSearch {
    /// Words that each feature of a query is looked up in.
    static let wordsPerFeature = 3
    private static let signatureRadius = 20
    /// Signatures nearer than this are taken for the same feature when its frequency is counted.
    private static let sameFeatureRadius = 12
    /// Pictures whose votes are looked at in full, for each that is wanted.
    private static let shortlistPerWanted = 10
    private static let angleBins = 16
    private static let scaleBins = 32

    private struct Hit {
        let picture: UInt32
        let query: UInt32
        let keypoint: UInt32
        let weight: Float
    }

    private let sources: [any PostingSource]
    private let keypoints: [PackedKeypoint]
    private let pictureCount: Int
    private var hits: [Hit] = []
    private var scores: [Float]
    private var frequencies: [Int]

    /// Searches sources with a query.
    static func run(
        _ features: LocalFeatures,
        words: [FeatureVocabulary.Word],
        in sources: [any PostingSource],
        limit: Int
    ) -> FeatureFinds {
        var search = FeatureSearch(features, sources: sources)
        search.scan(words)
        return FeatureFinds(
            candidates: search.candidates(limit: limit),
            documentFrequencies: search.frequencies,
            pictureCount: search.pictureCount
        )
    }

    private init(_ features: LocalFeatures, sources: [any PostingSource]) {
        self.sources = sources
        keypoints = features.keypoints.map { PackedKeypoint($0, width: features.width, height: features.height) }
        pictureCount = sources.reduce(0) { $0 + $1.pictureCount }
        scores = [Float](repeating: 0, count: pictureCount)
        frequencies = [Int](repeating: 0, count: features.count)
    }

    private static let nearness: [Float] = (0...signatureRadius).map { distance in
        let share = 1 - Float(distance) / 32
        return share * share
    }

    private mutating func scan(_ words: [FeatureVocabulary.Word]) {
        var positions: [UInt32] = []
        var distances: [UInt8] = []
        var lastVoter = [UInt32](repeating: .max, count: pictureCount)
        let perFeature = words.count / max(1, keypoints.count)
        for (number, word) in words.enumerated() {
            let query = UInt32(number / max(1, perFeature))
            let length = sources.reduce(0) { $0 + $1.withList(ofWord: word.number) { $0.count } }
            guard length > 0 else { continue }
            // Rare words tell more; the count is that of features, which stands in for that of pictures.
            let rarity = logf(1 + Float(pictureCount) / Float(length))
            let weights = Self.nearness.map { $0 * rarity * rarity }
            var base: UInt32 = 0
            for source in sources {
                let pictures = UInt32(source.pictureCount)
                source.withList(ofWord: word.number) { list in
                    if positions.count < list.count {
                        positions = [UInt32](repeating: 0, count: list.count * 2)
                        distances = [UInt8](repeating: 0, count: list.count * 2)
                    }
                    let found = cairn_signature_scan(
                        list.signatures.baseAddress,
                        list.count,
                        word.signature,
                        UInt32(Self.signatureRadius),
                        &positions,
                        &distances
                    )
                    var lastSame = UInt32.max
                    for index in 0..<found {
                        let position = Int(positions[index])
                        let distance = Int(distances[index])
                        // A damaged file may name pictures that are not there; `isIntact` tells, a search must survive.
                        guard list.pictures[position] < pictures else { continue }
                        let picture = base + list.pictures[position]
                        let weight = weights[distance]
                        hits.append(
                            Hit(picture: picture, query: query, keypoint: list.keypoints[position], weight: weight)
                        )
                        if lastVoter[Int(picture)] != query {
                            lastVoter[Int(picture)] = query
                            scores[Int(picture)] += weight
                        }
                        if distance <= Self.sameFeatureRadius, picture != lastSame {
                            lastSame = picture
                            frequencies[Int(query)] += 1
                        }
                    }
                }
                base += pictures
            }
        }
    }

    private func candidates(limit: Int) -> [FeatureCandidate] {
        let shortlist = best(limit * Self.shortlistPerWanted)
        var places = [Int32](repeating: -1, count: pictureCount)
        for (place, picture) in shortlist.enumerated() { places[picture] = Int32(place) }
        var groups = [[Hit]](repeating: [], count: shortlist.count)
        for hit in hits {
            let place = places[Int(hit.picture)]
            if place >= 0 { groups[Int(place)].append(hit) }
        }
        var found: [FeatureCandidate] = []
        for (picture, hits) in zip(shortlist, groups) {
            if let candidate = candidate(picture, hits) { found.append(candidate) }
        }
        found.sort { left, right in
            (left.score, -left.picture.media, -left.picture.frame)
                > (right.score, -right.picture.media, -right.picture.frame)
        }
        return Array(found.prefix(limit))
    }

    /// The pictures with the highest scores, ties broken by order of addition.
    private func best(_ count: Int) -> [Int] {
        let voted = scores.indices.filter { scores[$0] > 0 }
        guard voted.count > count else { return voted }
        let bar = voted.map { scores[$0] }.sorted(by: >)[count - 1]
        let above = voted.filter { scores[$0] > bar }
        return above + voted.lazy.filter { scores[$0] == bar }.prefix(count - above.count)
    }

    /// Counts the votes that agree on one change of angle and scale.
    private func candidate(_ number: Int, _ hits: [Hit]) -> FeatureCandidate? {
        let picture = picture(number)
        var cells = [Float](repeating: 0, count: Self.angleBins * Self.scaleBins)
        var bins: [(angle: Int, scale: Int)] = []
        bins.reserveCapacity(hits.count)
        for hit in hits {
            let query = keypoints[Int(hit.query)]
            let stored = PackedKeypoint(bits: hit.keypoint)
            let turn = (stored.angleStep - query.angleStep + PackedKeypoint.angles) % PackedKeypoint.angles
            let angle = turn * Self.angleBins / PackedKeypoint.angles
            let scale = (stored.sizeStep - query.sizeStep + 64) * Self.scaleBins / 128
            bins.append((angle, scale))
            cells[angle * Self.scaleBins + scale] += hit.weight
        }
        // A cell and its neighbours, since a change of angle or scale may lie at a border.
        func around(_ angle: Int, _ scale: Int) -> Float {
            var sum: Float = 0
            for angleStep in -1...1 {
                let row = (angle + angleStep + Self.angleBins) % Self.angleBins * Self.scaleBins
                for column in max(0, scale - 1)...min(Self.scaleBins - 1, scale + 1) { sum += cells[row + column] }
            }
            return sum
        }
        var best = (sum: Float(0), angle: 0, scale: 0)
        for angle in 0..<Self.angleBins {
            for scale in 0..<Self.scaleBins where cells[angle * Self.scaleBins + scale] > 0 {
                let sum = around(angle, scale)
                if sum > best.sum { best = (sum, angle, scale) }
            }
        }
        guard best.sum > 0 else { return nil }
        var voters: Set<UInt32> = []
        var score: Float = 0
        var correspondences: [FeatureCorrespondence] = []
        for (hit, bin) in zip(hits, bins) {
            let apart = abs(bin.angle - best.angle)
            guard min(apart, Self.angleBins - apart) <= 1, abs(bin.scale - best.scale) <= 1 else { continue }
            if voters.insert(hit.query).inserted { score += hit.weight }
            let stored = PackedKeypoint(bits: hit.keypoint).keypoint(width: picture.width, height: picture.height)
            correspondences.append(FeatureCorrespondence(query: Int(hit.query), stored: stored))
        }
        return FeatureCandidate(picture: picture, score: score, correspondences: correspondences)
    }

    private func picture(_ number: Int) -> IndexedPicture {
        var number = number
        for source in sources {
            if number < source.pictureCount { return source.picture(number) }
            number -= source.pictureCount
        }
        preconditionFailure("a picture's number comes from one of the sources")
    }
}
