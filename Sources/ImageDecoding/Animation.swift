internal import CImageDecoders
internal import CaseModel
internal import Fingerprints

/// The frames of a GIF or an animated WebP, one after another.
final class Animation {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let handle: OpaquePointer
    private let type: String

    /// Whether a content is to be read as an animation.
    static func reads(_ type: String, _ bytes: [UInt8]) -> Bool {
        type == "image/gif" || type == "image/webp" && cairn_webp_is_animated(bytes, bytes.count) != 0
    }

    /// Opens an animation.
    ///
    /// - Throws: Why it cannot be read.
    init(_ content: [UInt8], type: String, mostPixels: Int) throws(AnalysisFailure) {
        // The decoder keeps the address, so the bytes need a place of their own.
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, content.count))
        _ = copy.initialize(from: content)
        var opened: OpaquePointer?
        let limit = UInt64(clamping: mostPixels)
        let status =
            type == "image/gif"
            ? cairn_gif_open(copy.baseAddress, content.count, limit, &opened)
            : cairn_webp_open(copy.baseAddress, content.count, limit, &opened)
        guard status == CAIRN_IMAGE_OK, let opened else {
            copy.deallocate()
            throw AnalysisFailure(imageStatus: status, type: type)
        }
        bytes = copy
        handle = opened
        self.type = type
    }

    deinit {
        cairn_animation_close(handle)
        bytes.deallocate()
    }

    /// The next frame on the whole canvas; nil after the last.
    ///
    /// - Throws: Why no more frames can be read.
    func next() throws(AnalysisFailure) -> (pixels: PixelBuffer, fault: AnalysisFailure?)? {
        var image = cairn_image()
        let status = cairn_animation_next(handle, &image)
        guard status != CAIRN_IMAGE_END else { return nil }
        guard status == CAIRN_IMAGE_OK, let pixels = PixelBuffer(image) else {
            throw AnalysisFailure(imageStatus: status, type: type)
        }
        let fault = image.fault == CAIRN_IMAGE_OK ? nil : AnalysisFailure(imageStatus: image.fault, type: type)
        return (pixels, fault)
    }
}
