public import CaseModel

/// A media, or one place in it, that matches share.
public struct SharedPlace: Hashable, Sendable, Comparable {
    /// The media.
    public let media: Int64
    /// Which of the places in it that matches name, from 0.
    public let number: Int

    /// Orders by media.
    public static func < (first: SharedPlace, second: SharedPlace) -> Bool {
        (first.media, first.number) < (second.media, second.number)
    }
}

/// Tells the places in media apart at which matches lie.
///
/// A messenger's frame in thousands of pictures is a commonplace; what else one of these pictures shares with another is
/// not. So matches are counted by the rectangle that they name, or by the stretch: a jingle in many recordings is a
/// commonplace, what else one of them shares is not.
public struct SharedPlaces: Sendable {
    /// The share of the smaller rectangle or stretch that two of one place have in common.
    private static let leastCommon = 0.5
    /// How many times the smaller rectangle or stretch the larger of one place is.
    private static let mostLarger = 4.0

    private var places: [Int64: [Region?]] = [:]
    private var stretches: [Int64: [Segment?]] = [:]

    /// Knows no places.
    public init() {}

    /// The place of a media at which a rectangle lies; one without a rectangle is the media as a whole.
    ///
    /// - Cost: The number of the media's places.
    public mutating func place(_ region: Region?, of media: Int64) -> SharedPlace {
        let known = places[media] ?? []
        if let number = known.firstIndex(where: { Self.isOne($0, region) }) {
            return SharedPlace(media: media, number: number)
        }
        places[media, default: []].append(region)
        return SharedPlace(media: media, number: known.count)
    }

    /// The place of a recording at which a stretch lies; one without a stretch is the recording as a whole.
    ///
    /// Places of rectangles and of stretches are told apart only if they are not mixed.
    ///
    /// - Cost: The number of the recording's places.
    public mutating func place(_ stretch: Segment?, of media: Int64) -> SharedPlace {
        let known = stretches[media] ?? []
        if let number = known.firstIndex(where: { Self.isOne($0, stretch) }) {
            return SharedPlace(media: media, number: number)
        }
        stretches[media, default: []].append(stretch)
        return SharedPlace(media: media, number: known.count)
    }

    private static func isOne(_ first: Segment?, _ second: Segment?) -> Bool {
        guard let first, let second else { return first == nil && second == nil }
        let common = min(first.end, second.end) - max(first.start, second.start)
        let lengths = [first.length, second.length].sorted()
        return common > 0 && common >= leastCommon * lengths[0] && lengths[1] <= mostLarger * lengths[0]
    }

    private static func isOne(_ first: Region?, _ second: Region?) -> Bool {
        guard let first, let second else { return first == nil && second == nil }
        let width = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
        let height = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
        guard width > 0, height > 0 else { return false }
        let areas = [first, second].map { Double($0.width) * Double($0.height) }.sorted()
        return Double(width) * Double(height) >= leastCommon * areas[0] && areas[1] <= mostLarger * areas[0]
    }
}
