internal import CStreamDecoders
internal import CaseModel
internal import FeatureExtraction
internal import Fingerprints
internal import Glibc
internal import Renditions

/// A still picture in one of the formats that only the stream libraries read.
enum StillPicture {
    /// What a transparent picture is laid on.
    private static let ground: UInt8 = 128

    /// The decoder for each media type.
    static let decoders = [
        "image/bmp": "bmp",
        "image/x-bmp": "bmp",
        "image/x-ms-bmp": "bmp",
        "image/vnd.adobe.photoshop": "psd",
        "image/x-photoshop": "psd",
        "image/x-psd": "psd",
        "image/x-portable-bitmap": "pbm",
        "image/x-portable-graymap": "pgm",
        "image/x-portable-greymap": "pgm",
        "image/x-portable-pixmap": "ppm",
        "image/x-portable-arbitrarymap": "pam",
        "image/x-tga": "targa",
        "image/x-pcx": "pcx",
        "image/vnd.zbrush.pcx": "pcx",
        "image/x-sgi": "sgi",
        "image/x-sun-raster": "sunrast",
        "image/x-qoi": "qoi",
        "image/qoi": "qoi",
        "image/vnd.ms-dds": "dds",
        "image/x-dds": "dds",
        "image/x-xbitmap": "xbm",
        "image/x-xbm": "xbm",
        "image/x-xpixmap": "xpm",
        "image/x-xpmi": "xpm",
        "image/x-xwindowdump": "xwd",
    ]

    /// Fingerprints a picture.
    ///
    /// - Throws: Why it cannot be decoded, or what `emit` throws.
    static func analyse(
        descriptor: Int32,
        type: String,
        orientation: Int,
        region: Region?,
        limits: AnalysisLimits,
        wishes: AnalysisWishes,
        emit: (Finding) throws -> Void
    ) throws {
        let pixels = try decode(descriptor: descriptor, type: type, limits: limits)
        let fingerprint = PDQExtractor().fingerprint(of: pixels, in: region, exifOrientation: orientation)
        let isTurned = (5...8).contains(orientation)
        try emit(
            .picture(
                fingerprint,
                width: isTurned ? pixels.height : pixels.width,
                height: isTurned ? pixels.width : pixels.height
            )
        )
        let encoder = RenditionEncoder()
        if !wishes.withoutRenditions,
            let rendition = encoder.encode(pixels, at: 0, exifOrientation: orientation)
        {
            try emit(.rendition(rendition))
        }
        if wishes.pixelsSide > 0,
            let shown = encoder.pixels(
                of: pixels,
                whole: pixels,
                longestSide: wishes.pixelsSide,
                exifOrientation: orientation
            )
        {
            try emit(.pixels(shown))
        }
        let extractor = LocalFeatureExtractor(most: wishes.features)
        if let features = extractor.extract(from: pixels, region: region, exifOrientation: orientation) {
            try emit(.localFeatures(features))
        }
    }

    private static func decode(
        descriptor: Int32,
        type: String,
        limits: AnalysisLimits
    ) throws(AnalysisFailure) -> PixelBuffer {
        guard let decoder = decoders[type] else {
            throw AnalysisFailure(streamStatus: CAIRN_STREAM_UNSUPPORTED)
        }
        var memory: UnsafeMutablePointer<UInt8>?
        var width: Int32 = 0
        var height: Int32 = 0
        var hasAlpha: Int32 = 0
        var bounds = cairn_stream_limits(limits, deadline: TimeBudget(limits).deadline)
        let size = try DescriptorContent.size(of: descriptor)
        let status = cairn_picture_decode(descriptor, size, decoder, &bounds, &memory, &width, &height, &hasAlpha)
        guard status == CAIRN_STREAM_OK, let memory else { throw AnalysisFailure(streamStatus: status) }
        if hasAlpha != 0 { cairn_picture_flatten(memory, Int(width) * Int(height), ground) }
        return PixelBuffer(adopting: memory, width: Int(width), height: Int(height), channels: 3)
    }
}
