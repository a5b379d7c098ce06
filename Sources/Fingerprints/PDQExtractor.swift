internal import CairnKernels
public import CaseModel

/// Computes PDQ hashes of decoded pictures at full resolution.
///
/// The picture is never resized or smoothed as a whole: each of the 64 by 64 values on which the hash rests is a weighted
/// sum over a band of rows and a band of columns, so every pixel is read about once. Where the hash would hang on the order
/// of these additions, the picture is hashed again in the reference's own order.
///
/// Keeps the weights of the sizes it has seen, so use one extractor for the frames of a video.
public struct PDQExtractor {
    /// Pictures with a shorter side get a hash without any bit set and quality 0.
    static let shortestSide = 5
    /// Pictures with a shorter side are hashed in the reference's order of arithmetic: bands gain nothing there.
    static let shortestBandedSide = 128

    /// Pictures with more pixels are not hashed again when their hash hangs on the order of additions: it would cost more
    /// than decoding them, for two bits in some hundred pictures.
    static let mostPixelsForReference = 1 << 21

    /// Hashes of pictures of less quality tell nothing of one another, says the reference.
    static let leastQuality = 50

    private let tables = WeightTables()

    /// Makes an extractor.
    public init() {}

    /// Hashes a picture in all eight orientations.
    ///
    /// - Parameters:
    ///   - pixels: The picture as stored.
    ///   - region: Only this rectangle, in pixels of the upright picture; what lies outside the picture is cut off.
    ///   - exifOrientation: How the stored picture becomes upright, 1…8.
    ///   - frame: Which frame of an animation the picture is, from 0.
    /// - Returns: The fingerprint of the upright picture.
    ///
    /// Cost: about 0.2 ns a pixel of luma and 0.5 ns a pixel of colour, and 0.1 ms.
    public func fingerprint(
        of pixels: PixelBuffer,
        in region: Region? = nil,
        exifOrientation: Int = 1,
        frame: Int = 0
    ) -> PictureFingerprint {
        let upright = PictureOrientation(exif: exifOrientation)
        let whole = Region(x: 0, y: 0, width: pixels.width, height: pixels.height)
        let stored =
            region.map { upright.storedRegion(of: $0, width: pixels.width, height: pixels.height).clipped(to: whole) }
            ?? whole
        let (hashes, quality) = hashes(of: pixels, in: stored, upright: upright)
        return PictureFingerprint(frame: frame, orientations: hashes, quality: quality)
    }

    /// The hashes of the eight orientations of a rectangle of a stored picture, made upright, and its quality.
    func hashes(
        of pixels: PixelBuffer,
        in region: Region,
        upright: PictureOrientation
    ) -> (hashes: [PerceptualHash], quality: Int) {
        let shorter = min(region.width, region.height)
        guard shorter >= Self.shortestSide else {
            return (PictureOrientation.allCases.map { _ in .zero }, 0)
        }
        if shorter >= Self.shortestBandedSide {
            let grid = bandedGrid(of: pixels, in: region, upright: upright)
            let frequencies = grid.frequencies()
            let isLarge = region.width * region.height > Self.mostPixelsForReference
            if isLarge || !frequencies.isAmbiguous { return (frequencies.allHashes, grid.quality) }
        }
        let luma = PDQReference.luma(of: pixels, in: region, upright: upright)
        let (width, height) =
            upright.isTurned ? (region.height, region.width) : (region.width, region.height)
        let grid = PDQReference.grid(of: luma, width: width, height: height, skipsSmoothing: false)
        var hashes = grid.frequencies().allHashes
        guard width == Grid.side, height == Grid.side else { return (hashes, grid.quality) }
        let plain = PDQReference.grid(of: luma, width: width, height: height, skipsSmoothing: true)
        hashes[0] = plain.frequencies().hash
        return (hashes, plain.quality)
    }

    /// The hash of a picture as it is, and its quality.
    ///
    /// A hash that hangs on the order of additions is made again only where the quality lets it be compared.
    func hash(of pixels: PixelBuffer) -> (hash: PerceptualHash, quality: Int) {
        let whole = Region(x: 0, y: 0, width: pixels.width, height: pixels.height)
        if min(pixels.width, pixels.height) >= Self.shortestBandedSide {
            let grid = bandedGrid(of: pixels, in: whole)
            let quality = grid.quality
            let (hash, isAmbiguous) = grid.frequencies().hashAndAmbiguity
            let isFinal = pixels.width * pixels.height > Self.mostPixelsForReference || quality < Self.leastQuality
            if isFinal || !isAmbiguous { return (hash, quality) }
        }
        let (hashes, quality) = hashes(of: pixels, in: whole, upright: .original)
        return (hashes[PictureOrientation.original.rawValue], quality)
    }

    /// Reduces a rectangle of a stored picture, made upright, to 64 by 64 values by bands.
    func bandedGrid(of pixels: PixelBuffer, in region: Region, upright: PictureOrientation = .original) -> Grid {
        let rows = tables.weights(of: region.height, reversed: upright.reversesRows)
        let columns = tables.weights(of: region.width, reversed: upright.reversesColumns)
        let values = pixels.withBytes { bytes in
            [Float](unsafeUninitializedCapacity: Grid.side * Grid.side) { values, count in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: region.width) { sums in
                    guard let base = bytes.baseAddress else { return }
                    let first = base + region.y * pixels.rowBytes + region.x * pixels.channels
                    cairn_pdq_fold(
                        first,
                        pixels.rowBytes,
                        Int32(pixels.channels),
                        Int32(region.width),
                        rows.bands,
                        rows.weights,
                        columns.bands,
                        columns.weights,
                        sums.baseAddress,
                        values.baseAddress
                    )
                    count = Grid.side * Grid.side
                }
            }
        }
        let grid = Grid(values: values)
        return upright.isTurned ? grid.transposed : grid
    }
}

/// The weights of the sizes that an extractor has met.
private final class WeightTables {
    private static let most = 16
    private var tables: [Key: BandedWeights] = [:]

    private struct Key: Hashable {
        let length: Int
        let isReversed: Bool
    }

    func weights(of length: Int, reversed isReversed: Bool) -> BandedWeights {
        let key = Key(length: length, isReversed: isReversed)
        if let known = tables[key] { return known }
        if tables.count >= Self.most { tables.removeAll() }
        let forwards = BandedWeights(length: length)
        let made = isReversed ? BandedWeights(reversing: forwards, length: length) : forwards
        tables[key] = made
        return made
    }
}
