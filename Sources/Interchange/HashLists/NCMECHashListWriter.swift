import CaseModel
import Foundation

/// Writes NCMEC's hash sharing, version 2.
///
/// The document counts its images, and then its videos, before it names them, so entries wait in files without a name until
/// the list ends.
struct NCMECHashListWriter {
    /// The entries of one kind, until they are written.
    private final class Waiting {
        let file: UnsafeMutablePointer<FILE>
        var count = 0
        var latest = "1970-01-01T00:00:00Z"

        init() throws(InterchangeError) {
            guard let file = tmpfile() else { throw InterchangeError(.file, "no room for a file that waits") }
            self.file = file
        }

        deinit {
            fclose(file)
        }

        func add(_ bytes: [UInt8]) throws(InterchangeError) {
            guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
                throw InterchangeError(.file, "no room for a file that waits")
            }
            count += 1
        }

        func forEachPiece(_ take: ([UInt8]) throws -> Void) throws {
            rewind(file)
            while true {
                let piece = [UInt8](unsafeUninitializedCapacity: FileBytes.pieceLength) { buffer, count in
                    count = fread(buffer.baseAddress, 1, FileBytes.pieceLength, file)
                }
                guard !piece.isEmpty else {
                    guard ferror(file) == 0 else { throw InterchangeError(.file, "a file that waits cannot be read") }
                    return
                }
                try take(piece)
            }
        }
    }

    private static let namespace = "https://hashsharing.ncmec.org/hashsharing/v2"
    /// The elements of an entry that are made of its properties.
    private static let modelled: Set<String> = ["id", "timestamp", "classification", "fingerprints"]

    private let images: Waiting
    private let videos: Waiting
    private let sink: ([UInt8]) throws -> Void

    init(to sink: @escaping ([UInt8]) throws -> Void) throws(InterchangeError) {
        self.sink = sink
        images = try Waiting()
        videos = try Waiting()
    }

    /// Takes an entry; false if the format cannot hold it, as nothing would name it.
    mutating func write(_ entry: HashListEntry) throws(InterchangeError) -> Bool {
        guard let whole = entry.identifier ?? entry.anyHash else { return false }
        let waiting = entry.isVideo ? videos : images
        let kind = entry.isVideo ? "video" : "image"
        let slash = whole.firstIndex(of: "/")
        let member = slash.map { String(whole[..<$0]) } ?? "0"
        let identifier = slash.map { String(whole[whole.index(after: $0)...]) } ?? whole
        let kept = entry.remaining("elements")?.elements ?? []
        let tag = entry.isWithdrawn ? "deleted" + kind.capitalized : kind

        var xml = XMLWriter()
        xml.start(tag)
        if let named = kept.first(where: { $0["name"]?.string == "member" }) {
            xml.element(kept: named)
        } else {
            xml.empty("member", [("id", member)])
        }
        if let time = entry.changedAt.flatMap(Self.timestamp) {
            xml.element("timestamp", text: time)
            waiting.latest = max(waiting.latest, time)
        }
        xml.element("id", text: identifier)
        if let code = entry.code { xml.element("classification", text: code) }
        if !entry.isWithdrawn { Self.fingerprints(of: entry, to: &xml) }
        for element in kept {
            guard let name = element["name"]?.string, name != "member", !Self.modelled.contains(name) else { continue }
            xml.element(kept: element)
        }
        xml.end(tag)
        xml.bytes.append(UInt8(ascii: "\n"))
        try waiting.add(xml.bytes)
        return true
    }

    private static func fingerprints(of entry: HashListEntry, to xml: inout XMLWriter) {
        xml.start("fingerprints")
        if let md5 = entry.md5 { xml.element("md5", text: md5.hexadecimal) }
        if let sha1 = entry.sha1 { xml.element("sha1", text: sha1.hexadecimal) }
        if let hash = entry.pictureHash { xml.element("pdq", text: hash.hex) }
        for other in entry.otherHashes {
            let name = other.name.lowercased() == "photodna" ? "pdna" : other.name
            if XMLWriter.isName(name) { xml.element(name, text: other.value) }
        }
        xml.end("fingerprints")
    }

    /// A time as the format has it, without parts of a second; nil for another spelling.
    private static func timestamp(_ text: String) -> String? {
        let shape = "0000-00-00T00:00:00"
        guard text.hasSuffix("Z"), text.utf8.count >= 20 else { return nil }
        let seconds = text.prefix(19)
        let isTime = zip(seconds, shape).allSatisfy { $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 }
        let rest = text.dropFirst(19).dropLast()
        return isTime && (rest.isEmpty || rest.hasPrefix(".")) ? "\(seconds)Z" : nil
    }

    /// Writes the document.
    mutating func finish() throws {
        var output = ByteOutput(sink)
        output.bytes = Array(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<queryResult xmlns=\"\(Self.namespace)\">\n".utf8
        )
        for (name, waiting) in [("images", images), ("videos", videos)] {
            let attributes = [("count", String(waiting.count)), ("maxTimestamp", waiting.latest)]
            var xml = XMLWriter()
            xml.start(name, attributes)
            output.bytes += xml.bytes + "\n".utf8
            try waiting.forEachPiece { piece in
                output.bytes += piece
                try output.settle()
            }
            output.bytes += "</\(name)>\n".utf8
        }
        output.bytes += "</queryResult>\n".utf8
        try output.flush()
    }
}

extension HashListEntry {
    /// A hash by which to call an entry that has no identifier.
    fileprivate var anyHash: String? {
        md5?.hexadecimal ?? sha1?.hexadecimal ?? sha256?.hex ?? pictureHash?.hex ?? otherHashes.first?.value
    }
}
