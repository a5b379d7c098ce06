public import CaseModel

extension LocalFeatures {
    /// Features at random places that look like nothing else.
    public static func random(
        _ count: Int,
        width: Int,
        height: Int,
        using random: inout SeededGenerator
    ) -> LocalFeatures? {
        var keypoints: [Keypoint] = []
        var descriptors: [UInt8] = []
        for _ in 0..<count {
            keypoints.append(
                Keypoint(
                    x: .random(in: 1...Float(width - 2), using: &random),
                    y: .random(in: 1...Float(height - 2), using: &random),
                    size: .random(in: 2...40, using: &random),
                    angle: .random(in: 0..<(2 * .pi), using: &random)
                )
            )
            descriptors += Self.descriptor(using: &random)
        }
        return LocalFeatures(
            frame: 0,
            at: nil,
            width: width,
            height: height,
            keypoints: keypoints,
            descriptors: descriptors
        )
    }

    /// A descriptor of the usual length, with a few strong directions.
    private static func descriptor(using random: inout SeededGenerator) -> [UInt8] {
        let raw = (0..<descriptorLength).map { _ in Float.random(in: 0...1, using: &random) }.map { $0 * $0 * $0 }
        let sum = raw.reduce(0, +)
        return raw.map { UInt8(min(255, ($0 / sum).squareRoot() * 512)) }
    }

    /// The features of the picture after a map of its plane, some of them lost and all a little changed.
    ///
    /// - Parameters:
    ///   - scale: How much it is enlarged.
    ///   - turn: By how many radians it is turned clockwise.
    ///   - shift: Where the origin goes.
    ///   - keeping: The share of features that survive.
    ///   - width: Width of the new picture.
    ///   - height: Height of the new picture.
    ///   - random: Chooses.
    /// - Returns: What lies inside the new picture; nil if nothing does.
    public func moved(
        scale: Float,
        turn: (cosine: Float, sine: Float, radians: Float),
        shift: (x: Float, y: Float),
        keeping: Double,
        width: Int,
        height: Int,
        using random: inout SeededGenerator
    ) -> LocalFeatures? {
        var places: [Keypoint] = []
        var looks: [UInt8] = []
        for (number, keypoint) in keypoints.enumerated() where Double.random(in: 0..<1, using: &random) < keeping {
            let x = scale * (turn.cosine * keypoint.x - turn.sine * keypoint.y) + shift.x
            let y = scale * (turn.sine * keypoint.x + turn.cosine * keypoint.y) + shift.y
            guard x >= 0, y >= 0, x < Float(width), y < Float(height) else { continue }
            var angle = (keypoint.angle + turn.radians).truncatingRemainder(dividingBy: 2 * .pi)
            if angle < 0 { angle += 2 * .pi }
            places.append(
                Keypoint(
                    x: x + .random(in: -0.5...0.5, using: &random),
                    y: y + .random(in: -0.5...0.5, using: &random),
                    size: keypoint.size * scale,
                    angle: angle
                )
            )
            let start = number * Self.descriptorLength
            for value in descriptors[start..<(start + Self.descriptorLength)] {
                looks.append(UInt8(clamping: Int(value) + Int.random(in: -6...6, using: &random)))
            }
        }
        return LocalFeatures(frame: 0, at: nil, width: width, height: height, keypoints: places, descriptors: looks)
    }
}
