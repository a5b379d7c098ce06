internal import CContentReaders
public import CaseModel

/// Extracts the entries of an archive, refusing those that are no plain files or try to leave it.
public struct ArchiveUnpacker {
    private static let pieceSize = 64 << 10

    private let limits: AnalysisLimits

    /// Sets the limits on entries and on the bytes that all of them give.
    public init(limits: AnalysisLimits) {
        self.limits = limits
    }

    /// Extracts all entries and passes them on: `entry`, pieces of `entryData`, `entryEnd`, with the reason if an entry
    /// was refused or is incomplete.
    ///
    /// Folders are left out. What ends the archive early is a `failure`.
    ///
    /// - Parameters:
    ///   - descriptor: The archive, open for reading; its position is not used.
    ///   - type: The media type by content.
    ///   - emit: Gets each finding at once; extraction goes on when it returns.
    /// - Throws: Only what `emit` throws.
    public func unpack(descriptor: Int32, type: String, emit: (Finding) throws -> Void) throws {
        do {
            let size = try EvidenceBytes.size(of: descriptor)
            var opened: OpaquePointer?
            let status = cairn_archive_open(descriptor, Int64(size), ContentType.isSingle(type) ? 1 : 0, &opened)
            guard status == CAIRN_ARCHIVE_OK, let opened else { throw AnalysisFailure(archiveStatus: status) }
            defer { cairn_archive_close(opened) }
            try extractAll(opened, emit)
        } catch let failure as AnalysisFailure {
            try emit(.failure(failure))
        }
    }

    private func extractAll(_ archive: OpaquePointer, _ emit: (Finding) throws -> Void) throws {
        var written = 0
        var entries = 0
        while true {
            var entry = cairn_entry()
            let status = cairn_archive_next(archive, &entry)
            guard status != CAIRN_ARCHIVE_END else { return }
            guard status == CAIRN_ARCHIVE_OK else { throw AnalysisFailure(archiveStatus: status) }
            guard entry.kind != CAIRN_ENTRY_FOLDER else { continue }
            entries += 1
            guard entries <= limits.entries else {
                throw AnalysisFailure(.tooLarge, "The archive has more than \(limits.entries) entries.")
            }
            let path = Self.path(of: entry) ?? Array("entry-\(entries)".utf8)
            try emit(.entry(path: path, modifiedAt: entry.has_time != 0 ? entry.modified_at : nil))
            if let refusal = Self.refusal(of: entry, path: path) {
                try emit(.entryEnd(refusal))
                continue
            }
            try extract(archive, &written, emit)
        }
    }

    private func extract(_ archive: OpaquePointer, _ written: inout Int, _ emit: (Finding) throws -> Void) throws {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            var count = 0
            let status = cairn_archive_read(archive, &piece, piece.count, &count)
            guard status == CAIRN_ARCHIVE_OK else {
                try emit(.entryEnd(AnalysisFailure(archiveStatus: status)))
                return
            }
            guard count > 0 else { break }
            written += count
            guard written <= limits.outputBytes else {
                let failure = AnalysisFailure(
                    .tooLarge,
                    "The archive unpacks to more than the \(limits.outputBytes >> 20) MiB allowed."
                )
                try emit(.entryEnd(failure))
                throw failure
            }
            try emit(.entryData(Array(piece.prefix(count))))
        }
        try emit(.entryEnd(nil))
    }

    private static func path(of entry: cairn_entry) -> [UInt8]? {
        guard let name = entry.path else { return nil }
        let bytes = String.UTF8View.bytes(of: name)
        return bytes.isEmpty ? nil : bytes
    }

    /// Why an entry is not extracted; nil if it may be.
    private static func refusal(of entry: cairn_entry, path: [UInt8]) -> AnalysisFailure? {
        if entry.kind == CAIRN_ENTRY_LINK {
            return AnalysisFailure(.unsupported, "The entry is a link, and links in archives are not followed.")
        }
        if entry.kind == CAIRN_ENTRY_DEVICE {
            return AnalysisFailure(.unsupported, "The entry is a device or a pipe, not a file.")
        }
        if entry.is_encrypted != 0 { return AnalysisFailure(.encrypted, "The entry is encrypted.") }
        let separators: Set<UInt8> = [UInt8(ascii: "/"), UInt8(ascii: "\\")]
        let parts = path.split(omittingEmptySubsequences: false) { separators.contains($0) }
        let isAbsolute = path.first.map(separators.contains) ?? false
        let hasDrive = path.count >= 3 && path[1] == UInt8(ascii: ":") && separators.contains(path[2])
        if isAbsolute || hasDrive || parts.contains(where: { $0.elementsEqual("..".utf8) }) {
            return AnalysisFailure(.corrupt, "The entry's path leads out of the archive.")
        }
        return nil
    }
}

extension String.UTF8View {
    /// The bytes of a text that ends with NUL, whatever they are.
    fileprivate static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
        var bytes: [UInt8] = []
        var position = 0
        while text[position] != 0 {
            bytes.append(UInt8(bitPattern: text[position]))
            position += 1
        }
        return bytes
    }
}
