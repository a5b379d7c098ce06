import CaseModel
import Interchange

/// What a report consists of, whatever its format.
enum ReportPart {
    /// Something that is kept as the report has it.
    case statement(NewReportStatement)
    /// A part of a UFED report that becomes text: a chat, a message, a contact or a call.
    case text(UFEDRecord)
}

/// Reads reports of other programs.
struct ReportContents {
    /// The formats that can be read into a case.
    static let formats: [InterchangeFormat] = [.vics, .dfxml, .ufed]

    /// The scheme of the codes in the report.
    private(set) var scheme: String?
    /// What the report says of itself.
    private(set) var heads: [JSONValue] = []
    /// Models of a UFED report that are not read.
    private(set) var skipped: [String: Int] = [:]

    /// Reads a report to its end.
    ///
    /// - Parameters:
    ///   - path: The report.
    ///   - format: Its format.
    ///   - body: Takes its parts, in order.
    /// - Throws: `InterchangeError` with the place of a fault, or what the body throws.
    init(_ path: String, as format: InterchangeFormat, _ body: (ReportPart) throws -> Void) throws {
        switch format {
        case .vics: try readVICS(path, body)
        case .dfxml: try readDFXML(path, body)
        case .ufed: try readUFED(path, body)
        default: throw CaseworkError(.usage, "\(format.rawValue) is no format of reports")
        }
    }

    private mutating func readVICS(_ path: String, _ body: (ReportPart) throws -> Void) throws {
        var reader = try VICSReader(path: path)
        while let event = try reader.next() {
            switch event {
            case .caseBegins: continue
            case .media(let media):
                try body(.statement(NewReportStatement(kind: "medium", text: media.json.text, files: media.reported)))
            case .caseEnds(let told): heads.append(told.json)
            }
        }
        scheme = reader.envelope?.scheme
    }

    private mutating func readDFXML(_ path: String, _ body: (ReportPart) throws -> Void) throws {
        var reader = try DFXMLReader(path: path)
        while let file = try reader.next() {
            let text = reader.statement?.text ?? "{}"
            try body(.statement(NewReportStatement(kind: "file", text: text, files: file.reported.map { [$0] } ?? [])))
        }
        guard reader.program != nil || !reader.sources.isEmpty else { return }
        let program = reader.program.map { [JSONMember("program", .string($0))] } ?? []
        heads = [.object(program + [JSONMember("sources", .array(reader.sources.map { .string($0) }))])]
    }

    private mutating func readUFED(_ path: String, _ body: (ReportPart) throws -> Void) throws {
        var reader = try UFEDReader(path: path)
        while let record = try reader.next() {
            var files: [NewReportedFile] = []
            let kind: String
            switch record {
            case .file(let file): (kind, files) = ("file", [file.reported])
            case .extraction: kind = "extraction"
            case .details: kind = "details"
            case .contact: kind = "contact"
            case .call: kind = "call"
            case .message, .chat: kind = "message"
            }
            if let statement = reader.statement {
                try body(.statement(NewReportStatement(kind: kind, text: statement.text, files: files)))
            }
            switch record {
            case .message, .chat, .contact, .call: try body(.text(record))
            case .file, .extraction, .details: continue
            }
        }
        skipped = reader.skippedModels
    }
}

extension VICSMedia {
    /// The files that have the content, each at the path that the report gives; the bytes lie at one place for all.
    var reported: [NewReportedFile] {
        let name = relativeFilePath ?? md5?.hexadecimal ?? mediaID.map { "\($0)" } ?? "unnamed"
        var stated = StatedDigests()
        (stated.md5, stated.sha1, stated.size) = (md5, sha1, size)
        stated.sha256 =
            alternativeHashes.lazy.filter { $0.name.uppercased().filter { $0 != "-" } == "SHA256" }
            .compactMap { ContentDigest(hex: $0.value) }.first
        let place = relativeFilePath.map { ReportedPath($0, .backslashes) }
        let paths =
            files.isEmpty ? [ReportedPath(name, .backslashes).withinExhibit(orElse: "unnamed")] : files.map(\.path)
        return paths.map { path in
            var file = NewReportedFile(path: path, location: place?.below(.report))
            file.stated = stated
            if file.location == nil { file.standing = place == nil ? .missing : .refused }
            return file
        }
    }
}

extension VICSMediaFile {
    /// The path within an exhibit.
    ///
    /// Some exporters state the folder alone as the path: the name is appended then.
    var path: [UInt8] {
        let path = ReportedPath(filePath, .backslashes).withinExhibit(orElse: "")
        let name = ReportedPath(fileName, .backslashes).withinExhibit(orElse: "")
        if path.isEmpty { return name.isEmpty ? Array("unnamed".utf8) : name }
        let last = path.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        let isNamed =
            name.isEmpty
            || String(decoding: last, as: UTF8.self).lowercased() == String(decoding: name, as: UTF8.self).lowercased()
        return isNamed ? path : path + [UInt8(ascii: "/")] + name
    }
}

extension DFXMLFileObject {
    /// The file; nil if the object is a folder or another thing without bytes.
    fileprivate var reported: NewReportedFile? {
        func text(_ name: String) -> String? { further.first { $0.name == name }?.value }
        let isFile = text("name_type").map { $0 == "r" } ?? text("meta_type").map { $0 == "1" } ?? true
        guard isFile, let name = fileNames.first else { return nil }
        let path = ReportedPath(name, .slashes)
        var file = NewReportedFile(
            path: path.withinExhibit(orElse: identifier ?? "unnamed"),
            location: path.below(.fileSystem)
        )
        if file.location == nil { file.standing = .refused }
        file.stated.size = size
        for hash in hashes {
            let bytes = [UInt8](hexadecimal: hash.value)
            switch (hash.type.lowercased().filter { $0 != "-" }, bytes?.count) {
            case ("md5", 16): file.stated.md5 = file.stated.md5 ?? bytes
            case ("sha1", 20): file.stated.sha1 = file.stated.sha1 ?? bytes
            case ("sha256", 32): file.stated.sha256 = file.stated.sha256 ?? bytes.flatMap(ContentDigest.init(bytes:))
            default: continue
            }
        }
        return file
    }
}

extension UFEDFile {
    fileprivate var reported: NewReportedFile {
        let place = localPath.map { ReportedPath($0, .backslashes) }
        var file = NewReportedFile(
            path: ReportedPath(path, .slashes).withinExhibit(orElse: identifier ?? "unnamed"),
            location: place?.below(.report)
        )
        (file.stated.md5, file.stated.sha1, file.stated.sha256, file.stated.size) = (md5, sha1, sha256, size)
        if file.location == nil { file.standing = place == nil ? .missing : .refused }
        return file
    }
}
