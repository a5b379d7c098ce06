import Testing

@Suite("Audit")
struct AuditTests {}
