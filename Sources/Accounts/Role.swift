/// What an account is for.
public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    /// Looks after accounts and agencies; sees evidence only of cases whose team it is on.
    case administrator
    /// Leads cases: evidence, team, sharing, export.
    case caseOfficer = "case_officer"
    /// Reviews and decides.
    case analyst
    /// Speaks with other agencies: sharing, export and exchange.
    case liaison
    /// Reads the audit log, no evidence.
    case auditor
}
