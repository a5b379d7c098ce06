public import CaseModel

/// A watch in the form of the interface.
public struct WatchOutput: Encodable, Sendable {
    /// An identifier in the form of the interface.
    public struct Name: Encodable, Sendable {
        let type: String
        let value: String
    }

    /// A camera in the form of the interface.
    public struct Camera: Encodable, Sendable {
        let make: String?
        let model: String?
        let serial: String
    }

    let watch: Int64
    let note: String
    let digest: String?
    let hashes: [String]?
    let identifier: Name?
    let region: [Int]?
    let camera: Camera?
    let list: String?
    let addedAt: String
    let addedBy: String

    /// Puts a watch into the form of the interface.
    public init(_ watch: Watch) {
        self.watch = watch.id
        note = watch.note
        digest = watch.subject.digest?.hexadecimal
        hashes = watch.subject.hashes.isEmpty ? nil : watch.subject.hashes.map(\.hex)
        identifier = watch.subject.identifier.map { Name(type: $0.type.rawValue, value: $0.value) }
        region = watch.subject.region.map { [$0.x, $0.y, $0.width, $0.height] }
        camera = watch.subject.camera.map { Camera(make: $0.make, model: $0.model, serial: $0.serial) }
        list = watch.subject.list?.name
        addedAt = watch.addedAt
        addedBy = watch.addedBy
    }

    /// What is waited for, in a few words.
    public var words: String {
        let parts = [digest, hashes.map { "\($0.count) picture hash\($0.count == 1 ? "" : "es")" }]
        let others = [
            identifier.map { "\($0.type) \($0.value)" },
            region.map { "in \($0.map(String.init).joined(separator: ","))" },
            camera.map { "camera \([$0.make, $0.model, $0.serial].compactMap(\.self).joined(separator: " "))" },
            list.map { "list \($0)" },
        ]
        return (parts + others).compactMap(\.self).joined(separator: ", ")
    }
}

/// A hit of a watch in the form of the interface.
public struct WatchHitOutput: Encodable, Sendable {
    let hit: Int64
    let watch: Int64
    let note: String
    let at: String
    let kind: String
    let distance: Int?
    let `case`: String?
    let item: Int64?
    let exhibit: String?
    let path: String?
    let bundle: Int64?
    let partner: String?
    let entry: Int?

    /// Puts a hit into the form of the interface.
    ///
    /// - Parameters:
    ///   - hit: The hit.
    ///   - isPlaceTold: Whether exhibit and path may be told, and not the case alone.
    public init(_ hit: WatchHit, isPlaceTold: Bool = true) {
        self.hit = hit.id
        watch = hit.watch
        note = hit.note
        at = hit.at
        kind = hit.sighting.kind.rawValue
        distance = hit.sighting.distance
        switch hit.place {
        case .item(let found):
            `case` = found.caseReference
            item = isPlaceTold ? found.id : nil
            exhibit = isPlaceTold ? found.exhibit : nil
            path = isPlaceTold ? found.path : nil
            (bundle, partner, entry) = (nil, nil, nil)
        case .offer(let number, let name, let place):
            (`case`, item, exhibit, path) = (nil, nil, nil, nil)
            (bundle, partner, entry) = (number, name, place)
        }
    }

    /// Where it turned up, in a few words.
    public var words: String {
        if let partner { return "offer \(bundle ?? 0) of \(partner), entry \(entry ?? 0)" }
        return [`case`, exhibit, path].compactMap(\.self).joined(separator: "/")
    }
}
