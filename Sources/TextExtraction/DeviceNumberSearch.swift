internal import CaseModel

/// Finds numbers of devices, SIM cards and subscriptions in text.
///
/// Fifteen digits alone may be anything, so the number of a device needs a label before it or the groups in which
/// standards write it (`35-209900-176148-1`); that of a subscription needs its label; that of a card is told by its
/// first digits, its length and its check digit.
enum DeviceNumberSearch {
    /// What a label before a number says.
    private enum Label {
        case imei
        case imsi
        case iccid
    }

    /// How far before a number its label may stand, in bytes.
    private static let labelDistance = 28
    /// Groups in which the number of a device is written, by their lengths.
    private static let deviceGroups: [[Int]] = [
        [2, 6, 6, 1], [6, 2, 6, 1], [8, 6, 1], [2, 6, 6, 2], [2, 6, 6], [8, 6],
    ]
    /// Digits of the longest number.
    private static let longest = 20

    /// Those in a stretch of text, in order.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        var last: (label: Label, end: Int)?
        var index = range.lowerBound
        while index < range.upperBound {
            guard Characters.isDigit(bytes[index]), index == range.lowerBound || !continues(bytes[index - 1]) else {
                index += 1
                continue
            }
            let groups = groups(in: bytes, from: index, before: range.upperBound)
            guard let first = groups.first else { break }
            // A second number after a first shares its label: phones have two slots.
            var label = label(in: bytes, before: index, from: last?.end ?? range.lowerBound)
            if label == nil, let last, index - last.end <= 4 { label = last.label }
            if let hit = hit(bytes, groups, label) {
                hits.append(hit)
                index = hit.range.upperBound
                if let label { last = (label, index) }
            } else {
                index = first.upperBound
            }
        }
        return hits
    }

    private static func hit(_ bytes: [UInt8], _ groups: [Range<Int>], _ label: Label?) -> IdentifierHit? {
        // The longest run of groups that makes a number.
        for count in stride(from: min(groups.count, label == .iccid ? 6 : 4), to: 0, by: -1) {
            let taken = groups.prefix(count)
            let digits = taken.flatMap { bytes[$0] }
            guard digits.count >= 14, let first = taken.first, let last = taken.last,
                let found = identifier(digits, taken.map(\.count), label)
            else { continue }
            return IdentifierHit(found.type, found.value, first.lowerBound..<last.upperBound)
        }
        return nil
    }

    private static func identifier(_ digits: [UInt8], _ lengths: [Int], _ label: Label?) -> Identifier? {
        let isGrouped = lengths.count > 1
        switch label {
        case .imei: return !isGrouped || deviceGroups.contains(lengths) ? DeviceNumber.imei(digits) : nil
        case .imsi: return DeviceNumber.imsi(digits)
        case .iccid: return DeviceNumber.iccid(digits)
        case nil:
            if !isGrouped { return DeviceNumber.iccid(digits) }
            // Without a label only the full form with its check digit counts.
            return deviceGroups.prefix(3).contains(lengths) ? DeviceNumber.imei(digits) : nil
        }
    }

    /// Runs of digits from here on, with one separator between them.
    private static func groups(in bytes: [UInt8], from start: Int, before end: Int) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var total = 0
        var index = start
        while index < end, Characters.isDigit(bytes[index]) {
            let first = index
            while index < end, Characters.isDigit(bytes[index]) { index += 1 }
            total += index - first
            // A letter makes it part of a word, unless it fills up the last byte of a card's number.
            let isPadded = index < end && bytes[index] | 0x20 == UInt8(ascii: "f")
            let isWord = index < end && Characters.isLetter(bytes[index]) && !isPadded
            groups.append(first..<index)
            if isWord { return groups.count > 1 ? groups.dropLast() : [first..<first + 1] }
            guard total < longest, index + 1 < end, isSeparator(bytes[index]) else { break }
            index += 1
        }
        return groups
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }

    private static func continues(_ byte: UInt8) -> Bool {
        Characters.isLetterOrDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "_")
    }

    /// The nearest label before a place, with no other number between.
    private static func label(in bytes: [UInt8], before place: Int, from lowest: Int) -> Label? {
        let earliest = max(lowest, place - labelDistance)
        var index = place - 1
        var digits = 0
        while index >= earliest {
            if Characters.isDigit(bytes[index]) {
                digits += 1
                // One digit counts slots.
                if digits > 1 { return nil }
            }
            if Characters.match(bytes, at: index, before: place, "imei") { return .imei }
            if Characters.match(bytes, at: index, before: place, "imsi") { return .imsi }
            if Characters.match(bytes, at: index, before: place, "iccid")
                || Characters.match(bytes, at: index, before: place, "sim")
            {
                return .iccid
            }
            index -= 1
        }
        return nil
    }
}
