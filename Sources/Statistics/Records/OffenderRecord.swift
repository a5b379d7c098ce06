import CaseModel

/// What statistics know of an offender: codes and days, never who it is.
public struct OffenderRecord: Hashable, Sendable, Codable {
    /// The pseudonymous number.
    public let number: String
    /// The present status.
    public let status: String?
    /// The coded sex.
    public let sex: String?
    /// The coded age band.
    public let ageBand: String?

    /// States what is known.
    public init(number: String, status: String? = nil, sex: String? = nil, ageBand: String? = nil) {
        self.number = number
        self.status = status
        self.sex = sex
        self.ageBand = ageBand
    }

    private enum CodingKeys: String, CodingKey {
        case number, status, sex
        case ageBand = "age_band"
    }

    var canonical: CanonicalJSON {
        .record([
            ("number", .text(number)), ("status", status.map(CanonicalJSON.text)),
            ("sex", sex.map(CanonicalJSON.text)), ("age_band", ageBand.map(CanonicalJSON.text)),
        ])
    }
}
