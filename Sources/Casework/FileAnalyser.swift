import AnalysisWorkers
public import CaseModel
import Evidence

/// What to look for in a file.
public struct AnalysisOptions: Hashable, Sendable {
    /// What is wanted beyond fingerprints and texts.
    public var wishes = AnalysisWishes()
    /// Analyse only this rectangle of a picture.
    public var region: Region?
    /// The region (ISO 3166-1 alpha-2) of telephone numbers without a country code.
    public var telephoneRegion = ""

    /// How many local features of a picture or frame are worth asking with.
    public static let queryFeatures = PartFinder.largerQuery

    /// The type by which the workers know a list of vPDQ hashes of frames.
    static let frameHashListType = "text/x-vpdq"
    /// The most frames of such a list that are read: five hours at 50 a second.
    static let mostListedFrames = 900_000

    /// Read the file as a list of vPDQ hashes of a video's frames.
    public var isFrameHashList = false

    /// Starts with what ingest does.
    public init() {}
}

/// Has one open file described and analysed by the workers.
struct FileAnalyser: Sendable {
    let pool: WorkerPool
    let options: AnalysisOptions
    /// Whether ExifTool is asked for serial numbers that our own reader does not find.
    var asksExifTool = false

    /// Analyses a file as far as a depth asks; whatever goes wrong with it is part of the result.
    ///
    /// - Parameters:
    ///   - file: The file, open.
    ///   - depth: How far the analysis goes.
    ///   - folder: Where to keep the messages and identifiers of a large text.
    ///   - wantsNoise: Says of a picture, by its metadata, whether its sensor's noise is wanted too.
    /// - Returns: What was found, and what waits outside memory.
    /// - Throws: ``WorkerError`` only if no worker can be started, ``EvidenceError/spool(_:)`` if the folder has no room.
    func analyse(
        _ file: EvidenceFile,
        depth: AnalysisDepth,
        spoolingIn folder: String?,
        wantsNoise: (CaptureDetails?) -> Bool
    ) throws -> (Analysis, SpooledFindings?) {
        var options = options
        options.wishes.keyFramesOnly = depth.tier == .quick
        options.wishes.features = depth.features ?? 0 > 0 ? PartFinder.largerQuery : 0
        options.wishes.soundPeaks = depth.soundPeaks ?? false
        return try FileAnalyser(pool: pool, options: options, asksExifTool: asksExifTool)
            .analyse(file, spoolingIn: folder, wantsNoise: wantsNoise)
    }

    /// Messages and identifiers of one text that are kept in memory.
    private static let mostInMemory = 10_000

    /// Analyses a file; whatever goes wrong with it is part of the result.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - folder: Where to keep the messages and identifiers of a large text; nil: messages are only counted then.
    ///   - wantsNoise: Says of a picture, by its metadata, whether its sensor's noise is wanted too.
    /// - Returns: What was found, and what waits outside memory.
    /// - Throws: ``WorkerError`` only if no worker can be started, ``EvidenceError/spool(_:)`` if the folder has no room.
    func analyse(
        _ file: EvidenceFile,
        spoolingIn folder: String?,
        wantsNoise: (CaptureDetails?) -> Bool = { _ in false }
    ) throws -> (Analysis, SpooledFindings?) {
        var talks = TalkCounter()
        var spool: FindingSpool?
        var thrown: (any Error)?
        var analysis: Analysis
        do {
            analysis = try analyse(file, wantsNoise: wantsNoise) { finding, analysis in
                do {
                    try Self.add(finding, to: &analysis, &talks, &spool, folder)
                } catch {
                    thrown = error
                    throw error
                }
            }
        } catch {
            throw thrown ?? error
        }
        analysis.talks = talks.talks
        if talks.uncounted > 0 {
            analysis.warnings.append(
                "\(talks.uncounted) messages between more than \(TalkCounter.most) pairs are not in who writes to whom."
            )
        }
        return (analysis, try spool?.finish())
    }

    private static func add(
        _ finding: Finding,
        to analysis: inout Analysis,
        _ talks: inout TalkCounter,
        _ spool: inout FindingSpool?,
        _ folder: String?
    ) throws {
        let isFull = analysis.messages.count + analysis.identifiers.count >= mostInMemory
        if isFull, spool == nil, let folder { spool = try FindingSpool(folder: folder) }
        switch finding {
        case .message(let message):
            talks.add(message)
            analysis.messageCount += 1
            if let spool { try spool.append(message) } else if !isFull { analysis.add(finding) }
        case .identifier(let occurrence):
            talks.add(occurrence)
            if let spool { try spool.append(occurrence) } else { analysis.add(finding) }
        default: analysis.add(finding)
        }
    }

