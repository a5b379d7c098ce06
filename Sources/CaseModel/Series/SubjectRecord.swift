/// What somebody is in an investigation.
public enum SubjectKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody to be found and protected.
    case victim
    /// Somebody who is looked for.
    case offender

    /// The letter with which the numbers of the kind begin.
    public var letter: Character {
        switch self {
        case .victim: "V"
        case .offender: "O"
        }
    }

    /// How far the person may have come, in the order in which that happens.
    public var statuses: [SubjectStatus] {
        switch self {
        case .victim: [.unidentified, .identified, .safeguarded]
        case .offender: [.unidentified, .identified, .arrested, .charged, .sentenced]
        }
    }
}

/// How far an investigation has come with somebody.
public enum SubjectStatus: String, CaseIterable, Hashable, Sendable {
    /// Nobody knows who it is.
    case unidentified
    /// It is known who it is.
    case identified
    /// A victim is safe.
    case safeguarded
    /// An offender is in custody.
    case arrested
    /// An offender is charged.
    case charged
    /// An offender is sentenced.
    case sentenced
}

/// The sex of a subject as a code.
public enum SubjectSex: String, CaseIterable, Hashable, Sendable {
    /// Female.
    case female
    /// Male.
    case male
    /// Neither of these.
    case other
    /// Not to be told.
    case unknown
}

/// The age of a subject as a band of years.
public enum AgeBand: String, CaseIterable, Hashable, Sendable {
    /// Up to two years.
    case upToTwo = "0-2"
    /// Three to six.
    case threeToSix = "3-6"
    /// Seven to ten.
    case sevenToTen = "7-10"
    /// Eleven to thirteen.
    case elevenToThirteen = "11-13"
    /// Fourteen and fifteen.
    case fourteenToFifteen = "14-15"
    /// Sixteen and seventeen.
    case sixteenToSeventeen = "16-17"
    /// Eighteen and more.
    case adult = "18+"
    /// Not to be told.
    case unknown
}

/// Who recorded the material that a subject is seen in.
public enum SubjectRecording: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody else.
    case thirdParty = "third_party"
    /// The subject.
    case selfProduced = "self_produced"
    /// Not to be told.
    case unknown
}

/// How sure a subject's country is.
public enum CountryCertainty: String, CaseIterable, Codable, Hashable, Sendable {
    /// It is known.
    case confirmed
    /// Something speaks for it.
    case suspected
    /// Nothing is known; then there is no country.
    case unknown
}

/// A subject's number: what it is called instead of a name.
public struct SubjectNumber: Hashable, Sendable, CustomStringConvertible {
    /// What the subject is.
    public let kind: SubjectKind
    /// The place among subjects of the kind, from 1.
    public let sequence: Int64

    /// Makes a number.
    public init(kind: SubjectKind, sequence: Int64) {
        self.kind = kind
        self.sequence = sequence
    }

    /// Reads a number such as `V-000123`, in either case and with any number of zeros; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
            let kind = SubjectKind.allCases.first(where: { String($0.letter) == parts[0] }),
            let sequence = Int64(parts[1]), sequence > 0
        else { return nil }
        self.init(kind: kind, sequence: sequence)
    }

    /// The number as it is written: `V-000123`.
    public var description: String {
        let digits = "\(sequence)"
        return "\(kind.letter)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// A subject as it is called.
public struct SubjectName: Hashable, Sendable {
    /// The subject's number in the store.
    public let id: Int64
    /// What it is called.
    public let number: SubjectNumber
    /// The reference of the case in which it was begun.
    public let caseReference: String
    /// The account that began it.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let addedAt: String

    /// Names a subject.
    public init(id: Int64, number: SubjectNumber, caseReference: String, author: String, addedAt: String) {
        self.id = id
        self.number = number
        self.caseReference = caseReference
        self.author = author
        self.addedAt = addedAt
    }
}

/// What a subject is linked with.
public enum SubjectTie: Hashable, Sendable {
    /// A series, by its number.
    case series(Int64)
    /// A content, by its number in the store.
    case media(Int64)
}

/// A link of a subject with a series or a content, as one case made it.
public struct SubjectLink: Hashable, Sendable {
    /// The subject, before any merge.
    public let subject: Int64
    /// With what.
    public let tie: SubjectTie
    /// The content's SHA-256; nil for a series.
    public let digest: ContentDigest?
    /// The case that made it.
    public let caseReference: String
    /// The account.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let at: String

    /// States a link.
    public init(
        subject: Int64,
        tie: SubjectTie,
        digest: ContentDigest?,
        caseReference: String,
        author: String,
        at: String
    ) {
        self.subject = subject
        self.tie = tie
        self.digest = digest
        self.caseReference = caseReference
        self.author = author
        self.at = at
    }
}
