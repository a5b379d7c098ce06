import ArgumentParser
import Casework
import Exchange

/// `cairn exchange offer`.
struct ExchangeOfferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer",
        abstract: "Makes an offer of a case: digests and fingerprints, as far as the case's rule lets them out."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The case's reference.")
    var caseReference: String

    @Option(name: .customLong("to"), help: "The partner's name.")
    var partner: String

    @OptionGroup var send: SendOption

    func run() throws {
        let workspace = try root.workspace()
        let sent = try workspace.offer(
            case: caseReference,
            to: partner,
            delivery: send.delivery,
            by: workspace.machineOwner()
        )
        try send.report(sent, "offered \(sent.count) contents of \(caseReference) to \(partner)")
    }
}

/// `cairn exchange answer`.
struct ExchangeAnswerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Releases the answer to an offer, as `cairn exchange draft` shows it.",
        discussion: "Answer each offer, also where nothing is told: then nothing can be read from silence."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The offer's number in the inbox.")
    var number: Int64

    @OptionGroup var send: SendOption

    func run() throws {
        let workspace = try root.workspace()
        let sent = try workspace.answer(number, delivery: send.delivery, by: workspace.machineOwner())
        try send.report(sent, "answered \(number) with \(sent.count) pointers")
    }
}

/// `cairn exchange request`.
struct ExchangeRequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Asks for more about what an answer points to."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The answer's number in the inbox.")
    var number: Int64

    @Option(name: .customLong("pointer"), help: "A pointer, as `cairn exchange show` names it; else all.")
    var pointers: [String] = []

    @Option(help: "Why: it stands in the records of both agencies.")
    var reason: String

    @OptionGroup var send: SendOption

    func run() throws {
        var named: Set<BundleIdentifier> = []
        for text in pointers {
            guard let pointer = BundleIdentifier(hex: text) else {
                throw CaseworkError(.usage, "a pointer's name has 32 hexadecimal digits")
            }
            named.insert(pointer)
        }
        let workspace = try root.workspace()
        let sent = try workspace.request(
            number,
            pointers: named,
            reason: reason,
            delivery: send.delivery,
            by: workspace.machineOwner()
        )
        try send.report(sent, "asked for more about \(sent.count) pointers of \(number)")
    }
}

/// `cairn exchange grant`.
struct ExchangeGrantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grants a request: tells whom to speak with and how to go on."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The request's number in the inbox.")
    var number: Int64

    @Option(help: "Whom to speak with.")
    var contact: String

    @Option(help: "How to go on.")
    var text: String

    @Option(name: .customLong("tell-case"), help: "Tell the reference of this case, one that the request concerns.")
    var caseReference: String?

    @OptionGroup var send: SendOption

    func run() throws {
        let workspace = try root.workspace()
        let sent = try workspace.grant(
            number,
            contact: contact,
            text: text,
            telling: caseReference,
            delivery: send.delivery,
            by: workspace.machineOwner()
        )
        try send.report(sent, "granted \(number)")
    }
}

/// `cairn exchange refuse`.
struct ExchangeRefuseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "refuse", abstract: "Refuses a request.")

    @ParentCommand var root: CairnCommand

    @Argument(help: "The request's number in the inbox.")
    var number: Int64

    @Option(help: "Why, as the partner is to read it.")
    var reason: String

    @OptionGroup var send: SendOption

    func run() throws {
        let workspace = try root.workspace()
        let sent = try workspace.refuse(
            number,
            reason: reason,
            delivery: send.delivery,
            by: workspace.machineOwner()
        )
        try send.report(sent, "refused \(number)")
    }
}

/// `cairn exchange withdraw`.
struct ExchangeWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes back an offer or an answer: the partner's Cairn forgets what was in it."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The number in the outbox.")
    var number: Int64

    @Option(help: "Why, as the partner is to read it.")
    var reason: String

    @OptionGroup var send: SendOption

    func run() throws {
        let workspace = try root.workspace()
        let sent = try workspace.withdraw(
            number,
            reason: reason,
            delivery: send.delivery,
            by: workspace.machineOwner()
        )
        try send.report(sent, "took back \(number)")
    }
}
