import CaseModel

/// What statistics know of a victim: codes and days, never who it is.
public struct VictimRecord: Hashable, Sendable, Codable {
    /// The status code whose day ends the time to identification.
    public static let identifiedStatus = "identified"

    /// The pseudonymous number.
    public let number: String
    /// The present status, such as `identified`.
    public let status: String?
    /// The first day of each status, by its code.
    public let statusDates: [String: CalendarDate]
    /// The coded sex.
    public let sex: String?
    /// The coded age band.
    public let ageBand: String?
    /// Where the victim is.
    public let country: VictimCountry?
    /// The day on which the victim was first seen in material.
    public let firstSeen: CalendarDate?
    /// Who recorded the material.
    public let recording: Recording?

    /// States what is known.
    public init(
        number: String,
        status: String? = nil,
        statusDates: [String: CalendarDate] = [:],
        sex: String? = nil,
        ageBand: String? = nil,
        country: VictimCountry? = nil,
        firstSeen: CalendarDate? = nil,
        recording: Recording? = nil
    ) {
        self.number = number
        self.status = status
        self.statusDates = statusDates
        self.sex = sex
        self.ageBand = ageBand
        self.country = country
        self.firstSeen = firstSeen
        self.recording = recording
    }

    private enum CodingKeys: String, CodingKey {
        case number, status, sex, country, recording
        case statusDates = "status_dates"
        case ageBand = "age_band"
        case firstSeen = "first_seen"
    }

    var canonical: CanonicalJSON {
        let dates = statusDates.map { (key: $0.key, value: CanonicalJSON.text($0.value.description)) }
        return .record([
            ("number", .text(number)), ("status", status.map(CanonicalJSON.text)), ("status_dates", .object(dates)),
            ("sex", sex.map(CanonicalJSON.text)), ("age_band", ageBand.map(CanonicalJSON.text)),
            ("country", country?.canonical), ("first_seen", firstSeen.map { .text($0.description) }),
            ("recording", recording.map { .text($0.rawValue) }),
        ])
    }
}

/// Who recorded the material that a victim is seen in.
public enum Recording: String, CaseIterable, Hashable, Sendable, Codable {
    /// Somebody else.
    case thirdParty = "third_party"
    /// The victim.
    case selfProduced = "self_produced"
}

/// The country of a victim, with how sure it is.
public struct VictimCountry: Hashable, Sendable, Codable {
    /// How sure a country is.
    public enum Certainty: String, CaseIterable, Hashable, Sendable, Codable {
        /// It is established.
        case confirmed
        /// Something points there.
        case suspected
        /// It was looked for and not found.
        case unknown
    }

    /// How sure it is.
    public let certainty: Certainty
    /// The country's code; nil when it is unknown.
    public let code: String?

    /// A country that is established.
    public static func confirmed(_ code: String) -> VictimCountry { VictimCountry(.confirmed, code) }

    /// A country that something points to.
    public static func suspected(_ code: String) -> VictimCountry { VictimCountry(.suspected, code) }

    /// A country that was looked for and not found.
    public static let unknown = VictimCountry(.unknown, nil)

    private init(_ certainty: Certainty, _ code: String?) {
        self.certainty = certainty
        self.code = code
    }

    var canonical: CanonicalJSON {
        .record([("certainty", .text(certainty.rawValue)), ("code", code.map(CanonicalJSON.text))])
    }
}
