internal import CaseModel

/// Reads the identifier that a cell of a known column is.
enum CellReader {
    /// Names of accounts that every programme has, or that stand for none.
    private static let anyonesNames: Set<String> = [
        "admin", "administrator", "root", "user", "guest", "test", "tester", "anonymous", "null", "nil", "none",
        "unknown",
        "deleted", "default", "system", "info", "support", "moderator", "webmaster", "n/a", "false", "true",
    ]

    /// The identifier that a cell holds by the role of its column; nil if it holds none in that form.
    ///
    /// Telephone numbers are left to the numbering plans, but for ``telephoneDigits(_:)``.
    static func identifier(_ cell: ArraySlice<UInt8>, _ role: ColumnRole) -> Identifier? {
        switch role {
        case .imei: return digits(cell).flatMap(DeviceNumber.imei)
        case .imsi: return digits(cell).flatMap(DeviceNumber.imsi)
        case .iccid:
            let last = cell.last.map { $0 | 0x20 } == UInt8(ascii: "f")
            return digits(last ? cell.dropLast() : cell).flatMap(DeviceNumber.iccid)
        case .hardwareAddress: return HardwareAddress.identifier(written: cell)
        case .internetAddress: return InternetAddress.normalForm(cell).map { Identifier(type: .ip, value: $0) }
        case .account:
            let name = cell.first == UInt8(ascii: "@") ? cell.dropFirst() : cell
            guard !anyonesNames.contains(String(decoding: Characters.lowercased(name), as: UTF8.self)) else {
                return nil
            }
            return Handle.normalForm(ofName: name).map { Identifier(type: .handle, value: $0) }
        case .wallet:
            return (WalletAddress.normalForm(of: cell) ?? WalletAddress.plainEthereum(cell))
                .map { Identifier(type: .wallet, value: $0) }
        case .mailbox, .telephone, .sentAt, .sender, .recipient, .chat, .body, .attachment: return nil
        }
    }

    /// A number of the length of telephone numbers that no plan recognised: digits alone, as its country is not known.
    static func telephoneDigits(_ cell: ArraySlice<UInt8>) -> Identifier? {
        guard let digits = digits(cell), (8...15).contains(digits.count), Set(digits).count > 2 else { return nil }
        return Identifier(type: .phone, value: String(decoding: digits, as: UTF8.self))
    }

    /// The digits of a cell that holds nothing but them and what groups them.
    private static func digits(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
        guard cell.count <= 64 else { return nil }
        var digits: [UInt8] = []
        for byte in cell {
            if Characters.isDigit(byte) {
                digits.append(byte)
            } else if ![
                0x20, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: "'"),
            ].contains(byte) {
                return nil
            }
        }
        return digits
    }
}

/// Addresses of computers on the Internet.
enum InternetAddress {
    /// The normal form of an address that belongs to one place of the Internet; nil for private, shared and reserved
    /// ones.
    ///
    /// Source: the special-purpose address registries of RFC 6890.
    static func normalForm(_ text: ArraySlice<UInt8>) -> String? {
        if text.contains(UInt8(ascii: ":")) { return version6(text) }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [Int] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(Characters.isDigit) else { return nil }
            bytes.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        guard bytes.allSatisfy({ $0 < 256 }) else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (224..., _), (169, 254), (192, 168), (172, 16...31), (100, 64...127),
            (198, 18...19):
            return nil
        default: return bytes.map(String.init).joined(separator: ".")
        }
    }

    private static func version6(_ text: ArraySlice<UInt8>) -> String? {
        let halves = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard text.count <= 39, (3...9).contains(halves.count) else { return nil }
        var groups: [UInt32] = []
        var gap: Int?
        for (place, part) in halves.enumerated() {
            if part.isEmpty {
                let isEdge = place == 0 || place == halves.count - 1
                if isEdge, halves.count > 2 { continue }
                guard gap == nil else { return nil }
                gap = groups.count
                continue
            }
            guard part.count <= 4, part.allSatisfy(Characters.isHexadecimal) else { return nil }
            groups.append(
                part.reduce(0) { $0 << 4 | UInt32(Characters.isDigit($1) ? $1 - 0x30 : ($1 | 0x20) - 0x57) }
            )
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: [UInt32](repeating: 0, count: 8 - groups.count), at: gap)
        }
        // Addresses that are given out worldwide start with 2 or 3; 2001:db8 stands in manuals.
        guard groups.count == 8, groups[0] >> 13 == 1, !(groups[0] == 0x2001 && groups[1] == 0xdb8) else { return nil }
        return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}
