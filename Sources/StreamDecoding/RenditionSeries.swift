internal import CStreamDecoders
internal import CaseModel
internal import Fingerprints
internal import Renditions

/// A few small pictures spread over a video.
struct RenditionSeries {
    /// How many pictures at most.
    static let count = 6
    private static let longestSide = 512

    private let encoder = RenditionEncoder()
    private let moments: [Double]
    private let orientation: Int
    private let pixelAspect: Double
    private var made = 0
    /// The first sample, for a video that ends before the first moment comes.
    private var reserve: (pixels: PixelBuffer, at: Double)?

    /// Plans the moments from what the container says.
    init(_ info: cairn_stream_info) {
        moments = Self.moments(duration: info.duration)
        pixelAspect = info.pixel_aspect
        orientation = Self.exifOrientation(rotation: info.rotation)
    }

    /// The EXIF orientation that makes frames upright which are to be turned clockwise by so many degrees.
    static func exifOrientation(rotation: Int32) -> Int {
        switch rotation {
        case 90: 6
        case 180: 3
        case 270: 8
        default: 1
        }
    }

    /// The middle of each sixth of the video; ever further apart if nobody knows how long it is.
    static func moments(duration: Double) -> [Double] {
        guard duration > 0 else { return [0, 1, 4, 16, 64, 256] }
        return (0..<count).map { (Double($0) + 0.5) / Double(count) * duration }
    }

    /// Makes a picture of the frame just met if its moment has come.
    mutating func take(from reader: StreamReader, at: Double, width: Int, height: Int) -> Rendition? {
        let isDue = made < moments.count && at >= moments[made]
        guard isDue || (made == 0 && reserve == nil) else { return nil }
        let size = Self.reducedSize(width: width, height: height, pixelAspect: pixelAspect)
        guard let pixels = reader.colours(width: size.width, height: size.height) else { return nil }
        guard isDue else {
            reserve = (pixels, at)
            return nil
        }
        reserve = nil
        while made < moments.count, at >= moments[made] { made += 1 }
        return encoder.encode(pixels, at: at, exifOrientation: orientation)
    }

    /// The first sample, if no moment came.
    func finish() -> Rendition? {
        guard made == 0, let reserve else { return nil }
        return encoder.encode(reserve.pixels, at: reserve.at, exifOrientation: orientation)
    }

    /// The size at which the longer side is at most 512 pixels and pixels are square.
    static func reducedSize(width: Int, height: Int, pixelAspect: Double) -> (width: Int, height: Int) {
        let shown = Double(width) * pixelAspect
        let scale = min(1, Double(longestSide) / max(shown, Double(height)))
        return (max(1, Int((shown * scale).rounded())), max(1, Int((Double(height) * scale).rounded())))
    }
}
