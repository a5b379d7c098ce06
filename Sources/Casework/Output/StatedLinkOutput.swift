public import CaseModel

/// That an item has the digests which a report states of a file that is not here, in the form of the interface.
///
/// It stands in an object of its own, `stated`, so that nobody takes it for a link between two items: side a is held, side
/// b is what a report says.
public struct StatedLinkOutput: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let `case`: String
        var exhibit: String?
        var path: String?
        let sha256: String
    }

    struct File: Encodable, Sendable {
        let `case`: String
        var exhibit: String?
        var path: String?
        var report: String?
        let format: String
        let standing: String
        let md5: String?
        let sha1: String?
        let sha256: String?
    }

    struct Evidence: Encodable, Sendable {
        let hashType: String
        let contradicted: Bool?
    }

    let id: String
    var a: Item
    var b: File
    let evidence: Evidence

    /// States a link.
    public init(_ link: StatedLink) {
        let stated = link.file.stated
        id = link.id
        a = Item(
            case: link.item.caseReference,
            exhibit: link.item.exhibit,
            path: link.item.path,
            sha256: link.item.sha256.hex
        )
        b = File(
            case: link.report.caseReference,
            exhibit: link.report.label,
            path: link.file.pathText,
            report: link.report.source,
            format: link.report.format,
            standing: link.file.standing.rawValue,
            md5: stated.md5?.hexadecimal,
            sha1: stated.sha1?.hexadecimal,
            sha256: stated.sha256?.hex
        )
        evidence = Evidence(hashType: link.hashType.rawValue, contradicted: link.isContradicted ? true : nil)
    }

    /// The link without where the item lies.
    public var withoutItemPlace: StatedLinkOutput {
        var shown = self
        (shown.a.exhibit, shown.a.path) = (nil, nil)
        return shown
    }

    /// The link without where the report lies, and at which path it names the file.
    public var withoutFilePlace: StatedLinkOutput {
        var shown = self
        (shown.b.exhibit, shown.b.path, shown.b.report) = (nil, nil, nil)
        return shown
    }
}
