internal import CImageDecoders
internal import CaseModel

/// Reads the metadata that is embedded in a picture.
enum MetadataReader {
    private static let types: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/heif", "image/avif",
        "image/heic-sequence", "image/avif-sequence", "image/jp2", "image/vnd.adobe.photoshop", "image/x-canon-cr3",
    ]

    /// Whether a type can carry metadata that is read here.
    static func reads(_ type: String) -> Bool {
        types.contains(type) || type.hasPrefix("image/x-canon") || type.hasPrefix("image/x-nikon")
            || type.hasPrefix("image/x-sony") || type.hasPrefix("image/x-adobe") || type.hasPrefix("image/x-olympus")
            || type.hasPrefix("image/x-panasonic") || type.hasPrefix("image/x-fuji")
            || type.hasPrefix("image/x-pentax") || type.hasPrefix("image/x-samsung")
    }

    /// Whether the decoder of a type turns pictures upright by itself.
    static func orientationIsApplied(_ type: String) -> Bool {
        type.hasPrefix("image/hei") || type.hasPrefix("image/avif")
    }

    /// All fields, as text.
    static func read(_ bytes: [UInt8]) -> Result<[MetadataTag], AnalysisFailure> {
        var metadata: OpaquePointer?
        let status = cairn_metadata_read(bytes, bytes.count, &metadata)
        defer { cairn_metadata_free(metadata) }
        guard status == CAIRN_IMAGE_OK, let metadata else {
            switch status {
            case CAIRN_IMAGE_UNSUPPORTED: return .success([])
            case CAIRN_IMAGE_MEMORY: return .failure(AnalysisFailure(.memory, "it needs more memory than allowed."))
            default: return .failure(AnalysisFailure(.corrupt, "it contradicts its format."))
            }
        }
        return .success(
            (0..<cairn_metadata_count(metadata)).compactMap { number in
                guard let name = cairn_metadata_name(metadata, number),
                    let value = cairn_metadata_value(metadata, number)
                else { return nil }
                return MetadataTag(name: String(cString: name), value: String(cString: value))
            }
        )
    }
}
