public import CaseModel

extension StoreWriter {
    /// Begins a series.
    ///
    /// - Returns: Its number, or nil if its agency has one of this name.
    public func addSeries(named name: String, inCase caseNumber: Int64, author: String) throws(StoreError) -> Int64? {
        let agency = try session.first(Statements.agencyOfCase, [.integer(caseNumber)])?.text(0) ?? ""
        return try session.first(
            Statements.addSeries,
            [.text(agency), .text(name), .integer(caseNumber), .text(author), .text(Timestamp.now())]
        )?.integer(0)
    }

    /// Says that a content of a case is in a series, or is no longer.
    ///
    /// - Parameters:
    ///   - media: The content.
    ///   - series: The series.
    ///   - caseNumber: The case that contributes it.
    ///   - isWithdrawn: Whether it is taken out.
    ///   - version: The version of the series that says so.
    ///   - author: The account.
    /// - Throws: ``StoreError``.
    public func setMedia(
        _ media: Int64,
        ofSeries series: Int64,
        inCase caseNumber: Int64,
        isWithdrawn: Bool,
        version: Int,
        author: String
    ) throws(StoreError) {
        try session.run(
            Statements.addSeriesMedia,
            [
                .integer(series), .integer(media), .integer(caseNumber), SQLValue(isWithdrawn), SQLValue(version),
                .text(author), .text(Timestamp.now()),
            ]
        )
    }
}

extension StoreReader {
    /// All series, merged ones too, by agency and name.
    public func seriesNames() throws(StoreError) -> [SeriesName] {
        try session.all(Statements.seriesNames) { row throws(StoreError) in
            SeriesName(
                id: try row.id(0),
                agency: try row.string(1),
                name: try row.string(2),
                caseReference: try row.string(3),
                author: try row.string(4),
                addedAt: try row.string(5)
            )
        }
    }

    /// The contributions to a series that stand; those to series merged into it are not among them.
    public func media(ofSeries series: Int64) throws(StoreError) -> [SeriesMedia] {
        try session.all(Statements.mediaOfSeries, [.integer(series)]) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(2)) else {
                throw .damaged("a content's digest is not 32 bytes")
            }
            return SeriesMedia(
                series: try row.id(0),
                media: try row.id(1),
                digest: digest,
                caseReference: try row.string(3),
                agency: try row.string(4),
                item: row.integer(5),
                hasRendition: try row.id(6) != 0,
                author: try row.string(7),
                at: try row.string(8)
            )
        }
    }

    /// The cases that contribute to each series.
    public func casesOfSeries() throws(StoreError) -> [Int64: Set<String>] {
        var found: [Int64: Set<String>] = [:]
        try session.each(Statements.casesOfSeries, []) { row throws(StoreError) in
            found[try row.id(0), default: []].insert(try row.string(1))
        }
        return found
    }

    /// Each contribution that stands: series, content and case.
    public func contributions() throws(StoreError) -> [(series: Int64, media: Int64, caseReference: String)] {
        try session.all(Statements.mediaOfAllSeries) { row throws(StoreError) in
            (try row.id(0), try row.id(1), try row.string(2))
        }
    }

    /// Whether a case holds a content.
    public func holds(_ media: Int64, inCase caseNumber: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.isOfCase, [.integer(caseNumber), .integer(media)]) != nil
    }

    /// The contents that a case holds at a path, whichever the exhibit.
    public func media(atPath path: String, inCase caseNumber: Int64) throws(StoreError) -> [Int64] {
        try session.all(Statements.contentsAtPath, [.integer(caseNumber), .text(path)]) { row throws(StoreError) in
            try row.id(0)
        }
    }
}
