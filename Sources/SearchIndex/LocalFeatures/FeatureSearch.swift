internal import CairnKernels
internal import CaseModel
internal import Glibc

/// One search: scans the lists of the query's words, and finds pictures whose features moved together.
///
/// Each query feature is looked up in its three nearest words. A stored feature whose signature is within 20 of 64 bits
/// votes for its picture, the more the nearer it is, the rarer its word, and the fewer pictures show the feature; then only
/// votes that agree on one change of angle and scale count (weak geometric consistency: Jégou, Douze and Schmid 2008).
struct FeatureSearch {
    /// Words that each feature of a query is looked up in.
    static let wordsPerFeature = 3
    private static let signatureRadius = 20
    /// Signatures nearer than this are taken for the same feature when the cases that show it are counted.
    private static let sameFeatureRadius = 8
    /// A feature that few cases show tells all it can: five, one of a hundred, and those that chance adds, which at this
    /// radius are fewer than one for 50,000 pictures.
    private static let fewCases = (atLeast: 5.0, ofCases: 0.01, ofPictures: 0.000_02)
    /// The same for pictures, whose votes then count less.
    private static let fewPictures = (atLeast: 10.0, ofPictures: 0.0005)
    /// Pictures whose votes are looked at in full, for each that is wanted.
    private static let shortlistPerWanted = 10
    private static let angleBins = 16
    private static let scaleBins = 32

    private struct Hit {
        let picture: UInt32
        let query: UInt32
        let keypoint: UInt32
        var weight: Float
    }

    private let sources: [any PostingSource]
    private let keypoints: [PackedKeypoint]
    private let pictureCount: Int
    private var hits: [Hit] = []
    private var scores: [Float]
    private var rarities: [Float]
    private var distinctions: [Float]
    /// The last feature of the query that each case shows.
    private var lastShown: [UInt32]
    private let few: Float
    private let fewPictures: Float

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
            rarities: search.rarities,
            distinctions: search.distinctions
        )
    }

    private init(_ features: LocalFeatures, sources: [any PostingSource]) {
        self.sources = sources
        keypoints = features.keypoints.map { PackedKeypoint($0, width: features.width, height: features.height) }
        pictureCount = sources.reduce(0) { $0 + $1.pictureCount }
        scores = [Float](repeating: 0, count: pictureCount)
        rarities = [Float](repeating: 1, count: features.count)
        distinctions = rarities
        let highestCase = sources.map(\.highestCase).max() ?? 0
        lastShown = [UInt32](repeating: .max, count: highestCase + 1)
        few = Float(
            Self.fewCases.atLeast + Self.fewCases.ofCases * Double(highestCase)
                + Self.fewCases.ofPictures * Double(pictureCount)
        )
        fewPictures = Float(Self.fewPictures.atLeast + Self.fewPictures.ofPictures * Double(pictureCount))
    }

    private static let nearness: [Float] = (0...signatureRadius).map { distance in
        let share = 1 - Float(distance) / 32
        return share * share
    }

    private mutating func scan(_ words: [FeatureVocabulary.Word]) {
        var found = ScanResult()
        var lastVoter = [UInt32](repeating: .max, count: pictureCount)
        let perFeature = words.count / max(1, keypoints.count)
        for query in keypoints.indices {
            let first = hits.count
            var shown = Shown()
            for word in words[query * perFeature..<(query + 1) * perFeature] {
                scan(word, query: UInt32(query), &found, &shown)
            }
            rarities[query] = min(1, few / Float(max(1, shown.cases)))
            distinctions[query] = min(1, fewPictures / Float(max(1, shown.pictures)))
            for index in first..<hits.count {
                hits[index].weight *= distinctions[query]
                let picture = Int(hits[index].picture)
                guard lastVoter[picture] != query else { continue }
                lastVoter[picture] = UInt32(query)
                scores[picture] += hits[index].weight
            }
        }
    }

    /// How many pictures, and how many cases, show a feature of the query.
    private struct Shown {
        var pictures = 0
        var cases = 0
    }

    /// Positions and distances of the signatures of one list that are near.
    private struct ScanResult {
        var positions: [UInt32] = []
        var distances: [UInt8] = []

        mutating func scan(_ list: PostingList, for signature: UInt64) -> Int {
            if positions.count < list.count {
                positions = [UInt32](repeating: 0, count: list.count * 2)
                distances = [UInt8](repeating: 0, count: list.count * 2)
            }
            return cairn_signature_scan(
                list.signatures.baseAddress,
                list.count,
                signature,
                UInt32(FeatureSearch.signatureRadius),
                &positions,
                &distances
            )
        }
    }

    /// Takes up what is near one feature of the query in one of its words, and counts what shows the like.
    private mutating func scan(
        _ word: FeatureVocabulary.Word,
        query: UInt32,
        _ result: inout ScanResult,
        _ shown: inout Shown
    ) {
        let length = sources.reduce(0) { $0 + $1.withList(ofWord: word.number) { $0.count } }
        guard length > 0 else { return }
        // Rare words tell more; the count is that of features, which stands in for that of pictures.
        let rarity = logf(1 + Float(pictureCount) / Float(length))
        let weights = Self.nearness.map { $0 * rarity * rarity }
        var base: UInt32 = 0
        for source in sources {
            let pictures = UInt32(source.pictureCount)
            source.withList(ofWord: word.number) { list in
                let found = result.scan(list, for: word.signature)
                var last = UInt32.max
                for index in 0..<found {
                    let position = Int(result.positions[index])
                    let distance = Int(result.distances[index])
                    let posting = list.postings[position]
                    // A damaged file may name pictures that are not there; `isIntact` tells, a search must survive.
                    guard posting.picture < pictures else { continue }
                    hits.append(
                        Hit(
                            picture: base + posting.picture,
                            query: query,
                            keypoint: posting.keypoint,
                            weight: weights[distance]
                        )
                    )
                    guard distance <= Self.sameFeatureRadius else { continue }
                    if posting.picture != last { shown.pictures += 1 }
                    last = posting.picture
                    let shownIn = min(source.picture(Int(posting.picture)).countedCase, lastShown.count - 1)
                    guard lastShown[shownIn] != query else { continue }
                    lastShown[shownIn] = query
                    shown.cases += 1
                }
            }
            base += pictures
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
        // Positive numbers are in the order of their bits, so a histogram of the upper bits finds those that may be best.
        var histogram = [Int](repeating: 0, count: 1 << 16)
        for score in scores where score > 0 { histogram[Int(score.bitPattern >> 15)] += 1 }
        var lowest = histogram.count
        var reached = 0
        while reached < count, lowest > 0 {
            lowest -= 1
            reached += histogram[lowest]
        }
        let voted = scores.indices.filter { scores[$0] > 0 && Int(scores[$0].bitPattern >> 15) >= lowest }
        return Array(voted.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(count))
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
