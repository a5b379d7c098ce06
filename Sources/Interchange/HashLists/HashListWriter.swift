public import CaseModel

/// Writes a hash list of any format that Cairn gives out, an entry at a time.
///
/// Not every format holds all that an entry tells: what it has no place for is left out, and an entry that it cannot hold
/// at all is passed over and counted.
public struct HashListWriter {
    /// The formats that can be written.
    public static let formats: [InterchangeFormat] = [.vics, .icse, .md5sum, .tx, .ncmec, .pdq, .csv, .json]

    /// What writing a list came to.
    public struct Summary: Hashable, Sendable {
        /// How many entries are in the list.
        public var written = 0
        /// How many the format could not hold.
        public var skipped = 0
    }

    private enum Shape {
        case vics
        case ncmec
        /// A format of independent rows: what each entry's is, nil if the format cannot hold the entry.
        case rows((HashListEntry) throws(FieldFault) -> [UInt8]?)
        /// Cairn's JSON.
        case json
    }

    private let shape: Shape
    private var vics: VICSWriter?
    private var ncmec: NCMECHashListWriter?
    private var output: ByteOutput
    private var summary = Summary()

    /// Begins a list.
    ///
    /// - Parameters:
    ///   - format: One of ``formats``.
    ///   - statement: What the list tells of itself, where the format has a place for it.
    ///   - sink: Takes the bytes, in pieces and in order.
    /// - Throws: ``InterchangeError`` if the format cannot be written.
    public init(
        format: InterchangeFormat,
        statement: HashListStatement = HashListStatement(),
        to sink: @escaping (_ bytes: [UInt8]) throws -> Void
    ) throws(InterchangeError) {
        output = ByteOutput(sink)
        switch format {
        case .vics:
            shape = .vics
            vics = VICSWriter(.media, region: Self.region(statement.scheme), to: sink)
        case .ncmec:
            shape = .ncmec
            ncmec = try NCMECHashListWriter(to: sink)
        case .icse:
            shape = .rows { entry throws(FieldFault) in try ICSEHashList.row(entry) }
            output.bytes = DelimitedReader.row(ICSEHashList.columns, delimiter: ";")
        case .csv:
            shape = .rows(CommaSeparatedHashList.row)
            output.bytes = DelimitedReader.row(CommaSeparatedHashList.columns, delimiter: ",")
        case .md5sum: shape = .rows(ChecksumHashList.row)
        case .tx: shape = .rows(SignalHashList.rows)
        case .pdq: shape = .rows(PictureHashList.row)
        case .json:
            shape = .json
            output.bytes = JSONHashList.head(statement)
        case .caid, .nsrl, .autopsy, .encase, .case, .dfxml, .ufed:
            throw InterchangeError(.file, "\(format.rawValue) is no format that hash lists are written in")
        }
    }

    /// Writes an entry.
    ///
    /// - Parameter entry: The entry.
    /// - Throws: ``InterchangeError`` if the entry's code is none of the format's scheme, as it must be mapped before; and
    ///   what the sink throws.
    public mutating func write(_ entry: HashListEntry) throws {
        let isWritten: Bool
        do {
            isWritten = try put(entry)
        } catch let fault as FieldFault {
            throw InterchangeError(.file, "entry \(summary.written + summary.skipped + 1): \(fault.text)")
        }
        if isWritten { summary.written += 1 } else { summary.skipped += 1 }
    }

    private mutating func put(_ entry: HashListEntry) throws -> Bool {
        switch shape {
        case .vics:
            guard let media = try VICSMedia(entry, number: Int64(summary.written + 1)) else { return false }
            try vics?.write(media)
        case .ncmec: return try ncmec?.write(entry) ?? false
        case .rows(let row):
            guard let bytes = try row(entry) else { return false }
            output.bytes += bytes
            try output.settle()
        case .json:
            output.bytes += (summary.written > 0 ? ",\n" : "\n").utf8
            entry.json.write(to: &output.bytes)
            try output.settle()
        }
        return true
    }

    /// Ends the list.
    ///
    /// - Returns: How much was written.
    /// - Throws: What the sink throws.
    public mutating func finish() throws -> Summary {
        switch shape {
        case .vics: try vics?.finish()
        case .ncmec: try ncmec?.finish()
        case .rows: break
        case .json: output.bytes += "\n]}\n".utf8
        }
        try output.flush()
        return summary
    }

    /// The region of a VICS scheme such as `VICS/US`.
    private static func region(_ scheme: String?) -> String {
        guard let scheme, scheme.hasPrefix("VICS/") else { return "CUSTOM" }
        let region = scheme.dropFirst(5)
        return region.isEmpty || !region.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            ? "CUSTOM" : String(region)
    }
}
