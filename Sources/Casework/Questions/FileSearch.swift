public import CaseModel
import CaseStore
import Linking

extension Workspace {
    /// What in the database matches a file.
    ///
    /// - Parameters:
    ///   - file: The file, examined.
    ///   - limit: The largest number of links.
    /// - Returns: Links whose first item is the file, which has no case; the strongest first.
    /// - Throws: ``CaseworkError``; code `failed` if the file could not be analysed at all.
    public func search(_ file: ExaminedFile, limit: Int) throws(CaseworkError) -> Overlaps {
        let index = try classed { try ComparisonIndex(self) }
        if file.analysis.type == AnalysisOptions.frameHashListType {
            return try search(index, list: file, limit: limit)
        }
        return try classed {
            try store.read { reader throws(StoreError) in
                var finder = FileRelations(file: file)
                if let digest = file.digests?.sha256, let media = try reader.media(digest) {
                    finder.add(.exact, FileRelations.evidence(exact: digest), to: try reader.items(ofMedia: media))
                }
                for match in try index.matches(of: file.analysis, region: file.region, reader: reader) {
                    finder.add(match.kind, match.evidence.swapped, to: try reader.items(ofMedia: match.mediaA))
                }
                if let serial = file.analysis.capture?.bodySerial {
                    for record in try reader.media(withSerial: serial) {
                        guard let evidence = FileRelations.evidence(camera: file.analysis.capture, and: record) else {
                            continue
                        }
                        finder.add(.cameraSerial, evidence, to: try reader.items(ofMedia: record.media))
                    }
                }
                for occurrence in file.analysis.firstIdentifiers {
                    let identifier = occurrence.identifier
                    let equal = identifier.isAmbiguous ? [] : try reader.media(with: identifier)
                    for record in equal + (try reader.media(near: identifier)) {
                        finder.add(
                            occurrence,
                            as: record.identifier,
                            line: record.line,
                            to: try reader.items(ofMedia: record.media)
                        )
                    }
                }
                let links = finder.links
                return Overlaps(
                    links: limit == 0 ? links : Array(links.prefix(limit)),
                    commonplaces: finder.commonplaces,
                    incompleteness: index.incompleteness
                )
            }
        }
    }
}

extension Workspace {
    /// What in the database agrees with a list of hashes of a video's frames.
    private func search(
        _ index: ComparisonIndex,
        list file: ExaminedFile,
        limit: Int
    ) throws(CaseworkError) -> Overlaps {
        if let failure = file.analysis.failure { throw CaseworkError(.failed, "\(file.path): \(failure.message)") }
        return try classed {
            try store.read { reader throws(StoreError) in
                var finder = FileRelations(file: file)
                for match in index.matches(ofList: file.analysis.frames) {
                    finder.add(match.kind, match.evidence.swapped, to: try reader.items(ofMedia: match.mediaA))
                }
                let links = finder.links
                return Overlaps(
                    links: limit == 0 ? links : Array(links.prefix(limit)),
                    commonplaces: finder.commonplaces,
                    incompleteness: index.incompleteness
                )
            }
        }
    }
}

