public import CaseModel

/// A file to be registered in an exhibit.
public struct NewItem: Hashable, Sendable {
    /// Path within the exhibit, as bytes.
    public var path: [UInt8]
    /// Path by which it was opened, as bytes; for an archive's entry that of the archive.
    public var source: [UInt8]
    /// The archive that it is an entry of.
    public var container: Int64?
    /// Its content; nil if it could not be read.
    public var media: Int64?
    /// SHA-256 of the content; nil if it could not be read.
    public var digest: ContentDigest?
    /// Size in bytes, if known.
    public var size: Int64?
    /// Last change of the content, in nanoseconds since 1970.
    public var modifiedAt: Int64?
    /// Last change of the file's record, in nanoseconds since 1970.
    public var changedAt: Int64?
    /// The file's number in its file system.
    public var inode: UInt64?
    /// Why it could not be read.
    public var failure: AnalysisFailure?

    /// Starts with a path.
    public init(path: [UInt8], source: [UInt8]) {
        self.path = path
        self.source = source
    }
}

/// Where an item's bytes came from.
public struct ItemSource: Hashable, Sendable {
    /// The item's number.
    public let id: Int64
    /// Path within the exhibit, as text.
    public let path: String
    /// Path by which it was opened, as bytes.
    public let source: [UInt8]
    /// Whether it is an archive's entry.
    public let isEntry: Bool
    /// SHA-256 at registration.
    public let sha256: ContentDigest
}

extension StoreWriter {
    /// Adds a content, or finds it.
    ///
    /// - Returns: Its number.
    public func media(_ digests: Digests) throws(StoreError) -> Int64 {
        let added = try session.first(
            Statements.addMedia,
            [
                .blob(digests.sha256.bytes), .blob(digests.sha1), .blob(digests.md5), .integer(digests.size),
                .text(Timestamp.now()),
            ]
        )
        if let row = added { return try row.id(0) }
        guard let id = try reader.media(digests.sha256) else {
            throw .damaged("media that was just added is not there")
        }
        return id
    }

    /// Adds an item, unless the same path with the same content is there.
    ///
    /// - Returns: Its number, and whether it is new.
    public func addItem(_ item: NewItem, toExhibit exhibit: Int64) throws(StoreError) -> (id: Int64, isNew: Bool) {
        let key = item.digest?.bytes ?? []
        let added = try session.first(
            Statements.addItem,
            [
                .integer(exhibit), SQLValue(item.media), SQLValue(item.container), .blob(item.path),
                .text(DisplayText.of(item.path)), .blob(item.source), .blob(key), SQLValue(item.size),
                SQLValue(item.modifiedAt), SQLValue(item.changedAt),
                SQLValue(item.inode.map { Int64(bitPattern: $0) }), SQLValue(item.failure?.code.rawValue),
                SQLValue(item.failure?.message), .text(Timestamp.now()),
            ]
        )
        if let row = added {
            if let media = item.media { try addToStack(media, exhibit: exhibit) }
            return (try row.id(0), true)
        }
        guard let row = try session.first(Statements.itemByKey, [.integer(exhibit), .blob(item.path), .blob(key)])
        else { throw .damaged("an item that was just added is not there") }
        let id = try row.id(0)
        if item.inode != nil {
            try session.run(
                Statements.refreshItem,
                [
                    .blob(item.source), SQLValue(item.modifiedAt), SQLValue(item.changedAt),
                    SQLValue(item.inode.map { Int64(bitPattern: $0) }), .integer(id),
                ]
            )
        }
        return (id, false)
    }

    /// Notes why not all of an item's content could be read.
    public func noteFailure(_ failure: AnalysisFailure, ofItem id: Int64) throws(StoreError) {
        try session.run(
            Statements.noteFailure,
            [.text(failure.code.rawValue), .text(failure.message), .integer(id)]
        )
    }

    /// Notes that all entries of an archive are registered.
    public func markExpanded(item id: Int64) throws(StoreError) {
        try session.run(Statements.markExpanded, [.integer(id)])
    }
}

extension StoreReader {
    /// The number of a content, if it is known.
    public func media(_ digest: ContentDigest) throws(StoreError) -> Int64? {
        try session.first(Statements.mediaByDigest, [.blob(digest.bytes)])?.integer(0)
    }