    private func analyse(
        _ file: EvidenceFile,
        wantsNoise: (CaptureDetails?) -> Bool,
        receive: (Finding, inout Analysis) throws -> Void
    ) throws(WorkerError) -> Analysis {
        let looked = try look(file)
        var analysis = if let looked { looked } else { try describe(file) }
        guard analysis.failure == nil else { return analysis }
        if asksExifTool, analysis.kind == .image, SerialSecondPass.isWorthwhile(analysis.capture),
            let (serial, field) = SerialSecondPass.serial(in: file.descriptor, size: file.status.size)
        {
            analysis.capture?.bodySerial = serial
            analysis.capture?.bodySerialField = field
        }
        guard let program = WorkerProgram.reading(type: analysis.type, kind: analysis.kind) else {
            if analysis.kind == .image {
                analysis.failure = AnalysisFailure(.unsupported, "No decoder here reads \(analysis.type).")
            }
            return analysis
        }
        let wantsNoise = analysis.kind == .image && wantsNoise(analysis.capture)
        if looked != nil, program == .image {
            if wantsNoise { try addNoise(to: &analysis, of: file) }
            return analysis
        }
        let isQuick = options.wishes.keyFramesOnly
        let limits = Limits.analysing(kind: analysis.kind, size: file.status.size, isQuick: isQuick)
        var order = request(.analyse, limits: limits, analysis)
        if wantsNoise { order.wishes.sensorNoise = true }
        let report = try pool.run(program, order, descriptor: file.descriptor) { try receive($0, &analysis) }
        if let failure = report.failure, analysis.failure == nil { analysis.failure = failure }
        if isQuick, analysis.kind == .video { analysis.tier = .quick }
        return analysis
    }

    /// Has a file described and, if the image worker decodes it, analysed by one child.
    ///
    /// Most files are sound pictures, and a second child costs as much as hashing one.
    ///
    /// - Returns: The description of a file of another sort, or the whole analysis of a picture; nil if anything went wrong,
    ///   so that one child for each step is to tell what, and to save the rest.
    private func look(_ file: EvidenceFile) throws(WorkerError) -> Analysis? {
        guard file.status.size > 0 else { return nil }
        var analysis = Analysis(type: "", kind: .other)
        let limits = Limits.analysing(kind: .image, size: file.status.size, isQuick: false)
        let report = try pool.run(.image, request(.analyse, limits: limits, analysis), descriptor: file.descriptor) {
            analysis.add($0)
        }
        return report.failure == nil && analysis.failure == nil ? analysis : nil
    }

    /// Has the noise of a picture's sensor extracted, of few pictures of each camera.
    private func addNoise(to analysis: inout Analysis, of file: EvidenceFile) throws(WorkerError) {
        let limits = Limits.analysing(kind: .image, size: file.status.size, isQuick: false)
        var order = request(.analyse, limits: limits, analysis)
        order.wishes = AnalysisWishes()
        order.wishes.withoutRenditions = true
        order.wishes.sensorNoise = true
        let report = try pool.run(.image, order, descriptor: file.descriptor) {
            switch $0 {
            case .sensorNoise, .failure: analysis.add($0)
            default: break
            }
        }
        if let failure = report.failure { analysis.failure = failure }
    }

    /// Reads a file as a list of hashes of a video's frames, whatever it looks like.
    ///
    /// - Throws: ``WorkerError`` only if no worker can be started.
    func readFrameHashes(_ file: EvidenceFile) throws(WorkerError) -> Analysis {
        var analysis = Analysis(type: AnalysisOptions.frameHashListType, kind: .video)
        var limits = AnalysisLimits()
        limits.frames = AnalysisOptions.mostListedFrames
        limits.outputBytes = 1 << 30
        let order = request(.analyse, limits: limits, analysis)
        let report = try pool.run(.stream, order, descriptor: file.descriptor) { analysis.add($0) }
        if let failure = report.failure, analysis.failure == nil { analysis.failure = failure }
        return analysis
    }

    /// Has only the type and the metadata of a file read.
    ///
    /// - Throws: ``WorkerError`` only if no worker can be started.
    func describe(_ file: EvidenceFile) throws(WorkerError) -> Analysis {
        var analysis = Analysis(type: "application/octet-stream", kind: .other)
        guard file.status.size > 0 else {
            analysis.type = "inode/x-empty"
            return analysis
        }
        var isIdentified = false
        let order = request(.describe, limits: Limits.describing, analysis)
        let report = try pool.run(.image, order, descriptor: file.descriptor) { finding in
            if case .identified = finding { isIdentified = true }
            analysis.add(finding)
        }
        if let failure = report.failure {
            if isIdentified {
                analysis.warnings.append("The metadata could not be read: \(failure.message)")
            } else {
                analysis.failure = failure
            }
        }
        return analysis
    }

