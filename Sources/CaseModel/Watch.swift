/// A camera, as the metadata of its pictures names it.
public struct CameraBody: Hashable, Sendable {
    /// The maker.
    public let make: String?
    /// The model.
    public let model: String?
    /// The serial number of the body.
    public let serial: String

    /// Names a camera.
    public init(make: String?, model: String?, serial: String) {
        self.make = make
        self.model = model
        self.serial = serial
    }
}

/// A hash list, as it is named.
public struct HashListName: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// Its name.
    public let name: String

    /// Names a list.
    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}

/// What somebody waits for.
public struct WatchSubject: Hashable, Sendable {
    /// An MD5, SHA-1 or SHA-256.
    public var digest: [UInt8]?
    /// PDQ hashes of pictures.
    public var hashes: [PerceptualHash]
    /// A name, address or number.
    public var identifier: Identifier?
    /// A content, by its number in the store: any part of it, its place, its moving pictures and its sound.
    public var content: Int64?
    /// Of the content, the rectangle that must be seen at least in part.
    public var region: Region?
    /// A camera.
    public var camera: CameraBody?
    /// A hash list: whatever is on it.
    public var list: HashListName?

    /// Waits for any of these.
    public init(digest: [UInt8]? = nil, hashes: [PerceptualHash] = [], identifier: Identifier? = nil) {
        self.digest = digest
        self.hashes = hashes
        self.identifier = identifier
    }

    /// Waits for what a camera took.
    public init(camera: CameraBody) {
        self.init()
        self.camera = camera
    }

    /// Waits for what is on a hash list.
    public init(list: HashListName) {
        self.init()
        self.list = list
    }

    /// Whether nothing is waited for.
    public var isEmpty: Bool {
        digest == nil && hashes.isEmpty && identifier == nil && content == nil && camera == nil && list == nil
    }

    /// Whether a match with the content is what is waited for.
    ///
    /// - Parameter region: The part of the content that matched; nil if that is not known, or the match is of no part.
    /// - Returns: Whether it shows something of the rectangle that is waited for, if there is one.
    public func isMet(by region: Region?) -> Bool {
        guard let wanted = self.region, let region else { return true }
        return wanted.overlaps(region)
    }

    /// Waits for what hexadecimal digits name: an MD5, SHA-1 or SHA-256, or a PDQ hash; 64 digits are taken as either, as
    /// nothing is both by chance.
    ///
    /// - Parameter text: The digits; nil results from anything else.
    public init?(hexadecimal text: String) {
        guard let digest = [UInt8](hexadecimal: text), [16, 20, 32].contains(digest.count) else { return nil }
        self.init(digest: digest, hashes: PerceptualHash(hex: text).map { [$0] } ?? [])
    }

    /// What was found of it.
    public struct Sighting: Hashable, Sendable {
        /// How it agrees with what is waited for.
        public let kind: LinkKind
        /// In how many of 256 bits the hashes differ, for near duplicates.
        public let distance: Int?

        /// States what was found.
        public init(kind: LinkKind, distance: Int? = nil) {
            self.kind = kind
            self.distance = distance
        }
    }

    /// Whether a content is what is waited for.
    ///
    /// - Parameters:
    ///   - digests: The digests of the content that are known.
    ///   - pictures: The hashes of each of its pictures, in all orientations that are known.
    ///   - identifiers: What it names.
    ///   - radius: In how many bits pictures may differ.
    /// - Returns: The closest that was found; nil for nothing.
    public func sighting(
        digests: [[UInt8]],
        pictures: [[PerceptualHash]],
        identifiers: [Identifier] = [],
        radius: Int
    ) -> Sighting? {
        if let digest, digests.contains(digest) { return Sighting(kind: .exact) }
        let distance = hashes.flatMap { hash in pictures.flatMap { $0.map(hash.distance) } }.min()
        if let distance, distance <= radius { return Sighting(kind: .nearDuplicate, distance: distance) }
        if let identifier, identifiers.contains(where: { $0 == identifier || $0.isNear(identifier) }) {
            return Sighting(kind: .identifier)
        }
        return nil
    }
}

/// That somebody is to be told when something turns up.
public struct Watch: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// What it is about, in its author's words.
    public let note: String
    /// What is waited for.
    public let subject: WatchSubject
    /// When it was set, RFC 3339.
    public let addedAt: String
    /// By whom.
    public let addedBy: String
    /// When it was ended, RFC 3339; nil while it holds.
    public let removedAt: String?

    /// Describes a watch.
    public init(
        id: Int64,
        note: String,
        subject: WatchSubject,
        addedAt: String,
        addedBy: String,
        removedAt: String?
    ) {
        self.id = id
        self.note = note
        self.subject = subject
        self.addedAt = addedAt
        self.addedBy = addedBy
        self.removedAt = removedAt
    }
}

/// That what a watch waits for has turned up.
public struct WatchHit: Hashable, Sendable {
    /// Where it turned up.
    public enum Place: Hashable, Sendable {
        /// In an item of ours.
        case item(ItemReference)
        /// In an offer of another agency: the bundle's number, the partner, and the entry's place.
        case offer(bundle: Int64, partner: String, entry: Int)
    }

    /// Its number.
    public let id: Int64
    /// The watch's number.
    public let watch: Int64
    /// What the watch is about.
    public let note: String
    /// Who set the watch.
    public let watcher: String
    /// When it turned up, RFC 3339.
    public let at: String
    /// What was found.
    public let sighting: WatchSubject.Sighting
    /// Where.
    public let place: Place

    /// States a hit.
    public init(
        id: Int64,
        watch: Int64,
        note: String,
        watcher: String,
        at: String,
        sighting: WatchSubject.Sighting,
        place: Place
    ) {
        self.id = id
        self.watch = watch
        self.note = note
        self.watcher = watcher
        self.at = at
        self.sighting = sighting
        self.place = place
    }
}
