public import CaseModel

/// A part of a UFED report, as it is read.
public enum UFEDRecord: Hashable, Sendable {
    /// An extraction that the report is of.
    case extraction(UFEDExtraction)
    /// What is told of the device or the case, such as `DeviceInfoDetectedModel`.
    case details(section: String, [TableCell.Pair])
    /// A file.
    case file(UFEDFile)
    /// A message, which belongs to the chat that is read after its messages if it names one.
    case message(UFEDMessage)
    /// A chat, after its messages.
    case chat(UFEDChat)
    /// An entry of an address book, or an account.
    case contact(UFEDContact)
    /// A call.
    case call(UFEDCall)
}

/// An extraction of a device.
public struct UFEDExtraction: Hashable, Sendable {
    /// Its number in the report.
    public let identifier: String
    /// Its name.
    public let name: String?
    /// How it was made, such as `Logical`.
    public let type: String?
    /// The device.
    public let device: String?
}

/// A file that the report lists.
public struct UFEDFile: Hashable, Sendable {
    /// A field of metadata in a section of the report.
    public struct Metadata: Hashable, Sendable {
        /// The section, such as `MetaData`; nil if it has no name.
        public let section: String?
        /// The field's name.
        public let name: String
        /// Its value.
        public let value: String
    }

    /// Its name in the report, to which messages refer.
    public let identifier: String?
    /// The extraction's number.
    public let extraction: String?
    /// The file system that held it.
    public let fileSystem: String?
    /// Its path there.
    public let path: String
    /// Its size in bytes.
    public let size: Int64?
    /// Whether it was deleted, as the report spells it, such as `Intact` or `Deleted`.
    public let state: String?
    /// When the file system says that it was touched.
    public let times: FileTimes
    /// All other fields.
    public let metadata: [Metadata]

    /// Whether the file system holds it (true) or has deleted it (false); nil if the report does not say.
    public var isAllocated: Bool? { Self.isAllocated(state: state) }

    /// What a state says of a file.
    static func isAllocated(state: String?) -> Bool? {
        switch state?.lowercased() {
        case "intact", "false", "no": true
        case "deleted", "true", "yes": false
        default: nil
        }
    }

    /// MD5, if the report tells it.
    public var md5: [UInt8]? { digest("MD5", length: 16) }
    /// SHA-1, if the report tells it.
    public var sha1: [UInt8]? { digest("SHA1", length: 20) }
    /// SHA-256, if the report tells it.
    public var sha256: ContentDigest? { digest("SHA256", length: 32).flatMap(ContentDigest.init(bytes:)) }

    /// Where the report keeps the file's copy, as it spells the path; nil if it has none.
    public var localPath: String? { metadata.first { $0.name.lowercased() == "local path" }?.value }

    /// Reports say "n/a" and the like where no digest was made: what is no digest gives none.
    private func digest(_ name: String, length: Int) -> [UInt8]? {
        let values = metadata.filter { $0.name.uppercased().filter { $0 != "-" } == name }.map(\.value)
        return values.lazy.compactMap { [UInt8](hexadecimal: $0) }.first { $0.count == length }
    }
}

/// Somebody who takes part in a chat.
public struct UFEDParty: Hashable, Sendable {
    /// The account, such as a telephone number.
    public let identifier: String?
    /// The name shown.
    public let name: String?
    /// Whether it is the owner of the device.
    public let isOwner: Bool?
    /// Whether it administers the group.
    public let isAdministrator: Bool?
}

/// A message.
public struct UFEDMessage: Hashable, Sendable {
    /// A file sent with a message.
    public struct Attachment: Hashable, Sendable {
        /// Its name.
        public let fileName: String?
        /// Its media type, as the report spells it.
        public let contentType: String?
        /// Its title.
        public let title: String?
        /// Where it was to be had.
        public let address: String?
        /// The names of the report's files that it is.
        public let files: [String]
    }

    /// Its name in the report.
    public let identifier: String?
    /// The name of the chat; nil if it stands alone.
    public let chat: String?
    /// Who sent it.
    public let sender: UFEDParty?
    /// To whom.
    public let recipients: [UFEDParty]
    /// What was written.
    public let body: String?
    /// When, as the report spells it.
    public let sentAt: String?
    /// The application.
    public let application: String?
    /// The platform.
    public let platform: String?
    /// A label that the report gives it.
    public let label: String?
    /// What was sent with it.
    public let attachments: [Attachment]
    /// The names of the report's files and models to which it refers.
    public let targets: [String]
    /// Whether it was deleted, as the report spells it.
    public let state: String?
    /// How sure the decoding is, as the report spells it.
    public let confidence: String?

    /// The message as chats are kept.
    ///
    /// - Parameters:
    ///   - title: What the chat is called.
    ///   - position: Which message of the report it is, from 1.
    /// - Returns: The message.
    public func chatMessage(in title: String?, position: Int) -> ChatMessage {
        var message = ChatMessage(
            sentAt: sentAt,
            sender: sender?.name ?? sender?.identifier,
            chat: title,
            body: body ?? "",
            attachment: attachments.first.flatMap { $0.fileName ?? $0.title },
            line: position
        )
        message.account = sender?.identifier
        message.recipients = recipients.compactMap { $0.name ?? $0.identifier }
        return message
    }
}

/// A chat, without its messages.
public struct UFEDChat: Hashable, Sendable {
    /// Its name in the report.
    public let identifier: String
    /// The application.
    public internal(set) var source: String?
    /// The application's own name of it.
    public internal(set) var chatIdentifier: String?
    /// What it is called.
    public internal(set) var title: String?
    /// Who takes part.
    public internal(set) var participants: [UFEDParty] = []
    /// How many messages it has.
    public internal(set) var messages = 0
}

/// An entry of an address book, or an account.
public struct UFEDContact: Hashable, Sendable {
    /// A number, address or account.
    public struct Entry: Hashable, Sendable {
        /// The report's model of it, such as `PhoneNumber`.
        public let model: String
        /// What it is for, such as `Mobile`.
        public let category: String?
        /// The number or address.
        public let value: String

        /// What it is, where the model tells; not brought into normal form.
        public var type: IdentifierType? {
            switch model.lowercased() {
            case "phonenumber": .phone
            case "emailaddress": .email
            case "webaddress": .url
            default: nil
            }
        }
    }

    /// Its name in the report.
    public let identifier: String?
    /// The report's model of it, such as `Contact` or `UserAccount`.
    public let model: String
    /// The application that it is from.
    public let source: String?
    /// The name shown.
    public let name: String?
    /// The name by which the account is logged in to.
    public let userName: String?
    /// Numbers, addresses and accounts.
    public let entries: [Entry]
}

/// A call.
public struct UFEDCall: Hashable, Sendable {
    /// Somebody who took part.
    public struct Party: Hashable, Sendable {
        /// Who.
        public let party: UFEDParty
        /// As what, such as `From` or `To`.
        public let role: String?
    }

    /// Its name in the report.
    public let identifier: String?
    /// The application.
    public let source: String?
    /// Whether it came in or went out, as the report spells it.
    public let direction: String?
    /// How it went, such as `Missed`.
    public let status: String?
    /// When, as the report spells it.
    public let at: String?
    /// How long, as the report spells it.
    public let duration: String?
    /// Who took part.
    public let parties: [Party]
    /// Whether it was deleted, as the report spells it.
    public let state: String?
}
