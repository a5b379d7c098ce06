public import CaseModel

extension StoreWriter {
    /// Begins to take in a report, or finds the one of these bytes that the exhibit has.
    ///
    /// What a reading that was stopped left behind is taken away.
    ///
    /// - Parameters:
    ///   - digest: The SHA-256 of the report itself.
    ///   - format: Its format.
    ///   - source: Where it is read from.
    ///   - exhibit: The exhibit's number.
    ///   - actor: Who has it read.
    /// - Returns: Its number, and whether it was read to its end before.
    /// - Throws: ``StoreError``.
    public func beginReport(
        _ digest: ContentDigest,
        format: String,
        source: String,
        exhibit: Int64,
        by actor: String
    ) throws(StoreError) -> (id: Int64, isRead: Bool) {
        try session.run(
            Statements.addReport,
            [
                .integer(exhibit), .text(format), .text(source), .blob(digest.bytes), .text(Timestamp.now()),
                .text(actor),
            ]
        )
        guard let row = try session.first(Statements.reportByDigest, [.integer(exhibit), .blob(digest.bytes)]) else {
            throw .damaged("a report that was just added is not there")
        }
        let id = try row.id(0)
        guard row.integer(1) == 0 else { return (id, true) }
        try session.run(Statements.removeReportedFiles, [.integer(id)])
        try session.run(Statements.removeReportStatements, [.integer(id)])
        return (id, false)
    }

    /// Keeps what a report states.
    public func addStatements(_ statements: [NewReportStatement], ofReport id: Int64) throws(StoreError) {
        for statement in statements {
            let values: [SQLValue] = [.integer(id), .text(statement.kind), .text(statement.text)]
            guard let number = try session.first(Statements.addReportStatement, values)?.integer(0) else {
                throw .damaged("a statement got no number")
            }
            for file in statement.files {
                try session.run(
                    Statements.addReportedFile,
                    [
                        .integer(id), .integer(number), .blob(file.path), .text(DisplayText.of(file.path)),
                        SQLValue(file.location), SQLValue(file.stated.md5), SQLValue(file.stated.sha1),
                        SQLValue(file.stated.sha256?.bytes), SQLValue(file.stated.size),
                        .text(file.standing.rawValue),
                    ]
                )
            }
        }
    }

    /// Makes a report count that was read to its end.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - scheme: The scheme of the codes in it.
    ///   - head: What it says of itself, as a JSON array.
    ///   - actor: Who had it read.
    /// - Throws: ``StoreError``.
    public func finishReport(_ id: Int64, scheme: String?, head: String?, by actor: String) throws(StoreError) {
        try session.run(
            Statements.finishReport,
            [SQLValue(scheme), SQLValue(head), .text(Timestamp.now()), .text(actor), .integer(id)]
        )
    }

    /// Says how a file of a report stands.
    public func setStanding(
        _ standing: ReportedFile.Standing,
        item: Int64?,
        ofFile id: Int64
    ) throws(StoreError) {
        try session.run(Statements.setReportedStanding, [.text(standing.rawValue), SQLValue(item), .integer(id)])
    }
}

extension StoreReader {
    /// The reports that were read into a case, oldest first.
    public func reports(ofCase id: Int64) throws(StoreError) -> [ImportedReport] {
        try session.all(Statements.reportsOfCase, [.integer(id)]) { row throws(StoreError) in try row.report() }
    }

    /// The report of this number, if it was read to its end.
    public func report(_ id: Int64) throws(StoreError) -> ImportedReport? {
        try session.first(Statements.report, [.integer(id)]).map { row throws(StoreError) in try row.report() }
    }

    /// How many statements a report has, and how many of its files stand how.
    public func counts(
        ofReport id: Int64
    ) throws(StoreError) -> (statements: Int, standings: [ReportedFile.Standing: Int]) {
        var standings: [ReportedFile.Standing: Int] = [:]
        let rows = try session.all(Statements.standingCounts, [.integer(id)]) { row throws(StoreError) in
            (try row.standing(0), try row.number(1))
        }
        for (standing, count) in rows { standings[standing] = count }
        return (try session.first(Statements.statementCount, [.integer(id)])?.number(0) ?? 0, standings)
    }

