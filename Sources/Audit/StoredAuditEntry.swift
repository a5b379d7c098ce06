/// An entry as it lies in the store, before anything of it is believed.
public struct StoredAuditEntry: Hashable, Sendable {
    /// Its place, from 0.
    public var sequence: Int64
    /// The canonical text.
    public var text: String
    /// The text's hash.
    public var leaf: [UInt8]
    /// Who acted, kept beside the text to be searched.
    public var actor: String
    /// What was done, kept beside the text to be searched.
    public var act: String
    /// The case concerned, kept beside the text to be searched.
    public var caseReference: String?

    /// Takes an entry out of the store.
    public init(
        sequence: Int64,
        text: String,
        leaf: [UInt8],
        actor: String,
        act: String,
        caseReference: String?
    ) {
        self.sequence = sequence
        self.text = text
        self.leaf = leaf
        self.actor = actor
        self.act = act
        self.caseReference = caseReference
    }

    /// Makes what is stored of an entry.
    public init(_ entry: AuditEntry) {
        let text = entry.canonicalText
        self.init(
            sequence: entry.sequence,
            text: text,
            leaf: MerkleHash(leaf: text).bytes,
            actor: entry.actor,
            act: entry.act,
            caseReference: entry.caseReference
        )
    }
}
