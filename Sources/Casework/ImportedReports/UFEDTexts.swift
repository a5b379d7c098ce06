import CaseModel
import Foundation
import Glibc
import Interchange

/// Writes what a UFED report tells of chats, contacts and calls as tables, which are then ingested like any text.
///
/// One table for each chat, and one each for messages outside of chats, for participants, contacts and calls. Columns are
/// named so that the senders' accounts are recognised. The same report gives the same bytes.
struct UFEDTexts {
    private static let messageColumns = [
        "timestamp", "sender", "sender_phone", "sender_email", "sender_handle", "recipient", "recipient_account",
        "chat",
        "text", "attachment", "attachment_type", "attachment_address", "attachment_file", "application", "platform",
        "label", "state", "confidence", "message",
    ]
    private static let participantColumns = [
        "chat_file", "name", "phone", "email", "username", "is_owner", "is_administrator",
    ]
    private static let contactColumns = [
        "name", "username", "phone", "email", "address", "account", "category", "application", "kind", "entry",
    ]
    private static let callColumns = [
        "started", "caller", "caller_account", "callee", "callee_account", "duration", "direction", "status",
        "application", "state", "call",
    ]

    private let folder: String
    private let chats: [UFEDChat]
    private var position = 0
    private var tables: [String: TextTableFile] = [:]

    /// Makes an empty folder for the texts.
    ///
    /// - Parameters:
    ///   - folder: The folder; what is there is taken away.
    ///   - chats: All chats of the report in order, as a chat's name comes after its messages.
    /// - Throws: ``CaseworkError`` if the folder cannot be made.
    init(folder: String, chats: [UFEDChat]) throws(CaseworkError) {
        self.folder = folder
        self.chats = chats
        do {
            if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(
                atPath: folder + "/chats",
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CaseworkError(.storage, "the folder \(folder) cannot be made")
        }
    }

    /// Takes a part of the report.
    mutating func take(_ record: UFEDRecord) throws {
        switch record {
        case .message(let message) where message.chat != nil:
            guard position < chats.count else { return }
            let chat = chats[position]
            try add(row(message, chat: Self.title(of: chat)), to: chatPath, Self.messageColumns)
        case .message(let message): try add(row(message, chat: nil), to: "messages.csv", Self.messageColumns)
        case .chat(let chat):
            for party in chat.participants {
                let account = Account(party.identifier)
                let row: [String?] = [
                    chatPath, party.name, account.phone, account.email, account.handle, party.isOwner?.description,
                    party.isAdministrator?.description,
                ]
                try add(row, to: "participants.csv", Self.participantColumns)
            }
            try tables.removeValue(forKey: chatPath)?.finish()
            position += 1
        case .contact(let contact): try take(contact)
        case .call(let call): try take(call)
        case .extraction, .details, .file: return
        }
    }

    /// Writes what is left.
    mutating func finish() throws {
        for table in tables.values { try table.finish() }
        tables = [:]
    }

    private mutating func take(_ contact: UFEDContact) throws {
        let entries: [UFEDContact.Entry?] = contact.entries.isEmpty ? [nil] : contact.entries
        for entry in entries {
            let type = entry?.type
            let row: [String?] = [
                contact.name, contact.userName, type == .phone ? entry?.value : nil,
                type == .email ? entry?.value : nil, type == .url ? entry?.value : nil,
                type == nil ? entry?.value : nil, entry?.category, contact.source, contact.model, contact.identifier,
            ]
            try add(row, to: "contacts.csv", Self.contactColumns)
        }
    }

    private mutating func take(_ call: UFEDCall) throws {
        func party(_ role: String) -> UFEDParty? { call.parties.first { $0.role?.lowercased() == role }?.party }
        let others = call.parties.filter { $0.role == nil }.map(\.party)
        let isOutgoing = call.direction?.lowercased() == "outgoing"
        let caller = party("from") ?? (isOutgoing ? nil : others.first)
        let callee = party("to") ?? (isOutgoing ? others.first : nil)
        let row: [String?] = [
            call.at, caller?.name, caller?.identifier, callee?.name, callee?.identifier, call.duration, call.direction,
            call.status, call.source, call.state, call.identifier,
        ]
        try add(row, to: "calls.csv", Self.callColumns)
    }

    private func row(_ message: UFEDMessage, chat: String?) -> [String?] {
        let account = Account(message.sender?.identifier)
        let attachments = message.attachments
        func joined(_ texts: [String?]) -> String? {
            let told = texts.compactMap(\.self)
            return told.isEmpty ? nil : told.joined(separator: "; ")
        }
        let recipients = message.recipients
        // A message to several people is one to everyone in its chat.
        let recipient = recipients.count == 1 ? recipients.first.flatMap { $0.name ?? $0.identifier } : nil
        return [
            message.sentAt, message.sender.flatMap { $0.name ?? $0.identifier }, account.phone, account.email,
            account.handle, recipient, joined(recipients.map(\.identifier)), chat, message.body,
            joined(attachments.map { $0.fileName ?? $0.title }), joined(attachments.map(\.contentType)),
            joined(attachments.map(\.address)), joined(attachments.flatMap(\.files) + message.targets),
            message.application, message.platform, message.label, message.state, message.confidence,
            message.identifier,
        ]
    }

    private mutating func add(_ row: [String?], to path: String, _ columns: [String]) throws {
        if let table = tables[path] { return try table.add(row) }
        let table = try TextTableFile(path: "\(folder)/\(path)", columns: columns)
        tables[path] = table
        try table.add(row)
    }

    /// The path of the present chat's table.
    private var chatPath: String {
        let name = position < chats.count ? chats[position] : nil
        let number = String(position + 1)
        let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
        let words = [name?.source, name.flatMap(Self.title)].compactMap(\.self).joined(separator: " ")
        let safe = Self.safe(words)
        return "chats/\(padded)\(safe.isEmpty ? "" : " ")\(safe).csv"
    }

    private static func title(of chat: UFEDChat) -> String? {
        if let title = chat.title { return title }
        let names = chat.participants.prefix(4).compactMap { $0.name ?? $0.identifier }
        return names.isEmpty ? chat.chatIdentifier : names.joined(separator: ", ")
    }

    /// Words that may be part of a file's name: without dividers and control characters, at most 120 bytes.
    private static func safe(_ words: String) -> String {
        var name = ""
        for scalar in words.unicodeScalars {
            let isKept =
                scalar != "/" && scalar != "\\"
                && ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse]
                    .contains(scalar.properties.generalCategory)
            let next = isKept ? String(scalar) : "_"
            guard name.utf8.count + next.utf8.count <= 120 else { break }
            name += next
        }
        return name
    }
}

