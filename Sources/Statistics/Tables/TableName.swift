/// What a table counts.
public enum StatisticsUnit: String, CaseIterable, Hashable, Sendable {
    /// Victims.
    case victim
    /// Series.
    case series
    /// Media: distinct contents.
    case media
}

/// What records are counted by.
public enum StatisticsVariable: String, CaseIterable, Hashable, Sendable {
    /// A victim's present status.
    case status
    /// A victim's sex.
    case sex
    /// A victim's age band.
    case ageBand = "age_band"
    /// A victim's country, with how sure it is.
    case country
    /// The year in which a victim was first seen.
    case yearFirstSeen = "year_first_seen"
    /// Who recorded the material.
    case recording
    /// The time from first seen to identified, in bands of days.
    case timeToIdentification = "time_to_identification"
    /// The severity of a content, by scheme, version and code.
    case severity
    /// What a content is.
    case mediaKind = "media_kind"
    /// The sex of all victims of a series.
    case sexInSeries = "sex_in_series"
    /// The age band of all victims of a series.
    case ageBandInSeries = "age_band_in_series"
    /// The sex of all offenders of a series.
    case offenderSexInSeries = "offender_sex_in_series"
}

/// The tables.
public enum TableName: String, CaseIterable, Hashable, Sendable {
    /// Status by sex.
    case statusBySex = "T1"
    /// Status by age band.
    case statusByAge = "T2"
    /// Age band by severity.
    case ageBySeverity = "T3"
    /// Sex by severity.
    case sexBySeverity = "T4"
    /// Offenders' sex by victims' sex.
    case offenderSexByVictimSex = "T5"
    /// Country by status.
    case countryByStatus = "T6"
    /// Year first seen by status.
    case yearByStatus = "T7"
    /// What media are by severity.
    case kindBySeverity = "T8"
    /// Who recorded by age band.
    case recordingByAge = "T9"
    /// Status by the time to identification.
    case statusByTime = "T10"

    /// What it counts.
    public var unit: StatisticsUnit {
        switch self {
        case .statusBySex, .statusByAge, .countryByStatus, .yearByStatus, .recordingByAge, .statusByTime: .victim
        case .offenderSexByVictimSex: .series
        case .ageBySeverity, .sexBySeverity, .kindBySeverity: .media
        }
    }

    /// What its rows are.
    public var rows: StatisticsVariable {
        switch self {
        case .statusBySex, .statusByAge, .statusByTime: .status
        case .ageBySeverity: .ageBandInSeries
        case .sexBySeverity: .sexInSeries
        case .offenderSexByVictimSex: .offenderSexInSeries
        case .countryByStatus: .country
        case .yearByStatus: .yearFirstSeen
        case .kindBySeverity: .mediaKind
        case .recordingByAge: .recording
        }
    }

    /// What its columns are.
    public var columns: StatisticsVariable {
        switch self {
        case .statusBySex: .sex
        case .statusByAge, .recordingByAge: .ageBand
        case .ageBySeverity, .sexBySeverity, .kindBySeverity: .severity
        case .offenderSexByVictimSex: .sexInSeries
        case .countryByStatus, .yearByStatus: .status
        case .statusByTime: .timeToIdentification
        }
    }
}
