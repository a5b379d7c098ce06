public import CaseModel

/// The programs that read evidence.
public enum WorkerProgram: String, CaseIterable, Sendable, Hashable {
    /// Types by content, metadata, still pictures and archives.
    case image = "cairn-image-worker"
    /// Video, sound, text, and picture formats that only the stream libraries read.
    case stream = "cairn-av-worker"

    /// Still pictures that the image worker decodes; all others are tried by the other one.
    private static let imageTypes: Set<String> = [
        "image/jpeg", "image/png", "image/apng", "image/webp", "image/gif", "image/tiff", "image/heic", "image/heif",
        "image/heic-sequence", "image/heif-sequence", "image/avif", "image/avif-sequence", "image/jp2", "image/jpx",
        "image/jpm", "image/x-jp2-codestream", "image/j2c", "image/x-j2c",
    ]

    /// Raw formats of cameras, whose embedded preview the image worker decodes.
    private static let rawTypes: Set<String> = [
        "image/x-canon-cr2", "image/x-canon-cr3", "image/x-canon-crw", "image/x-nikon-nef", "image/x-nikon-nrw",
        "image/x-sony-arw", "image/x-sony-sr2", "image/x-sony-srf", "image/x-adobe-dng", "image/x-olympus-orf",
        "image/x-panasonic-rw2", "image/x-panasonic-raw", "image/x-fuji-raf", "image/x-pentax-pef",
        "image/x-samsung-srw", "image/x-minolta-mrw", "image/x-kodak-dcr", "image/x-kodak-kdc", "image/x-sigma-x3f",
        "image/x-epson-erf", "image/x-hasselblad-3fr", "image/x-raw",
    ]

    /// The program that analyses a content; nil if none does.
    ///
    /// - Parameters:
    ///   - type: The media type by content.
    ///   - kind: What that is.
    /// - Returns: The program, or nil.
    public static func reading(type: String, kind: MediaKind) -> WorkerProgram? {
        switch kind {
        case .image: imageTypes.contains(type) || rawTypes.contains(type) ? .image : .stream
        case .video, .audio, .text: .stream
        case .archive, .other: nil
        }
    }
}