/// An account as the columns of a table tell it.
private struct Account {
    private(set) var phone: String?
    private(set) var email: String?
    private(set) var handle: String?

    init(_ identifier: String?) {
        guard let identifier else { return }
        let halves = identifier.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = halves[0].drop { $0 == "+" }.filter { $0 != " " && $0 != "-" }
        let isNumber = (5...17).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
        if isNumber, halves.count == 1 {
            phone = identifier
        } else if isNumber, halves.count == 2, halves[1].hasSuffix("whatsapp.net") {
            // WhatsApp calls an account by its number in full.
            phone = "+" + digits
        } else if halves.count == 2, !halves[0].isEmpty, halves[1].contains(".") {
            email = identifier
        } else {
            handle = identifier
        }
    }
}

/// A table that is being written.
private final class TextTableFile {
    private static let pieceSize = 256 << 10

    private let file: FileHandle
    private let path: String
    private var bytes: [UInt8] = []

    init(path: String, columns: [String]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CaseworkError(.storage, "\(path) cannot be written: \(String(cString: strerror(errno)))") }
        self.file = file
        self.path = path
        try writer.write(header: columns)
    }

    func add(_ row: [String?]) throws {
        try writer.write(row: row.map { .text($0) })
        if bytes.count >= Self.pieceSize { try flush() }
    }

    func finish() throws {
        try flush()
        do {
            try file.synchronize()
            try file.close()
        } catch {
            throw CaseworkError(.storage, "\(path) cannot be written: \(error)")
        }
    }

    /// No formulas are guarded: the table is read by Cairn, as it stands.
    private var writer: CSVWriter {
        CSVWriter(dialect: CSVWriter.Dialect(guardsFormulas: false)) { [self] piece throws(InterchangeError) in
            bytes += piece
        }
    }

    private func flush() throws {
        guard !bytes.isEmpty else { return }
        do {
            try file.write(contentsOf: bytes)
        } catch {
            throw CaseworkError(.storage, "\(path) cannot be written: \(error)")
        }
        bytes = []
    }
}
