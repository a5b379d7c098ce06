import CaseModel

/// The files of a DFXML inventory that have a digest.
struct DFXMLHashList: SequentialHashListSource {
    private(set) var statement = HashListStatement()
    private var reader: DFXMLReader

    init(_ reader: DFXMLReader) {
        self.reader = reader
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let file = try reader.next() {
            if let entry = file.hashListEntry() { return entry }
        }
        return nil
    }
}

/// The files of a UFED report that have a digest.
struct UFEDHashList: SequentialHashListSource {
    private(set) var statement = HashListStatement()
    private var reader: UFEDReader

    init(_ reader: UFEDReader) {
        self.reader = reader
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let record = try reader.next() {
            if case .file(let file) = record, let entry = file.hashListEntry() { return entry }
        }
        return nil
    }
}

extension UFEDFile {
    /// What the file gives to a hash list; nil if the report tells no digest of it.
    func hashListEntry() -> HashListEntry? {
        var entry = HashListEntry()
        entry.md5 = md5
        entry.sha1 = sha1
        entry.sha256 = sha256
        guard entry.md5 != nil || entry.sha1 != nil || entry.sha256 != nil else { return nil }
        entry.fileName = path
        entry.size = size
        return entry
    }
}
