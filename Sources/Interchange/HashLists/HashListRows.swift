import CaseModel

/// Entries as rows of the formats whose rows stand alone; nil where a format cannot hold an entry.
extension ICSEHashList {
    /// An entry as a row of ICSE's CSV.
    static func row(_ entry: HashListEntry) throws(FieldFault) -> [UInt8]? {
        guard entry.md5 != nil || entry.sha1 != nil, !entry.isWithdrawn else { return nil }
        if let code = entry.code, Bool(fieldSpelling: code) == nil {
            throw FieldFault(text: "its code is neither yes nor no, as ICSE's baseline is")
        }
        func flag(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
        func remaining(_ name: String) -> String { entry.remaining(name)?.string ?? "" }
        let photoDNA = entry.otherHashes.first { ["photodna", "pdna"].contains($0.name.lowercased()) }
        return DelimitedReader.row(
            [
                entry.md5?.hexadecimal ?? "", entry.sha1?.hexadecimal ?? "", photoDNA?.value ?? "",
                entry.identifier ?? "", flag(entry.flags.isDistributed), flag(entry.flags.isVictimIdentified),
                flag(entry.flags.isOffenderIdentified), entry.series ?? "", remaining("Number of submissions"),
                remaining("File Available"), entry.mediaType ?? "", entry.code ?? "",
            ],
            delimiter: ";"
        )
    }
}

extension ChecksumHashList {
    /// An entry as a line of `md5sum`.
    static func row(_ entry: HashListEntry) -> [UInt8]? {
        guard let md5 = entry.md5?.hexadecimal, !entry.isWithdrawn else { return nil }
        return Array(line(digest: md5, name: entry.fileName ?? entry.identifier ?? md5).utf8)
    }
}

extension SignalHashList {
    /// An entry as lines of `tx`, one a signal; `tx` knows MD5 as that of videos only.
    static func rows(_ entry: HashListEntry) -> [UInt8]? {
        guard !entry.isWithdrawn else { return nil }
        var lines = ""
        if let hash = entry.pictureHash { lines += "pdq \(hash.hex)\n" }
        if let md5 = entry.md5 { lines += "\(entry.isVideo ? "video_md5" : "md5") \(md5.hexadecimal)\n" }
        if let sha1 = entry.sha1 { lines += "sha1 \(sha1.hexadecimal)\n" }
        if let sha256 = entry.sha256 { lines += "sha256 \(sha256.hex)\n" }
        return lines.isEmpty ? nil : Array(lines.utf8)
    }
}

extension PictureHashList {
    /// An entry as a line of a hash and, where it is known, the picture's quality.
    static func row(_ entry: HashListEntry) -> [UInt8]? {
        guard let hash = entry.pictureHash, !entry.isWithdrawn else { return nil }
        guard case .number(let quality)? = entry.remaining("quality") else { return Array("\(hash.hex)\n".utf8) }
        return Array("\(hash.hex),\(quality)\n".utf8)
    }
}
