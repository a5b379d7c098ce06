public import CaseModel

/// A sighting in the form of the interface.
public struct SightingOutput: Encodable, Sendable {
    /// An address in the form of the interface.
    public struct Address: Encodable, Sendable {
        let type: String
        let value: String
    }

    let sighting: Int64
    let `case`: String
    let sha256: String
    let item: Int64?
    let path: String?
    let source: String
    let address: Address?
    let place: String?
    let gps: [Double]?
    let firstSeen: String?
    let lastSeen: String?
    let reportedBy: String
    let entry: String
    let author: String
    let at: String

    /// Puts a sighting into the form of the interface.
    public init(_ record: Sighting) {
        let statement = record.statement
        sighting = record.id
        `case` = record.caseReference
        sha256 = record.digest.hex
        item = record.item
        path = record.path
        source = statement.source.rawValue
        address = statement.address.map { Address(type: $0.type.rawValue, value: $0.value) }
        place = statement.place
        gps = statement.position.map { [$0.latitude, $0.longitude] }
        firstSeen = statement.firstSeen
        lastSeen = statement.lastSeen
        reportedBy = statement.reportedBy
        entry = record.entry.rawValue
        author = record.author
        at = record.at
    }
}

/// That an exhibit holds a content, in the form of the interface.
public struct DeviceSightingOutput: Encodable, Sendable {
    let item: Int64
    let `case`: String
    let exhibit: String
    let path: String
    let sha256: String
    let takenAt: String?
    let gps: [Double]?

    /// Puts it into the form of the interface.
    public init(_ device: DeviceSighting) {
        item = device.item.id
        `case` = device.item.caseReference
        exhibit = device.item.exhibit
        path = device.item.path
        sha256 = device.item.sha256.hex
        takenAt = device.takenAt
        gps = device.position.map { [$0.latitude, $0.longitude] }
    }
}
