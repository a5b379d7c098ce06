/// What a column of a table, or a member of JSON, holds by its name.
enum ColumnRole {
    case imei
    case imsi
    case iccid
    case hardwareAddress
    case internetAddress
    case mailbox
    case telephone
    case account
    case wallet
    // What makes rows messages.
    case sentAt
    case sender
    case recipient
    case chat
    case body
    case attachment

    /// Whether its values are identifiers.
    var isIdentifier: Bool {
        switch self {
        case .imei, .imsi, .iccid, .hardwareAddress, .internetAddress, .mailbox, .telephone, .account, .wallet: true
        case .sentAt, .sender, .recipient, .chat, .body, .attachment: false
        }
    }

    private static let names: [String: ColumnRole] = {
        let byRole: [(ColumnRole, [String])] = [
            (.imei, ["imei", "imei1", "imei2", "imeisv", "device_imei"]),
            (.imsi, ["imsi"]),
            (.iccid, ["iccid", "sim", "sim_number", "simcard", "sim_card", "sim_serial"]),
            (
                .hardwareAddress,
                ["mac", "mac_address", "macaddress", "wifi_mac", "bluetooth_mac", "bt_mac", "bssid", "hwaddr"]
            ),
            (
                .internetAddress,
                [
                    "ip", "ip_address", "ipaddress", "last_ip", "lastip", "login_ip", "reg_ip", "registration_ip",
                    "signup_ip", "ip_addr", "remote_addr", "client_ip", "ip_adresse",
                ]
            ),
            (
                .mailbox,
                [
                    "email", "e_mail", "mail", "email_address", "e_mail_address", "mailbox", "correo", "courriel",
                    "sender_email", "user_email", "mail_address",
                ]
            ),
            (
                .telephone,
                [
                    "phone", "phone_number", "phonenumber", "telephone", "telephone_number", "tel", "mobile",
                    "mobile_number", "mobile_phone", "cell", "cellphone", "cell_phone", "msisdn", "handy", "telefon",
                    "telefono", "teléfono", "téléphone", "celular", "gsm", "sender_phone", "whatsapp", "телефон",
                ]
            ),
            (
                .account,
                [
                    "username", "user_name", "user", "login", "login_name", "nick", "nickname", "handle", "account",
                    "account_name", "screen_name", "screenname", "pseudo", "benutzername", "benutzer", "usuario",
                    "utilisateur", "sender_handle", "telegram", "instagram", "twitter", "snapchat", "skype", "логин",
                ]
            ),
            (
                .wallet,
                [
                    "wallet", "wallet_address", "btc", "btc_address", "bitcoin", "bitcoin_address", "eth",
                    "eth_address", "ethereum", "usdt", "trx", "crypto", "crypto_address", "payout_address",
                ]
            ),
            (.sentAt, ["timestamp", "time", "date", "sent_at", "sent", "datetime", "date_time", "created_at"]),
            (.sender, ["sender", "from", "sender_name", "author"]),
            (.recipient, ["recipient", "to", "receiver", "recipient_name", "recipients"]),
            (.chat, ["chat", "chat_name", "conversation", "thread", "channel", "group", "room"]),
            (.body, ["text", "message", "body", "content"]),
            (.attachment, ["attachment", "attachments", "file", "filename", "media"]),
        ]
        var names: [String: ColumnRole] = [:]
        for (role, all) in byRole {
            for name in all { names[name] = role }
        }
        return names
    }()

    /// The role of a column of this name; nil if the name says nothing.
    init?(name: String) {
        var plain = ""
        for character in name.lowercased() {
            if character.isLetter || character.isNumber {
                plain.append(character)
            } else if !plain.isEmpty, plain.last != "_" {
                plain.append("_")
            }
        }
        if plain.last == "_" { plain.removeLast() }
        guard let role = Self.names[plain] else { return nil }
        self = role
    }
}
