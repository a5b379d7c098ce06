public import CaseModel
import Foundation

/// What became of an analysis that was to be stored.
public enum AnalysisChange: Hashable, Sendable {
    /// There was none of the content.
    case added
    /// It took the place of one that did not go as far.
    case deepened
}

extension StoreWriter {
    /// Stores what was found in a media, unless an analysis of this version is there that went as far.
    ///
    /// One that did not go as far is removed with all that it found, its matches too.
    ///
    /// - Parameters:
    ///   - analysis: What was found.
    ///   - depth: How far it went.
    ///   - media: The media's number.
    ///   - more: Hands over messages and identifiers beyond those of the analysis.
    /// - Returns: What became of it; nil if it was not stored.
    /// - Throws: ``StoreError``.
    public func addAnalysis(
        _ analysis: Analysis,
        depth: AnalysisDepth,
        ofMedia media: Int64,
        more: (((Finding) throws -> Void) throws -> Void)? = nil
    ) throws(StoreError) -> AnalysisChange? {
        let version = Int64(CaseStore.analysisVersion)
        let known = try session.first(Statements.analysisDepth, [.integer(media), .integer(version)])
        if let known, known.analysisDepth(1).covers(depth) { return nil }
        if known != nil { try removeAnalysis(ofMedia: media) }
        let capture = analysis.capture ?? CaptureDetails()
        try session.run(
            Statements.addAnalysis,
            [
                .integer(media), .integer(version), .text(analysis.type), .text(analysis.kind.rawValue),
                SQLValue(analysis.width), SQLValue(analysis.height), SQLValue(analysis.duration),
                SQLValue(analysis.codec), SQLValue(analysis.rotation), SQLValue(capture.make),
                SQLValue(capture.model), SQLValue(capture.bodySerial), SQLValue(capture.lensSerial),
                SQLValue(capture.takenAt), SQLValue(capture.latitude), SQLValue(capture.longitude),
                SQLValue(capture.orientation), .text(try Self.json(analysis.tags.map { [$0.name, $0.value] })),
                .text(try Self.json(analysis.warnings)), SQLValue(analysis.failure?.code.rawValue),
                SQLValue(analysis.failure?.message), SQLValue(depth.tier?.number), SQLValue(depth.features),
                SQLValue(depth.soundPeaks.map { $0 ? 1 : 0 }), SQLValue(capture.bodySerialField),
            ]
        )
        try session.run(Statements.setContentKind, [.text(analysis.kind.rawValue), .integer(media)])
        try addFingerprints(of: analysis, media: media)
        for (position, rendition) in analysis.renditions.enumerated() {
            try session.run(
                Statements.addRendition,
                [
                    .integer(media), SQLValue(position), .real(rendition.at), .text(rendition.type),
                    SQLValue(rendition.width), SQLValue(rendition.height), .blob(rendition.bytes),
                ]
            )
        }
        try addTexts(of: analysis, media: media, more: more)
        return known == nil ? .added : .deepened
    }

    private func removeAnalysis(ofMedia media: Int64) throws(StoreError) {
        for table in Statements.tablesOfAnalysis {
            try session.run(Statements.removeAnalysis(from: table), [.integer(media)])
        }
        try session.run(Statements.removeMatches, [.integer(media), .integer(media)])
        try session.run(
            Statements.removeAnalysis,
            [.integer(media), .integer(Int64(CaseStore.analysisVersion))]
        )
    }

    private func addFingerprints(of analysis: Analysis, media: Int64) throws(StoreError) {
        for picture in analysis.pictures {
            try session.run(
                Statements.addPictureHash,
                [
                    .integer(media), SQLValue(picture.frame), .text(picture.profile.rawValue),
                    SQLValue(picture.quality), .blob(PerceptualHash.bigEndianBytes(of: picture.orientations)),
                ]
            )
        }
        for (position, frame) in analysis.frames.enumerated() {
            let hashes = [frame.full] + frame.centres + frame.turned
            try session.run(
                Statements.addFrameHash,
                [
                    .integer(media), SQLValue(position), .real(frame.at), SQLValue(frame.quality),
                    SQLValue(frame.isKey), .blob(PerceptualHash.bigEndianBytes(of: hashes)),
                ]
            )
        }
        for features in analysis.localFeatures {
            try session.run(
                Statements.addLocalFeatures,
                [
                    .integer(media), SQLValue(features.frame), SQLValue(features.at), SQLValue(features.width),
                    SQLValue(features.height), .blob(features.storedKeypoints), .blob(features.descriptors),
                ]
            )
        }
        if let noise = analysis.sensorNoise { try addNoise(noise, media: media) }
        if let sound = analysis.sound {
            let bytes = sound.words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
            try session.run(
                Statements.addSound,
                [
                    .integer(media), .real(sound.step), .real(sound.duration), .blob(bytes),
                    .blob(sound.peaks.stored.bytes),
                ]
            )
        }
    }

