internal import CaseModel

/// A message as Telegram Desktop exports it in `result.json`.
///
/// Source: core.telegram.org/import-export.
struct TelegramMessage {
    private let value: JSONValue

    /// Takes a value if it has the shape of a message.
    init?(_ value: JSONValue) {
        guard let type = value["type"]?.text, type == "message" || type == "service",
            value["date"] != nil || value["date_unixtime"] != nil,
            value["text"] != nil || value["action"] != nil || value["text_entities"] != nil
        else { return nil }
        self.value = value
    }

    /// The message in Cairn's form.
    func message(chat: String?, line: Int) -> ChatMessage {
        var message = ChatMessage(
            sentAt: sentAt,
            sender: value["from"]?.text ?? value["actor"]?.text,
            chat: chat,
            body: body,
            attachment: attachment,
            line: line
        )
        message.account = (value["from_id"] ?? value["actor_id"])?.text.map { "telegram:" + $0 }
        return message
    }

    /// The texts that may hold identifiers: sender, body, then the rest.
    var searchedTexts: [[UInt8]] {
        var texts = [value["from"], value["actor"]].compactMap { $0?.text.map { Array($0.utf8) } }
        let written = writtenText
        texts.append(Array(written.utf8))
        guard case .object(let members) = value else { return texts }
        for member in members where !Self.unsearched.contains(String(decoding: member.key, as: UTF8.self)) {
            Self.collect(member.value, into: &texts)
        }
        // Where words are linked, the address stands beside them.
        for part in ["text", "text_entities"] {
            guard case .array(let entities)? = value[part] else { continue }
            let addresses = entities.compactMap { $0["href"]?.text }
            texts += addresses.map { Array($0.utf8) }
            if !addresses.isEmpty { break }
        }
        return texts
    }

    /// Members that are read otherwise, or that hold nothing but names of files, dates and numbers.
    private static let unsearched: Set<String> = [
        "id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "actor", "actor_id",
        "text", "text_entities", "photo", "file", "file_name", "thumbnail", "mime_type", "media_type", "action",
        "sticker_emoji", "contact_vcard", "reply_to_peer_id", "forwarded_from_id", "saved_from_id",
    ]

    private static func collect(_ value: JSONValue, into texts: inout [[UInt8]]) {
        switch value {
        case .string(let text): texts.append(text)
        case .array(let elements):
            for element in elements { collect(element, into: &texts) }
        case .object(let members):
            for member in members where !unsearched.contains(String(decoding: member.key, as: UTF8.self)) {
                if case .string(let text) = member.value, member.key.elementsEqual("phone_number".utf8) {
                    texts.append(TelephonePrefix.international(text))
                } else {
                    collect(member.value, into: &texts)
                }
            }
            // A button or entity keeps its words under the same name as a message does.
            if let text = value["text"]?.text { texts.append(Array(text.utf8)) }
        case .number, .word: break
        }
    }

    // MARK: Parts

    private var writtenText: String {
        let plain = Self.flattened(value["text"])
        return plain.isEmpty ? Self.flattened(value["text_entities"]) : plain
    }

    private static func flattened(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?: String(decoding: text, as: UTF8.self)
        case .array(let parts)?: parts.map { $0.text ?? $0["text"]?.text ?? "" }.joined()
        default: ""
        }
    }

    /// What was written; for what the service reports, what happened and to whom.
    private var body: String {
        let written = writtenText
        guard written.isEmpty, let action = value["action"]?.text else { return written }
        var names: [String] = []
        if let title = value["title"]?.text { names.append(title) }
        if case .array(let members)? = value["members"] { names += members.compactMap(\.text) }
        return names.isEmpty ? action : action + ": " + names.joined(separator: ", ")
    }

    private var attachment: String? {
        for member in ["photo", "file"] {
            guard let path = value[member]?.text, !path.isEmpty else { continue }
            // A file left out of the export has a remark in brackets in its place.
            if !path.hasPrefix("(") { return path }
        }
        return value["file_name"]?.text
    }

    /// The export states the local time, and newer ones also the instant: both together tell the offset.
    private var sentAt: String? {
        let local = value["date"]?.text.flatMap(CivilTime.init(isoText:))
        let instant = value["date_unixtime"].flatMap { value -> Int64? in
            switch value {
            case .string(let text): Int64(String(decoding: text, as: UTF8.self))
            case .number(let text): Int64(text)
            default: nil
            }
        }
        guard let instant, let universal = CivilTime(unixSeconds: instant) else { return local?.text }
        guard let local else { return universal.text + "Z" }
        let offset = local.secondsSinceEpoch - instant
        guard offset % 60 == 0, abs(offset) <= 18 * 3600 else { return universal.text + "Z" }
        return local.text + CivilTime.offsetText(minutes: Int(offset / 60))
    }
}

/// Telephone numbers in members that hold nothing else.
enum TelephonePrefix {
    /// The number with a plus sign where it starts with two zeroes, which stand for it in most of the world.
    static func international(_ text: [UInt8]) -> [UInt8] {
        text.starts(with: "00".utf8) ? Array("+".utf8) + text.dropFirst(2) : text
    }
}
