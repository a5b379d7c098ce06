public import CaseModel

/// The evidence of a match as seen from either side.
public struct MutualEvidence: Sendable {
    /// Side a first.
    public let forwards: SharedEvidence
    /// Side b first.
    public let backwards: SharedEvidence

    /// Looks at evidence from both sides.
    public init(_ evidence: LinkEvidence) {
        forwards = SharedEvidence(evidence)
        backwards = SharedEvidence(evidence.swapped)
    }
}
