internal import CImageDecoders
internal import CaseModel
internal import Fingerprints
internal import Glibc

/// A decoded still picture as stored, before it is made upright.
struct DecodedPicture {
    /// The pixels on which the hash rests.
    let pixels: PixelBuffer
    /// A small picture in colour, where ``pixels`` have none.
    let reduced: PixelBuffer?
    /// Why a part of the picture could not be decoded.
    let fault: AnalysisFailure?

    /// Decodes a still picture by its type.
    ///
    /// - Throws: Why nothing could be decoded.
    init(_ bytes: [UInt8], type: String, mostPixels: Int, reducedSide: Int) throws(AnalysisFailure) {
        let limit = UInt64(clamping: mostPixels)
        var whole = cairn_image()
        var small = cairn_image()
        let status: Int32
        switch type {
        case "image/jpeg":
            status = cairn_jpeg_decode(bytes, bytes.count, limit, Int32(reducedSide), &whole, &small)
        case "image/png", "image/apng": status = cairn_png_decode(bytes, bytes.count, limit, &whole)
        case "image/webp": status = cairn_webp_decode(bytes, bytes.count, limit, &whole)
        case "image/tiff": status = cairn_tiff_decode(bytes, bytes.count, limit, &whole)
        case _ where type.hasPrefix("image/hei") || type.hasPrefix("image/avif"):
            status = cairn_heif_decode(bytes, bytes.count, limit, &whole)
        case _ where type.hasPrefix("image/j") || type == "image/x-jp2-codestream" || type == "image/x-j2c":
            status = cairn_jpeg2000_decode(bytes, bytes.count, limit, &whole)
        case _ where type.hasPrefix("image/x-"):
            status = Self.decodePreview(bytes, limit, Int32(reducedSide), &whole, &small)
        default: status = CAIRN_IMAGE_UNSUPPORTED
        }
        guard status == CAIRN_IMAGE_OK, let pixels = PixelBuffer(whole) else {
            throw AnalysisFailure(imageStatus: status, type: type)
        }
        self.pixels = pixels
        reduced = PixelBuffer(small)
        fault = whole.fault == CAIRN_IMAGE_OK ? nil : AnalysisFailure(imageStatus: whole.fault, type: type)
    }

    private static func decodePreview(
        _ bytes: [UInt8],
        _ limit: UInt64,
        _ side: Int32,
        _ whole: inout cairn_image,
        _ small: inout cairn_image
    ) -> Int32 {
        var preview: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = cairn_raw_preview(bytes, bytes.count, limit, &preview, &count, &whole)
        guard status == CAIRN_IMAGE_OK, let preview else { return status }
        defer { free(preview) }
        return cairn_jpeg_decode(preview, count, limit, side, &whole, &small)
    }
}

extension PixelBuffer {
    /// Takes over a decoder's pixels; nil if there are none.
    convenience init?(_ image: cairn_image) {
        guard let pixels = image.pixels, image.width > 0, image.height > 0,
            image.channels == 1 || image.channels == 3
        else { return nil }
        self.init(
            adopting: pixels,
            width: Int(image.width),
            height: Int(image.height),
            channels: Int(image.channels)
        )
    }
}
