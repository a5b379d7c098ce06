public import CaseModel

extension StoreWriter {
    /// Puts a sighting on record.
    ///
    /// - Parameters:
    ///   - statement: What it says.
    ///   - media: The content.
    ///   - caseNumber: The case in which it is said.
    ///   - entry: How it came.
    ///   - author: The account.
    /// - Returns: Its number.
    /// - Throws: ``StoreError``.
    public func addSighting(
        _ statement: SightingStatement,
        ofMedia media: Int64,
        inCase caseNumber: Int64,
        entry: SightingEntry,
        author: String
    ) throws(StoreError) -> Int64 {
        let address = statement.address
        let row = try session.first(
            Statements.addSighting,
            [
                .integer(caseNumber), .integer(media), .text(statement.source.rawValue),
                SQLValue(address?.type.rawValue), SQLValue(address?.value), SQLValue(address?.nearKey),
                SQLValue(statement.place), SQLValue(statement.position?.latitude),
                SQLValue(statement.position?.longitude), SQLValue(statement.firstSeen), SQLValue(statement.lastSeen),
                .text(statement.reportedBy), .text(entry.rawValue), .text(author), .text(Timestamp.now()),
            ]
        )
        guard let id = row?.integer(0) else { throw .damaged("a sighting that was just added is not there") }
        return id
    }

    /// Takes a sighting back; what it said stays on record.
    ///
    /// - Returns: False if the case has no such sighting that stands.
    public func withdrawSighting(
        _ id: Int64,
        inCase caseNumber: Int64,
        reason: String,
        author: String
    ) throws(StoreError) -> Bool {
        try session.first(
            Statements.withdrawSighting,
            [.text(author), .text(Timestamp.now()), .text(reason), .integer(id), .integer(caseNumber)]
        ) != nil
    }
}

extension StoreReader {
    /// The sightings of a case that stand, by number.
    ///
    /// - Parameters:
    ///   - caseNumber: The case.
    ///   - after: The sighting after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The sightings.
    /// - Throws: ``StoreError``.
    public func sightings(ofCase caseNumber: Int64, after: Int64, limit: Int) throws(StoreError) -> [Sighting] {
        try session.all(Statements.sightingsOfCase, [.integer(caseNumber), .integer(after), SQLValue(limit)]) {
            row throws(StoreError) in try row.sighting()
        }
    }

    /// How many sightings of a case stand.
    public func sightingCount(ofCase caseNumber: Int64) throws(StoreError) -> Int {
        try session.first(Statements.sightingCount, [.integer(caseNumber)])?.number(0) ?? 0
    }

    /// The sightings of a content that stand, of all cases, by number.
    public func sightings(ofMedia media: Int64) throws(StoreError) -> [Sighting] {
        try session.all(Statements.sightingsOfMedia, [.integer(media)]) { row throws(StoreError) in
            try row.sighting()
        }
    }

    /// The sightings at an address that stand, of all cases, by number; those at near forms of it after them.
    public func sightings(at address: Identifier) throws(StoreError) -> [Sighting] {
        let equal = try session.all(
            Statements.sightingsAtAddress,
            [.text(address.type.rawValue), .text(address.value)]
        ) { row throws(StoreError) in try row.sighting() }
        guard let key = address.nearKey else { return equal }
        let near = try session.all(
            Statements.sightingsNearAddress,
            [.text(address.type.rawValue), .text(key)]
        ) { row throws(StoreError) in try row.sighting() }
        return equal + near.filter { $0.statement.address.map(address.isNear) ?? false }
    }

    /// The contents that a case holds at a path in UTF-8, whichever the exhibit; quick also in large cases.
    public func media(atExactPath path: String, inCase caseNumber: Int64) throws(StoreError) -> [Int64] {
        try session.all(Statements.contentsAtExactPath, [.integer(caseNumber), .blob(Array(path.utf8))]) {
            row throws(StoreError) in try row.id(0)
        }
    }

    /// The items of a case of which it is known when or where their content was taken: those with a position first.
    public func devices(ofCase caseNumber: Int64, limit: Int) throws(StoreError) -> [DeviceSighting] {
        var found: [DeviceSighting] = []
        for statement in [Statements.devicesWithPosition, Statements.devicesWithTime] where found.count < limit {
            found += try session.all(
                statement,
                [.integer(Int64(CaseStore.analysisVersion)), .integer(caseNumber), SQLValue(limit - found.count)]
            ) { row throws(StoreError) in try row.device() }
        }
        return found
    }

    /// The items of all cases that hold a content, in the order of registration.
    public func devices(ofMedia media: Int64) throws(StoreError) -> [DeviceSighting] {
        try session.all(
            Statements.devicesOfMedia,
            [.integer(Int64(CaseStore.analysisVersion)), .integer(media)]
        ) { row throws(StoreError) in try row.device() }
    }
}

extension SQLRow {
    fileprivate func position(from column: Int) -> GeographicPoint? {
        guard let latitude = real(column), let longitude = real(column + 1) else { return nil }
        return GeographicPoint(latitude: latitude, longitude: longitude)
    }

    fileprivate func device() throws(StoreError) -> DeviceSighting {
        DeviceSighting(item: try item(from: 0), takenAt: text(5), position: position(from: 6))
    }

    fileprivate func sighting() throws(StoreError) -> Sighting {
        guard let digest = ContentDigest(bytes: try bytes(2)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        guard let source = SightingSource(rawValue: try string(5)), let entry = SightingEntry(rawValue: try string(14))
        else { throw .damaged("a sighting is of an unknown kind") }
        var address: Identifier?
        if let value = text(7) {
            guard let type = IdentifierType(rawValue: try string(6)) else {
                throw .damaged("an address has an unknown type")
            }
            address = Identifier(type: type, value: value)
        }
        return Sighting(
            id: try id(0),
            caseReference: try string(1),
            digest: digest,
            item: integer(3),
            path: text(4),
            statement: SightingStatement(
                source: source,
                address: address,
                place: text(8),
                position: position(from: 9),
                firstSeen: text(11),
                lastSeen: text(12),
                reportedBy: try string(13)
            ),
            entry: entry,
            author: try string(15),
            at: try string(16)
        )
    }
}
