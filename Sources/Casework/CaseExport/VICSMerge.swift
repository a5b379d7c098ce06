import CaseModel
import CaseStore
import Interchange

/// Brings together what VICS reports state of a case's contents and what Cairn knows of them.
struct VICSMerge {
    private let reference: String
    private let number: Int64
    /// The scheme whose codes are categories; any with whole numbers if nil.
    private let scheme: String?
    /// Statements that went out.
    private var told: Set<Int64> = []
    private var digests: Set<[UInt8]> = []
    /// Numbers that are given to media.
    private var identifiers: Set<Int64> = []
    private var lastIdentifier: Int64 = 0

    init(reference: String, number: Int64, scheme: String?) {
        self.reference = reference
        self.number = number
        self.scheme = scheme
    }

    /// A content of the case with the number of its items; nil if it is not there.
    mutating func media(
        _ media: Int64,
        _ reader: StoreReader
    ) throws(StoreError) -> (media: VICSMedia, items: Int)? {
        guard let content = try reader.details(ofMedia: media) else { return nil }
        let own = try own(content, media, reader)
        var stated: [VICSMedia] = []
        let format = InterchangeFormat.vics.rawValue
        for (id, text) in try reader.statements(ofMedia: media, inCase: number, format: format) {
            let found = try Self.read(text)
            let digests = found.reported.first?.stated ?? StatedDigests()
            guard digests.agree(with: content.digests) ?? true else { continue }
            told.insert(id)
            stated.append(found)
        }
        digests.insert(content.digests.md5)
        var merged = stated.first ?? own
        for further in stated.dropFirst() { merged.addFiles(of: further) }
        if !stated.isEmpty { merged.complete(with: own) }
        merged.category = own.category ?? merged.category
        merged.mediaID = identifier(merged.mediaID)
        return (merged, own.files.count)
    }

    /// A medium of a report that the case does not hold; nil if it went out already.
    mutating func unheld(_ statement: (id: Int64, text: String)) throws(StoreError) -> VICSMedia? {
        guard !told.contains(statement.id) else { return nil }
        var media = try Self.read(statement.text)
        if let digest = media.md5, !digests.insert(digest).inserted { return nil }
        media.mediaID = identifier(media.mediaID)
        return media
    }

    private static func read(_ text: String) throws(StoreError) -> VICSMedia {
        do {
            return try VICSMedia(statement: text)
        } catch {
            throw .damaged("a statement of a report cannot be read: \(error.message)")
        }
    }

    /// The stated number of a medium if no other has it, else the next one that is free.
    private mutating func identifier(_ stated: Int64?) -> Int64 {
        if let stated, identifiers.insert(stated).inserted { return stated }
        repeat { lastIdentifier += 1 } while !identifiers.insert(lastIdentifier).inserted
        return lastIdentifier
    }

    /// What Cairn itself knows of a content.
    private func own(_ content: ContentDetails, _ media: Int64, _ reader: StoreReader) throws(StoreError) -> VICSMedia {
        var found = VICSMedia()
        found.md5 = content.digests.md5
        found.sha1 = content.digests.sha1
        found.size = content.digests.size
        found.mimeType = content.type
        let votes = try reader.votes(onMedia: media, inCase: number)
        found.category =
            votes.last { Int($0.code) != nil && (scheme == nil || $0.scheme == scheme) }?.code
        var hashes = [("SHA256", content.digests.sha256.hex)]
        hashes += try reader.pictures(ofMedia: media).compactMap(\.orientations.first).map { ("PDQ", $0.hex) }
        found.alternativeHashes = hashes.map { name, value in
            var hash = VICSAlternativeHash()
            (hash.md5, hash.name, hash.value) = (content.digests.md5, name, value)
            return hash
        }
        let facts = [
            ("Make", content.capture?.make), ("Model", content.capture?.model),
            ("BodySerialNumber", content.capture?.bodySerial), ("DateTimeOriginal", content.capture?.takenAt),
            ("Lat", content.capture?.latitude.map { "\($0)" }), ("Lon", content.capture?.longitude.map { "\($0)" }),
        ]
        found.exifs = facts.compactMap { name, value in
            guard let value else { return nil }
            var fact = VICSExif()
            (fact.md5, fact.name, fact.value) = (content.digests.md5, name, value)
            return fact
        }
        found.files = try reader.items(ofMedia: media).filter { $0.caseReference == reference }.map { item in
            var file = VICSMediaFile()
            file.md5 = content.digests.md5
            file.fileName = item.path.split(separator: "/").last.map(String.init) ?? item.path
            file.filePath = "\\" + item.path.replacing("/", with: "\\")
            file.sourceID = item.exhibit
            return file
        }
        return found
    }
}

extension VICSMedia {
    /// Adds files that another statement of the same content names at other paths.
    fileprivate mutating func addFiles(of other: VICSMedia) {
        var known = Set(files.map { DisplayText.of($0.path) })
        files += other.files.filter { known.insert(DisplayText.of($0.path)).inserted }
    }

    /// Adds what Cairn knows where the report says nothing; what it says stays as it is.
    fileprivate mutating func complete(with own: VICSMedia) {
        md5 = md5 ?? own.md5
        sha1 = sha1 ?? own.sha1
        size = size ?? own.size
        mimeType = mimeType ?? own.mimeType
        let hashes = Set(alternativeHashes.map { "\($0.name) \($0.value)".lowercased() })
        alternativeHashes += own.alternativeHashes.filter { !hashes.contains("\($0.name) \($0.value)".lowercased()) }
        let facts = Set(exifs.map(\.name))
        exifs += own.exifs.filter { !facts.contains($0.name) }
        if files.isEmpty, let relativeFilePath {
            let place = DisplayText.of(ReportedPath(relativeFilePath, .backslashes).withinExhibit(orElse: ""))
            files = own.files.filter { DisplayText.of($0.path) != place }
        } else {
            addFiles(of: own)
        }
    }
}
