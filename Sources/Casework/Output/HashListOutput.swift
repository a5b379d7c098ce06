public import CaseModel

/// A hash list in the form of the interface.
public struct HashListOutput: Encodable, Sendable {
    let list: String
    let format: String
    let scheme: String?
    let treatment: String
    let version: Int
    let entries: Int
    let added: Int?
    let changed: Int?
    let unchanged: Int?
    let withdrawn: Int?
    let source: String?
    let sha256: String?
    let importedAt: String?
    let importedBy: String?

    /// States a list with one of its versions.
    public init(_ list: HashList, _ version: HashListVersion?, entries: Int) {
        self.list = list.name
        format = list.format
        scheme = list.scheme
        treatment = list.treatment.rawValue
        self.version = version?.number ?? list.version
        self.entries = entries
        added = version?.changes.added
        changed = version?.changes.changed
        unchanged = version?.changes.unchanged
        withdrawn = version?.changes.withdrawn
        source = version?.source
        sha256 = version?.digest.hex
        importedAt = version?.importedAt
        importedBy = version?.importedBy
    }
}
