internal import CairnKernels
public import CaseModel

/// A picture reduced by averaging rectangles of pixels.
public struct ReducedPicture {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// 1 for luma, 3 for red, green and blue.
    public let channels: Int
    /// Rows without gaps.
    public let pixels: [UInt8]

    /// Takes over pixels of one or three channels, rows without gaps.
    public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * channels)
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// Reduces a picture, or a part of it, until its longer side fits; smaller ones are only copied.
    ///
    /// - Parameters:
    ///   - source: The picture.
    ///   - part: A rectangle of it; what lies outside the picture is left out. The whole if nil.
    ///   - longestSide: The longer side of the result in pixels, at least 1.
    public init(_ source: PixelBuffer, part: Region? = nil, longestSide: Int) {
        let whole = Region(x: 0, y: 0, width: source.width, height: source.height)
        let part = part?.clipped(to: whole) ?? whole
        let longer = max(part.width, part.height)
        let isSmall = longer <= longestSide
        let width = isSmall ? part.width : max(1, part.width * longestSide / longer)
        let height = isSmall ? part.height : max(1, part.height * longestSide / longer)
        let channels = source.channels
        var scratch = [UInt32](repeating: 0, count: part.width * channels + width + 2)
        pixels = source.withBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: width * height * channels) { result, count in
                cairn_reduce(
                    bytes.baseAddress.map { $0 + part.y * source.rowBytes + part.x * channels },
                    source.rowBytes,
                    Int32(part.width),
                    Int32(part.height),
                    Int32(channels),
                    Int32(width),
                    Int32(height),
                    &scratch,
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
    public func turned(by orientation: PictureOrientation) -> ReducedPicture {
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

    /// The picture without colour: .299, .587 and .114 of red, green and blue.
    public var grey: ReducedPicture {
        guard channels == 3 else { return self }
        let luma = [UInt8](unsafeUninitializedCapacity: width * height) { result, count in
            for index in 0..<(width * height) {
                let red = Int(pixels[3 * index]) * 19_595
                let green = Int(pixels[3 * index + 1]) * 38_470
                let blue = Int(pixels[3 * index + 2]) * 7_471
                result[index] = UInt8((red + green + blue + 32_768) >> 16)
            }
            count = width * height
        }
        return ReducedPicture(width: width, height: height, channels: 1, pixels: luma)
    }

    /// The picture in red, green and blue.
    public var coloured: ReducedPicture {
        guard channels == 1 else { return self }
        return ReducedPicture(width: width, height: height, channels: 3, pixels: pixels.flatMap { [$0, $0, $0] })
    }
}
