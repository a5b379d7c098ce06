internal import CaseModel

/// The media type of a content, told from its bytes.
struct ContentType: Hashable {
    /// The media type, such as `image/jpeg`.
    let name: String

    /// How many bytes are looked at.
    static let lookedAt = 1 << 20

    /// Tells a type from the content's first bytes, with the help of what the database of types says of them.
    init(of bytes: [UInt8], database: String?) {
        name =
            Self.isoMedia(bytes) ?? CameraRaw.type(of: bytes) ?? Self.signature(bytes)
            ?? Self.usual(database ?? "application/octet-stream")
    }

    /// What the type is.
    var kind: MediaKind {
        if Self.archives.contains(name) { return .archive }
        if Self.texts.contains(name) || name.hasPrefix("text/") { return .text }
        if Self.recordings.contains(name) || name.hasPrefix("audio/") { return .audio }
        if Self.videos.contains(name) || name.hasPrefix("video/") { return .video }
        if name.hasPrefix("image/") { return .image }
        return .other
    }

    /// Whether the content is one compressed file rather than a container of files.
    static func isSingle(_ name: String) -> Bool { compressed.contains(name) }

    private static let compressed: Set<String> = [
        "application/gzip", "application/x-bzip2", "application/x-xz", "application/zstd", "application/x-lzip",
        "application/x-lzma", "application/x-lz4", "application/x-compress",
    ]

    private static let archives: Set<String> = compressed.union([
        "application/zip", "application/x-tar", "application/x-7z-compressed", "application/x-rar",
        "application/vnd.rar", "application/x-cpio", "application/vnd.ms-cab-compressed",
        "application/x-lzh-compressed",
        "application/x-lha", "application/x-iso9660-image", "application/x-archive", "application/x-gtar",
    ])

    private static let texts: Set<String> = [
        "application/json", "application/xml", "application/x-ndjson", "application/javascript", "message/rfc822",
        "application/mbox", "application/x-wine-extension-ini",
    ]

    private static let recordings: Set<String> = ["application/ogg", "application/x-ogg"]

    private static let videos: Set<String> = [
        "application/vnd.rn-realmedia", "application/x-matroska", "application/mxf", "application/vnd.ms-asf",
    ]

    /// One name for types that the database calls by several.
    private static func usual(_ name: String) -> String {
        switch name {
        case "image/x-ms-bmp", "image/x-bmp": "image/bmp"
        case "image/vnd.mozilla.apng": "image/png"
        case "audio/x-wav", "audio/wav", "audio/vnd.wave": "audio/wav"
        case "audio/x-m4a": "audio/mp4"
        case "video/x-m4v": "video/mp4"
        case "application/x-gzip": "application/gzip"
        case "application/x-bzip": "application/x-bzip2"
        default: name
        }
    }

    /// Brands of ISO base media files, which hold pictures, video or sound.
    private static func isoMedia(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 12, text(bytes, 4, 4) == "ftyp" else { return nil }
        let length = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
        let end = min(bytes.count, max(16, min(length, 4096)))
        let compatible = stride(from: 16, to: end - 3, by: 4).map { text(bytes, $0, 4) }
        let major = text(bytes, 8, 4)
        for brand in [major] + compatible {
            switch brand {
            case "avif": return "image/avif"
            case "avis": return "image/avif-sequence"
            case "heic", "heix", "heim", "heis": return "image/heic"
            case "hevc", "hevx": return "image/heic-sequence"
            case "crx ": return "image/x-canon-cr3"
            default: continue
            }
        }
        switch major {
        case "mif1", "msf1": return "image/heif"
        case "M4A ", "M4B ", "M4P ": return "audio/mp4"
        case "qt  ": return "video/quicktime"
        case "jp2 ", "jpx ", "jpm ": return nil
        case _ where major.hasPrefix("3g"): return "video/3gpp"
        default: return "video/mp4"
        }
    }

    /// Signatures that the database does not know, or calls by a name of its own.
    private static func signature(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51]) { return "image/x-jp2-codestream" }
        if bytes.starts(with: [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20]) { return "image/jp2" }
        if bytes.count >= 12, text(bytes, 0, 4) == "RIFF", text(bytes, 8, 4) == "WEBP" { return "image/webp" }
        if bytes.starts(with: Array("8BPS".utf8)) { return "image/vnd.adobe.photoshop" }
        if bytes.starts(with: Array("#!AMR".utf8)) { return "audio/amr" }
        return nil
    }

    private static func text(_ bytes: [UInt8], _ start: Int, _ count: Int) -> String {
        String(decoding: bytes[start..<(start + count)], as: UTF8.self)
    }
}
