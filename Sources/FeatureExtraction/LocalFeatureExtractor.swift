internal import CLocalFeatures
public import CaseModel
public import Fingerprints

/// Finds and describes the local features of pictures: RootSIFT at a low contrast threshold.
///
/// The picture is first reduced to 1,024 pixels on its longer side, since the cost and the memory of the detector grow
/// with the pixels (1.1 GB at 5 megapixels). A small part of a picture is enlarged, since the detector finds little in
/// few pixels.
public struct LocalFeatureExtractor {
    /// The longer side of what the detector sees, in pixels.
    public static let longestSide = 1024
    /// Parts whose shorter side is below this are enlarged, at most twofold.
    static let shortestSide = 400

    private let most: Int

    /// Makes an extractor.
    ///
    /// - Parameter most: How many features of a picture are wanted at most.
    public init(most: Int) {
        self.most = most
    }

    /// Readies the library; to be called once, before the walls stand.
    public static func prepare() {
        cairn_features_prepare()
    }

    /// Extracts the features of a picture.
    ///
    /// - Parameters:
    ///   - pixels: The picture as stored.
    ///   - region: Only this rectangle, in pixels of the upright picture. Places are still those in the whole picture.
    ///   - exifOrientation: How the stored picture becomes upright, 1…8.
    ///   - frame: Which frame of an animation or video it is, from 0.
    ///   - at: Seconds into a video; nil for a picture.
    /// - Returns: The features, the most useful first; nil if there are none or memory does not suffice.
    ///
    /// Cost: about 200 ms for a picture of 1,024 pixels on its longer side.
    public func extract(
        from pixels: PixelBuffer,
        region: Region? = nil,
        exifOrientation: Int = 1,
        frame: Int = 0,
        at: Double? = nil
    ) -> LocalFeatures? {
        guard most > 0 else { return nil }
        let upright = PictureOrientation(exif: exifOrientation)
        let whole = Region(x: 0, y: 0, width: pixels.width, height: pixels.height)
        let stored = region.map { upright.storedRegion(of: $0, width: whole.width, height: whole.height) } ?? whole
        let part = stored.clipped(to: whole)
        let reduced = ReducedPicture(pixels, part: part, longestSide: Self.longestSide).grey.turned(by: upright)
        let seen = Self.enlarged(reduced, isWanted: region != nil) ?? reduced
        let found = detect(in: seen)
        guard !found.keypoints.isEmpty else { return nil }

        let uprightWidth = upright.isTurned ? pixels.height : pixels.width
        let uprightHeight = upright.isTurned ? pixels.width : pixels.height
        let origin = upright.inverse.storedRegion(of: part, width: uprightWidth, height: uprightHeight)
        let scale = Float(origin.width) / Float(seen.width)
        let places = found.keypoints.map { keypoint in
            Keypoint(
                x: Float(origin.x) + (keypoint.x + 0.5) * scale - 0.5,
                y: Float(origin.y) + (keypoint.y + 0.5) * Float(origin.height) / Float(seen.height) - 0.5,
                size: keypoint.size * scale,
                angle: keypoint.angle * .pi / 180
            )
        }
        return LocalFeatures(
            frame: frame,
            at: at,
            width: uprightWidth,
            height: uprightHeight,
            keypoints: places,
            descriptors: found.descriptors
        )
    }

    private static func enlarged(_ picture: ReducedPicture, isWanted: Bool) -> ReducedPicture? {
        let shorter = min(picture.width, picture.height)
        guard isWanted, shorter < shortestSide, shorter > 0 else { return nil }
        let factor = min(2, Double(shortestSide) / Double(shorter))
        let width = Int((Double(picture.width) * factor).rounded())
        let height = Int((Double(picture.height) * factor).rounded())
        var isEnlarged = false
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { result, count in
            let status = cairn_features_enlarge(
                picture.pixels,
                Int32(picture.width),
                Int32(picture.height),
                picture.width,
                Int32(width),
                Int32(height),
                result.baseAddress
            )
            isEnlarged = status == 0
            count = isEnlarged ? width * height : 0
        }
        return isEnlarged ? ReducedPicture(width: width, height: height, channels: 1, pixels: pixels) : nil
    }

    private func detect(in picture: ReducedPicture) -> (keypoints: [cairn_keypoint], descriptors: [UInt8]) {
        var selection = KeypointSelection(width: picture.width, height: picture.height)
        var keypoints = [cairn_keypoint](repeating: cairn_keypoint(), count: most)
        var descriptors = [UInt8](repeating: 0, count: most * LocalFeatures.descriptorLength)
        let count = cairn_features_extract(
            picture.pixels,
            Int32(picture.width),
            Int32(picture.height),
            picture.width,
            { context, found, count, chosen, capacity in
                guard let context, let found, let chosen else { return 0 }
                let selection = context.assumingMemoryBound(to: KeypointSelection.self).pointee
                let numbers = selection.choose(from: UnsafeBufferPointer(start: found, count: count), most: capacity)
                for (position, number) in numbers.enumerated() { chosen[position] = UInt32(number) }
                return numbers.count
            },
            &selection,
            most,
            &keypoints,
            &descriptors
        )
        guard count > 0 else { return ([], []) }
        keypoints.removeLast(most - Int(count))
        descriptors.removeLast((most - Int(count)) * LocalFeatures.descriptorLength)
        return (keypoints, descriptors)
    }
}
