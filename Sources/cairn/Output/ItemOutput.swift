import CaseModel

/// How an item stands, in the form of the interface.
struct ItemOutput: Encodable {
    let path: String
    let bytes: Int64?
    let sha256: String?
    let type: String?
    let kind: String?
    /// Absent unless only a quick look was taken.
    let tier: String?
    let text: TextOutput?
    let error: FailureOutput?

    init(_ outcome: ItemOutcome, text: TextOutput?) {
        path = outcome.path
        bytes = outcome.size
        sha256 = outcome.sha256?.hex
        type = outcome.type
        kind = outcome.kind?.rawValue
        tier = outcome.tier == .quick ? AnalysisTier.quick.rawValue : nil
        self.text = text
        error = outcome.failure.map(FailureOutput.init)
    }
}

/// Why a file could not be analysed, in the form of the interface.
struct FailureOutput: Encodable {
    let code: String
    let message: String

    init(_ failure: AnalysisFailure) {
        code = failure.code.rawValue
        message = failure.message
    }
}
