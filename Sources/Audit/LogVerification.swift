/// A check of the whole log: hand over its entries in order, then its stored subtrees, then end it.
///
/// It needs little memory however long the log is. A value can be copied at any point and go on in two ways.
public struct LogVerification: Sendable {
    /// What faults are told one by one; of more, only the number is told.
    private static let toldFaults = 100

    /// How many entries were handed over.
    public private(set) var size: Int64 = 0
    private var peaks: [(level: Int, hash: MerkleHash)] = []
    private var completed: [Int: Run] = [:]
    private var told: [String] = []
    /// How many faults were found so far.
    public private(set) var faultCount = 0
    private var keys: [AuditVerifier]
    private var waiting: [Checkpoint]

    /// Subtrees of one level, side by side.
    public struct Run: Sendable {
        /// Their level, above that of leaves.
        public let level: Int
        /// The position of the first.
        public let first: Int64
        /// Their hashes, as they follow from the entries.
        public fileprivate(set) var hashes: [MerkleHash]
    }

    /// Begins a check.
    ///
    /// - Parameters:
    ///   - checkpoints: What was signed before, in the store or elsewhere.
    ///   - keys: Keys that are trusted besides those that the log itself tells of.
    public init(checkpoints: [Checkpoint], keys: [AuditVerifier] = []) {
        self.keys = keys
        waiting = checkpoints.sorted { $0.size > $1.size }
        checkReached()
    }

    /// Checks the next entry.
    public mutating func add(_ stored: StoredAuditEntry) {
        let place = size
        if stored.sequence != place { fault("entry \(place) is missing; entry \(stored.sequence) is in its place") }
        let leaf = MerkleHash(leaf: stored.text)
        if leaf.bytes != stored.leaf {
            fault("entry \(stored.sequence) does not have the hash that is stored with it")
        } else {
            checkText(of: stored, place: place)
        }
        append(leaf)
        checkReached()
    }

    /// Takes the subtrees that were completed since this was asked last, to be compared with the stored ones.
    public mutating func takeCompleted() -> [Run] {
        defer { completed = [:] }
        return completed.values.sorted { $0.level < $1.level }
    }

    /// Compares subtrees with those that are stored at the same places, in order.
    public mutating func compare(_ run: Run, with stored: [MerkleHash]) {
        if stored != run.hashes {
            fault(
                "of the tree's nodes at level \(run.level), some from position \(run.first) on are not what they must be"
            )
        }
    }

    /// Ends the check.
    ///
    /// - Parameter storedNodes: How many subtrees above leaves are stored.
    /// - Returns: One line for each fault; empty if all is well.
    public mutating func finish(storedNodes: Int64) -> [String] {
        // Of n leaves, n less the number of its peaks are the nodes above them.
        let expected = size - Int64(size.nonzeroBitCount)
        if storedNodes != expected { fault("\(storedNodes) nodes of the tree are stored; there must be \(expected)") }
        for checkpoint in waiting.reversed() {
            fault(
                "the checkpoint of \(checkpoint.at) covers \(checkpoint.size) entries; there are \(size): the end is "
                    + "missing, or an older copy was put in its place"
            )
        }
        let rest = faultCount - told.count
        return rest > 0 ? told + ["and \(rest) more"] : told
    }

    /// The root over what was handed over.
    public var root: MerkleHash {
        guard let last = peaks.last else { return .ofNothing }
        return peaks.dropLast().reversed().reduce(last.hash) { MerkleHash(left: $1.hash, right: $0) }
    }

    private mutating func checkText(of stored: StoredAuditEntry, place: Int64) {
        guard let entry = AuditEntry(canonicalText: stored.text) else {
            fault("entry \(stored.sequence) is not written as an entry must be")
            return
        }
        if entry.sequence != place { fault("entry \(stored.sequence) says that it is entry \(entry.sequence)") }
        if entry.actor != stored.actor || entry.act != stored.act || entry.caseReference != stored.caseReference {
            fault("what is searched of entry \(stored.sequence) is not what it says")
        }
        if entry.act == AuditKey.act, let key = entry.subject.flatMap(AuditVerifier.init(text:)) { keys.append(key) }
    }

    private mutating func append(_ leaf: MerkleHash) {
        var (level, hash) = (0, leaf)
        while let beside = peaks.last, beside.level == level {
            peaks.removeLast()
            hash = MerkleHash(left: beside.hash, right: hash)
            level += 1
            let position = size >> level
            completed[level, default: Run(level: level, first: position, hashes: [])].hashes.append(hash)
        }
        peaks.append((level, hash))
        size += 1
    }

    /// Checks those checkpoints that cover exactly what was handed over.
    private mutating func checkReached() {
        while let checkpoint = waiting.last, checkpoint.size <= size {
            waiting.removeLast()
            if checkpoint.root != root {
                fault(
                    "what the log held at the checkpoint of \(checkpoint.at) (\(checkpoint.size) entries) is not what was "
                        + "signed: something in it was changed, taken out or put in"
                )
            }
            if !keys.contains(where: checkpoint.isSigned) {
                fault("the checkpoint of \(checkpoint.at) is not signed by a key of this log")
            }
        }
    }

    private mutating func fault(_ text: String) {
        faultCount += 1
        if told.count < Self.toldFaults { told.append(text) }
    }
}
