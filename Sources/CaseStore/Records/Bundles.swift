public import CaseModel
public import Exchange

extension StoreWriter {
    /// Keeps a bundle that was sent or received.
    ///
    /// - Returns: Its number; nil if one of this name was kept before.
    public func addBundle(
        _ bundle: ExchangeBundle,
        isSent: Bool,
        partner: Int64,
        by author: String
    ) throws(StoreError) -> Int64? {
        let header = bundle.header
        let state: BundleState = isSent ? .sent : .received
        let added = try session.first(
            Statements.addBundle,
            [
                .blob(header.id.bytes), SQLValue(isSent), .integer(partner), .text(header.kind.rawValue),
                .text(state.rawValue), SQLValue(header.concerns?.bytes), .integer(header.madeAt),
                .integer(header.expiresAt), .text(Timestamp.now()), .text(author), .blob(bundle.body.bytes),
            ]
        )
        return added?.integer(0)
    }

    /// Notes where a bundle stands now.
    public func setState(_ state: BundleState, ofBundle number: Int64) throws(StoreError) {
        try session.run(Statements.setBundleState, [.text(state.rawValue), .integer(number)])
    }

    /// Forgets what was in a bundle and what matched it; that it was there stays on record.
    public func emptyBundle(_ number: Int64) throws(StoreError) {
        try session.run(Statements.emptyBundle, [.blob([]), .integer(number)])
        try session.run(Statements.removeOfferMatches, [.integer(number)])
    }

    /// Keeps which content of ours each entry of an offer is.
    public func addOffered(_ media: [Int64], inBundle number: Int64) throws(StoreError) {
        for (entry, media) in media.enumerated() {
            try session.run(Statements.addOfferedContent, [.integer(number), SQLValue(entry), .integer(media)])
        }
    }

    /// Keeps what of ours matches an offer, instead of what was kept before.
    public func setMatches(_ matches: [OfferMatch], ofBundle number: Int64) throws(StoreError) {
        try session.run(Statements.removeOfferMatches, [.integer(number)])
        for match in matches {
            try session.run(
                Statements.addOfferMatch,
                [
                    .integer(number), SQLValue(match.entry), .integer(match.media), .text(match.kind.rawValue),
                    SQLValue(match.distance),
                ]
            )
        }
    }

    /// Keeps which cases stand behind a pointer that was sent.
    public func addCases(
        _ cases: Set<Int64>,
        behind pointer: BundleIdentifier,
        inBundle number: Int64
    ) throws(StoreError) {
        for id in cases.sorted() {
            try session.run(
                Statements.addPointerCase,
                [.integer(number), .blob(pointer.bytes), .integer(id)]
            )
        }
    }
}

extension StoreReader {
    /// All bundles that were sent, or that were received, in order.
    public func bundles(areSent: Bool) throws(StoreError) -> [BundleRecord] {
        try session.all(Statements.bundles, [SQLValue(areSent)]) { row throws(StoreError) in try BundleRecord(row) }
    }

    /// The bundle of this number.
    public func bundle(_ number: Int64) throws(StoreError) -> BundleRecord? {
        try session.first(Statements.bundleByNumber, [.integer(number)]).map { row throws(StoreError) in
            try BundleRecord(row)
        }
    }

    /// The bundle of this name.
    public func bundle(_ id: BundleIdentifier) throws(StoreError) -> BundleRecord? {
        try session.first(Statements.bundleByName, [.blob(id.bytes)]).map { row throws(StoreError) in
            try BundleRecord(row)
        }
    }

    /// The bundles that concern another, in order.
    public func bundles(concerning id: BundleIdentifier) throws(StoreError) -> [BundleRecord] {
        try session.all(Statements.bundlesConcerning, [.blob(id.bytes)]) { row throws(StoreError) in
            try BundleRecord(row)
        }
    }

    /// What was in a bundle; nil once it is taken back.
    public func body(of bundle: BundleRecord) throws(StoreError) -> BundleBody? {
        guard let bytes = try session.first(Statements.bundleBody, [.integer(bundle.number)])?.blob(0), !bytes.isEmpty
        else { return nil }
        guard let body = try? BundleBody(bytes, of: bundle.kind) else {
            throw .damaged("a bundle that was kept cannot be read")
        }
        return body
    }

    /// The pictures, videos and recordings of a case, each once.
    public func contentsToOffer(ofCase id: Int64) throws(StoreError) -> [(media: Int64, digest: ContentDigest)] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return try session.all(Statements.contentsToOffer, [version, .integer(id)]) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(1)) else {
                throw StoreError.damaged("a content's digest is not 32 bytes")
            }
            return (try row.id(0), digest)
        }
    }

    /// Which content of ours each entry of an offer is.
    public func offered(inBundle number: Int64) throws(StoreError) -> [Int: Int64] {
        let rows = try session.all(Statements.offeredContents, [.integer(number)]) { row throws(StoreError) in
            (try row.number(0), try row.id(1))
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// What of ours matches an offer, once for each case that holds it, with the case's rule for the offer's sender.
    public func ruledMatches(ofBundle number: Int64) throws(StoreError) -> [RuledMatch] {
        try session.all(Statements.ruledMatches, [.integer(number)]) { row throws(StoreError) in
            guard let kind = LinkKind(rawValue: try row.string(2)) else {
                throw StoreError.damaged("a match has an unknown kind")
            }
            return RuledMatch(
                match: OfferMatch(
                    entry: try row.number(0),
                    media: try row.id(1),
                    kind: kind,
                    distance: row.integer(3).map(Int.init)
                ),
                caseNumber: try row.id(4),
                caseReference: try row.string(5),
                rule: try row.releaseRule(6)
            )
        }
    }

    /// The references of the cases behind each pointer of an answer that was sent.
    public func casesBehindPointers(ofBundle number: Int64) throws(StoreError) -> [BundleIdentifier: [String]] {
        var found: [BundleIdentifier: [String]] = [:]
        try session.each(Statements.pointerCases, [.integer(number)]) { row throws(StoreError) in
            guard let pointer = BundleIdentifier(bytes: try row.bytes(0)) else {
                throw StoreError.damaged("a pointer's name has another length")
            }
            found[pointer, default: []].append(try row.string(1))
        }
        return found
    }
}

extension BundleRecord {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        guard let id = BundleIdentifier(bytes: try row.bytes(1)), let kind = BundleKind(rawValue: try row.string(5)),
            let state = BundleState(rawValue: try row.string(6))
        else { throw .damaged("a bundle has an unknown name, kind or state") }
        self.init(
            number: try row.id(0),
            id: id,
            isSent: try row.id(2) != 0,
            partner: try row.id(3),
            partnerName: try row.string(4),
            kind: kind,
            state: state,
            concerns: row.blob(7).flatMap(BundleIdentifier.init(bytes:)),
            madeAt: try row.id(8),
            expiresAt: try row.id(9),
            handledAt: try row.string(10),
            handledBy: try row.string(11)
        )
    }
}
