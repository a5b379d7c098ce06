public import CaseModel

/// Reads a hash list of any format from a file, in memory of one batch.
public struct HashListReader: Sendable {
    /// The formats that hash lists come in.
    public static let formats: [InterchangeFormat] = [
        .vics, .icse, .caid, .nsrl, .autopsy, .encase, .md5sum, .tx, .ncmec, .pdq, .dfxml, .ufed, .csv, .json,
    ]

    /// The format to read.
    public let format: InterchangeFormat

    /// Chooses a format.
    public init(format: InterchangeFormat) {
        self.format = format
    }

    /// Reads a list.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - batch: How many entries to hand on at once.
    ///   - sink: Takes the entries in the order of the list, none of them twice.
    /// - Returns: What the list tells of itself, and how much it holds.
    /// - Throws: ``InterchangeError`` if the file is no list of the format; what was handed on before stays valid. What the
    ///   sink throws comes through as it is.
    public func read(
        _ path: String,
        batch: Int = 4096,
        into sink: ([HashListEntry]) throws -> Void
    ) throws -> HashListSummary {
        var source = try source(path)
        var summary = HashListSummary()
        var waiting: [HashListEntry] = []
        try source.forEach { entry in
            summary.entries += 1
            summary.withdrawn += entry.isWithdrawn ? 1 : 0
            waiting.append(entry)
            guard waiting.count >= batch else { return }
            try sink(waiting)
            waiting.removeAll(keepingCapacity: true)
        }
        if !waiting.isEmpty { try sink(waiting) }
        summary.statement = source.statement
        return summary
    }

    private func source(_ path: String) throws(InterchangeError) -> any HashListSource {
        switch format {
        case .vics: try VICSHashList(path: path, schemePrefix: "VICS")
        case .caid: try VICSHashList(path: path, schemePrefix: "CAID")
        case .icse: try ICSEHashList(TextSource(path: path))
        case .nsrl:
            if try HostileDatabase.isDatabase(path) {
                NSRLDatabaseHashList(path: path)
            } else {
                try NSRLFlatHashList(TextSource(path: path))
            }
        case .autopsy: AutopsyHashList(path: path)
        case .encase: try EnCaseHashList(path: path)
        case .md5sum: ChecksumHashList(LineReader(try TextSource(path: path)))
        case .tx: try SignalHashList(path: path)
        case .ncmec: NCMECHashList(try XMLReader(path: path))
        case .pdq: PictureHashList(LineReader(try TextSource(path: path)))
        case .csv: try CommaSeparatedHashList(TextSource(path: path))
        case .json: JSONHashList(try JSONReader(path: path))
        case .dfxml: DFXMLHashList(try DFXMLReader(path: path))
        case .ufed: UFEDHashList(try UFEDReader(path: path))
        case .case: throw InterchangeError(.file, "\(format.rawValue) is no format of hash lists")
        }
    }
}