    /// Files of a report with what it states of each, by number.
    public func reportedFiles(
        ofReport id: Int64,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [(file: ReportedFile, statement: String)] {
        try session.all(Statements.reportedFiles, [.integer(id), .integer(after), SQLValue(limit)]) {
            row throws(StoreError) in (try row.reportedFile(), try row.string(10))
        }
    }

    /// Files of a report, by number: all, or those that stand so.
    public func reportedFiles(
        ofReport id: Int64,
        standing: ReportedFile.Standing?,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [ReportedFile] {
        var values: [SQLValue] = [.integer(id), .integer(after)]
        if let standing { values.append(.text(standing.rawValue)) }
        return try session.all(
            standing == nil ? Statements.filesOfReport : Statements.filesOfReportStanding,
            values + [SQLValue(limit)]
        ) { row throws(StoreError) in try row.reportedFile() }
    }

    /// Files that reports name by one of these digests and that are not known to be here, with the report's number.
    public func reportedFiles(like stated: StatedDigests) throws(StoreError) -> [(report: Int64, file: ReportedFile)] {
        var seen: Set<Int64> = []
        var found: [(report: Int64, file: ReportedFile)] = []
        for (column, digest) in [("sha256", stated.sha256?.bytes), ("sha1", stated.sha1), ("md5", stated.md5)] {
            guard let digest else { continue }
            let rows = try session.all(Statements.reportedFiles(by: column), [.blob(digest)]) {
                row throws(StoreError) in
                (try row.id(10), try row.reportedFile())
            }
            found += rows.filter { seen.insert($0.1.id).inserted }
        }
        return found
    }

    /// The item that was made of a file at a place.
    ///
    /// - Parameters:
    ///   - path: The path within the exhibit.
    ///   - source: The path by which it was opened.
    ///   - exhibit: The exhibit's number.
    /// - Returns: Its number and digests, which it has not if it could not be read; nil if there is none.
    /// - Throws: ``StoreError``.
    public func item(
        atPath path: [UInt8],
        from source: [UInt8],
        inExhibit exhibit: Int64
    ) throws(StoreError) -> (id: Int64, digests: Digests?)? {
        let values: [SQLValue] = [.integer(exhibit), .blob(path), .blob(source)]
        guard let row = try session.first(Statements.itemFromPlace, values) else { return nil }
        guard let size = row.integer(1) else { return (try row.id(0), nil) }
        guard let sha256 = ContentDigest(bytes: try row.bytes(4)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        return (
            try row.id(0), Digests(size: size, md5: try row.bytes(2), sha1: try row.bytes(3), sha256: sha256)
        )
    }

    /// Whether all entries of an archive that was taken from a place are items.
    public func isExpanded(
        atPath path: [UInt8],
        from source: [UInt8],
        inExhibit exhibit: Int64
    ) throws(StoreError) -> Bool {
        let values: [SQLValue] = [.integer(exhibit), .blob(path), .blob(source)]
        return try session.first(Statements.expandedFromPlace, values)?.integer(0) == 1
    }

    /// What reports of a format state of a content of a case, the newest first.
    public func statements(
        ofMedia media: Int64,
        inCase id: Int64,
        format: String
    ) throws(StoreError) -> [(id: Int64, text: String)] {
        let values: [SQLValue] = [.integer(media), .integer(media), .integer(id), .text(format)]
        return try session.all(Statements.reportStatementsOfMedia, values) { row throws(StoreError) in
            (try row.id(0), try row.string(1))
        }
    }

    /// Statements of a report, by number.
    public func statements(
        ofReport id: Int64,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [(id: Int64, text: String)] {
        try session.all(Statements.reportStatements, [.integer(id), .integer(after), SQLValue(limit)]) {
            row throws(StoreError) in (try row.id(0), try row.string(1))
        }
    }

    /// What a DFXML or UFED report states of a file that became an item; nil if none does.
    public func fileStatement(ofItem item: Int64) throws(StoreError) -> String? {
        try session.first(Statements.fileStatementOfItem, [.integer(item)])?.string(0)
    }
}

extension SQLRow {
    fileprivate func report() throws(StoreError) -> ImportedReport {
        guard let digest = ContentDigest(bytes: try bytes(6)) else {
            throw .damaged("a report's digest is not 32 bytes")
        }
        return ImportedReport(
            id: try id(0),
            caseReference: try string(1),
            exhibit: try id(2),
            label: try string(3),
            format: try string(4),
            source: try string(5),
            digest: digest,
            scheme: text(7),
            head: text(8),
            importedAt: try string(9),
            importedBy: try string(10)
        )
    }

    fileprivate func standing(_ column: Int) throws(StoreError) -> ReportedFile.Standing {
        guard let standing = ReportedFile.Standing(rawValue: try string(column)) else {
            throw .damaged("a file of a report has an unknown standing")
        }
        return standing
    }

    /// Reads a file of a report from the columns that the statements share.
    func reportedFile() throws(StoreError) -> ReportedFile {
        var stated = StatedDigests()
        stated.md5 = blob(3)
        stated.sha1 = blob(4)
        stated.sha256 = blob(5).flatMap { ContentDigest(bytes: $0) }
        stated.size = integer(6)
        return ReportedFile(
            id: try id(0),
            path: try bytes(1),
            pathText: try string(9),
            location: text(2),
            stated: stated,
            standing: try standing(7),
            item: integer(8)
        )
    }
}

extension StoreReader {
    /// The names of the hash lists whose present version has an entry with these digests, as far as both state them.
    public func lists(like stated: StatedDigests) throws(StoreError) -> [String] {
        var names: [String] = []
        for (key, digest) in [
            (Statements.EntryKey.md5, stated.md5), (.sha1, stated.sha1), (.sha256, stated.sha256?.bytes),
        ] {
            guard let digest else { continue }
            let found = try session.all(Statements.knownFiles(by: key), [.blob(digest)]) { row throws(StoreError) in
                let pairs = [
                    (row.blob(7), stated.md5), (row.blob(8), stated.sha1), (row.blob(9), stated.sha256?.bytes),
                ]
                let agrees = pairs.allSatisfy { $0.0 == nil || $0.1 == nil || $0.0 == $0.1 }
                return agrees ? try row.string(1) : nil
            }
            for name in found.compactMap(\.self) where !names.contains(name) { names.append(name) }
        }
        return names
    }
}
