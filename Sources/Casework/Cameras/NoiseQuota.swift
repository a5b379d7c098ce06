import CaseModel
import CaseStore
import Synchronization

/// Decides, before a picture is decoded, whether the noise of its sensor is worth the time.
///
/// Generous: what is kept in the end, and does not depend on which thread was faster, is for ``NoiseQuota`` to say.
final class NoiseBudget: Sendable {
    private struct Key: Hashable {
        let exhibit: Int64
        let camera: CameraName
    }

    /// Several sizes of one camera count together here, since sizes are not known yet.
    private static let most = 4 * NoiseQuota.most

    private let depth: SensorNoiseDepth
    private let given = Mutex<[Key: Int]>([:])

    init(depth: SensorNoiseDepth) {
        self.depth = depth
    }

    /// Whether noise is wanted of a picture.
    func wants(_ capture: CaptureDetails?, exhibit: Int64) -> Bool {
        let camera = CameraName(make: capture?.make, model: capture?.model)
        switch depth {
        case .none: return false
        case .all: return true
        case .groups:
            guard camera.isComplete else { return false }
            return given.withLock { $0[Key(exhibit: exhibit, camera: camera), default: 0] < Self.most }
        }
    }

    /// Counts an analysis that gave noise.
    func count(_ analysis: Analysis, exhibit: Int64) {
        guard analysis.sensorNoise != nil else { return }
        let camera = CameraName(make: analysis.capture?.make, model: analysis.capture?.model)
        given.withLock { $0[Key(exhibit: exhibit, camera: camera), default: 0] += 1 }
    }
}

/// Says of which pictures noise is stored: in the order of registration, up to a number of each camera and size.
struct NoiseQuota {
    /// Pictures of one exhibit, camera and size whose noise is stored.
    static let most = 50

    private struct Key: Hashable {
        let exhibit: Int64
        let make: String
        let model: String
        let width: Int
        let height: Int
    }

    private let depth: SensorNoiseDepth
    private var stored: [Key: Int] = [:]

    init(depth: SensorNoiseDepth) {
        self.depth = depth
    }

    /// The analysis without noise that is not to be stored.
    mutating func applied(
        to analysis: Analysis,
        exhibit: Int64,
        reader: StoreReader
    ) throws(StoreError) -> Analysis {
        guard let noise = analysis.sensorNoise else { return analysis }
        var kept = analysis
        guard let make = analysis.capture?.make, let model = analysis.capture?.model else {
            if depth != .all { kept.sensorNoise = nil }
            return kept
        }
        let key = Key(exhibit: exhibit, make: make, model: model, width: noise.width, height: noise.height)
        var count = stored[key] ?? 0
        if stored[key] == nil {
            count = try reader.noiseCount(
                exhibit: exhibit,
                make: make,
                model: model,
                width: noise.width,
                height: noise.height
            )
        }
        let isKept = depth == .all || count < Self.most
        if !isKept { kept.sensorNoise = nil }
        stored[key] = count + (isKept ? 1 : 0)
        return kept
    }
}
