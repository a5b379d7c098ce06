public import CaseModel
import CaseStore

/// An item that is on a hash list.
public struct KnownItem: Sendable {
    /// The item.
    public let item: ItemReference
    /// The list and the entry.
    public let file: KnownFile
}

extension Workspace {
    /// The items that are on hash lists, by their digests or as a picture that looks the same; in the order of their
    /// contents.
    ///
    /// - Parameter reference: The case; nil for all.
    /// - Returns: Each item once for each entry.
    /// - Throws: ``CaseworkError``; code `usage` for an unknown case.
    public func knownItems(ofCase reference: String? = nil) throws(CaseworkError) -> [KnownItem] {
        let references: [String] = if let reference { [reference] } else { try cases().map(\.reference) }
        let numbers = try references.map { name throws(CaseworkError) in (name, try caseNumber(name)) }
        return try reading { reader throws(StoreError) in
            var found: [KnownItem] = []
            let pictures = try ListedPictures(reader)
            for (name, number) in numbers {
                let known = try reader.knownFiles(ofCase: number)
                let alike = try pictures.knownFiles(ofCase: number, beyond: known, reader)
                for known in (known + alike).sorted(by: { $0.media < $1.media }) {
                    let held = try reader.items(ofMedia: known.media).filter { $0.caseReference == name }
                    found += held.map { KnownItem(item: $0, file: known.file) }
                }
            }
            return found
        }
    }

    /// The lists that a content is on, by its digests or by its pictures.
    public func knownFiles(
        _ digests: Digests,
        pictures: [PictureFingerprint]
    ) throws(CaseworkError) -> [KnownFile] {
        try reading { reader throws(StoreError) in
            let known = try reader.knownFiles(digests)
            let told = Set(known.map(\.entry))
            let alike = pictures.isEmpty ? [] : try ListedPictures(reader).entries(like: pictures, reader)
            return known + alike.filter { !told.contains($0.entry) }
        }
    }
}
