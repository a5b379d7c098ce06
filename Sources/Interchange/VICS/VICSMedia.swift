import CaseModel

/// A medium of a VICS document: what is told of one content, and of the files that have it.
public struct VICSMedia: Hashable, Sendable {
    /// `MediaID`.
    public var mediaID: Int64?
    /// `Category`: a code of the model's region, where 0 means one thing in one region and another in the next.
    public var category: String?
    /// `MD5`, by which all in VICS refers to the content.
    public var md5: [UInt8]?
    /// `SHA1`.
    public var sha1: [UInt8]?
    /// `PhotoDNA`, in Base64.
    public var photoDNA: String?
    /// `VictimIdentified`.
    public var isVictimIdentified: Bool?
    /// `OffenderIdentified`.
    public var isOffenderIdentified: Bool?
    /// `IsDistributed`.
    public var isDistributed: Bool?
    /// `IsSuspected`.
    public var isSuspected: Bool?
    /// `IsPrecategorized`, which exporters set on media without category too: only the category is a verdict.
    public var isPrecategorized: Bool?
    /// `PrecategorizationSource`.
    public var precategorizationSource: String?
    /// `Series`: a string, number or object.
    public var series: JSONValue?
    /// `Tags`: a string, number, array or object.
    public var tags: JSONValue?
    /// `Comments`.
    public var comments: String?
    /// `SelfGenerated`.
    public var selfGenerated: JSONValue?
    /// `MediaSize`, in bytes.
    public var size: Int64?
    /// `MimeType`.
    public var mimeType: String?
    /// `DateUpdated`, as spelled.
    public var dateUpdated: String?
    /// `RelativeFilePath`: where the content lies beside the document, with `\` between folders.
    public var relativeFilePath: String?
    /// `MediaFiles`: the files that have the content.
    public var files: [VICSMediaFile] = []
    /// `Exifs`: what the content's metadata says.
    public var exifs: [VICSExif] = []
    /// `AlternativeHashes`: hashes of further kinds.
    public var alternativeHashes: [VICSAlternativeHash] = []
    /// `MediaMetadata`, whose shape differs among exporters.
    public var metadata: [JSONValue] = []
    /// Members that this model does not name, in the order read.
    public var remainder: [JSONMember] = []

    /// A medium of which nothing is told yet.
    public init() {}

    /// Reads a medium that was written as ``json``.
    ///
    /// - Parameter statement: The text.
    /// - Throws: An error that names the place of the fault.
    public init(statement: String) throws(InterchangeError) {
        var reader = JSONReader(bytes: Array(statement.utf8))
        try self.init(from: &reader)
        try reader.finish()
    }

    /// Reads the object that comes.
    init(from reader: inout JSONReader) throws(InterchangeError) {
        try reader.eachMember { (key, reader) throws(InterchangeError) in try read(key, from: &reader) }
    }

    /// Takes a member; what OData adds for its own use is passed over.
    mutating func read(_ key: String, from reader: inout JSONReader) throws(InterchangeError) {
        switch key {
        case "MediaID": mediaID = try reader.count()
        case "Category": category = try reader.text()
        case "MD5": md5 = try reader.digest(of: 16)
        case "SHA1": sha1 = try reader.digest(of: 20)
        case "PhotoDNA": photoDNA = try reader.text()
        case "VictimIdentified": isVictimIdentified = try reader.flag()
        case "OffenderIdentified": isOffenderIdentified = try reader.flag()
        case "IsDistributed": isDistributed = try reader.flag()
        case "IsSuspected": isSuspected = try reader.flag()
        case "IsPrecategorized": isPrecategorized = try reader.flag()
        case "PrecategorizationSource": precategorizationSource = try reader.text()
        case "Series": series = try reader.anything()
        case "Tags": tags = try reader.anything()
        case "Comments": comments = try reader.text()
        case "SelfGenerated": selfGenerated = try reader.anything()
        case "MediaSize": size = try reader.count()
        case "MimeType": mimeType = try reader.text()
        case "DateUpdated": dateUpdated = try reader.text()
        case "RelativeFilePath": relativeFilePath = try reader.text()
        case "MediaFiles": files = try reader.array(VICSMediaFile.init)
        case "Exifs": exifs = try reader.array(VICSExif.init)
        case "AlternativeHashes": alternativeHashes = try reader.array(VICSAlternativeHash.init)
        case "MediaMetadata":
            metadata = try reader.array { (reader) throws(InterchangeError) in try reader.value() }
        default: try remainder.take(key, from: &reader)
        }
    }

    /// The medium as an object of a document of 2.0.
    public var json: JSONValue {
        var members: [JSONMember] = []
        members.add("MediaID", mediaID)
        members.add("Category", numberOrText: category)
        members.add("MD5", digest: md5)
        members.add("SHA1", digest: sha1)
        members.add("PhotoDNA", photoDNA)
        members.add("VictimIdentified", isVictimIdentified)
        members.add("OffenderIdentified", isOffenderIdentified)
        members.add("IsDistributed", isDistributed)
        members.add("IsSuspected", isSuspected)
        members.add("IsPrecategorized", isPrecategorized)
        members.add("PrecategorizationSource", precategorizationSource)
        members.add("Series", value: series)
        members.add("Tags", value: tags)
        members.add("Comments", comments)
        members.add("SelfGenerated", value: selfGenerated)
        members.add("MediaSize", size)
        members.add("MimeType", mimeType)
        members.add("DateUpdated", dateUpdated)
        members.add("RelativeFilePath", relativeFilePath)
        members.add("MediaFiles", files.map(\.json))
        members.add("Exifs", exifs.map(\.json))
        members.add("AlternativeHashes", alternativeHashes.map(\.json))
        members.add("MediaMetadata", metadata)
        return .object(members + remainder)
    }
}

extension [JSONMember] {
    /// Keeps a member that no model names, unless it is one that OData adds for its own use.
    mutating func take(_ key: String, from reader: inout JSONReader) throws(InterchangeError) {
        let value = try reader.value()
        if !key.contains("odata.") { append(JSONMember(key, value)) }
    }
}

extension JSONReader {
    /// Whatever value comes; nil for null and for an empty string.
    fileprivate mutating func anything() throws(InterchangeError) -> JSONValue? {
        let value = try value()
        return value == .null || value == .string("") ? nil : value
    }
}
