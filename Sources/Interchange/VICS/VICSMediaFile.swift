import CaseModel

/// A file that has a medium's content.
///
/// Times are kept as spelled, as each exporter spells them in its own way.
public struct VICSMediaFile: Hashable, Sendable {
    /// `MD5`: the medium's.
    public var md5: [UInt8]?
    /// `FileName`.
    public var fileName = ""
    /// `FilePath`.
    public var filePath = ""
    /// `Created`.
    public var created: String?
    /// `Written`.
    public var written: String?
    /// `Accessed`.
    public var accessed: String?
    /// `Change`.
    public var change: String?
    /// `Unallocated`.
    public var isUnallocated: Bool?
    /// `Deleted`.
    public var isDeleted: Bool?
    /// `PhysicalLocation`: a number with most exporters.
    public var physicalLocation: String?
    /// `SourceID`.
    public var sourceID: String?
    /// `ParentMD5`: of the file that this one was taken out of.
    public var parentMD5: [UInt8]?
    /// `ParentFileName`.
    public var parentFileName: String?
    /// `ParentFilePath`.
    public var parentFilePath: String?
    /// `ParentPhysicalLocation`.
    public var parentPhysicalLocation: String?
    /// Members that this model does not name, in the order read.
    public var remainder: [JSONMember] = []

    /// A file of which nothing is told yet.
    public init() {}

    init(from reader: inout JSONReader) throws(InterchangeError) {
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            switch key {
            case "MD5": md5 = try reader.digest(of: 16)
            case "FileName": fileName = try reader.text() ?? ""
            case "FilePath": filePath = try reader.text() ?? ""
            case "Created": created = try reader.text()
            case "Written": written = try reader.text()
            case "Accessed": accessed = try reader.text()
            case "Change": change = try reader.text()
            case "Unallocated": isUnallocated = try reader.flag()
            case "Deleted": isDeleted = try reader.flag()
            case "PhysicalLocation": physicalLocation = try reader.text()
            case "SourceID": sourceID = try reader.text()
            case "ParentMD5": parentMD5 = try reader.digest(of: 16)
            case "ParentFileName": parentFileName = try reader.text()
            case "ParentFilePath": parentFilePath = try reader.text()
            case "ParentPhysicalLocation": parentPhysicalLocation = try reader.text()
            default: try remainder.take(key, from: &reader)
            }
        }
    }

    /// The file as an object of a document of 2.0; the names are there even if they are empty, as some readers demand.
    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("MD5", digest: md5)
        members.add("FileName", fileName)
        members.add("FilePath", filePath)
        members.add("Created", created)
        members.add("Written", written)
        members.add("Accessed", accessed)
        members.add("Change", change)
        members.add("Unallocated", isUnallocated)
        members.add("Deleted", isDeleted)
        members.add("PhysicalLocation", numberOrText: physicalLocation)
        members.add("SourceID", sourceID)
        members.add("ParentMD5", digest: parentMD5)
        members.add("ParentFileName", parentFileName)
        members.add("ParentFilePath", parentFilePath)
        members.add("ParentPhysicalLocation", numberOrText: parentPhysicalLocation)
        return .object(members + remainder)
    }
}

/// A property of a medium's metadata, by the exporter's name for it.
public struct VICSExif: Hashable, Sendable {
    /// `MD5`: the medium's.
    public var md5: [UInt8]?
    /// `PropertyName`.
    public var name = ""
    /// `PropertyValue`, a number's spelling where it is one.
    public var value = ""
    /// Members that this model does not name, in the order read.
    public var remainder: [JSONMember] = []

    /// A property without name yet.
    public init() {}

    init(from reader: inout JSONReader) throws(InterchangeError) {
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            switch key {
            case "MD5": md5 = try reader.digest(of: 16)
            case "PropertyName": name = try reader.text() ?? ""
            case "PropertyValue": value = try reader.text() ?? ""
            default: try remainder.take(key, from: &reader)
            }
        }
    }

    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("MD5", digest: md5)
        members.add("PropertyName", name)
        members.add("PropertyValue", value)
        return .object(members + remainder)
    }
}

/// A hash of a kind that VICS has no member for, such as SHA-256 or PDQ.
public struct VICSAlternativeHash: Hashable, Sendable {
    /// `MD5`: the medium's.
    public var md5: [UInt8]?
    /// `HashName`, as spelled.
    public var name = ""
    /// `HashValue`, as spelled.
    public var value = ""
    /// Members that this model does not name, in the order read.
    public var remainder: [JSONMember] = []

    /// A hash without name yet.
    public init() {}

    init(from reader: inout JSONReader) throws(InterchangeError) {
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            switch key {
            case "MD5": md5 = try reader.digest(of: 16)
            case "HashName": name = try reader.text() ?? ""
            case "HashValue": value = try reader.text() ?? ""
            default: try remainder.take(key, from: &reader)
            }
        }
    }

    var json: JSONValue {
        var members: [JSONMember] = []
        members.add("MD5", digest: md5)
        members.add("HashName", name)
        members.add("HashValue", value)
        return .object(members + remainder)
    }
}
