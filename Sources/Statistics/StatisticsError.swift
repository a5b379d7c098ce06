/// Why a snapshot cannot be taken or read, or tables cannot be made.
public enum StatisticsError: Error, Hashable, Sendable {
    /// A record's number is empty, longer than 64 characters, or has others than printable ASCII.
    case invalidNumber(RecordClass)
    /// Two records of a class have one number.
    case repeatedNumber(RecordClass, String)
    /// The salt has fewer than 16 bytes.
    case shortSalt
    /// The bytes are not a snapshot.
    case unreadable
    /// The bytes state a snapshot in another form than the one that is numbered.
    case notCanonical
    /// A threshold below 1.
    case threshold(Int)
    /// The library that computes digests refuses SHA-256.
    case digestUnavailable

    /// The error in one sentence.
    public var message: String {
        switch self {
        case .invalidNumber(let records):
            "a number among \(records.rawValue) is not of 1 to 64 printable ASCII characters"
        case .repeatedNumber(let records, let number): "the number \(number) occurs twice among \(records.rawValue)"
        case .shortSalt: "a snapshot's salt has at least 16 bytes"
        case .unreadable: "the bytes are not a snapshot of records"
        case .notCanonical: "the snapshot is not in its canonical form"
        case .threshold(let threshold): "the threshold \(threshold) is below 1"
        case .digestUnavailable: "SHA-256 is not available"
        }
    }
}

/// The records that a snapshot holds, by what they are about.
public enum RecordClass: String, CaseIterable, Hashable, Sendable {
    /// Victims.
    case victims
    /// Offenders.
    case offenders
    /// Series.
    case series
    /// Media.
    case media
}
