import CaseModel
import CaseStore
import Evidence
import SearchIndex

/// What a check of a data directory found.
public struct VerificationResult: Sendable {
    /// Damage, one sentence each.
    public var faults: [String] = []
    /// What could not be checked, one sentence each.
    public var notes: [String] = []
    /// How many contents, hashes and matches were checked.
    public var media = 0
    /// How many hits the indexes of hashes were asked for in their test, and how many of them they found.
    public var lookedUp = 0
    /// See ``lookedUp``.
    public var found = 0
    /// How many matches were computed again.
    public var matches = 0
    /// How many original files were read again.
    public var originals = 0
}

extension Workspace {
    /// Checks the database, its fingerprints, matches, index and audit log against each other.
    ///
    /// - Parameters:
    ///   - isFull: Whether original files are read again and compared with their digests.
    ///   - isInterrupted: Asked often; true stops the check.
    /// - Returns: Faults, and what was checked.
    /// - Throws: ``CaseworkError``.
    public func verify(isFull: Bool, isInterrupted: () -> Bool) throws(CaseworkError) -> VerificationResult {
        var result = VerificationResult()
        try classed {
            result.faults += try store.faults()
            try store.read { reader throws(StoreError) in
                result.faults += try reader.unanalysedMedia().map { "content \($0) was never analysed" }
                result.faults += try reader.orphanMedia().map { "content \($0) belongs to no item" }
                result.media = try reader.counts().media
                try Self.verifyMatches(reader, &result)
            }
            let index = try ComparisonIndex(self)
            try store.read { reader throws(StoreError) in
                result.faults += try index.storeFaults(reader)
                result.faults += try ContentAdjacency(reader: reader, directory: directory).storeFaults(reader)
            }
            Self.verifyIndex(index, &result)
        }
        result.faults += try verifyAudit().map { "audit log: \($0)" }
        if isFull { try verifyOriginals(isInterrupted: isInterrupted, &result) }
        return result
    }

    private static func verifyMatches(_ reader: StoreReader, _ result: inout VerificationResult) throws(StoreError) {
        var hashes: [Int64: [PictureFingerprint]] = [:]
        try reader.pictures { media, picture throws(StoreError) in hashes[media, default: []].append(picture) }
        var known: [String: Int] = [:]
        try reader.matches { match throws(StoreError) in
            guard match.kind == .nearDuplicate else { return }
            // Whole pictures agree in few ways: their evidence is read once for each.
            var stated = known[match.evidenceText]
            if stated == nil {
                stated = try match.evidence().pdqDistance
                known[match.evidenceText] = stated
            }
            result.matches += 1
            let distances = (hashes[match.mediaA] ?? []).flatMap { first in
                (hashes[match.mediaB] ?? []).flatMap { second in
                    second.orientations.map { first.hash.distance(to: $0) }
                }
            }
            if stated == nil || distances.min() != stated {
                result.faults.append(
                    "the match of contents no. \(match.mediaA) and \(match.mediaB) does not follow from their hashes"
                )
            }
        }
    }

    private static func verifyIndex(_ index: ComparisonIndex, _ result: inout VerificationResult) {
        result.faults += index.fileFaults()
        let test = index.selfTest(samples: 198)
        result.lookedUp = test.asked
        result.found = test.found
        result.faults += test.faults
    }

    private func verifyOriginals(
        isInterrupted: () -> Bool,
        _ result: inout VerificationResult
    ) throws(CaseworkError) {
        var sources: [ItemSource] = []
        try classed {
            try store.read { reader throws(StoreError) in
                try reader.sources { source throws(StoreError) in if !source.isEntry { sources.append(source) } }
            }
        }
        for source in sources {
            if isInterrupted() { throw CaseworkError(.interrupted, "stopped before all originals were read") }
            do {
                let digests = try EvidenceFile(path: source.source).digests()
                result.originals += 1
                if digests.sha256 != source.sha256 {
                    result.faults.append("\(source.path): the original is not what was registered any more")
                }
            } catch {
                result.notes.append("\(source.path): the original \(error.message)")
            }
        }
    }
}
