import CaseModel

/// What statistics know of a content.
public struct MediaRecord: Hashable, Sendable, Codable {
    /// The content's number or digest.
    public let number: String
    /// What it is: a code such as `image`.
    public let kind: String?
    /// How severe it is, by one scheme.
    public let severity: SeverityCode?
    /// The number of the series that it is in.
    public let series: String?

    /// States what is known.
    public init(number: String, kind: String? = nil, severity: SeverityCode? = nil, series: String? = nil) {
        self.number = number
        self.kind = kind
        self.severity = severity
        self.series = series
    }

    var canonical: CanonicalJSON {
        .record([
            ("number", .text(number)), ("kind", kind.map(CanonicalJSON.text)), ("severity", severity?.canonical),
            ("series", series.map(CanonicalJSON.text)),
        ])
    }
}

/// A code of severity, which means something only in its scheme and version.
public struct SeverityCode: Hashable, Sendable, Codable {
    /// The scheme.
    public let scheme: String
    /// Its version.
    public let version: String
    /// The code.
    public let code: String

    /// Takes a code.
    public init(scheme: String, version: String, code: String) {
        self.scheme = scheme
        self.version = version
        self.code = code
    }

    var canonical: CanonicalJSON {
        .object([
            (key: "scheme", value: .text(scheme)), (key: "version", value: .text(version)),
            (key: "code", value: .text(code)),
        ])
    }
}

extension CanonicalJSON {
    /// An object of the members that have a value.
    static func record(_ members: [(String, CanonicalJSON?)]) -> CanonicalJSON {
        .object(members.compactMap { key, value in value.map { (key: key, value: $0) } })
    }
}
