/// How often one sender wrote to one recipient, or to everyone, in one conversation of one content.
public struct Talk: Hashable, Sendable {
    /// The conversation, if the export names it.
    public let chat: String?
    /// The sender as the export names them.
    public let sender: String
    /// The sender's account, if the export tells it.
    public let account: String?
    /// To whom, as the export names them; nil: everyone in the conversation.
    public let recipient: String?
    /// An identifier that the sender's name is, or that stands beside it.
    public var identifier: Identifier?
    /// How many messages.
    public var messages: Int
    /// The earliest and the latest time of a message, as the export states them.
    public var firstAt, lastAt: String?

    /// Starts to count.
    public init(
        chat: String?,
        sender: String,
        account: String?,
        recipient: String?,
        identifier: Identifier? = nil,
        messages: Int = 0,
        firstAt: String? = nil,
        lastAt: String? = nil
    ) {
        self.chat = chat
        self.sender = sender
        self.account = account
        self.recipient = recipient
        self.identifier = identifier
        self.messages = messages
        self.firstAt = firstAt
        self.lastAt = lastAt
    }
}

/// Counts who writes to whom as the findings of one text go by.
public struct TalkCounter: Sendable {
    private struct Key: Hashable {
        let chat: String?
        let sender: String
        let account: String?
        let recipient: String?
    }

    /// Pairs that are told apart in one content.
    public static let most = 100_000

    private var counts: [Key: Int] = [:]
    private var all: [Talk] = []
    private var identifiers: [String: Identifier] = [:]
    private var sender: String?
    /// Messages of pairs beyond ``most``.
    public private(set) var uncounted = 0

    /// Starts with nothing.
    public init() {}

    /// What was counted, in the order in which it came up.
    public var talks: [Talk] {
        all.map { talk in
            var named = talk
            named.identifier = identifiers[talk.sender]
            return named
        }
    }

    /// Counts a message.
    public mutating func add(_ message: ChatMessage) {
        sender = message.sender
        guard let sender = message.sender else { return }
        let recipients: [String?] = message.recipients.isEmpty ? [nil] : message.recipients
        for recipient in recipients {
            let key = Key(chat: message.chat, sender: sender, account: message.account, recipient: recipient)
            guard let position = position(of: key) else { continue }
            all[position].messages += 1
            guard let time = message.sentAt else { continue }
            if all[position].firstAt.map({ time < $0 }) ?? true { all[position].firstAt = time }
            if all[position].lastAt.map({ time > $0 }) ?? true { all[position].lastAt = time }
        }
    }

    private mutating func position(of key: Key) -> Int? {
        if let known = counts[key] { return known }
        guard all.count < Self.most else {
            uncounted += 1
            return nil
        }
        counts[key] = all.count
        all.append(Talk(chat: key.chat, sender: key.sender, account: key.account, recipient: key.recipient))
        return all.count - 1
    }

    /// Notes an identifier of the message that was counted last, which may be the sender's.
    ///
    /// It is if the sender is named by it, or if a column for the sender holds it.
    public mutating func add(_ occurrence: IdentifierOccurrence) {
        guard occurrence.message != nil, let sender, identifiers[sender] == nil, identifiers.count < Self.most else {
            return
        }
        let isOfSender = occurrence.column?.lowercased().hasPrefix("sender_") == true
        guard isOfSender || Self.isSame(sender, occurrence.found) else { return }
        identifiers[sender] = occurrence.identifier
    }

    /// Whether a name is a text, but for marks of direction around it.
    private static func isSame(_ name: String, _ text: String) -> Bool {
        if name == text { return true }
        guard name.utf8.count < text.utf8.count + 16 else { return false }
        return String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.properties.generalCategory != .format }))
            == text
    }
}
