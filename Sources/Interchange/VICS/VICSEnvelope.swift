/// What a VICS document states of itself: the data model's version and region, and whether it holds cases or media.
public struct VICSEnvelope: Hashable, Sendable {
    /// What the document's values are.
    public enum Content: String, Hashable, Sendable {
        case cases = "Cases"
        case media = "Media"
    }

    /// The data model's version, such as `2.0`.
    public var version: String
    /// The model's region, such as `US` or `CUSTOM`; nil before 2.0, which had none.
    public var region: String?
    /// What the values are; nil if the document does not say.
    public var content: Content?

    /// States a model.
    public init(version: String, region: String?, content: Content?) {
        self.version = version
        self.region = region
        self.content = content
    }

    /// Reads the address in `@odata.context` or `odata.metadata`; nil if no data model's version is in it.
    public init?(context: String) {
        let halves = context.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let steps = halves[0].split(separator: "/")
        guard let model = steps.lastIndex(where: { $0.hasSuffix(".xml") }), steps[model].count > 4 else { return nil }
        version = String(steps[model].dropLast(4))
        let after = steps[(model + 1)...].first
        region = after.flatMap { $0.hasPrefix("$") ? nil : String($0) }
        content = halves.count > 1 ? Content(rawValue: String(halves[1])) : nil
    }

    /// The name of the code list: `VICS`, with the region where there is one.
    public var scheme: String { region.map { "VICS/\($0)" } ?? "VICS" }

    /// The address that a document of 2.0 carries.
    var context: String {
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/\(region ?? "Default")/$metadata#"
            + (content ?? .media).rawValue
    }
}
