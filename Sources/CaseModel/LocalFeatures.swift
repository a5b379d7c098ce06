/// One keypoint of a picture: a patch that can be found again.
///
/// Place, size and direction are of the upright picture. Stored in eight bytes: a 65,535th of the picture's sides, a 64th
/// of a pixel of size and a two-hundredth of a degree are kept apart.
public struct Keypoint: Hashable, Sendable {
    /// Distance from the left edge, in pixels.
    public var x: Float
    /// Distance from the top edge, in pixels.
    public var y: Float
    /// Diameter of the patch, in pixels.
    public var size: Float
    /// Direction in radians clockwise from the x axis, 0…2π.
    public var angle: Float

    /// Places a keypoint.
    public init(x: Float, y: Float, size: Float, angle: Float) {
        self.x = x
        self.y = y
        self.size = size
        self.angle = angle
    }
}

/// The local features of one picture, or of one frame of an animation or video.
///
/// Shape: keypoint i is described by the 128 bytes from `descriptors[128 * i]`: the gradient histogram of its patch,
/// 4 rows × 4 columns × 8 directions, each the square root of the bin's share times 512 (RootSIFT, Arandjelović and
/// Zisserman 2012). The most useful features stand first, so that a prefix serves where fewer are wanted.
public struct LocalFeatures: Hashable, Sendable {
    /// Bytes of one descriptor.
    public static let descriptorLength = 128
    /// Bytes of one stored keypoint.
    public static let keypointLength = 8

    /// Which frame of an animation or which sample of a video, from 0.
    public let frame: Int
    /// Seconds into a video; nil for a picture.
    public let at: Double?
    /// Width of the upright picture in pixels.
    public let width: Int
    /// Height of the upright picture in pixels.
    public let height: Int
    /// Where the features are.
    public let keypoints: [Keypoint]
    /// What they look like, 128 bytes each.
    public let descriptors: [UInt8]

    /// Collects features; nil unless there are 128 bytes for each keypoint and the picture has a size.
    public init?(frame: Int, at: Double?, width: Int, height: Int, keypoints: [Keypoint], descriptors: [UInt8]) {
        guard descriptors.count == keypoints.count * Self.descriptorLength, width > 0, height > 0 else { return nil }
        self.frame = frame
        self.at = at
        self.width = width
        self.height = height
        self.keypoints = keypoints
        self.descriptors = descriptors
    }

    /// Reads keypoints of eight bytes each, as ``storedKeypoints`` gives them.
    public init?(frame: Int, at: Double?, width: Int, height: Int, stored: [UInt8], descriptors: [UInt8]) {
        guard stored.count.isMultiple(of: Self.keypointLength), width > 0, height > 0 else { return nil }
        let scale = Scale(width: width, height: height)
        let keypoints = stride(from: 0, to: stored.count, by: Self.keypointLength).map { start in
            scale.keypoint { UInt16(stored[start + 2 * $0]) | UInt16(stored[start + 2 * $0 + 1]) << 8 }
        }
        self.init(frame: frame, at: at, width: width, height: height, keypoints: keypoints, descriptors: descriptors)
    }

    /// How many features there are.
    public var count: Int { keypoints.count }

    /// The keypoints in eight bytes each: x, y, size and angle as 16-bit numbers, low byte first.
    public var storedKeypoints: [UInt8] {
        let scale = Scale(width: width, height: height)
        return keypoints.flatMap { keypoint in
            scale.numbers(of: keypoint).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        }
    }

    /// The first features, at most so many.
    public func prefix(_ number: Int) -> LocalFeatures {
        guard number < count,
            let shorter = LocalFeatures(
                frame: frame,
                at: at,
                width: width,
                height: height,
                keypoints: Array(keypoints.prefix(max(0, number))),
                descriptors: Array(descriptors.prefix(max(0, number) * Self.descriptorLength))
            )
        else { return self }
        return shorter
    }

    /// What the features of the mirrored picture would be, left and right exchanged.
    ///
    /// Exactly: a descriptor's rows are exchanged and its directions reversed, which is what extraction from the mirrored
    /// picture gives.
    public var mirrored: LocalFeatures {
        var turned = [UInt8](repeating: 0, count: descriptors.count)
        for start in stride(from: 0, to: descriptors.count, by: Self.descriptorLength) {
            for row in 0..<4 {
                for column in 0..<4 {
                    for direction in 0..<8 {
                        turned[start + ((3 - row) * 4 + column) * 8 + (8 - direction) % 8] =
                            descriptors[start + (row * 4 + column) * 8 + direction]
                    }
                }
            }
        }
        let places = keypoints.map { keypoint in
            var angle = .pi - keypoint.angle
            if angle < 0 { angle += 2 * .pi }
            return Keypoint(x: Float(width - 1) - keypoint.x, y: keypoint.y, size: keypoint.size, angle: angle)
        }
        return LocalFeatures(
            frame: frame,
            at: at,
            width: width,
            height: height,
            keypoints: places,
            descriptors: turned
        ) ?? self
    }
}

/// How keypoints become 16-bit numbers.
private struct Scale {
    private static let perPixelOfSize: Float = 32
    private static let perRadian: Float = 65_536 / (2 * .pi)
    private let perX: Float
    private let perY: Float

    init(width: Int, height: Int) {
        perX = 65_535 / Float(width)
        perY = 65_535 / Float(height)
    }

    func numbers(of keypoint: Keypoint) -> [UInt16] {
        let direction = (keypoint.angle * Self.perRadian).rounded()
        return [
            Self.number(keypoint.x * perX), Self.number(keypoint.y * perY),
            Self.number(keypoint.size * Self.perPixelOfSize),
            direction.isFinite ? UInt16(truncatingIfNeeded: Int(direction)) : 0,
        ]
    }

    func keypoint(_ number: (Int) -> UInt16) -> Keypoint {
        Keypoint(
            x: Float(number(0)) / perX,
            y: Float(number(1)) / perY,
            size: max(1, Float(number(2))) / Self.perPixelOfSize,
            angle: Float(number(3)) / Self.perRadian
        )
    }

    private static func number(_ value: Float) -> UInt16 {
        value.isFinite ? UInt16(max(0, min(65_535, value.rounded()))) : 0
    }
}

/// How much of each picture is kept for finding parts of it again.
public enum FeatureDepth: String, CaseIterable, Sendable, Hashable {
    /// Nothing: crops and other views are not found.
    case none
    /// Enough to find copies: crops, collages, turned and overlaid pictures.
    case copies
    /// Enough to find objects and places in other views too.
    case objects

    /// How many features of a picture are stored.
    public var featureCount: Int {
        switch self {
        case .none: 0
        case .copies: 300
        case .objects: 1000
        }
    }
}
