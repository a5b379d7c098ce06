internal import CairnKernels
internal import CaseModel
internal import Fingerprints

/// A picture reduced by averaging rectangles of pixels.
struct ReducedPicture {
    let width: Int
    let height: Int
    let channels: Int
    /// Rows without gaps.
    let pixels: [UInt8]

    private init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// Reduces a picture until its longer side fits; smaller pictures are only copied.
    init(_ source: PixelBuffer, longestSide: Int) {
        let longer = max(source.width, source.height)
        let isSmall = longer <= longestSide
        let width = isSmall ? source.width : max(1, source.width * longestSide / longer)
        let height = isSmall ? source.height : max(1, source.height * longestSide / longer)
        let channels = source.channels
        var sums = [UInt32](repeating: 0, count: source.width * channels)
        pixels = source.withBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: width * height * channels) { result, count in
                cairn_reduce(
                    bytes.baseAddress,
                    source.rowBytes,
                    Int32(source.width),
                    Int32(source.height),
                    Int32(channels),
                    Int32(width),
                    Int32(height),
                    &sums,
                    result.baseAddress
                )
                count = width * height * channels
            }
        }
        self.width = width
        self.height = height
        self.channels = channels
    }

    /// The picture turned or mirrored by right angles.
    func turned(by orientation: PictureOrientation) -> ReducedPicture {
        guard orientation != .original else { return self }
        let newWidth = orientation.isTurned ? height : width
        let newHeight = orientation.isTurned ? width : height
        var result: [UInt8] = []
        result.reserveCapacity(pixels.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let place = orientation.storedRegion(
                    of: Region(x: x, y: y, width: 1, height: 1),
                    width: width,
                    height: height
                )
                let start = (place.y * width + place.x) * channels
                result.append(contentsOf: pixels[start..<(start + channels)])
            }
        }
        return ReducedPicture(width: newWidth, height: newHeight, channels: channels, pixels: result)
    }
}
