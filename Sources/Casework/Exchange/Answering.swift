public import Accounts
import Audit
import CaseStore
public import Exchange

/// What an answer to an offer would say, and what it would leave out.
public struct AnswerPreview: Hashable, Sendable {
    /// The offer.
    public let offer: BundleRecord
    /// How many contents it holds.
    public let asked: Int
    /// What matches in cases whose fingerprints may be seen, once for each case that holds it, with what the case's rule
    /// lets out.
    public let matches: [RuledMatch]
    /// The answer as it would be now: what the rules of all cases let out, of those that may not be seen too.
    public let answer: Answer
    /// Why matches may be missing, one sentence each.
    public let incompleteness: [String]
}

extension Workspace {
    /// Looks again for what an offer holds, and shows what an answer would say.
    ///
    /// - Parameters:
    ///   - number: The offer's number in the inbox.
    ///   - viewer: Who may exchange.
    /// - Returns: What an answer would say and what it would leave out.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such offer that waits for an answer.
    public func draftAnswer(to number: Int64, by viewer: Viewer) throws(CaseworkError) -> AnswerPreview {
        try requireExchange(viewer)
        let offer = try received(number, .offer)
        let body = try reading { reader throws(StoreError) in try reader.body(of: offer) }
        guard case .offer(let content) = body else { throw Self.withdrawn(number) }
        let sight = ExchangeSight(try access(of: viewer))
        let (found, incompleteness) = try classed { try matches(of: .offer(content)) }
        let ruled = try writing { writer throws(StoreError) in
            try writer.setMatches(found, ofBundle: number)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "exchange.searched",
                    subject: offer.id.hex,
                    details: [
                        "partner": offer.partnerName, "number": "\(number)",
                        "matches": "\(Set(found.map(\.entry)).count)",
                    ]
                )
            )
            return try writer.reader.ruledMatches(ofBundle: number)
        }
        return AnswerPreview(
            offer: offer,
            asked: content.contents.count,
            matches: sight.seen(ruled),
            answer: AnswerDraft(asked: content.contents.count, matches: ruled).answer,
            incompleteness: incompleteness
        )
    }

    /// Releases the answer to an offer: what our cases' rules let out of what matched when it was last looked for.
    ///
    /// An answer that says nothing is sent just as one that does, so that nothing can be told from silence.
    ///
    /// - Parameters:
    ///   - number: The offer's number in the inbox.
    ///   - delivery: How the answer leaves.
    ///   - viewer: Who may exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such offer that waits for an answer.
    public func answer(
        _ number: Int64,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        let offer = try received(number, .offer)
        let dispatch = Dispatch(
            partner: try trustedPartner(offer.partnerName),
            concerns: offer,
            delivery: delivery,
            act: "exchange.answered",
            viewer: viewer
        )
        var draft = AnswerDraft(asked: 0, matches: [])
        var references: [Int64: String] = [:]
        let sent = try send(dispatch) { reader throws(StoreError) in
            guard case .offer(let content) = try reader.body(of: offer) else {
                throw StoreError.failed("the offer was just taken back")
            }
            let matches = try reader.ruledMatches(ofBundle: number)
            for match in matches { references[match.caseNumber] = match.caseReference }
            draft = AnswerDraft(asked: content.contents.count, matches: matches)
            return .answer(draft.answer)
        } keep: { writer, sent throws(StoreError) in
            try writer.move(offer, to: .answered)
            for pointer in draft.answer.pointers {
                let cases = draft.cases[pointer.id] ?? []
                try writer.addCases(cases, behind: pointer.id, inBundle: sent)
                for reference in cases.compactMap({ references[$0] }).sorted() {
                    try writer.addAudit(
                        NewAuditEntry(
                            actor: viewer.name,
                            act: "exchange.pointed",
                            caseReference: reference,
                            subject: pointer.id.hex,
                            details: [
                                "level": pointer.level.rawValue, "partner": offer.partnerName, "number": "\(sent)",
                            ]
                        )
                    )
                }
            }
            return ["asked": "\(draft.answer.asked)", "pointers": "\(draft.answer.pointers.count)"]
        }
        return SentBundle(number: sent, count: draft.answer.pointers.count)
    }

    /// A bundle of a kind that was received and waits for something to be done.
    func received(_ number: Int64, _ kind: BundleKind) throws(CaseworkError) -> BundleRecord {
        let found = try reading { reader throws(StoreError) in try reader.bundle(number) }
        guard let found, !found.isSent, found.kind == kind else {
            throw CaseworkError(.usage, "there is no \(kind.rawValue) \(number) in the inbox")
        }
        guard found.state != .withdrawn else { throw Self.withdrawn(number) }
        // More may be asked about an answer again; an offer and a request are dealt with once.
        guard found.state == .received || kind == .answer else {
            throw CaseworkError(.usage, "\(kind.rawValue) \(number) was \(found.state.rawValue) already")
        }
        return found
    }

    static func withdrawn(_ number: Int64) -> CaseworkError {
        CaseworkError(.usage, "\(number) was taken back by its sender")
    }
}

extension StoreWriter {
    /// Notes that a bundle was dealt with, if nobody else did so meanwhile.
    func move(_ bundle: BundleRecord, to state: BundleState) throws(StoreError) {
        guard try reader.bundle(bundle.number)?.state == bundle.state else {
            throw StoreError.failed("\(bundle.kind.rawValue) \(bundle.number) was just dealt with by somebody else")
        }
        try setState(state, ofBundle: bundle.number)
    }
}
