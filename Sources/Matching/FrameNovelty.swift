internal import CaseModel

/// How much each frame of a video adds to those before it.
struct FrameNovelty {
    /// A frame this different from the last that was new is new in full.
    private static let bits = 16
    private static let least = 0.1
    /// What all frames together count that show one picture standing still.
    private static let mostOfStill = 1.5

    /// For each frame what it counts, 0…1.
    let weights: [Double]
    /// For each frame the number of frames up to it that were new in full.
    private let news: [Int]

    /// Looks through the frames of a video in order of time.
    init(_ frames: [FrameFingerprint]) {
        var weights: [Double] = []
        var news: [Int] = []
        var lastNew: PerceptualHash?
        var ofStill = 0.0
        for (index, frame) in frames.enumerated() {
            let isNew = lastNew.map { $0.distance(to: frame.full) >= Self.bits } ?? true
            let change = index > 0 ? frames[index - 1].full.distance(to: frame.full) : Self.bits
            var weight = min(1, max(Self.least, Double(change) / Double(Self.bits)))
            if isNew {
                lastNew = frame.full
                ofStill = weight
            } else {
                weight = min(weight, Self.mostOfStill - ofStill)
                ofStill += weight
            }
            weights.append(weight)
            news.append((news.last ?? 0) + (isNew ? 1 : 0))
        }
        self.weights = weights
        self.news = news
    }

    /// How many of these frames, in order of time, show something that those before them did not.
    func distinct(among frames: [Int]) -> Int {
        var count = 0
        var last = -1
        for frame in frames where news[frame] > last {
            count += 1
            last = news[frame]
        }
        return count
    }
}

/// Counts pictures that differ as one shot does from another.
///
/// What a camera comes to see as it moves is one shot as long as each frame resembles the last.
struct ShotCounter {
    /// Hashes of one shot differ by less, from one sample to the next: from here on, they tell nothing of each other.
    private static let bits = 88
    private static let most = 64

    private var latest: [PerceptualHash] = []

    /// How many there are, up to 64.
    var count: Int { latest.count }

    /// Adds the next frame.
    mutating func add(_ hash: PerceptualHash) {
        if let known = latest.firstIndex(where: { $0.distance(to: hash) < Self.bits }) {
            latest[known] = hash
        } else if latest.count < Self.most {
            latest.append(hash)
        }
    }
}
