package import CaseModel
package import CaseStore
import Matching
package import SearchIndex

/// The frames of stored videos.
package final class VideoIndex {
    /// Frames nearer than this to the one before are left out where single pictures are looked up.
    private static let stillBits = 3
    /// How many videos of the file are compared with the store when it is opened.
    private static let probes = 16

    private var table: VideoFrames
    /// The place of each media among the videos.
    private var numbers: [Int64: Int] = [:]
    /// All hashes of the frames.
    private var bands: BandIndex
    /// Each hash's label is its frame.
    private let stills = HammingIndex()
    /// For each video how many frames are looked up one by one.
    private var distinctFrames: [Int32] = []
    private let file: VideoFramesFile?
    /// Why the file was made anew, if it was.
    let remade: String?
    /// How many frames the file holds.
    private var written = 0

    /// Knows no videos.
    package init(shape: BandIndex.Shape = BandIndex.Shape()) {
        table = VideoFrames()
        bands = BandIndex(shape: shape)
        file = nil
        remade = nil
    }

    /// The index in a data directory, with what the store has beyond it.
    ///
    /// The file is left aside if it is damaged or does not cover the store's videos, and all is read from the store. If its
    /// sums are right and yet it holds other frames than the store, it is removed too, and ``faults`` tells so.
    ///
    /// - Throws: ``StoreError``.
    package init(reader: StoreReader, directory: String) throws(StoreError) {
        let file = VideoFramesFile(directory: directory)
        self.file = file
        let quick = try reader.quickMedia()
        var opened: (frames: VideoFrames, hashes: [PerceptualHash])?
        var isFaulty = false
        if let held = try? file.open(), held.frames.isComplete(quick: quick),
            held.frames.recordCount == (try reader.frameCount(upTo: held.frames.lastMedia))
        {
            if try Self.agrees(held, with: reader) { opened = held } else { isFaulty = true }
        }
        if isFaulty { file.remove() }
        remade =
            isFaulty
            ? "the index file of video frames did not hold what the database does, so that contents ingested with it may lack "
                + "links; it was made anew from the database" : nil
        table = opened?.frames ?? VideoFrames()
        bands = BandIndex(hashes: opened?.hashes ?? [])
        // What is newer is added in place, not to a copy.
        opened = nil
        written = table.frameCount
        for number in table.videos.indices { register(number) }
        var media: Int64?
        var frames: [FrameFingerprint] = []
        func addVideo() {
            guard let media else { return }
            add(frames, media: media, tier: quick.contains(media) ? .quick : .full)
            frames.removeAll(keepingCapacity: true)
        }
        try reader.frames(after: table.lastMedia) { next, frame throws(StoreError) in
            if media != next { addVideo() }
            media = next
            frames.append(frame)
        }
        addVideo()
        _ = selfTest(samples: 33)
    }

    /// Whether a file's frames are the store's, of some of its videos.
    private static func agrees(
        _ held: (frames: VideoFrames, hashes: [PerceptualHash]),
        with reader: StoreReader
    ) throws(StoreError) -> Bool {
        let count = held.frames.videos.count
        for probe in 0..<min(probes, count) {
            let number = count * probe / min(probes, count)
            let stored = VideoMatcher.comparable(try reader.frames(ofMedia: held.frames.videos[number].media))
            let frames = held.frames.frames(of: number)
            let isSame = zip(frames, stored).allSatisfy { frame, stored in
                held.frames.at(frame) == stored.at
                    && Array(held.hashes[held.frames.hashes(ofFrame: frame)]) == [stored.full] + stored.centres
            }
            guard frames.count == stored.count, isSame else { return false }
        }
        return true
    }

    /// How many hashes are looked up by bands, and the bytes and bits of these.
    package var figures: (hashes: Int, bandBytes: Int, bandBits: Int) { (bands.count, bands.byteCount, bands.bandBits) }

    /// Why answers may lack frames, one sentence each.
    package var faults: [String] { (remade.map { [$0] } ?? []) + stills.faults }

    /// Asks the index of single frames for what it must find.
    package func selfTest(samples: Int) -> HammingSelfTest { stills.selfTest(samples: samples) }

    /// Adds a video's frames.
    package func add(_ all: [FrameFingerprint], media: Int64, tier: AnalysisTier) {
        let frames = VideoMatcher.comparable(all)
        for frame in frames {
            bands.append(frame.full)
            for centre in frame.centres { bands.append(centre) }
        }
        table.add(frames, of: all.count, media: media, tier: tier)
        register(table.videos.count - 1)
    }

    /// Notes a video of the table, and its frames to be looked up one by one.
    private func register(_ number: Int) {
        numbers[table.videos[number].media] = number
        var last: PerceptualHash?
        var distinct: Int32 = 0
        var new: [(PerceptualHash, Int64)] = []
        for frame in table.frames(of: number) {
            let hash = bands.hash(at: table.firstHash(ofFrame: frame))
            if let last, last.distance(to: hash) < Self.stillBits { continue }
            new.append((hash, Int64(frame)))
            last = hash
            distinct += 1
        }
        stills.append(contentsOf: new)
        distinctFrames.append(distinct)
    }

    /// The frame of a single hash that was looked up.
    private func frame(ofStill position: Int) -> Int { Int(stills.label(at: position) ?? 0) }

    /// A video's frames, without the turned hashes, which serve queries only.
    private func fingerprints(_ number: Int) -> [FrameFingerprint] {
        table.frames(of: number).map { frame in
            let first = table.firstHash(ofFrame: frame)
            return FrameFingerprint(
                at: table.at(frame),
                quality: table.quality(frame),
                isKey: table.isKey(frame),
                full: bands.hash(at: first),
                centres: table.hashes(ofFrame: frame).dropFirst().map { bands.hash(at: $0) }
            )
        }
    }

    /// Leaves a video out from here on.
    func remove(media: Int64) {
        if let number = numbers[media] { table.replace(number) }
    }

    /// Writes the frames to disk once many are new.
    ///
    /// - Throws: ``CaseworkError`` with code `storage`.
    package func save(isLast: Bool) throws(CaseworkError) {
        guard let file, stills.faults.isEmpty else { return }
        guard IndexRewriting.isDue(new: table.frameCount - written, old: written, isLast: isLast) else { return }
        try file.write(table, hashes: bands.all)
        written = table.frameCount
    }

    /// What is wrong with the file, and where the index is not what the store holds.
    ///
    /// - Throws: ``StoreError``.
    func storeFaults(_ reader: StoreReader) throws(StoreError) -> [String] {
        var faults: [String] = []
        do throws(IndexFileError) {
            _ = try file?.open()
        } catch {
            faults.append("the index file of video frames cannot be used and is made anew: \(error.message)")
        }
        var positions: [Int64: Int] = [:]
        var compared = 0
        var differing = 0
        try reader.frames { media, frame throws(StoreError) in
            guard PictureMatching.isComparable(frame) else { return }
            compared += 1
            let position = positions[media, default: 0]
            positions[media] = position + 1
            guard let number = numbers[media], position < table.frames(of: number).count else {
                differing += 1
                return
            }
            let stored = table.frames(of: number).lowerBound + position
            let hashes = table.hashes(ofFrame: stored).map { bands.hash(at: $0) }
            if hashes != [frame.full] + frame.centres || table.at(stored) != frame.at { differing += 1 }
        }
        let held = numbers.values.reduce(0) { $0 + table.frames(of: $1).count }
        if differing > 0 || compared != held {
            faults.append("the index of video frames differs from the database in \(differing) of \(compared) frames")
        }
        return faults
    }

    /// Stored videos that share moving pictures with a video.
    ///
    /// - Parameters:
    ///   - all: The video's frames in order of time.
    ///   - tier: How much of it was looked at.
    /// - Returns: At most one relation for each stored video.
    package func sharing(_ all: [FrameFingerprint], tier: AnalysisTier) -> [Relation] {
        let frames = VideoMatcher.comparable(all)
        guard !frames.isEmpty, !table.videos.isEmpty else { return [] }
        let matcher = VideoMatcher(query: frames)
        return seeds(of: frames).compactMap { number, seeds in
            let video = table.videos[Int(number)]
            let isQuick = tier == .quick || video.tier == .quick
            guard !video.isReplaced,
                let found = matcher.align(with: fingerprints(Int(number)), seeds: seeds, isSparse: isQuick)
            else { return nil }
            var evidence = LinkEvidence()
            evidence.framesMatched = found.framesMatched
            evidence.framesDistinct = found.framesDistinct
            evidence.shotsMatched = found.shots
            evidence.tier = isQuick ? .quick : nil
            evidence.segmentA = found.stored
            evidence.segmentB = found.query
            evidence.transform = found.orientation
            return Relation(media: video.media, rank: found.score, evidence: evidence)
        }
    }

    /// Stored videos that agree with a list of hashes of frames at native size, by the rule of vPDQ or along a line.
    ///
    /// The stored frames are those that the index has: two a second, upright, without bars.
    func agreeing(withList all: [FrameFingerprint]) -> [Relation] {
        let list = FrameListAgreement.distinct(all)
        var agreements: [Int32: FrameListAgreement] = [:]
        for (number, hits) in stills.search(list.map(\.full), radius: PictureMatching.radius).enumerated() {
            for hit in hits {
                let frame = frame(ofStill: hit.position)
                agreements[table.video(ofFrame: frame), default: FrameListAgreement()]
                    .add(list: (number, list[number].at), video: (hit.position, table.at(frame)))
            }
        }
        let lines = Dictionary(
            sharing(FrameListAgreement.sampled(all), tier: .full).map { ($0.media, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return agreements.compactMap { number, agreement in
            let video = table.videos[Int(number)]
            let shareOfList = agreement.shareOfList(list.count)
            let shareOfVideo = agreement.shareOfVideo(Int(distinctFrames[Int(number)]))
            let line = lines[video.media]
            guard !video.isReplaced,
                line != nil || max(shareOfList, shareOfVideo) >= FrameListAgreement.enough
            else { return nil }
            var evidence = line?.evidence ?? Self.evidence(of: agreement)
            evidence.frameShareA = shareOfVideo
            evidence.frameShareB = shareOfList
            if video.tier == .quick { evidence.tier = .quick }
            return Relation(media: video.media, rank: shareOfList + shareOfVideo, evidence: evidence)
        }
    }

    private static func evidence(of agreement: FrameListAgreement) -> LinkEvidence {
        var evidence = LinkEvidence()
        evidence.framesMatched = agreement.framesMatched
        // Frames that follow no line may all show one thing.
        evidence.shotsMatched = 1
        (evidence.segmentB, evidence.segmentA) = agreement.spans
        return evidence
    }

    private func seeds(of frames: [FrameFingerprint]) -> [Int32: [VideoMatcher.Seed]] {
        var seeds: [Int32: Set<VideoMatcher.Seed>] = [:]
        func collect(_ hash: PerceptualHash, _ frame: Int, _ orientation: Int, wholeOnly: Bool) {
            bands.forEachCandidate(hash, radius: VideoMatcher.seedRadius) { position, _ in
                let stored = table.frame(ofHash: position)
                guard !wholeOnly || table.firstHash(ofFrame: stored) == position else { return }
                let number = table.video(ofFrame: stored)
                let place = stored - table.frames(of: Int(number)).lowerBound
                seeds[number, default: []].insert(
                    VideoMatcher.Seed(query: frame, stored: place, orientation: orientation)
                )
            }
        }
        for (number, frame) in frames.enumerated() {
            for orientation in FrameFingerprint.orientations.indices {
                guard let hash = frame.hash(orientation: orientation) else { continue }
                collect(hash, number, orientation, wholeOnly: false)
            }
            for centre in frame.centres { collect(centre, number, 0, wholeOnly: true) }
        }
        return seeds.mapValues(Array.init)
    }

    /// Stored videos of which a content's picture is a frame, in whatever orientation.
    func videosShowing(_ pictures: [PictureFingerprint]) -> [Relation] {
        var found: [Int32: PictureInVideo.Sighting] = [:]
        for picture in pictures where PictureMatching.isComparable(picture) {
            let hits = stills.search(picture.orientations, radius: PictureMatching.radius)
            for (transform, hits) in zip(PictureOrientation.allCases, hits) {
                for hit in hits {
                    let frame = frame(ofStill: hit.position)
                    let number = table.video(ofFrame: frame)
                    guard !table.videos[Int(number)].isReplaced else { continue }
                    found[number, default: PictureInVideo.Sighting()]
                        .add(at: table.at(frame), distance: hit.distance, transform: transform)
                }
            }
        }
        return found.map { number, sighting in
            let video = table.videos[Int(number)]
            var evidence = sighting.evidence(videoIsFirst: true)
            if video.tier == .quick { evidence.tier = .quick }
            return Relation(media: video.media, rank: sighting.rank, evidence: evidence)
        }
    }
}
