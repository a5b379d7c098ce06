public import CaseModel

/// A picture whose sensor's noise is stored, as an item of an exhibit.
public struct NoisePictureRecord: Hashable, Sendable {
    /// The media.
    public let media: Int64
    /// Side of the square whose noise is stored, in pixels.
    public let side: Int
    /// Width of the picture as stored, in pixels.
    public let width: Int
    /// Height of the picture as stored, in pixels.
    public let height: Int
    /// The exhibit's number.
    public let exhibit: Int64
    /// Path within the exhibit, as text.
    public let path: String
    /// The camera's maker.
    public let make: String?
    /// The camera's model.
    public let model: String?
    /// The serial number of the body.
    public let serial: String?

    /// Describes a picture.
    public init(
        media: Int64,
        side: Int,
        width: Int,
        height: Int,
        exhibit: Int64,
        path: String,
        make: String?,
        model: String?,
        serial: String?
    ) {
        self.media = media
        self.side = side
        self.width = width
        self.height = height
        self.exhibit = exhibit
        self.path = path
        self.make = make
        self.model = model
        self.serial = serial
    }
}

/// Whose pictures a fingerprint of a sensor was made of.
public struct SensorRecord: Hashable, Sendable {
    /// The exhibit's number.
    public let exhibit: Int64
    /// What the pictures share beyond camera and size: a serial number or a folder.
    public let groupedBy: String
    /// The camera's maker.
    public let make: String
    /// The camera's model.
    public let model: String
    /// Side of the square in pixels.
    public let side: Int
    /// Width of the pictures as stored, in pixels.
    public let width: Int
    /// Height of the pictures as stored, in pixels.
    public let height: Int
    /// The media that it was made of, in the order of registration.
    public let members: [Int64]

    /// Describes a fingerprint.
    public init(
        exhibit: Int64,
        groupedBy: String,
        make: String,
        model: String,
        side: Int,
        width: Int,
        height: Int,
        members: [Int64]
    ) {
        self.exhibit = exhibit
        self.groupedBy = groupedBy
        self.make = make
        self.model = model
        self.side = side
        self.width = width
        self.height = height
        self.members = members
    }
}

extension StoreWriter {
    /// Stores the noise of a media's sensor.
    func addNoise(_ noise: SensorNoise, media: Int64) throws(StoreError) {
        try session.run(
            Statements.addNoise,
            [
                .integer(media), SQLValue(noise.side), SQLValue(noise.width), SQLValue(noise.height),
                .blob(noise.packed),
            ]
        )
    }

    /// Stores the fingerprint of a sensor.
    ///
    /// - Parameters:
    ///   - sensor: Whose pictures it was made of.
    ///   - fingerprint: What they share.
    ///   - signs: The signs of its values, 32 a word.
    /// - Throws: ``StoreError``.
    public func addSensor(
        _ sensor: SensorRecord,
        _ fingerprint: SensorFingerprint,
        signs: [UInt32]
    ) throws(StoreError) {
        let bytes = signs.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        try session.run(
            Statements.addSensor,
            [
                .integer(sensor.exhibit), .text(sensor.groupedBy), .text(sensor.make), .text(sensor.model),
                SQLValue(sensor.side), SQLValue(sensor.width), SQLValue(sensor.height),
                .text(sensor.members.map(String.init).joined(separator: " ")), .blob(bytes),
                .blob(fingerprint.values.map { UInt8(bitPattern: $0) }),
                .blob(fingerprint.halved.map { UInt8(bitPattern: $0) }),
            ]
        )
    }

    /// Forgets a fingerprint, and every match by noise that its pictures have.
    public func removeSensor(_ id: Int64, members: [Int64]) throws(StoreError) {
        try session.run(Statements.removeSensor, [.integer(id)])
        for media in members {
            try session.run(Statements.removeSensorMatches, [.integer(media), .integer(media)])
        }
    }
}

extension StoreReader {
    /// The noise of a media's sensor; nil if none is stored.
    public func noise(ofMedia media: Int64) throws(StoreError) -> SensorNoise? {
        guard let row = try session.first(Statements.noiseOfMedia, [.integer(media)]) else { return nil }
        let noise = SensorNoise(
            side: try row.number(0),
            width: try row.number(1),
            height: try row.number(2),
            packed: try row.bytes(3)
        )
        guard let noise else { throw .damaged("the sensor noise of a picture is cut") }
        return noise
    }

    /// Of how many pictures of one camera and size in an exhibit noise is stored.
    public func noiseCount(
        exhibit: Int64,
        make: String,
        model: String,
        width: Int,
        height: Int
    ) throws(StoreError) -> Int {
        let row = try session.first(
            Statements.noiseCount,
            [
                .integer(Int64(CaseStore.analysisVersion)), .text(make), .text(model), SQLValue(width),
                SQLValue(height), .integer(exhibit),
            ]
        )
        return try row?.number(0) ?? 0
    }

    /// All pictures whose noise is stored, once for each item.
    public func noisePictures() throws(StoreError) -> [NoisePictureRecord] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return try session.all(Statements.noisePictures, [version]) { row throws(StoreError) in
            NoisePictureRecord(
                media: try row.id(0),
                side: try row.number(1),
                width: try row.number(2),
                height: try row.number(3),
                exhibit: try row.id(4),
                path: try row.string(5),
                make: row.text(6),
                model: row.text(7),
                serial: row.text(8)
            )
        }
    }

    /// Media with noise that other exhibits hold too, or hold a copy of.
    public func mediaSharedAcrossExhibits() throws(StoreError) -> Set<Int64> {
        Set(try session.all(Statements.mediaSharedAcrossExhibits) { row throws(StoreError) in try row.id(0) })
    }

    /// All fingerprints of sensors, without their values, in the order of their numbers.
    public func sensors() throws(StoreError) -> [(id: Int64, sensor: SensorRecord)] {
        try session.all(Statements.sensors) { row throws(StoreError) in
            let sensor = SensorRecord(
                exhibit: try row.id(1),
                groupedBy: try row.string(2),
                make: try row.string(3),
                model: try row.string(4),
                side: try row.number(5),
                width: try row.number(6),
                height: try row.number(7),
                members: Self.members(try row.string(8))
            )
            return (try row.id(0), sensor)
        }
    }

    /// The signs of a fingerprint, 32 a word; empty if there is none of this number.
    public func signs(ofSensor id: Int64) throws(StoreError) -> [UInt32] {
        guard let row = try session.first(Statements.sensorSigns, [.integer(id)]) else { return [] }
        let bytes = try row.bytes(0)
        guard bytes.count.isMultiple(of: 4) else { throw .damaged("the signs of a sensor are cut") }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
        }
    }

    /// A fingerprint of a sensor; nil if there is none of this number.
    public func fingerprint(ofSensor id: Int64) throws(StoreError) -> SensorFingerprint? {
        guard let row = try session.first(Statements.sensorPattern, [.integer(id)]) else { return nil }
        let fingerprint = SensorFingerprint(
            side: try row.number(0),
            width: try row.number(1),
            height: try row.number(2),
            pictures: Self.members(try row.string(3)).count,
            values: try row.bytes(4).map { Int8(bitPattern: $0) },
            halved: try row.bytes(5).map { Int8(bitPattern: $0) }
        )
        guard let fingerprint else { throw .damaged("the fingerprint of a sensor is cut") }
        return fingerprint
    }

    private static func members(_ text: String) -> [Int64] { text.split(separator: " ").compactMap { Int64($0) } }
}
