import CaseModel

/// `NSRLFile.txt` of the NSRL's RDS version 2.
struct NSRLFlatHashList: SequentialHashListSource {
    let statement = HashListStatement()

    private static let modelled: Set<String> = ["sha-1", "md5", "filename", "filesize"]

    private var table: DelimitedTable
    private let sha1: DelimitedTable.Column
    private let md5: DelimitedTable.Column
    private let name: DelimitedTable.Column
    private let size: DelimitedTable.Column

    init(_ source: TextSource) throws(InterchangeError) {
        table = try DelimitedTable(source, delimiter: ",")
        guard table.has("SHA-1") || table.has("MD5") else { throw table.fault("neither a column SHA-1 nor MD5") }
        sha1 = table.column("SHA-1")
        md5 = table.column("MD5")
        name = table.column("FileName")
        size = table.column("FileSize")
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        guard try table.advance() else { return nil }
        var entry = HashListEntry()
        entry.sha1 = try table.field(sha1) { text throws(FieldFault) in try text.digest(of: 20) }
        entry.md5 = try table.field(md5) { text throws(FieldFault) in try text.digest(of: 16) }
        entry.fileName = table[name]
        entry.size = try table.field(size) { text throws(FieldFault) in try text.wholeNumber() }
        entry.remainder = table.rest(without: Self.modelled)
        guard entry.hasHash else { throw table.fault("no hash") }
        return entry
    }
}
