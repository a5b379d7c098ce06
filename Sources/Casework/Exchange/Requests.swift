public import Accounts
import CaseStore
public import Exchange

extension Workspace {
    /// Asks for more about what an answer points to.
    ///
    /// - Parameters:
    ///   - number: The answer's number in the inbox.
    ///   - pointers: The pointers; all of the answer's if empty.
    ///   - reason: Why.
    ///   - delivery: How the request leaves.
    ///   - viewer: Who may exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if the answer has no such pointer.
    public func request(
        _ number: Int64,
        pointers: Set<BundleIdentifier> = [],
        reason: String,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        try Self.check(reason, "a reason")
        let record = try received(number, .answer)
        let body = try reading { reader throws(StoreError) in try reader.body(of: record) }
        guard case .answer(let answer) = body else { throw Self.withdrawn(number) }
        let named = answer.pointers.map(\.id).filter { pointers.isEmpty || pointers.contains($0) }
        guard !named.isEmpty, pointers.isSubset(of: named) else {
            throw CaseworkError(.usage, "answer \(number) has no such pointer")
        }
        let sent = try send(
            .request(PointerRequest(pointers: named, reason: reason)),
            about: record,
            leavingIt: .requested,
            act: "exchange.requested",
            details: ["pointers": "\(named.count)", "reason": reason],
            delivery,
            by: viewer
        )
        return SentBundle(number: sent, count: named.count)
    }

    /// Grants a request: tells whom to speak with and how to go on.
    ///
    /// - Parameters:
    ///   - number: The request's number in the inbox.
    ///   - contact: Whom to speak with.
    ///   - text: How to go on.
    ///   - reference: The reference of one of the cases behind the pointers, which the viewer may share, if it is to be
    ///     told.
    ///   - delivery: How the grant leaves.
    ///   - viewer: Who may exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if the case is not behind one of the pointers.
    public func grant(
        _ number: Int64,
        contact: String,
        text: String,
        telling reference: String? = nil,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        guard ExchangeText.isLine(contact, most: ExchangeText.mostInName) else {
            throw CaseworkError(.usage, "whom to speak with is one line of at most \(ExchangeText.mostInName) bytes")
        }
        try Self.check(text, "how to go on")
        let record = try received(number, .request)
        if let reference {
            guard try cases(behindRequest: number, for: viewer).contains(reference) else {
                throw CaseworkError(.usage, "request \(number) does not concern \(reference)")
            }
        }
        let sent = try send(
            .grant(Grant(contact: contact, text: text, caseReference: reference)),
            about: record,
            leavingIt: .granted,
            act: "exchange.granted",
            caseReference: reference,
            delivery,
            by: viewer
        )
        return SentBundle(number: sent, count: 0)
    }

    /// Refuses a request.
    ///
    /// - Parameters:
    ///   - number: The request's number in the inbox.
    ///   - reason: Why.
    ///   - delivery: How the refusal leaves.
    ///   - viewer: Who may exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError``.
    public func refuse(
        _ number: Int64,
        reason: String,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        try Self.check(reason, "a reason")
        let sent = try send(
            .refusal(reason: reason),
            about: try received(number, .request),
            leavingIt: .refused,
            act: "exchange.refused",
            delivery,
            by: viewer
        )
        return SentBundle(number: sent, count: 0)
    }

    /// Takes back an offer or an answer: its recipient forgets what was in it.
    ///
    /// - Parameters:
    ///   - number: The number in the outbox.
    ///   - reason: Why.
    ///   - delivery: How the withdrawal leaves.
    ///   - viewer: Who may exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if there is nothing to take back.
    public func withdraw(
        _ number: Int64,
        reason: String,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        try Self.check(reason, "a reason")
        let found = try reading { reader throws(StoreError) in try reader.bundle(number) }
        guard let found, found.isSent, [.offer, .answer].contains(found.kind), found.state != .withdrawn else {
            throw CaseworkError(.usage, "there is no offer or answer \(number) in the outbox to take back")
        }
        let sent = try send(
            .withdrawal(reason: reason),
            about: found,
            leavingIt: .withdrawn,
            act: "exchange.withdrawn",
            details: ["reason": reason],
            delivery,
            by: viewer
        )
        return SentBundle(number: sent, count: 0)
    }

    /// The references of the cases behind the pointers of a request that was received, of those that a viewer may share.
    ///
    /// - Throws: ``CaseworkError``.
    public func cases(behindRequest number: Int64, for viewer: Viewer) throws(CaseworkError) -> [String] {
        try requireExchange(viewer)
        let access = try access(of: viewer)
        let behind = try bundle(number, by: viewer).cases.values.joined()
        return Set(behind).filter { access.allows(.share, $0) }.sorted()
    }

    private static func check(_ text: String, _ what: String) throws(CaseworkError) {
        guard ExchangeText.isShown(text, most: ExchangeText.mostInText) else {
            throw CaseworkError(.usage, "\(what) is text of 1 to \(ExchangeText.mostInText) bytes")
        }
    }

    /// Sends a bundle about another one, and notes where that one stands then.
    private func send(
        _ body: BundleBody,
        about record: BundleRecord,
        leavingIt state: BundleState,
        act: String,
        details: [String: String] = [:],
        caseReference: String? = nil,
        _ delivery: Delivery,
        by viewer: Viewer
    ) throws(CaseworkError) -> Int64 {
        let dispatch = Dispatch(
            partner: try trustedPartner(record.partnerName),
            concerns: record,
            delivery: delivery,
            act: act,
            caseReference: caseReference,
            viewer: viewer
        )
        return try send(dispatch) { _ throws(StoreError) in
            body
        } keep: { writer, _ throws(StoreError) in
            try writer.move(record, to: state)
            return details
        }
    }
}
