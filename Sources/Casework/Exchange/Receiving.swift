public import Accounts
import Audit
import CaseStore
public import Exchange

/// A bundle that was taken in.
public struct ReceivedBundle: Hashable, Sendable {
    /// The bundle.
    public let record: BundleRecord
    /// How many of an offer's contents match something of ours, as far as that may be seen or is told the partner.
    public let matching: Int
    /// Why matches may be missing, one sentence each.
    public let incompleteness: [String]
}

extension Workspace {
    /// Takes in a bundle of another agency: checks it, keeps it, and looks for what an offer holds among our contents.
    ///
    /// What is refused is on record too, with the reason. Nothing is sent: a person releases the answer.
    ///
    /// - Parameters:
    ///   - file: The bytes of the file.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: The bundle.
    /// - Throws: ``CaseworkError`` with code `refused` and the reason, if it is not taken.
    public func receive(
        _ file: [UInt8],
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> ReceivedBundle {
        try requireExchange(viewer)
        let key = try agencyKey()
        let opened: UnverifiedBundle
        do {
            opened = try ExchangeBundle.opened(file, by: key)
        } catch {
            throw try rejection(error, nil, by: viewer)
        }
        let header = opened.header
        let partner = try reading { reader throws(StoreError) in try reader.partner(header.sender) }
        let sight = ExchangeSight(try access(of: viewer))
        let outcome: Result<ReceivedBundle, CaseworkError>
        do throws(ExchangeError) {
            guard let partner else { throw .unknownSender(header.sender) }
            guard partner.revokedAt == nil else { throw .revokedSender(partner.name) }
            let bundle = try opened.verified(by: partner.identity, now: now)
            outcome = try keep(bundle, from: partner, sight, by: viewer)
        } catch {
            throw try rejection(error, header, by: viewer)
        }
        return try outcome.get()
    }

    private func keep(
        _ bundle: ExchangeBundle,
        from partner: PartnerRecord,
        _ sight: ExchangeSight,
        by viewer: Viewer
    ) throws(ExchangeError) -> Result<ReceivedBundle, CaseworkError> {
        var refusal: ExchangeError?
        do {
            // Seen before the search, which may take long, and again in the transaction.
            let isSeen = try store.read { reader throws(StoreError) in try reader.bundle(bundle.header.id) != nil }
            if isSeen { throw ExchangeError.replayed }
            let (matches, incompleteness) = try matches(of: bundle.body)
            let (record, matching) = try store.write { writer throws(StoreError) -> (BundleRecord, Int) in
                let reception = try Reception.reading(bundle, from: partner, writer.reader)
                do throws(ExchangeError) {
                    try reception.check()
                } catch {
                    refusal = error
                    throw StoreError.failed(error.message)
                }
                let number = try writer.addBundle(bundle, isSent: false, partner: partner.id, by: viewer.name)
                guard let number else {
                    refusal = .replayed
                    throw StoreError.failed(ExchangeError.replayed.message)
                }
                try writer.setMatches(matches, ofBundle: number)
                if case .offer(let offer) = bundle.body {
                    try WatchCheck(writer.reader, actor: viewer.name).note(offer, bundle: number, writer)
                }
                try Self.followUp(bundle, writer)
                var details = ["kind": bundle.header.kind.rawValue, "partner": partner.name, "number": "\(number)"]
                if bundle.header.kind == .offer { details["matches"] = "\(Set(matches.map(\.entry)).count)" }
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "exchange.received",
                        subject: bundle.header.id.hex,
                        details: details
                    )
                )
                guard let record = try writer.reader.bundle(number) else {
                    throw StoreError.damaged("a bundle that was just added is not there")
                }
                return (record, sight.count(try writer.reader.ruledMatches(ofBundle: number)))
            }
            return .success(
                ReceivedBundle(record: record, matching: matching, incompleteness: incompleteness)
            )
        } catch let error as ExchangeError {
            throw error
        } catch {
            if let refusal { throw refusal }
            return .failure((error as? StoreError).map(CaseworkError.init) ?? CaseworkError(.failed, "\(error)"))
        }
    }

    /// What of ours matches an offer, and why that may not be all.
    func matches(of body: BundleBody) throws(StoreError) -> ([OfferMatch], [String]) {
        guard case .offer(let offer) = body else { return ([], []) }
        let directory = directory
        return try store.read { reader throws(StoreError) in
            let search = try OfferSearch(reader: reader, directory: directory)
            return (try search.matches(of: offer), search.incompleteness)
        }
    }

    /// Notes what a bundle changes of the one that it concerns.
    private static func followUp(_ bundle: ExchangeBundle, _ writer: StoreWriter) throws(StoreError) {
        guard let id = bundle.header.concerns, let concerned = try writer.reader.bundle(id) else { return }
        let state: BundleState
        switch bundle.header.kind {
        case .offer: return
        case .answer: state = .answered
        case .request: state = .requested
        case .grant: state = .granted
        case .refusal: state = .refused
        case .withdrawal:
            state = .withdrawn
            try writer.emptyBundle(concerned.number)
        }
        try writer.setState(state, ofBundle: concerned.number)
    }

    /// Puts on record that a bundle was refused, and gives the error for the officer.
    private func rejection(
        _ error: ExchangeError,
        _ header: BundleHeader?,
        by viewer: Viewer
    ) throws(CaseworkError) -> CaseworkError {
        var details = ["reason": error.code]
        details["sender"] = header?.sender.hex
        try record(
            NewAuditEntry(
                actor: viewer.name,
                act: "exchange.rejected",
                subject: header?.id.hex,
                details: details
            )
        )
        return CaseworkError(error)
    }
}

/// Whether a bundle fits what was sent and received before.
private struct Reception {
    private let bundle: ExchangeBundle
    private let partner: Int64
    private let isSeen: Bool
    private let concerned: BundleRecord?
    /// The pointers of the answer that a request concerns, as they were sent.
    private let pointers: Set<BundleIdentifier>
    /// How many contents the offer held that an answer concerns.
    private let offered: Int

    static func reading(
        _ bundle: ExchangeBundle,
        from partner: PartnerRecord,
        _ reader: StoreReader
    ) throws(StoreError) -> Reception {
        let concerned = try bundle.header.concerns.flatMap { id throws(StoreError) in try reader.bundle(id) }
        let number = concerned?.number ?? 0
        return Reception(
            bundle: bundle,
            partner: partner.id,
            isSeen: try reader.bundle(bundle.header.id) != nil,
            concerned: concerned,
            pointers: Set(try reader.casesBehindPointers(ofBundle: number).keys),
            offered: try reader.offered(inBundle: number).count
        )
    }

    func check() throws(ExchangeError) {
        let kind = bundle.header.kind
        guard !isSeen else { throw .replayed }
        guard kind != .offer else { return }
        guard let concerned, concerned.partner == partner, concerned.state != .withdrawn else {
            throw .unexpectedReply(kind)
        }
        if kind == .withdrawal {
            guard !concerned.isSent, [.offer, .answer].contains(concerned.kind) else { throw .unexpectedReply(kind) }
        } else {
            guard concerned.isSent, concerned.kind == kind.repliesTo else { throw .unexpectedReply(kind) }
        }
        switch bundle.body {
        case .answer(let answer):
            guard answer.asked == offered else { throw .malformed("it answers an offer of another size") }
        case .request(let request):
            guard pointers.isSuperset(of: request.pointers) else { throw .unexpectedReply(kind) }
        default: break
        }
    }
}