    /// Has an archive unpacked, entry by entry.
    ///
    /// - Parameters:
    ///   - file: The archive.
    ///   - mostBytes: How much all entries together may hold.
    ///   - receive: Gets the findings `entry`, `entryData` and `entryEnd` in turn.
    /// - Returns: Why not all could be unpacked; nil if all is well.
    /// - Throws: ``WorkerError`` if no worker can be started, or what `receive` throws.
    func unpack(
        _ file: EvidenceFile,
        mostBytes: Int64,
        receive: (Finding) throws -> Void
    ) throws -> AnalysisFailure? {
        var request = WorkerRequest(task: .unpack)
        request.limits = Limits.unpacking(size: file.status.size, mostBytes: mostBytes)
        var thrown: (any Error)?
        var failure: AnalysisFailure?
        do {
            let report = try pool.run(.image, request, descriptor: file.descriptor) { finding in
                if case .failure(let found) = finding {
                    failure = found
                    return
                }
                do {
                    try receive(finding)
                } catch {
                    thrown = error
                    throw error
                }
            }
            return failure ?? report.failure
        } catch {
            throw thrown ?? error
        }
    }

    private func request(_ task: WorkerTask, limits: AnalysisLimits, _ analysis: Analysis) -> WorkerRequest {
        var request = WorkerRequest(task: task)
        request.type = analysis.type
        request.kind = analysis.kind
        request.orientation = analysis.capture?.orientation ?? 1
        request.limits = limits
        request.wishes = options.wishes
        request.region = options.region
        request.telephoneRegion = options.telephoneRegion
        return request
    }
}

/// The limits on each kind of work.
private enum Limits {
    private static let mebibyte: Int64 = 1 << 20

    /// Metadata gets little: a mutated file of 44 kB cost one reader 13 s and 520 MB.
    static let describing = AnalysisLimits(
        wallMilliseconds: 10_000,
        cpuSeconds: 2,
        memoryBytes: 256 << 20,
        outputBytes: 16 << 20
    )

    static func analysing(kind: MediaKind, size: Int64, isQuick: Bool) -> AnalysisLimits {
        switch kind {
        case .video, .audio:
            // A quick look that takes as long as a close one is of no use.
            let whole = min(30 + size / mebibyte, 7_200)
            let seconds = Int(isQuick && kind == .video ? 15 + whole / 4 : whole)
            return AnalysisLimits(
                wallMilliseconds: seconds * 1000,
                cpuSeconds: seconds,
                frames: 400_000,
                outputBytes: 1 << 30
            )
        case .text:
            // Text is read piece by piece, so its length costs time but no memory.
            let seconds = Int(min(30 + size / mebibyte, 7_200))
            return AnalysisLimits(
                wallMilliseconds: seconds * 2_000,
                cpuSeconds: seconds,
                memoryBytes: 256 << 20,
                outputBytes: Int(clamping: (256 << 20) + 3 * min(size, 1 << 40))
            )
        case .image, .archive, .other: return AnalysisLimits()
        }
    }

    /// An archive waits while its entries are analysed, so its wall clock is wide and its processor time is not.
    static func unpacking(size: Int64, mostBytes: Int64) -> AnalysisLimits {
        AnalysisLimits(
            wallMilliseconds: 24 * 3_600_000,
            cpuSeconds: Int(min(30 + size / mebibyte, 7_200)),
            outputBytes: Int(clamping: mostBytes)
        )
    }
}

extension Analysis {
    /// Adds one finding of a worker.
    mutating func add(_ finding: Finding) {
        switch finding {
        case .identified(let type, let kind):
            self.type = type
            self.kind = kind
        case .metadata(let details, let found):
            capture = details
            tags = found
        case .picture(let fingerprint, let pictureWidth, let pictureHeight):
            pictures.append(fingerprint)
            width = pictureWidth
            height = pictureHeight
        case .localFeatures(let features): localFeatures.append(features)
        case .frame(let frame): frames.append(frame)
        case .rendition(let rendition): renditions.append(rendition)
        case .stream(let details):
            width = details.width
            height = details.height
            duration = details.duration
            codec = details.codec
            rotation = details.rotation
            if details.hasSound, !details.hasVideo { kind = .audio }
        case .sound(let found): sound = found
        case .message(let message): messages.append(message)
        case .identifier(let occurrence): identifiers.append(occurrence)
        case .table(let found): table = found
        case .warning(let text): warnings.append(text)
        case .failure(let found): failure = found
        case .sensorNoise(let found): sensorNoise = found
        case .pixels(let found): pixels = found
        case .entry, .entryData, .entryEnd, .probe: break
        }
    }
}
