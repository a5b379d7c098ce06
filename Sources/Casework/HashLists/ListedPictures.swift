import CaseModel
import CaseStore
import Linking
import Matching
import SearchIndex

/// The pictures on hash lists, to be compared with those of cases.
struct ListedPictures {
    private let hashes = HammingIndex()
    private let strengths = StrengthTable()

    /// Reads the hashes of all lists' present versions.
    ///
    /// - Cost: 40 bytes and a row of the database for each.
    /// - Throws: ``StoreError``.
    init(_ reader: StoreReader) throws(StoreError) {
        let hashes = hashes
        try reader.listedPictures { entry, hash throws(StoreError) in hashes.append(hash, label: entry) }
    }

    var isEmpty: Bool { hashes.count == 0 }

    /// The entries whose picture shows the same capture as a content, in whatever orientation; each once, by number.
    ///
    /// - Parameters:
    ///   - pictures: The content's pictures.
    ///   - reader: The store.
    /// - Returns: The entries.
    /// - Throws: ``StoreError``.
    func entries(like pictures: [PictureFingerprint], _ reader: StoreReader) throws(StoreError) -> [KnownFile] {
        let queries = pictures.filter(PictureMatching.isComparable).flatMap(\.orientations)
        var nearest: [Int64: Int] = [:]
        for hit in hashes.search(queries, radius: PictureMatching.radius).joined() {
            guard let entry = hashes.label(at: hit.position) else { continue }
            nearest[entry] = min(hit.distance, nearest[entry] ?? hit.distance)
        }
        var found: [KnownFile] = []
        for (entry, distance) in nearest.sorted(by: { $0.key < $1.key }) {
            var evidence = LinkEvidence()
            evidence.pdqDistance = distance
            let strength = strengths.strength(.nearDuplicate, evidence)
            if let file = try reader.knownFile(entry: entry) {
                found.append(file.alike(at: distance, strength: strength))
            }
        }
        return found
    }
}

extension ListedPictures {
    /// The contents of a case that look like a picture on a list.
    ///
    /// - Parameters:
    ///   - number: The case.
    ///   - known: What is known by digests: an entry is not told twice of one content.
    ///   - reader: The store.
    /// - Returns: The contents with their entries.
    /// - Throws: ``StoreError``.
    func knownFiles(
        ofCase number: Int64,
        beyond known: [(media: Int64, file: KnownFile)],
        _ reader: StoreReader
    ) throws(StoreError) -> [(media: Int64, file: KnownFile)] {
        guard !isEmpty else { return [] }
        let told = Dictionary(grouping: known, by: \.media).mapValues { Set($0.map(\.file.entry)) }
        var pictures: [Int64: [PictureFingerprint]] = [:]
        try reader.pictures(ofCase: number) { media, picture throws(StoreError) in
            pictures[media, default: []].append(picture)
        }
        var found: [(media: Int64, file: KnownFile)] = []
        for (media, all) in pictures {
            for file in try entries(like: all, reader) where told[media]?.contains(file.entry) != true {
                found.append((media, file))
            }
        }
        return found
    }
}
