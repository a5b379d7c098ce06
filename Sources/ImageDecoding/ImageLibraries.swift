internal import CContentReaders
internal import CImageDecoders
public import CaseModel
internal import FeatureExtraction
internal import Fingerprints
internal import Renditions
internal import Synchronization

/// The libraries that read pictures, metadata, types and archives.
public enum ImageLibraries {
    /// Loads everything that the libraries would load on first use.
    ///
    /// Call it once while the process may still open files: afterwards they need nothing but memory and the evidence's
    /// descriptor, and every child forked later shares what was loaded.
    ///
    /// - Throws: `unsupported` if a library cannot be readied.
    public static func prepare() throws(AnalysisFailure) {
        LocalFeatureExtractor.prepare()
        guard cairn_images_prepare() == CAIRN_IMAGE_OK else {
            throw AnalysisFailure(.unsupported, "The picture libraries cannot be readied on this system.")
        }
        // Asked once, so that the database and the lock around it have made the system calls that they make but once.
        guard TypeDatabase.shared?.name(of: Array("cairn".utf8)) != nil else {
            throw AnalysisFailure(.unsupported, "The database of file types cannot be loaded.")
        }
    }
}

extension ImageLibraries {
    /// A small picture of our own making with the metadata of a camera, as JPEG; empty if memory is short.
    public static func samplePicture() -> [UInt8] {
        let side = 160
        guard let pixels = PixelBuffer(width: side, height: side, channels: 3) else { return [] }
        pixels.withMutableBytes { bytes in
            for index in 0..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* index / 977) }
        }
        guard let picture = RenditionEncoder().encode(pixels, at: 0)?.bytes else { return [] }
        // Behind the marker that begins a JPEG file.
        return picture.prefix(2) + SampleMetadata.segment + picture.dropFirst(2)
    }
}

/// The database of types by content, loaded once for the life of the process.
final class TypeDatabase: Sendable {
    /// The database; nil if it cannot be loaded.
    static let shared = TypeDatabase()

    /// The address of the library's handle, which serves one caller at a time.
    private let handle: Mutex<UInt>

    private init?() {
        guard let loaded = cairn_types_load() else { return nil }
        handle = Mutex(UInt(bitPattern: loaded))
    }

    /// The media type of a content's first bytes; nil if it cannot be told.
    func name(of bytes: [UInt8]) -> String? {
        handle.withLock { address in
            guard let types = OpaquePointer(bitPattern: address) else { return nil }
            return cairn_types_name(types, bytes, bytes.count).map { String(cString: $0) }
        }
    }
}
