public import CaseModel

extension StoreReader {
    /// An item and what is known of its content.
    ///
    /// - Parameters:
    ///   - item: The item's number.
    ///   - id: The case that it must be of.
    /// - Returns: The item; nil if the case has none of this number.
    /// - Throws: ``StoreError``.
    public func details(ofItem item: Int64, inCase id: Int64) throws(StoreError) -> ItemDetails? {
        guard
            let row = try session.first(
                Statements.itemDetails,
                [.integer(Int64(CaseStore.analysisVersion)), .integer(item), .integer(id)]
            )
        else { return nil }
        return ItemDetails(
            id: try row.id(0),
            caseReference: try row.string(1),
            exhibit: try row.string(2),
            path: try row.string(3),
            registeredAt: try row.string(4),
            source: try row.bytes(5),
            isEntry: row.integer(6) != nil,
            failure: row.failure(7),
            content: row.integer(9) == nil ? nil : try row.content(from: 9)
        )
    }

    /// Items of a case, by number, with what their file system said of their times, in nanoseconds since 1970.
    ///
    /// - Parameters:
    ///   - id: The case.
    ///   - after: The item after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The items.
    /// - Throws: ``StoreError``.
    public func items(
        ofCase id: Int64,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [(details: ItemDetails, modifiedAt: Int64?, changedAt: Int64?)] {
        let rows = try session.all(Statements.itemsOfCase, [.integer(id), .integer(after), SQLValue(limit)]) {
            row throws(StoreError) in (id: try row.id(0), modifiedAt: row.integer(1), changedAt: row.integer(2))
        }
        return try rows.map { row throws(StoreError) in
            guard let details = try details(ofItem: row.id, inCase: id) else {
                throw .damaged("an item that was just listed is not there")
            }
            return (details, row.modifiedAt, row.changedAt)
        }
    }

    /// Items of a case that could not be read or decoded, by number.
    ///
    /// - Parameters:
    ///   - id: The case.
    ///   - reason: Only those that failed for this reason; nil for all.
    ///   - after: The item after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The items.
    /// - Throws: ``StoreError``.
    public func failedItems(
        ofCase id: Int64,
        reason: FailureCode?,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [ItemDetails] {
        var values: [SQLValue] = [.integer(id), .integer(after)]
        if let reason { values.append(.text(reason.rawValue)) }
        values.append(SQLValue(limit))
        let found = try session.all(Statements.failedItems(hasReason: reason != nil), values) {
            row throws(StoreError) in try row.id(0)
        }
        return try found.map { item throws(StoreError) in
            guard let details = try details(ofItem: item, inCase: id) else {
                throw .damaged("an item that was just listed is not there")
            }
            return details
        }
    }

    /// What is known of a content.
    public func details(ofMedia media: Int64) throws(StoreError) -> ContentDetails? {
        let values = [SQLValue.integer(Int64(CaseStore.analysisVersion)), .integer(media)]
        return try session.first(Statements.contentDetails, values)?.content(from: 0)
    }

    /// The small pictures of a content, in order.
    public func renditions(ofMedia media: Int64) throws(StoreError) -> [RenditionSummary] {
        try session.all(Statements.renditionsOfMedia, [.integer(media)]) { row throws(StoreError) in
            RenditionSummary(
                position: try row.number(0),
                at: row.real(1) ?? 0,
                width: try row.number(2),
                height: try row.number(3)
            )
        }
    }

    /// Whether there is a small picture of a content.
    public func isPictured(_ digest: ContentDigest) throws(StoreError) -> Bool {
        try session.first(Statements.isPictured, [.blob(digest.bytes)]) != nil
    }

    /// One small picture of a content.
    ///
    /// - Returns: Its media type and bytes; nil if there is none of this number.
    public func rendition(ofMedia media: Int64, at position: Int) throws(StoreError) -> (type: String, bytes: [UInt8])?
    {
        guard let row = try session.first(Statements.rendition, [.integer(media), SQLValue(position)]) else {
            return nil
        }
        return (try row.string(0), try row.bytes(1))
    }

    /// All cases without counts, in the order in which they were added.
    public func caseTitles() throws(StoreError) -> [CaseTitle] {
        try session.all(Statements.caseTitles) { row throws(StoreError) in
            CaseTitle(reference: try row.string(0), title: row.text(1), agency: row.text(2))
        }
    }

    /// The cases that hold a content, by reference.
    public func cases(ofMedia media: Int64) throws(StoreError) -> [String] {
        try session.all(Statements.casesOfMedia, [.integer(media)]) { row throws(StoreError) in try row.string(0) }
    }

    /// The first lines of a content that is a text: its messages, or else the identifiers in it as they stand there.
    public func lines(ofMedia media: Int64, limit: Int) throws(StoreError) -> [TextLine] {
        let messages = try messages(ofMedia: media, limit: limit)
        guard messages.isEmpty else { return messages }
        return try session.all(Statements.occurrencesOfMedia, [.integer(media), SQLValue(limit)]) {
            row throws(StoreError) in TextLine(sentAt: nil, sender: nil, body: try row.string(0))
        }
    }

    private func messages(ofMedia media: Int64, limit: Int) throws(StoreError) -> [TextLine] {
        try session.all(Statements.linesOfMedia, [.integer(media), SQLValue(limit)]) { row throws(StoreError) in
            TextLine(sentAt: row.text(0), sender: row.text(1), body: try row.string(2))
        }
    }

    /// The exhibits of a case, in the order in which they were added.
    public func exhibits(ofCase id: Int64) throws(StoreError) -> [ExhibitSummary] {
        let found = try session.all(Statements.exhibitsOfCase, [.integer(id)]) { row throws(StoreError) in
            (
                try row.id(0), try row.string(1), try row.string(2),
                counts: [try row.number(3), try row.number(4), try row.number(5)]
            )
        }
        var exhibits: [ExhibitSummary] = []
        for (exhibit, label, createdAt, counts) in found {
            exhibits.append(
                ExhibitSummary(
                    id: exhibit,
                    label: label,
                    createdAt: createdAt,
                    items: counts[0],
                    contents: counts[1],
                    failed: counts[2],
                    custody: try custody(ofExhibit: exhibit)
                )
            )
        }
        return exhibits
    }

    /// Contents with a digest of the kind that its length tells: MD5, SHA-1 or SHA-256.
    public func media(withDigest digest: [UInt8]) throws(StoreError) -> [Int64] {
        let statement =
            switch digest.count {
            case 16: Statements.mediaWithMD5
            case 20: Statements.mediaWithSHA1
            default: Statements.mediaByDigest
            }
        return try session.all(statement, [.blob(digest)]) { row throws(StoreError) in try row.id(0) }
    }
}

extension SQLRow {
    /// Reads what is known of a content from the columns that the statements share.
    fileprivate func content(from column: Int) throws(StoreError) -> ContentDetails {
        guard let digest = ContentDigest(bytes: try bytes(column + 1)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        let kind = text(column + 6).flatMap(MediaKind.init)
        var capture = CaptureDetails()
        capture.make = text(column + 12)
        capture.model = text(column + 13)
        capture.bodySerial = text(column + 14)
        capture.takenAt = text(column + 15)
        capture.latitude = real(column + 16)
        capture.longitude = real(column + 17)
        return ContentDetails(
            media: try id(column),
            digests: Digests(
                size: try id(column + 4),
                md5: try bytes(column + 3),
                sha1: try bytes(column + 2),
                sha256: digest
            ),
            stack: try id(column + 5),
            kind: kind,
            type: text(column + 7),
            width: integer(column + 8).map(Int.init) ?? 0,
            height: integer(column + 9).map(Int.init) ?? 0,
            duration: real(column + 10),
            codec: text(column + 11),
            capture: kind == nil ? nil : capture
        )
    }
}
