public import CaseModel

extension StoreWriter {
    /// Adds a scheme.
    ///
    /// - Returns: False if there is one of this name and version.
    public func addScheme(_ scheme: CodeScheme, author: String) throws(StoreError) -> Bool {
        let row = try session.first(
            Statements.addScheme,
            [
                .text(scheme.name), .text(scheme.version), SQLValue(scheme.quorum), .text(scheme.dispute.rawValue),
                .text(author), .text(Timestamp.now()),
            ]
        )
        guard let id = row?.integer(0) else { return false }
        for (position, value) in scheme.values.enumerated() {
            try session.run(
                Statements.addSchemeValue,
                [.integer(id), SQLValue(position), .text(value.code), .text(value.label)]
            )
        }
        return true
    }

    /// Adds how codes of one scheme are said in another; it takes the place of what was said of the two before.
    public func addMapping(_ mapping: CodeMapping, author: String) throws(StoreError) {
        try session.run(
            Statements.addMapping,
            [
                .text(mapping.source), .text(mapping.target), .text(try JSONColumn.text(mapping.entries)),
                .text(author), .text(Timestamp.now()),
            ]
        )
    }

    /// Adds how a jurisdiction's codes follow; it takes the place of what was said of it and the scheme before.
    public func addDerivation(_ derivation: CodeDerivation, author: String) throws(StoreError) {
        try session.run(
            Statements.addDerivation,
            [
                .text(derivation.jurisdiction), .text(derivation.target), .text(try JSONColumn.text(derivation.rules)),
                .text(author), .text(Timestamp.now()),
            ]
        )
    }
}

extension StoreReader {
    /// All schemes, by name and in the order in which their versions were added.
    public func schemes() throws(StoreError) -> [CodeScheme] {
        let rows = try session.all(Statements.schemes) { row throws(StoreError) in row }
        var found: [CodeScheme] = []
        for row in rows {
            guard let dispute = DisputeRule(rawValue: try row.string(4)) else {
                throw .damaged("a scheme has an unknown rule of dispute")
            }
            let values = try session.all(Statements.schemeValues, [.integer(try row.id(0))]) {
                value throws(StoreError) in
                CodeScheme.Value(code: try value.string(0), label: try value.string(1))
            }
            found.append(
                CodeScheme(
                    name: try row.string(1),
                    version: try row.string(2),
                    values: values,
                    quorum: try row.number(3),
                    dispute: dispute
                )
            )
        }
        return found
    }

    /// The mappings that hold, by source and target.
    public func mappings() throws(StoreError) -> [CodeMapping] {
        try session.all(Statements.mappings) { row throws(StoreError) in
            CodeMapping(
                source: try row.string(0),
                target: try row.string(1),
                entries: try JSONColumn.value(try row.string(2))
            )
        }
    }

    /// The derivations that hold, by jurisdiction and scheme.
    public func derivations() throws(StoreError) -> [CodeDerivation] {
        try session.all(Statements.derivations) { row throws(StoreError) in
            CodeDerivation(
                jurisdiction: try row.string(0),
                target: try row.string(1),
                rules: try JSONColumn.value(try row.string(2))
            )
        }
    }

    /// All votes on a content in whichever case, oldest first; nil for one that took a code back.
    public func votes(onMedia media: Int64) throws(StoreError) -> [(
        scheme: String, code: String?, author: String, caseReference: String
    )] {
        try session.all(Statements.allVotesOfMedia, [.integer(media)]) { row throws(StoreError) in
            (try row.string(0), row.text(1), try row.string(2), try row.string(4))
        }
    }
}
