import CaseModel

/// A case of a VICS document without its media, which come one by one.
public struct VICSCase: Hashable, Sendable {
    /// `CaseID`, a GUID with or without braces.
    public var caseID: String?
    /// `CaseNumber`.
    public var caseNumber: String?
    /// `ContactName`.
    public var contactName: String?
    /// `ContactOrganization`.
    public var contactOrganization: String?
    /// `ContactEmail`.
    public var contactEmail: String?
    /// `ContactPhone`.
    public var contactPhone: String?
    /// `ContactTitle`.
    public var contactTitle: String?
    /// `SourceApplicationName`.
    public var sourceApplicationName: String?
    /// `SourceApplicationVersion`.
    public var sourceApplicationVersion: String?
    /// `TotalMediaFiles`, which counts media with one exporter and files with another: nothing to rely on.
    public var totalMediaFiles: Int64?
    /// `TotalPrecategorized`.
    public var totalPrecategorized: Int64?
    /// Members that this model does not name, in the order read.
    public var remainder: [JSONMember] = []

    /// A case that says nothing yet.
    public init() {}

    /// Reads a case that was written as ``json``.
    ///
    /// - Parameter statement: The text.
    /// - Throws: An error that names the place of the fault.
    public init(statement: String) throws(InterchangeError) {
        var reader = JSONReader(bytes: Array(statement.utf8))
        try reader.eachMember { (key, reader) throws(InterchangeError) in
            if try !read(key, from: &reader) { try remainder.take(key, from: &reader) }
        }
        try reader.finish()
    }

    /// The case as an object, without its media.
    public var json: JSONValue { .object(members) }

    /// Takes a member.
    ///
    /// - Returns: Whether this model names it; if not, nothing was read.
    mutating func read(_ key: String, from reader: inout JSONReader) throws(InterchangeError) -> Bool {
        switch key {
        case "CaseID": caseID = try reader.text()
        case "CaseNumber": caseNumber = try reader.text()
        case "ContactName": contactName = try reader.text()
        case "ContactOrganization": contactOrganization = try reader.text()
        case "ContactEmail": contactEmail = try reader.text()
        case "ContactPhone": contactPhone = try reader.text()
        case "ContactTitle": contactTitle = try reader.text()
        case "SourceApplicationName": sourceApplicationName = try reader.text()
        case "SourceApplicationVersion": sourceApplicationVersion = try reader.text()
        case "TotalMediaFiles": totalMediaFiles = try reader.count()
        case "TotalPrecategorized": totalPrecategorized = try reader.count()
        default: return false
        }
        return true
    }

    /// The members of a document of 2.0, without `Media`.
    var members: [JSONMember] {
        var members: [JSONMember] = []
        members.add("CaseID", caseID)
        members.add("CaseNumber", caseNumber)
        members.add("ContactOrganization", contactOrganization)
        members.add("ContactName", contactName)
        members.add("ContactEmail", contactEmail)
        members.add("ContactPhone", contactPhone)
        members.add("ContactTitle", contactTitle)
        members.add("SourceApplicationName", sourceApplicationName)
        members.add("SourceApplicationVersion", sourceApplicationVersion)
        members.add("TotalMediaFiles", totalMediaFiles)
        members.add("TotalPrecategorized", totalPrecategorized)
        return members + remainder
    }
}

/// Members are left out where there is nothing to say.
extension [JSONMember] {
    mutating func add(_ key: String, _ text: String?) {
        if let text { append(JSONMember(key, .string(text))) }
    }

    mutating func add(_ key: String, _ number: Int64?) {
        if let number { append(JSONMember(key, .integer(number))) }
    }

    mutating func add(_ key: String, _ flag: Bool?) {
        if let flag { append(JSONMember(key, .bool(flag))) }
    }

    mutating func add(_ key: String, digest: [UInt8]?) {
        if let digest { append(JSONMember(key, .string(digest.hexadecimal.uppercased()))) }
    }

    mutating func add(_ key: String, _ elements: [JSONValue]) {
        if !elements.isEmpty { append(JSONMember(key, .array(elements))) }
    }

    mutating func add(_ key: String, value: JSONValue?) {
        if let value { append(JSONMember(key, value)) }
    }

    /// Adds a whole number that is kept as text, as a number where it is spelled as one.
    mutating func add(_ key: String, numberOrText text: String?) {
        guard let text else { return }
        if let number = Int64(text), String(number) == text {
            append(JSONMember(key, .integer(number)))
        } else {
            append(JSONMember(key, .string(text)))
        }
    }
}
