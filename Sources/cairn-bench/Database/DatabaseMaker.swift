import CaseModel
import CaseStore
import Matching

/// Fills a store with a planned database, in the order and in the transactions in which ingest would.
///
/// Hashes and what follows from them are those of a real database; there are no small pictures, local features or sounds,
/// whose indexes are measured apart, and no files.
final class DatabaseMaker {
    private static let batch = 4096
    /// How many matches of one kind a content keeps, as in ingest.
    private static let mostMatches = 100

    /// A picture that was made with a near duplicate elsewhere.
    struct Copy {
        let media: Int64
        let hash: PerceptualHash
        let group: Int
    }

    private let plan: DatabasePlan
    private let store: CaseStore
    private let hashes: SyntheticHashes
    private var random: Generator
    /// Members of each group of copies, and the groups of all copies made so far.
    private(set) var groups: [[Copy]] = []
    private(set) var groupOfCopy: [Int] = []
    private(set) var items = 0
    private(set) var matches = 0
    private(set) var frames = 0
    private var media = 0
    private var repeated: [Int64] = []
    private var videos: [(media: Int64, frames: [FrameFingerprint])] = []
    private var sharedCameras: [String] = []

    init(plan: DatabasePlan, store: CaseStore, like real: [PerceptualHash], seed: UInt64) {
        self.plan = plan
        self.store = store
        hashes = SyntheticHashes(like: real)
        random = Generator(state: seed)
    }

    /// Makes all cases.
    ///
    /// - Parameter report: Told how many contents there are so far.
    /// - Throws: ``StoreError``.
    func run(report: (Int) -> Void) throws(StoreError) {
        let sizes = plan.caseSizes(&random)
        for (number, size) in sizes.enumerated() {
            let reference = number == sizes.count / 2 ? plan.askedCase : "CASE-\(number + 1)"
            try addCase(reference, contents: size)
            report(media)
        }
    }

    private func addCase(_ reference: String, contents: Int) throws(StoreError) {
        var home = Home(cameras: (0..<plan.camerasOfCase).map { _ in camera() })
        var made = 0
        while made < contents {
            let left = contents - made
            home = try store.write { writer throws(StoreError) in
                var home = home
                if home.exhibit == 0 {
                    guard let id = try writer.addCase(reference: reference, title: nil, agency: nil) else {
                        throw .failed("there is a case \(reference) already")
                    }
                    home.exhibit = try writer.exhibit(ofCase: id, label: "disk")
                }
                home.made = 0
                while home.made < min(left, Self.batch) { try addItem(to: &home, writer) }
                return home
            }
            made += home.made
        }
    }

    /// What the items of one case have in common.
    private struct Home {
        var cameras: [String]
        var exhibit: Int64 = 0
        var items = 0
        var media: [Int64] = []
        /// Contents made in the present transaction.
        var made = 0
    }

    private func addItem(to home: inout Home, _ writer: StoreWriter) throws(StoreError) {
        home.items += 1
        items += 1
        var item = NewItem(path: Array("pictures/\(home.items % 100)/\(home.items).jpg".utf8), source: [])
        if random.happens(plan.repeatedItems), let known = repeatedMedia(home) {
            item.media = known
            repeated.append(known)
            _ = try writer.addItem(item, toExhibit: home.exhibit)
            return
        }
        guard let digest = ContentDigest(bytes: random.bytes(32)) else { return }
        let digests = Digests(
            size: Int64(20_000 + random.below(4_000_000)),
            md5: random.bytes(16),
            sha1: random.bytes(20),
            sha256: digest
        )
        let id = try writer.media(digests)
        media += 1
        home.made += 1
        home.media.append(id)
        item.media = id
        item.digest = digests.sha256
        _ = try writer.addItem(item, toExhibit: home.exhibit)
        let kind = random.share()
        if kind < plan.videos {
            try addVideo(id, writer)
        } else if kind < plan.videos + plan.texts {
            try addText(id, home, writer)
        } else {
            try addPicture(id, home, writer)
        }
    }

    private func repeatedMedia(_ home: Home) -> Int64? {
        let pool = random.happens(plan.repeatedAtHome) ? home.media : repeated
        if !pool.isEmpty { return pool[random.below(pool.count)] }
        return home.media.isEmpty ? nil : home.media[random.below(home.media.count)]
    }

    private func camera() -> String {
        if random.happens(plan.sharedCameras), !sharedCameras.isEmpty {
            return sharedCameras[random.below(sharedCameras.count)]
        }
        let serial = String(1_000_000 + random.below(900_000_000))
        sharedCameras.append(serial)
        return serial
    }