/// How two files relate, without a database.
public enum FileComparison {
    /// Compares two examined files.
    ///
    /// - Returns: Links from the first to the second, the strongest first; empty if nothing relates them.
    public static func relations(_ first: ExaminedFile, _ second: ExaminedFile) -> [Link] {
        var finder = FileRelations(file: first)
        guard let digest = second.digests?.sha256 else { return [] }
        let other = ItemReference(id: 1, caseReference: "", exhibit: "", path: second.path, sha256: digest)
        if first.digests?.sha256 == digest {
            finder.add(.exact, FileRelations.evidence(exact: digest), to: [other])
        }
        for match in ComparisonIndex.matches(of: first.analysis, with: second.analysis) {
            finder.add(match.kind, match.evidence.swapped, to: [other])
        }
        if let capture = second.analysis.capture, let serial = capture.bodySerial,
            serial == first.analysis.capture?.bodySerial,
            let evidence = FileRelations.evidence(
                camera: first.analysis.capture,
                and: SerialRecord(
                    serial: serial,
                    make: capture.make,
                    model: capture.model,
                    field: capture.bodySerialField,
                    media: 1
                )
            )
        {
            finder.add(.cameraSerial, evidence, to: [other])
        }
        let others = second.analysis.firstIdentifiers
        let equal = Dictionary(others.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
        let near = Dictionary(grouping: others.filter { $0.identifier.nearKey != nil }) {
            [$0.identifier.type.rawValue, $0.identifier.nearKey ?? ""]
        }
        for occurrence in first.analysis.firstIdentifiers {
            let identifier = occurrence.identifier
            if let same = equal[identifier], !identifier.isAmbiguous {
                finder.add(occurrence, as: identifier, line: same.line, to: [other])
            }
            let candidates = identifier.nearKey.flatMap { near[[identifier.type.rawValue, $0]] } ?? []
            for candidate in candidates where identifier.isNear(candidate.identifier) {
                finder.add(occurrence, as: candidate.identifier, line: candidate.line, to: [other])
            }
        }
        return finder.links
    }
}

/// Collects links from one file, which belongs to no case, to items.
struct FileRelations {
    /// The file's place before all items.
    static let queryItem: Int64 = 0

    private let query: LinkedItem?
    private var linker = Linker(isWithin: true)
    private var book: ItemBook

    init(file: ExaminedFile) {
        var book = ItemBook()
        query = file.digests.map { digests in
            book.item(
                ItemReference(
                    id: Self.queryItem,
                    caseReference: "",
                    exhibit: "",
                    path: file.path,
                    sha256: digests.sha256
                )
            )
        }
        self.book = book
    }

    /// The links, the strongest first.
    var links: [Link] { book.links(linker.strongestFirst) }

    /// What has been set aside.
    var commonplaces: [Commonplace] { book.commonplaces(linker.commonplaces) }

    /// Links the file to items; the evidence's first side is the file.
    mutating func add(_ kind: LinkKind, _ evidence: LinkEvidence, to items: [ItemReference]) {
        guard let query else { return }
        linker.addRelation(kind, query, to: book.items(items), evidence: evidence)
    }

    /// Links the file to items that have one of its identifiers, in this form.
    mutating func add(_ occurrence: IdentifierOccurrence, as form: Identifier, line: Int, to items: [ItemReference]) {
        guard let query else { return }
        let shared = SharedIdentifiers([
            SharedIdentifier(occurrence.identifier, other: form, lineA: occurrence.line, lineB: line)
        ])
        let items = book.items(items)
        guard !linker.isCommonplace(items) else { return linker.addCommonplaces(shared, items: items) }
        linker.addShared(shared, itemsA: [query], itemsB: items)
    }

    static func evidence(exact digest: ContentDigest) -> LinkEvidence {
        var evidence = LinkEvidence()
        evidence.sha256 = digest
        return evidence
    }

    /// Evidence of one camera, unless maker or model differ.
    static func evidence(camera capture: CaptureDetails?, and record: SerialRecord) -> LinkEvidence? {
        let camera = CameraName(make: capture?.make, model: capture?.model)
        guard camera == CameraName(make: record.make, model: record.model) else { return nil }
        var evidence = LinkEvidence()
        evidence.serialFields = Set([capture?.bodySerialField, record.field].compactMap(\.self)).sorted()
        evidence.serial = record.serial
        evidence.make = record.make ?? capture?.make
        evidence.model = record.model ?? capture?.model
        return evidence
    }
}

extension Analysis {
    /// The first occurrence of each identifier, in the order of the text.
    fileprivate var firstIdentifiers: [IdentifierOccurrence] {
        var seen: Set<Identifier> = []
        return identifiers.filter { seen.insert($0.identifier).inserted }
    }
}
