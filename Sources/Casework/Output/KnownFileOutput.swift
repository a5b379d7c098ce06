public import CaseModel

/// That an item is on a hash list, in the form of the interface: side b is the list.
public struct KnownFileOutput: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let `case`: String?
        let exhibit: String?
        let path: String?
        let sha256: String
    }

    struct List: Encodable, Sendable {
        let list: String
        let version: Int
        let entry: Int64
        let path: String?
    }

    struct Evidence: Encodable, Sendable {
        let list: String
        let hashType: String
        let code: String?
        let scheme: String?
        let collision: Bool?
        let distance: Int?
    }

    let id: String
    let kind: String
    let strength: Double
    let a: Item
    let b: List
    let evidence: Evidence

    /// States that an item is on a list.
    public init(_ known: KnownItem) {
        let item = known.item
        self.init(
            known.file,
            id: "list-\(known.file.entry)-\(item.id)",
            a: Item(case: item.caseReference, exhibit: item.exhibit, path: item.path, sha256: item.sha256.hex)
        )
    }

    /// States that a file that is in no case is on a list.
    public init(_ known: KnownFile, file path: String, sha256: ContentDigest) {
        self.init(
            known,
            id: "list-\(known.entry)",
            a: Item(case: nil, exhibit: nil, path: path, sha256: sha256.hex)
        )
    }

    private init(_ file: KnownFile, id: String, a: Item) {
        self.id = id
        self.a = a
        kind = LinkKind.knownFile.rawValue
        strength = file.strength
        b = List(list: file.list.name, version: file.list.version, entry: file.entry, path: file.fileName)
        evidence = Evidence(
            list: file.list.name,
            hashType: file.hashType.rawValue,
            code: file.code,
            scheme: file.code == nil ? nil : file.list.scheme,
            collision: file.isCollision ? true : nil,
            distance: file.distance
        )
    }
}
