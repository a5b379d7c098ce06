/// The kinds of identifiers that Cairn recognises in text, the most telling first.
///
/// The raw values are part of the interface.
public enum IdentifierType: String, CaseIterable, Sendable, Hashable {
    /// The number of a mobile device: 15 digits, or 16 with the version of its software.
    case imei
    /// The number of a SIM card: 19 or 20 digits.
    case iccid
    /// The number of a mobile subscription: 14 or 15 digits.
    case imsi
    /// A wallet address whose checksum holds.
    case wallet
    /// An e-mail address, lower case.
    case email
    /// A telephone number in E.164; digits alone where the country is not known.
    case phone
    /// The hardware address of a network interface: six bytes in lower-case hexadecimal, with colons.
    case mac
    /// The address of an onion service.
    case onion
    /// A handle, lower case, with its leading `@`.
    case handle
    /// The address of a page, scheme and host in lower case.
    case url
    /// The address of a computer on the Internet, version 4 or 6.
    case ip
}

/// An identifier in its normal form: two texts that name the same thing give equal values.
public struct Identifier: Hashable, Sendable {
    /// What it is.
    public let type: IdentifierType
    /// The normal form.
    public let value: String

    /// Makes an identifier of a value in normal form.
    public init(type: IdentifierType, value: String) {
        self.type = type
        self.value = value
    }
}

/// Where an identifier stands in a content.
public struct IdentifierOccurrence: Hashable, Sendable {
    /// The identifier in its normal form.
    public let identifier: Identifier
    /// The text as it was found.
    public let found: String
    /// First byte in the content, from 0; for a value out of a structured export, the first byte of its message.
    public let offset: Int64
    /// The line of the content, from 1.
    public let line: Int
    /// Which message of a chat it stands in, from 0; nil outside chats.
    public let message: Int?
    /// The name of the column or member that holds it; nil outside tables and JSON.
    public let column: String?

    /// Says where an identifier stands.
    public init(
        identifier: Identifier,
        found: String,
        offset: Int64,
        line: Int,
        message: Int?,
        column: String? = nil
    ) {
        self.identifier = identifier
        self.found = found
        self.offset = offset
        self.line = line
        self.message = message
        self.column = column
    }
}

/// A table that a text is: rows, and columns with their names.
public struct TableDetails: Hashable, Sendable {
    /// How many rows there are, without that of the names.
    public let rows: Int
    /// The names of the columns; empty if they have none.
    public let columns: [String]
    /// What separates the cells; nil for JSON.
    public let delimiter: String?

    /// Describes a table.
    public init(rows: Int, columns: [String], delimiter: String?) {
        self.rows = rows
        self.columns = columns
        self.delimiter = delimiter
    }
}

/// One message of a chat export.
public struct ChatMessage: Hashable, Sendable {
    /// When it was sent, as RFC 3339; without offset where the export does not say one.
    public let sentAt: String?
    /// The sender as the export names them.
    public let sender: String?
    /// The sender's account, such as `telegram:user1234`, if the export tells it.
    public var account: String?
    /// To whom it went, as the export names them; empty: to everyone in the conversation.
    public var recipients: [String] = []
    /// The conversation, if the export names it.
    public let chat: String?
    /// What was written.
    public let body: String
    /// The name of an attached file, if any.
    public let attachment: String?
    /// The line of the export at which the message starts, from 1.
    public let line: Int

    /// Collects one message.
    public init(sentAt: String?, sender: String?, chat: String?, body: String, attachment: String?, line: Int) {
        self.sentAt = sentAt
        self.sender = sender
        self.chat = chat
        self.body = body
        self.attachment = attachment
        self.line = line
    }
}
