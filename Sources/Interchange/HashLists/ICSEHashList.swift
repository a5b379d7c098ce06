import CaseModel

/// The CSV that ICSE gives out: fields divided by `;` under a row of names.
struct ICSEHashList: SequentialHashListSource {
    /// The columns in the order of an export.
    static let columns = [
        "MD5", "SHA1", "PhotoDNA", "Image ID", "Is distributed", "Victim identified", "Offender identified",
        "Series name", "Number of submissions", "File Available", "Media Type", "Baseline",
    ]
    /// The scheme of what the column `Baseline` says.
    static let scheme = "INTERPOL/BASELINE"

    let statement = HashListStatement(scheme: Self.scheme)

    /// The columns that an entry models, in lower case.
    private static let modelled: Set<String> = [
        "md5", "sha1", "photodna", "image id", "is distributed", "victim identified", "offender identified",
        "series name", "media type", "baseline",
    ]

    private var table: DelimitedTable
    private let columns: [DelimitedTable.Column]

    init(_ source: TextSource) throws(InterchangeError) {
        let table = try DelimitedTable(source, delimiter: ";")
        guard table.has("MD5") || table.has("SHA1") else { throw table.fault("neither a column MD5 nor SHA1") }
        columns = Self.columns.map(table.column)
        self.table = table
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        guard try table.advance() else { return nil }
        var entry = HashListEntry()
        entry.md5 = try table.field(columns[0]) { text throws(FieldFault) in try text.digest(of: 16) }
        entry.sha1 = try table.field(columns[1]) { text throws(FieldFault) in try text.digest(of: 20) }
        if let value = table[columns[2]] { entry.otherHashes.append(.init(name: "PhotoDNA", value: value)) }
        entry.identifier = table[columns[3]]
        entry.flags.isDistributed = try flag(4)
        entry.flags.isVictimIdentified = try flag(5)
        entry.flags.isOffenderIdentified = try flag(6)
        entry.series = table[columns[7]]
        entry.mediaType = table[columns[10]]
        entry.code = table[columns[11]]
        entry.remainder = table.rest(without: Self.modelled)
        guard entry.hasHash else { throw table.fault("no hash") }
        return entry
    }

    private func flag(_ column: Int) throws(InterchangeError) -> Bool? {
        try table.field(columns[column]) { text throws(FieldFault) in try text.truthValue() }
    }
}