    static func json(_ value: some Encodable) throws(StoreError) -> String {
        do {
            return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        } catch {
            throw .failed("metadata cannot be written as JSON")
        }
    }
}

extension StoreReader {
    /// What a content is and how far its analysis went, if it was analysed in this version.
    public func analysed(_ digest: ContentDigest) throws(StoreError) -> (kind: MediaKind, depth: AnalysisDepth)? {
        let row = try session.first(
            Statements.analysisByDigest,
            [.blob(digest.bytes), .integer(Int64(CaseStore.analysisVersion))]
        )
        guard let row, let kind = row.text(0).flatMap(MediaKind.init) else { return nil }
        return (kind, row.analysisDepth(1))
    }

    /// Media of which only key frames were looked at so far.
    public func quickMedia() throws(StoreError) -> Set<Int64> {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return Set(try session.all(Statements.quickMedia, [version]) { row throws(StoreError) in try row.id(0) })
    }

    /// All picture hashes, by media.
    public func pictures(
        after media: Int64 = 0,
        _ body: (_ media: Int64, PictureFingerprint) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.pictureHashes, [.integer(media)]) { row throws(StoreError) in
            try body(try row.id(0), try Self.picture(row))
        }
    }

    /// Hands over the pictures of a case, content by content.
    public func pictures(
        ofCase number: Int64,
        _ body: (_ media: Int64, PictureFingerprint) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.picturesOfCase, [.integer(number)]) { row throws(StoreError) in
            try body(try row.id(0), try Self.picture(row))
        }
    }

    /// The pictures of one content, by frame.
    public func pictures(ofMedia media: Int64) throws(StoreError) -> [PictureFingerprint] {
        try session.all(Statements.pictureHashesOfMedia, [.integer(media)]) { row throws(StoreError) in
            try Self.picture(row)
        }
    }

    private static func picture(_ row: SQLRow) throws(StoreError) -> PictureFingerprint {
        guard let profile = HashProfile(rawValue: try row.string(2)) else {
            throw .damaged("a picture hash has an unknown profile")
        }
        return PictureFingerprint(
            frame: try row.number(1),
            orientations: try row.hashes(4, counts: [8]),
            quality: try row.number(3),
            profile: profile
        )
    }

    /// How many pictures of media up to one have hashes.
    public func pictureCount(upTo media: Int64) throws(StoreError) -> Int {
        try session.first(Statements.pictureCount, [.integer(media)])?.number(0) ?? 0
    }

    /// How many frames of media up to one have hashes.
    public func frameCount(upTo media: Int64) throws(StoreError) -> Int {
        try session.first(Statements.frameCount, [.integer(media)])?.number(0) ?? 0
    }

    /// All videos' frames, by media and in order of time.
    public func frames(
        after media: Int64 = 0,
        _ body: (_ media: Int64, FrameFingerprint) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.frameHashes, [.integer(media)]) { row throws(StoreError) in
            try body(try row.id(0), try Self.frame(row))
        }
    }

    /// The frames of one video, in order of time.
    public func frames(ofMedia media: Int64) throws(StoreError) -> [FrameFingerprint] {
        try session.all(Statements.frameHashesOfMedia, [.integer(media)]) { row throws(StoreError) in
            try Self.frame(row)
        }
    }

    private static func frame(_ row: SQLRow) throws(StoreError) -> FrameFingerprint {
        let hashes = try row.hashes(4, counts: [1, 6])
        return FrameFingerprint(
            at: row.real(1) ?? 0,
            quality: try row.number(2),
            isKey: try row.number(3) != 0,
            full: hashes[0],
            centres: Array(hashes.dropFirst().prefix(2)),
            turned: Array(hashes.dropFirst(3))
        )
    }
}

extension SQLRow {
    /// Reads how far an analysis went from a column of its tier and the two after it.
    func analysisDepth(_ column: Int) -> AnalysisDepth {
        AnalysisDepth(
            tier: integer(column).flatMap { AnalysisTier(number: Int($0)) },
            features: integer(column + 1).map(Int.init),
            soundPeaks: integer(column + 2).map { $0 != 0 }
        )
    }

    /// Reads hashes of 32 bytes each; another number of them than allowed is damage.
    func hashes(_ column: Int, counts: Set<Int>) throws(StoreError) -> [PerceptualHash] {
        let bytes = try bytes(column)
        guard let hashes = PerceptualHash.list(bigEndianBytes: bytes), counts.contains(hashes.count) else {
            throw .damaged("a perceptual hash has \(bytes.count) bytes")
        }
        return hashes
    }
}
