/// How a WhatsApp export names the file that came with a message.
enum WhatsAppAttachment {
    /// Remarks after a file's name on Android.
    private static let remarks: Set<String> = [
        "file attached", "datei angehängt", "fichier joint", "archivo adjunto", "file allegato", "bestand bijgevoegd",
        "arquivo anexado", "ficheiro anexado", "fil vedhæftet", "fil bifogad", "fil vedlagt", "liitetiedosto",
        "plik załączony", "załączono plik", "файл добавлен", "dosya ekli", "tiedosto liitetty", "soubor byl přiložen",
    ]

    /// The name of the file, if the first line of a message states one.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - range: The line without sender, trimmed.
    ///   - isMarked: Whether the line starts with a mark of direction, as the programme's own words do.
    /// - Returns: The name, or nil.
    static func name(in bytes: [UInt8], _ range: Range<Int>, isMarked: Bool) -> String? {
        guard let last = bytes[range].last else { return nil }
        switch last {
        case UInt8(ascii: ">"): return bracketed(bytes, range, isMarked: isMarked)
        case UInt8(ascii: ")"): return remarked(bytes, range, isMarked: isMarked)
        default: return nil
        }
    }

    /// `<attached: name.jpg>`, in whatever language, alone or after a caption and a mark of direction.
    private static func bracketed(_ bytes: [UInt8], _ range: Range<Int>, isMarked: Bool) -> String? {
        guard let opening = bytes[range].lastIndex(of: UInt8(ascii: "<")) else { return nil }
        let followsMark =
            opening - range.lowerBound >= 3
            && Invisible.end(of: bytes, from: opening - 3, before: opening, withSpaces: false) == opening
        guard opening == range.lowerBound || followsMark else { return nil }
        let inside = opening + 1..<range.upperBound - 1
        guard let colon = bytes[inside].firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = Invisible.trimmed(bytes, colon + 1..<inside.upperBound)
        return isFileName(bytes[name]) ? String(decoding: bytes[name], as: UTF8.self) : nil
    }

    /// `name.jpg (file attached)`.
    private static func remarked(_ bytes: [UInt8], _ range: Range<Int>, isMarked: Bool) -> String? {
        guard let opening = bytes[range].lastIndex(of: UInt8(ascii: "(")), opening > range.lowerBound,
            bytes[opening - 1] == 0x20
        else { return nil }
        let name = Invisible.trimmed(bytes, range.lowerBound..<opening)
        guard isFileName(bytes[name]) else { return nil }
        let remark = String(decoding: bytes[opening + 1..<range.upperBound - 1], as: UTF8.self).lowercased()
        guard isMarked || isProgrammesOwn(bytes[name]) || remarks.contains(remark) else { return nil }
        return String(decoding: bytes[name], as: UTF8.self)
    }

    /// Whether a name is of the form that the programme gives, such as `IMG-20190412-WA0003.jpg`.
    private static func isProgrammesOwn(_ name: ArraySlice<UInt8>) -> Bool {
        let parts = name.split(separator: UInt8(ascii: "-"))
        return parts.count == 3 && parts[0].count == 3 && parts[0].allSatisfy(Characters.isLetter)
            && parts[1].count == 8 && parts[1].allSatisfy(Characters.isDigit) && parts[2].starts(with: "WA".utf8)
    }

    private static func isFileName(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 255, let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
            return false
        }
        let ending = name[(dot + 1)...]
        return (1...5).contains(ending.count) && ending.allSatisfy(Characters.isLetterOrDigit)
            && !name.contains(UInt8(ascii: "/"))
    }
}
