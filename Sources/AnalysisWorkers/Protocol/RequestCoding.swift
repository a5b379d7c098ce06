internal import CaseModel
internal import SwiftProtobuf

/// Requests as messages.
extension WireRequest {
    /// The version of the protocol.
    static let currentVersion: UInt32 = 1

    init(_ request: WorkerRequest) {
        self.init()
        version = Self.currentVersion
        switch request.task {
        case .describe: task = .describe
        case .analyse: task = .analyse
        case .unpack: task = .unpack
        case .draw: task = .draw
        case .probe(let number):
            task = .probe
            probe = UInt32(clamping: number)
        }
        type = request.type
        kind = request.kind.rawValue
        orientation = UInt32(clamping: request.orientation)
        limits.wallMilliseconds = UInt32(clamping: request.limits.wallMilliseconds)
        limits.cpuSeconds = UInt32(clamping: request.limits.cpuSeconds)
        limits.memoryBytes = UInt64(clamping: request.limits.memoryBytes)
        limits.pixels = UInt64(clamping: request.limits.pixels)
        limits.frames = UInt32(clamping: request.limits.frames)
        limits.outputBytes = UInt64(clamping: request.limits.outputBytes)
        limits.entries = UInt64(clamping: request.limits.entries)
        everyFrame = request.wishes.everyFrame
        keyFramesOnly = request.wishes.keyFramesOnly
        withoutRenditions = request.wishes.withoutRenditions
        telephoneRegion = request.telephoneRegion
        features = UInt32(clamping: request.wishes.features)
        pixelsSide = UInt32(clamping: request.wishes.pixelsSide)
        soundPeaks = request.wishes.soundPeaks
        sensorNoise = request.wishes.sensorNoise
        soundSpeeds = request.wishes.soundSpeeds
        if let region = request.region {
            self.region = [region.x, region.y, region.width, region.height].map { UInt32(clamping: $0) }
        }
    }

    /// The request that the message carries; nil if it is of another version or makes no sense.
    var request: WorkerRequest? {
        guard version == Self.currentVersion else { return nil }
        let task: WorkerTask
        switch self.task {
        case .describe: task = .describe
        case .analyse: task = .analyse
        case .unpack: task = .unpack
        case .draw: task = .draw
        case .probe: task = .probe(Int32(clamping: probe))
        case .unspecified, .UNRECOGNIZED: return nil
        }
        var request = WorkerRequest(task: task)
        request.type = type
        request.kind = MediaKind(rawValue: kind) ?? .other
        request.orientation = Int(orientation)
        request.limits = AnalysisLimits(
            wallMilliseconds: Int(limits.wallMilliseconds),
            cpuSeconds: Int(limits.cpuSeconds),
            memoryBytes: Int(clamping: limits.memoryBytes),
            pixels: Int(clamping: limits.pixels),
            frames: Int(limits.frames),
            outputBytes: Int(clamping: limits.outputBytes),
            entries: Int(clamping: limits.entries)
        )
        request.wishes.everyFrame = everyFrame
        request.wishes.keyFramesOnly = keyFramesOnly
        request.wishes.withoutRenditions = withoutRenditions
        request.telephoneRegion = telephoneRegion
        request.wishes.features = Int(features)
        request.wishes.pixelsSide = Int(pixelsSide)
        request.wishes.soundPeaks = soundPeaks
        request.wishes.sensorNoise = sensorNoise
        request.wishes.soundSpeeds = soundSpeeds
        if region.count == 4 {
            request.region = Region(
                x: Int(region[0]),
                y: Int(region[1]),
                width: Int(region[2]),
                height: Int(region[3])
            )
        }
        return request
    }
}
