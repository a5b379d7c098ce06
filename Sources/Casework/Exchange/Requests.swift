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
    ///   - path: The file to be made.
    ///   - days: For how many days the request is good.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if the answer has no such pointer.
    public func request(
        _ number: Int64,
        pointers: Set<BundleIdentifier> = [],
        reason: String,
        file path: String,
        days: Int = usualDays,
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        let record = try received(number, .answer)
        let body = try reading { reader throws(StoreError) in try reader.body(of: record) }
        guard case .answer(let answer) = body else { throw Self.withdrawn(number) }
        let named = answer.pointers.map(\.id).filter { pointers.isEmpty || pointers.contains($0) }
        guard !named.isEmpty, pointers.isSubset(of: named) else {
            throw CaseworkError(.usage, "answer \(number) has no such pointer")
        }
        let dispatch = Dispatch(
            partner: try trustedPartner(record.partnerName),
            concerns: record,
            days: days,
            path: path,
            act: "exchange.requested",
            viewer: viewer,
            now: now
        )
        let sent = try send(dispatch) { _ throws(StoreError) in
            .request(PointerRequest(pointers: named, reason: reason))
        } keep: { writer, _ throws(StoreError) in
            try writer.setState(.requested, ofBundle: number)
            return ["pointers": "\(named.count)", "reason": reason]
        }
        return SentBundle(number: sent, count: named.count)
    }

    /// Grants a request: tells whom to speak with and how to go on.
    ///
    /// - Parameters:
    ///   - number: The request's number in the inbox.
    ///   - contact: Whom to speak with.
    ///   - text: How to go on.
    ///   - reference: The reference of one of the cases behind the pointers, if it is to be told.
    ///   - path: The file to be made.
    ///   - days: For how many days the grant is good.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if the case is not behind one of the pointers.
    public func grant(
        _ number: Int64,
        contact: String,
        text: String,
        telling reference: String? = nil,
        file path: String,
        days: Int = usualDays,
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        if let reference {
            guard try cases(behindRequest: number).contains(reference) else {
                throw CaseworkError(.usage, "request \(number) does not concern \(reference)")
            }
        }
        let body = BundleBody.grant(Grant(contact: contact, text: text, caseReference: reference))
        return try settle(number, body, .granted, "exchange.granted", (path, days, now), telling: reference, by: viewer)
    }

    /// Refuses a request.
    ///
    /// - Parameters:
    ///   - number: The request's number in the inbox.
    ///   - reason: Why.
    ///   - path: The file to be made.
    ///   - days: For how many days the refusal is good.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError``.
    public func refuse(
        _ number: Int64,
        reason: String,
        file path: String,
        days: Int = usualDays,
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        return try settle(
            number,
            .refusal(reason: reason),
            .refused,
            "exchange.refused",
            (path, days, now),
            telling: nil,
            by: viewer
        )
    }

    /// Takes back an offer or an answer: its recipient forgets what was in it.
    ///
    /// - Parameters:
    ///   - number: The number in the outbox.
    ///   - reason: Why.
    ///   - path: The file to be made.
    ///   - days: For how many days the withdrawal is good.
    ///   - viewer: Who may exchange.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `usage` if there is nothing to take back.
    public func withdraw(
        _ number: Int64,
        reason: String,
        file path: String,
        days: Int = usualDays,
        by viewer: Viewer,
        now: Int64 = ExchangeClock.now
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        let found = try reading { reader throws(StoreError) in try reader.bundle(number) }
        guard let found, found.isSent, [.offer, .answer].contains(found.kind), found.state != .withdrawn else {
            throw CaseworkError(.usage, "there is no offer or answer \(number) in the outbox to take back")
        }
        let dispatch = Dispatch(
            partner: try trustedPartner(found.partnerName),
            concerns: found,
            days: days,
            path: path,
            act: "exchange.withdrawn",
            viewer: viewer,
            now: now
        )
        let sent = try send(dispatch) { _ throws(StoreError) in
            .withdrawal(reason: reason)
        } keep: { writer, _ throws(StoreError) in
            try writer.setState(.withdrawn, ofBundle: number)
            return ["reason": reason]
        }
        return SentBundle(number: sent, count: 0)
    }

    /// The references of the cases behind the pointers of a request that was received.
    public func cases(behindRequest number: Int64) throws(CaseworkError) -> [String] {
        try reading { reader throws(StoreError) in
            guard let record = try reader.bundle(number),
                let answer = try record.concerns.flatMap({ id throws(StoreError) in
                    try reader.bundle(id)
                }), case .request(let request) = try reader.body(of: record)
            else { return [] }
            let behind = try reader.casesBehindPointers(ofBundle: answer.number)
            return Set(request.pointers.flatMap { behind[$0] ?? [] }).sorted()
        }
    }

    /// Answers a request, once.
    private func settle(
        _ number: Int64,
        _ body: BundleBody,
        _ state: BundleState,
        _ act: String,
        _ file: (path: String, days: Int, now: Int64),
        telling reference: String?,
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        let record = try received(number, .request)
        let dispatch = Dispatch(
            partner: try trustedPartner(record.partnerName),
            concerns: record,
            days: file.days,
            path: file.path,
            act: act,
            caseReference: reference,
            viewer: viewer,
            now: file.now
        )
        let sent = try send(dispatch) { _ throws(StoreError) in
            body
        } keep: { writer, _ throws(StoreError) in
            try writer.setState(state, ofBundle: number)
            return [:]
        }
        return SentBundle(number: sent, count: 0)
    }
}
