public import CaseModel

extension StoreWriter {
    /// Waits for something from now on.
    ///
    /// - Returns: The watch's number.
    public func addWatch(_ subject: WatchSubject, note: String, by author: String) throws(StoreError) -> Int64 {
        let hashes = subject.hashes.isEmpty ? nil : PerceptualHash.bigEndianBytes(of: subject.hashes)
        let added = try session.first(
            Statements.addWatch,
            [
                .text(note), SQLValue(subject.digest), SQLValue(hashes), SQLValue(subject.identifier?.type.rawValue),
                SQLValue(subject.identifier?.value), .text(Timestamp.now()), .text(author), SQLValue(subject.content),
                SQLValue(subject.region.map(\.text)), SQLValue(subject.camera?.make), SQLValue(subject.camera?.model),
                SQLValue(subject.camera?.serial), SQLValue(subject.list?.id),
            ]
        )
        guard let added else { throw .damaged("adding a watch gave no row") }
        return try added.id(0)
    }

    /// Waits for something no longer; what it found stays.
    ///
    /// - Returns: Whether it was waited for.
    public func removeWatch(_ id: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.removeWatch, [.text(Timestamp.now()), .integer(id)]) != nil
    }

    /// Notes that what a watch waits for is in an item.
    ///
    /// - Returns: Whether this was not known.
    public func addHit(
        _ sighting: WatchSubject.Sighting,
        ofWatch watch: Int64,
        inItem item: Int64
    ) throws(StoreError) -> Bool {
        try addHit(sighting, watch, [.integer(item), .null, .null])
    }

    /// Notes that what a watch waits for is in an entry of an offer.
    ///
    /// - Returns: Whether this was not known.
    public func addHit(
        _ sighting: WatchSubject.Sighting,
        ofWatch watch: Int64,
        inBundle bundle: Int64,
        entry: Int
    ) throws(StoreError) -> Bool {
        try addHit(sighting, watch, [.null, .integer(bundle), SQLValue(entry)])
    }

    private func addHit(
        _ sighting: WatchSubject.Sighting,
        _ watch: Int64,
        _ place: [SQLValue]
    ) throws(StoreError) -> Bool {
        let values: [SQLValue] = [
            .integer(watch), .text(Timestamp.now()), .text(sighting.kind.rawValue), SQLValue(sighting.distance),
        ]
        return try session.first(Statements.addWatchHit, values + place) != nil
    }
}

extension StoreReader {
    /// The watches that hold, in order.
    public func watches() throws(StoreError) -> [Watch] {
        try session.all(Statements.activeWatches) { row throws(StoreError) in try Watch(row) }
    }

    /// The watch of this number.
    public func watch(_ id: Int64) throws(StoreError) -> Watch? {
        try session.first(Statements.watch, [.integer(id)]).map { row throws(StoreError) in try Watch(row) }
    }

    /// What watches found, the newest first.
    ///
    /// - Parameters:
    ///   - id: Only before this one; nil for the newest.
    ///   - limit: How many at most.
    /// - Returns: The hits.
    /// - Throws: ``StoreError``.
    public func watchHits(before id: Int64? = nil, limit: Int) throws(StoreError) -> [WatchHit] {
        let values: [SQLValue] = [.integer(id ?? .max), .integer(Int64(limit))]
        return try session.all(Statements.watchHits, values) { row throws(StoreError) in
            guard let kind = LinkKind(rawValue: try row.string(5)) else {
                throw StoreError.damaged("a hit has an unknown kind")
            }
            let place: WatchHit.Place =
                row.integer(10) != nil
                ? .item(try row.item(from: 10))
                : .offer(bundle: try row.id(7), partner: try row.string(8), entry: try row.number(9))
            return WatchHit(
                id: try row.id(0),
                watch: try row.id(1),
                note: try row.string(2),
                watcher: try row.string(3),
                at: try row.string(4),
                sighting: WatchSubject.Sighting(kind: kind, distance: row.integer(6).map(Int.init)),
                place: place
            )
        }
    }

    /// The reference of the case that an exhibit belongs to.
    public func caseReference(ofExhibit id: Int64) throws(StoreError) -> String? {
        try session.first(Statements.caseOfExhibit, [.integer(id)])?.text(0)
    }

    /// What a content names, each once.
    public func identifiers(ofMedia media: Int64) throws(StoreError) -> [Identifier] {
        try session.all(Statements.identifiersOfMedia, [.integer(media)]) { row throws(StoreError) in
            guard let type = IdentifierType(rawValue: try row.string(0)) else {
                throw StoreError.damaged("an identifier has an unknown type")
            }
            return Identifier(type: type, value: try row.string(1))
        }
    }

    /// The matches of two contents, each with its evidence seen from the first.
    public func matches(of first: Int64, with second: Int64) throws(StoreError) -> [(kind: LinkKind, LinkEvidence)] {
        let (earlier, later) = (min(first, second), max(first, second))
        return try session.all(Statements.matchesBetween, [.integer(earlier), .integer(later)]) {
            row throws(StoreError) in
            let match = try StoredMatch(row)
            let evidence = try match.evidence()
            return (match.kind, first == earlier ? evidence : evidence.swapped)
        }
    }

    /// The camera that a content names; nil if it names no serial number.
    public func camera(ofMedia media: Int64) throws(StoreError) -> CameraBody? {
        guard let row = try session.first(Statements.cameraOfMedia, [.integer(media)]) else { return nil }
        return CameraBody(make: row.text(0), model: row.text(1), serial: try row.string(2))
    }

    /// The item of this number, and its content; nil if there is none, or it could not be read.
    public func item(_ id: Int64) throws(StoreError) -> (reference: ItemReference, media: Int64)? {
        guard let row = try session.first(Statements.itemByNumber, [.integer(id)]) else { return nil }
        return (try row.item(from: 0), try row.id(5))
    }
}

extension Watch {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        var subject = WatchSubject(digest: row.blob(2))
        if let bytes = row.blob(3) {
            guard let hashes = PerceptualHash.list(bigEndianBytes: bytes) else {
                throw .damaged("a watched hash has another length")
            }
            subject.hashes = hashes
        }
        if let type = row.text(4), let value = row.text(5) {
            guard let type = IdentifierType(rawValue: type) else {
                throw .damaged("a watched identifier has an unknown type")
            }
            subject.identifier = Identifier(type: type, value: value)
        }
        subject.content = row.integer(9)
        if let text = row.text(10) {
            guard let region = Region(text) else { throw .damaged("a watched rectangle cannot be read") }
            subject.region = region
        }
        if let serial = row.text(13) {
            subject.camera = CameraBody(make: row.text(11), model: row.text(12), serial: serial)
        }
        if let list = row.integer(14), let name = row.text(15) { subject.list = HashListName(id: list, name: name) }
        self.init(
            id: try row.id(0),
            note: try row.string(1),
            subject: subject,
            addedAt: try row.string(6),
            addedBy: try row.string(7),
            removedAt: row.text(8)
        )
    }
}
