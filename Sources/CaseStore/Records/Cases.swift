public import CaseModel

extension StoreWriter {
    /// Adds a case, and its agency if that is new.
    ///
    /// - Returns: Its number, or nil if the reference is taken.
    public func addCase(reference: String, title: String?, agency: String?) throws(StoreError) -> Int64? {
        if let agency { _ = try self.agency(named: agency) }
        let row = try session.first(
            Statements.addCase,
            [.text(reference), SQLValue(title), SQLValue(agency), .text(Timestamp.now())]
        )
        return row?.integer(0)
    }

    /// Gives the exhibit of this label, adding it if need be.
    public func exhibit(ofCase id: Int64, label: String) throws(StoreError) -> Int64 {
        try session.run(Statements.addExhibit, [.integer(id), .text(label), .text(Timestamp.now())])
        guard let row = try session.first(Statements.exhibit, [.integer(id), .text(label)]) else {
            throw .damaged("an exhibit that was just added is not there")
        }
        return try row.id(0)
    }

    /// Appends to an exhibit's custody log.
    public func addCustody(_ entry: CustodyEntry, toExhibit id: Int64) throws(StoreError) {
        try session.run(
            Statements.addCustody,
            [
                .integer(id), .text(entry.at), .text(entry.actor), .text(entry.act), .text(entry.source),
                .text(entry.details),
            ]
        )
    }
}

extension StoreReader {
    /// All cases, in the order in which they were added.
    public func cases() throws(StoreError) -> [CaseRecord] {
        try session.all(Statements.cases, [.integer(Int64(CaseStore.analysisVersion))]) { row throws(StoreError) in
            CaseRecord(
                id: try row.id(0),
                reference: try row.string(1),
                title: row.text(2),
                agency: row.text(3),
                createdAt: try row.string(4),
                exhibits: try row.number(5),
                items: try row.number(6),
                quickItems: try row.number(7)
            )
        }
    }

    /// A case's number, if it is there.
    public func caseNumber(_ reference: String) throws(StoreError) -> Int64? {
        try session.first(Statements.caseNumber, [.text(reference)])?.integer(0)
    }

    /// An exhibit's number, if it is there.
    public func exhibit(ofCase id: Int64, label: String) throws(StoreError) -> Int64? {
        try session.first(Statements.exhibit, [.integer(id), .text(label)])?.integer(0)
    }

    /// An exhibit's custody log, oldest first.
    public func custody(ofExhibit id: Int64) throws(StoreError) -> [CustodyEntry] {
        try session.all(Statements.custody, [.integer(id)]) { row throws(StoreError) in
            CustodyEntry(
                at: try row.string(0),
                actor: try row.string(1),
                act: try row.string(2),
                source: try row.string(3),
                details: try row.string(4)
            )
        }
    }
}
