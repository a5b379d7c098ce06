/// That an item has the digests that a report states of a file which is not known to be where the report lies.
///
/// A claim, not a finding: the report may be wrong. It is as right as the report is, and so has no strength.
public struct StatedLink: Hashable, Sendable {
    /// The item.
    public let item: ItemReference
    /// The report.
    public let report: ImportedReport
    /// The file that the report names.
    public let file: ReportedFile
    /// The strongest digest that the report states, in which the two agree.
    public let hashType: StatedDigests.HashType
    /// Whether a weaker digest that the report states is not the item's: the report contradicts itself, or was forged.
    public let isContradicted: Bool

    /// States a link; nil if the strongest digest that is stated is not the content's.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - digests: The digests of the item's content.
    ///   - report: The report.
    ///   - file: The file that the report names.
    public init?(item: ItemReference, digests: Digests, report: ImportedReport, file: ReportedFile) {
        guard let strongest = file.stated.strongest, strongest.bytes == digests.bytes(strongest.type) else {
            return nil
        }
        self.item = item
        self.report = report
        self.file = file
        hashType = strongest.type
        isContradicted = file.stated.agree(with: digests) == false
    }

    /// A name that stays the same as long as item and report are there.
    public var id: String { "stated-\(file.id)-\(item.id)" }
}

extension StatedDigests {
    /// The digests that a report may state.
    public enum HashType: String, CaseIterable, Hashable, Sendable {
        case sha256, sha1, md5
    }

    /// The strongest digest that is stated.
    public var strongest: (type: HashType, bytes: [UInt8])? {
        sha256.map { (.sha256, $0.bytes) } ?? sha1.map { (.sha1, $0) } ?? md5.map { (.md5, $0) }
    }
}

extension Digests {
    fileprivate func bytes(_ type: StatedDigests.HashType) -> [UInt8] {
        switch type {
        case .sha256: sha256.bytes
        case .sha1: sha1
        case .md5: md5
        }
    }
}