    private func addPicture(_ id: Int64, _ home: Home, _ writer: StoreWriter) throws(StoreError) {
        var hash = hashes.stranger(&random)
        if random.happens(plan.copies) {
            var group = groups.count
            if groups.isEmpty || random.happens(plan.newGroups) {
                groups.append([])
            } else {
                group = groupOfCopy[random.below(groupOfCopy.count)]
                if let first = groups[group].first {
                    hash = SyntheticHashes.edited(first.hash, most: plan.changedBits, &random)
                }
            }
            try addMatches(of: Copy(media: id, hash: hash, group: group), writer)
        }
        var analysis = Analysis(type: "image/jpeg", kind: .image)
        (analysis.width, analysis.height) = (4032, 3024)
        analysis.pictures = [PictureFingerprint(orientations: SyntheticHashes.orientations(of: hash), quality: 100)]
        var capture = CaptureDetails()
        (capture.make, capture.model) = ("Cairn Optics", "Test 1")
        if random.happens(plan.withSerial) { capture.bodySerial = home.cameras[random.below(home.cameras.count)] }
        analysis.capture = capture
        try add(analysis, id, writer)
    }

    private func addMatches(of copy: Copy, _ writer: StoreWriter) throws(StoreError) {
        let near = groups[copy.group].map { ($0.media, $0.hash.distance(to: copy.hash)) }
            .filter { $0.1 <= PictureMatching.radius }
            .sorted { ($0.1, $1.0) < ($1.1, $0.0) }
        for (media, distance) in near.prefix(Self.mostMatches) {
            var evidence = LinkEvidence()
            (evidence.pdqDistance, evidence.transform) = (distance, .original)
            try writer.addMatch(
                Match(
                    kind: .nearDuplicate,
                    mediaA: media,
                    mediaB: copy.media,
                    method: PictureMatching.method,
                    evidence: evidence
                )
            )
            matches += 1
        }
        groups[copy.group].append(copy)
        groupOfCopy.append(copy.group)
    }

    private func addVideo(_ id: Int64, _ writer: StoreWriter) throws(StoreError) {
        let count = plan.frames.lowerBound + random.below(plan.frames.count)
        var made: [FrameFingerprint] = []
        var shot = PerceptualHash.zero
        for number in 0..<count {
            if number % plan.framesOfShot == 0 { shot = hashes.stranger(&random) }
            made.append(frame(SyntheticHashes.edited(shot, most: 12, &random), at: Double(number) / 2))
        }
        if random.happens(plan.copiedVideos), !videos.isEmpty {
            let source = videos[random.below(videos.count)]
            let length = min(count, source.frames.count) / 2
            for number in 0..<length {
                let copy = SyntheticHashes.edited(source.frames[number].full, most: 10, &random)
                made[number] = frame(copy, at: Double(number) / 2)
            }
            try addSharedStretch(source.media, id, frames: length, writer)
        }
        videos.append((id, made))
        frames += count
        var analysis = Analysis(type: "video/mp4", kind: .video)
        analysis.duration = Double(count) / 2
        analysis.frames = made
        try add(analysis, id, writer)
    }

    private func addSharedStretch(
        _ first: Int64,
        _ second: Int64,
        frames: Int,
        _ writer: StoreWriter
    ) throws(StoreError) {
        var evidence = LinkEvidence()
        (evidence.framesMatched, evidence.framesDistinct) = (frames, frames)
        evidence.shotsMatched = max(1, frames / plan.framesOfShot)
        evidence.segmentA = Segment(start: 0, end: Double(frames) / 2)
        evidence.segmentB = evidence.segmentA
        evidence.transform = .original
        try writer.addMatch(
            Match(
                kind: .videoSegment,
                mediaA: first,
                mediaB: second,
                method: VideoMatcher.method,
                evidence: evidence
            )
        )
        matches += 1
    }

    private func frame(_ hash: PerceptualHash, at: Double) -> FrameFingerprint {
        let all = SyntheticHashes.orientations(of: hash)
        return FrameFingerprint(
            at: at,
            quality: 100,
            isKey: false,
            full: hash,
            centres: (0..<2).map { _ in SyntheticHashes.edited(hash, most: 40, &random) },
            turned: FrameFingerprint.orientations.dropFirst().map { all[$0.rawValue] }
        )
    }

    private func addText(_ id: Int64, _ home: Home, _ writer: StoreWriter) throws(StoreError) {
        var analysis = Analysis(type: "text/plain", kind: .text)
        for line in 1...plan.identifiersOfText {
            // Of what many cases have, little is everywhere and most is rare.
            let name =
                random.happens(plan.sharedIdentifiers)
                ? "shared\(Int(1 / max(random.share(), 1e-6)))" : "own\(home.exhibit).\(random.below(1000))"
            let identifier = Identifier(type: .email, value: "\(name)@example.org")
            analysis.identifiers.append(
                IdentifierOccurrence(
                    identifier: identifier,
                    found: identifier.value,
                    offset: 0,
                    line: line,
                    message: nil
                )
            )
        }
        try add(analysis, id, writer)
    }

    private func add(_ analysis: Analysis, _ id: Int64, _ writer: StoreWriter) throws(StoreError) {
        let depth = AnalysisDepth(tier: .full, features: 0, soundPeaks: true).concerning(analysis.kind)
        _ = try writer.addAnalysis(analysis, depth: depth, ofMedia: id)
    }
}
