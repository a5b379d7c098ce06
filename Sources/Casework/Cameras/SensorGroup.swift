import CaseStore

/// Pictures that one device of an exhibit took: the same serial number, or the same folder, model and size.
struct SensorGroup {
    /// Fewer pictures make no fingerprint.
    static let fewest = 10
    /// More pictures are not added to a fingerprint.
    static let most = NoiseQuota.most

    let sensor: SensorRecord
    let camera: CameraName

    /// All groups that are large enough, in a fixed order.
    ///
    /// - Parameters:
    ///   - pictures: All pictures whose noise is stored.
    ///   - shared: Media that other exhibits hold too: what their pictures show must not tie two devices together.
    /// - Returns: Groups of media that are not shared.
    static func groups(of pictures: [NoisePictureRecord], without shared: Set<Int64>) -> [SensorGroup] {
        struct Key: Hashable, Comparable {
            let exhibit: Int64
            let groupedBy: String
            let camera: CameraName
            let width: Int
            let height: Int

            static func < (first: Key, second: Key) -> Bool {
                (first.exhibit, first.groupedBy, first.camera, first.width, first.height)
                    < (second.exhibit, second.groupedBy, second.camera, second.width, second.height)
            }
        }
        var groups: [Key: [NoisePictureRecord]] = [:]
        for picture in pictures where !shared.contains(picture.media) {
            let camera = CameraName(make: picture.make, model: picture.model)
            guard camera.isComplete else { continue }
            let folder = picture.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let key = Key(
                exhibit: picture.exhibit,
                groupedBy: picture.serial.map { "serial \($0)" } ?? "folder \(folder.joined(separator: "/"))",
                camera: camera,
                width: picture.width,
                height: picture.height
            )
            // A content may lie at several paths of an exhibit; it counts once.
            if groups[key]?.last?.media != picture.media { groups[key, default: []].append(picture) }
        }
        return groups.sorted { $0.key < $1.key }.compactMap { key, members in
            guard members.count >= fewest, let first = members.first, let make = first.make, let model = first.model
            else { return nil }
            let sensor = SensorRecord(
                exhibit: key.exhibit,
                groupedBy: key.groupedBy,
                make: make,
                model: model,
                side: first.side,
                width: key.width,
                height: key.height,
                members: members.prefix(most).map(\.media)
            )
            return SensorGroup(sensor: sensor, camera: key.camera)
        }
    }
}

/// What is compared with a fingerprint, and how its size relates to that of the fingerprint's pictures.
enum SensorScale {
    case whole
    case half

    /// How a picture relates to a fingerprint; nil if they cannot be compared.
    init?(width: Int, height: Int, against sensor: SensorRecord) {
        if width == sensor.width, height == sensor.height {
            self = .whole
        } else if abs(2 * width - sensor.width) <= 1, abs(2 * height - sensor.height) <= 1, sensor.side == 1024 {
            self = .half
        } else {
            return nil
        }
    }

    /// As evidence states it.
    var factor: Double { self == .whole ? 1 : 0.5 }
}
