import CaseModel
import CaseStore
import Foundation
import Interchange

extension Workspace {
    /// Writes a case as VICS 2.0: each content once, with the files of the case that have it.
    ///
    /// A code is the category if it is a whole number; MD5, SHA-1, SHA-256 and PDQ are told.
    ///
    /// - Returns: How many items it has.
    func writeVICS(
        _ reference: String,
        version: String,
        to sink: @escaping ([UInt8]) throws -> Void
    ) throws(CaseworkError) -> Int {
        let number = try caseNumber(reference)
        let record = try cases().first { $0.reference == reference }
        return try classed {
            var head = VICSCase()
            head.caseID = try StableIdentifier(["case", reference]).text
            head.caseNumber = reference
            head.contactOrganization = record?.agency
            head.sourceApplicationName = "Cairn"
            head.sourceApplicationVersion = version
            var writer = VICSWriter(.cases, region: "CUSTOM", to: sink)
            writer.begin(head)
            let contents = try store.read { reader throws(StoreError) in try reader.media(ofCase: number) }.sorted()
            var items = 0
            for (position, media) in contents.enumerated() {
                let found = try store.read { reader throws(StoreError) in
                    try reader.vicsMedia(media, number: Int64(position + 1), inCase: (reference, number))
                }
                guard let found else { continue }
                items += found.files.count
                try writer.write(found)
            }
            try writer.end()
            try writer.finish()
            return items
        }
    }
}

extension StoreReader {
    fileprivate func vicsMedia(
        _ media: Int64,
        number: Int64,
        inCase held: (reference: String, number: Int64)
    ) throws(StoreError) -> VICSMedia? {
        guard let content = try details(ofMedia: media) else { return nil }
        var found = VICSMedia()
        found.mediaID = number
        found.md5 = content.digests.md5
        found.sha1 = content.digests.sha1
        found.size = content.digests.size
        found.mimeType = content.type
        found.category = try votes(onMedia: media, inCase: held.number).last { Int($0.code) != nil }?.code
        var hashes = [("SHA256", content.digests.sha256.hex)]
        hashes += try pictures(ofMedia: media).compactMap(\.orientations.first).map { ("PDQ", $0.hex) }
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
        found.files = try items(ofMedia: media).filter { $0.caseReference == held.reference }.map { item in
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
