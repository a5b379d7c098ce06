public import CaseModel

/// Tells what a content is, and reads the metadata of still pictures.
public struct ContentDescriber {
    /// Pictures larger than this are left without metadata: their readers hold all of a file in memory.
    private static let mostBytes = 192 << 20

    /// Makes a describer.
    public init() {}

    /// Describes one content and passes on what is found: `identified` first, then `metadata` of still pictures.
    ///
    /// - Parameters:
    ///   - descriptor: The content, open for reading; its position is not used.
    ///   - emit: Gets each finding at once.
    /// - Returns: All bytes of the content, where they were read for its metadata.
    /// - Throws: Only what `emit` throws; what is wrong with the content is a `failure` or a `warning`.
    @discardableResult
    public func describe(descriptor: Int32, emit: (Finding) throws -> Void) throws -> [UInt8]? {
        do {
            let start = try EvidenceBytes.read(descriptor, count: ContentType.lookedAt)
            let type = ContentType(of: start, database: TypeDatabase.shared?.name(of: start))
            try emit(.identified(type: type.name, kind: type.kind))
            guard type.kind == .image, MetadataReader.reads(type.name) else { return nil }
            let size = try EvidenceBytes.size(of: descriptor)
            guard size <= Self.mostBytes else {
                try emit(.warning("The metadata was not read: the file is larger than \(Self.mostBytes >> 20) MiB."))
                return nil
            }
            let bytes = size <= start.count ? start : try EvidenceBytes.read(descriptor, count: size)
            switch MetadataReader.read(bytes) {
            case .success(let tags):
                guard !tags.isEmpty else { break }
                var capture = CaptureDetails(tags: tags)
                if MetadataReader.orientationIsApplied(type.name) { capture.orientation = 1 }
                try emit(.metadata(capture, tags: tags))
            case .failure(let failure): try emit(.warning("The metadata could not be read: \(failure.message)"))
            }
            return bytes
        } catch let failure as AnalysisFailure {
            try emit(.failure(failure))
            return nil
        }
    }
}