    /// Whether an unchanged file at this path is registered and analysed as far as is wished, with all that it contains,
    /// so that it need not be read again.
    ///
    /// - Parameters:
    ///   - item: The file as it is now.
    ///   - exhibit: The exhibit's number.
    ///   - depth: How far analyses are to go.
    /// - Returns: Whether there is nothing to do.
    /// - Throws: ``StoreError``.
    public func isComplete(
        _ item: NewItem,
        inExhibit exhibit: Int64,
        depth: AnalysisDepth
    ) throws(StoreError) -> Bool {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        let found = try session.first(
            Statements.itemByStatus,
            [
                .integer(exhibit), .blob(item.path), SQLValue(item.size), SQLValue(item.modifiedAt),
                SQLValue(item.changedAt), SQLValue(item.inode.map { Int64(bitPattern: $0) }), version,
            ]
        )
        guard let found, try found.reaches(depth, column: 1) else { return false }
        guard found.text(1).flatMap(MediaKind.init) == .archive else { return true }
        let inside = try session.all(Statements.depthsInArchive, [.integer(try found.id(0)), version]) {
            row throws(StoreError) in try row.reaches(depth, column: 0)
        }
        return inside.allSatisfy(\.self)
    }

    /// How all items of an exhibit stand, in the order of registration.
    public func outcomes(
        ofExhibit exhibit: Int64,
        _ body: (ItemOutcome) throws(StoreError) -> Void
    ) throws(StoreError) {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        try session.each(Statements.outcomesOfExhibit, [version, .integer(exhibit)]) { row throws(StoreError) in
            try body(
                ItemOutcome(
                    path: try row.string(0),
                    size: row.integer(1),
                    sha256: row.blob(2).flatMap(ContentDigest.init),
                    type: row.text(3),
                    kind: row.text(4).flatMap(MediaKind.init),
                    tier: row.integer(7).flatMap { AnalysisTier(number: Int($0)) },
                    failure: row.failure(5)
                )
            )
        }
    }

    /// Where each item's bytes came from.
    public func sources(_ body: (ItemSource) throws(StoreError) -> Void) throws(StoreError) {
        try session.each(Statements.itemsForCheck, []) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(4)) else {
                throw .damaged("a content's digest is not 32 bytes")
            }
            try body(
                ItemSource(
                    id: try row.id(0),
                    path: try row.string(1),
                    source: try row.bytes(2),
                    isEntry: row.integer(3) != nil,
                    sha256: digest
                )
            )
        }
    }
}

extension SQLRow {
    /// Whether the analysis whose kind and depth start at a column goes as far as is wished of its kind.
    fileprivate func reaches(_ depth: AnalysisDepth, column: Int) throws(StoreError) -> Bool {
        guard let kind = text(column).flatMap(MediaKind.init) else { throw .damaged("an analysis has an unknown kind") }
        return analysisDepth(column + 1).covers(depth.concerning(kind))
    }

    /// Reads a failure from a column of its code and the next of its message.
    func failure(_ column: Int) -> AnalysisFailure? {
        text(column).flatMap(FailureCode.init).map { AnalysisFailure($0, text(column + 1) ?? "") }
    }
}

/// Bytes of a path as text that can be shown: what is not UTF-8, and control characters, as `\xNN`.
public enum DisplayText {
    /// Gives the text for the bytes of a path.
    public static func of(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while !rest.isEmpty {
            let valid = rest.prefix { $0 >= 0x20 && $0 < 0x7F }
            if !valid.isEmpty {
                text += String(decoding: valid, as: UTF8.self)
                rest = rest.dropFirst(valid.count)
                continue
            }
            let length = (2...4).first { count in
                rest.count >= count && String(validating: rest.prefix(count), as: UTF8.self) != nil
                    && rest.first.map { $0 >= 0x80 } == true
            }
            if let length, let scalar = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first,
                scalar.properties.generalCategory != .control, scalar.properties.generalCategory != .format
            {
                text.unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                text += "\\x" + [rest[rest.startIndex]].hexadecimal
                rest = rest.dropFirst()
            }
        }
        return text
    }
}
