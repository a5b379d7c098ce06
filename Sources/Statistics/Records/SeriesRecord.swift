import CaseModel

/// What statistics know of a series.
public struct SeriesRecord: Hashable, Sendable, Codable {
    /// The series' number.
    public let number: String
    /// Whether it was passed on.
    public let distributed: Bool?
    /// Whether its victims are identified.
    public let victimIdentified: Bool?
    /// Whether an offender is identified.
    public let offenderIdentified: Bool?
    /// The numbers of its victims, sorted, each once.
    public let victims: [String]
    /// The numbers of its offenders, sorted, each once.
    public let offenders: [String]

    /// States what is known; the order of victims and offenders does not matter.
    public init(
        number: String,
        distributed: Bool? = nil,
        victimIdentified: Bool? = nil,
        offenderIdentified: Bool? = nil,
        victims: [String] = [],
        offenders: [String] = []
    ) {
        self.number = number
        self.distributed = distributed
        self.victimIdentified = victimIdentified
        self.offenderIdentified = offenderIdentified
        self.victims = Set(victims).sorted()
        self.offenders = Set(offenders).sorted()
    }

    private enum CodingKeys: String, CodingKey {
        case number, distributed, victims, offenders
        case victimIdentified = "victim_identified"
        case offenderIdentified = "offender_identified"
    }

    var canonical: CanonicalJSON {
        .record([
            ("number", .text(number)), ("distributed", distributed.map(CanonicalJSON.boolean)),
            ("victim_identified", victimIdentified.map(CanonicalJSON.boolean)),
            ("offender_identified", offenderIdentified.map(CanonicalJSON.boolean)),
            ("victims", .list(victims.map(CanonicalJSON.text))),
            ("offenders", .list(offenders.map(CanonicalJSON.text))),
        ])
    }
}
