/// Where somebody came across a content.
///
/// The raw values are part of the interface.
public enum SightingSource: String, CaseIterable, Codable, Hashable, Sendable {
    /// A seized or examined device.
    case device
    /// A page that search engines find.
    case surfaceWeb = "surface_web"
    /// A page behind a login, or that search engines do not find.
    case deepWeb = "deep_web"
    /// A service that is only reached through an anonymising network.
    case hiddenService = "hidden_service"
    /// A conversation.
    case chat
    /// A network in which users offer files to one another.
    case peerToPeer = "peer_to_peer"
}

/// How a sighting came to be on record.
public enum SightingEntry: String, CaseIterable, Hashable, Sendable {
    /// Somebody typed it.
    case entered
    /// It was read from a table.
    case imported
}

/// A place on Earth (WGS 84).
public struct GeographicPoint: Hashable, Sendable {
    /// Degrees, north positive.
    public let latitude: Double
    /// Degrees, east positive.
    public let longitude: Double

    /// Takes a latitude from -90 to 90 and a longitude from -180 to 180; nil for anything else.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// What a sighting says: where, when and by whom a content was come across.
public struct SightingStatement: Hashable, Sendable {
    /// Where.
    public let source: SightingSource
    /// The address there, in its normal form.
    public let address: Identifier?
    /// The name of a place.
    public let place: String?
    /// The position of a place.
    public let position: GeographicPoint?
    /// When it was first seen there: a day, or a time in UTC.
    public let firstSeen: String?
    /// When it was last seen there: a day, or a time in UTC.
    public let lastSeen: String?
    /// Who reported it: an agency, a hotline, a service.
    public let reportedBy: String

    /// States a sighting; ``SightingDraft/checked()`` makes one of what was typed.
    public init(
        source: SightingSource,
        address: Identifier?,
        place: String?,
        position: GeographicPoint?,
        firstSeen: String?,
        lastSeen: String?,
        reportedBy: String
    ) {
        self.source = source
        self.address = address
        self.place = place
        self.position = position
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.reportedBy = reportedBy
    }
}

/// A sighting on record.
public struct Sighting: Hashable, Sendable {
    /// Its number in the store.
    public let id: Int64
    /// The case in which it was said.
    public let caseReference: String
    /// The content's SHA-256.
    public let digest: ContentDigest
    /// The case's first item that holds the content; nil if there is none any more.
    public let item: Int64?
    /// The path of that item.
    public let path: String?
    /// What it says.
    public let statement: SightingStatement
    /// How it came.
    public let entry: SightingEntry
    /// The account that put it on record.
    public let author: String
    /// When it was put on record, in UTC (RFC 3339).
    public let at: String

    /// States a sighting on record.
    public init(
        id: Int64,
        caseReference: String,
        digest: ContentDigest,
        item: Int64?,
        path: String?,
        statement: SightingStatement,
        entry: SightingEntry,
        author: String,
        at: String
    ) {
        self.id = id
        self.caseReference = caseReference
        self.digest = digest
        self.item = item
        self.path = path
        self.statement = statement
        self.entry = entry
        self.author = author
        self.at = at
    }
}

/// That an exhibit holds a content: a sighting that follows from the evidence and is not on record by itself.
public struct DeviceSighting: Hashable, Sendable {
    /// The item that holds the content.
    public let item: ItemReference
    /// When it was taken by the camera's clock, as its metadata says.
    public let takenAt: String?
    /// Where it was taken, as its metadata says.
    public let position: GeographicPoint?

    /// States that an exhibit holds a content.
    public init(item: ItemReference, takenAt: String?, position: GeographicPoint?) {
        self.item = item
        self.takenAt = takenAt
        self.position = position
    }
}
