import CaseModel
import Casework

/// What was found in a file, in the form of the interface.
struct HashOutput: Encodable {
    struct Picture: Encodable {
        let hash: String
        let quality: Int
        let profile: String
    }

    struct Capture: Encodable {
        let make: String?
        let model: String?
        let bodySerial: String?
        let bodySerialField: String?
        let lensSerial: String?
        let takenAt: String?
        let gps: [Double]?
    }

    struct Frame: Encodable {
        let at: Double
        let pdq: String
        let quality: Int
    }

    struct Audio: Encodable {
        let duration: Double
        let words: Int
    }

    struct Occurrence: Encodable {
        let type: String
        let value: String
        let line: Int
        let column: String?
    }

    struct Table: Encodable {
        let rows: Int
        let columns: [String]?
        let delimiter: String?

        init(_ table: TableDetails) {
            rows = table.rows
            columns = table.columns.isEmpty ? nil : table.columns
            delimiter = table.delimiter
        }
    }

    /// Identifiers that are shown in words.
    private static let mostShown = 50

    let path: String
    let bytes: Int64?
    let md5: String?
    let sha1: String?
    let sha256: String?
    let type: String?
    let kind: String
    let width: Int?
    let height: Int?
    let duration: Double?
    let codec: String?
    let rotation: Int?
    let pdq: Picture?
    let animation: [Picture]?
    let exif: Capture?
    let frames: [Frame]?
    let audio: Audio?
    let messages: Int?
    let table: Table?
    let identifiers: [Occurrence]?
    let warnings: [String]?
    let error: FailureOutput?

    init(_ file: ExaminedFile) {
        let analysis = file.analysis
        path = file.path
        bytes = file.digests?.size
        md5 = file.digests?.md5.hexadecimal
        sha1 = file.digests?.sha1.hexadecimal
        sha256 = file.digests?.sha256.hex
        type = analysis.type.isEmpty ? nil : analysis.type
        kind = analysis.kind.rawValue
        width = analysis.width > 0 ? analysis.width : nil
        height = analysis.height > 0 ? analysis.height : nil
        duration = analysis.duration.map(Self.milliseconds)
        codec = analysis.codec
        rotation = analysis.rotation == 0 ? nil : analysis.rotation
        let pictures = analysis.pictures.map {
            Picture(hash: $0.hash.hex, quality: $0.quality, profile: $0.profile.rawValue)
        }
        pdq = pictures.first
        animation = pictures.count > 1 ? pictures : nil
        exif = analysis.capture.flatMap(Self.capture)
        frames =
            analysis.kind == .video
            ? analysis.frames.map { Frame(at: Self.milliseconds($0.at), pdq: $0.full.hex, quality: $0.quality) } : nil
        audio = analysis.sound.map { Audio(duration: Self.milliseconds($0.duration), words: $0.words.count) }
        messages = analysis.messageCount == 0 ? nil : analysis.messageCount
        table = analysis.table.map(Table.init)
        identifiers =
            analysis.identifiers.isEmpty
            ? nil
            : analysis.identifiers.map {
                Occurrence(
                    type: $0.identifier.type.rawValue,
                    value: $0.identifier.value,
                    line: $0.line,
                    column: $0.column
                )
            }
        warnings = analysis.warnings.isEmpty ? nil : analysis.warnings
        error = analysis.failure.map(FailureOutput.init)
    }

    /// The same in words, a line each.
    var text: String {
        var lines = [path]
        var what = [type ?? kind]
        if let width, let height { what.append("\(width)×\(height)") }
        if let duration { what.append("\(duration) s") }
        if let bytes { what.append("\(bytes) bytes") }
        lines.append("  " + what.joined(separator: ", "))
        if let sha256 { lines.append("  sha256 \(sha256)") }
        if let sha1 { lines.append("  sha1   \(sha1)") }
        if let md5 { lines.append("  md5    \(md5)") }
        if let pdq { lines.append("  pdq    \(pdq.hash), quality \(pdq.quality)") }
        if let exif {
            let parts = [exif.make, exif.model, exif.bodySerial.map { "no. \($0)" }, exif.takenAt].compactMap(\.self)
            if !parts.isEmpty { lines.append("  camera " + parts.joined(separator: ", ")) }
            if let gps = exif.gps { lines.append("  gps    \(gps[0]), \(gps[1])") }
        }
        for frame in frames ?? [] { lines.append("  frame  \(frame.at) s \(frame.pdq), quality \(frame.quality)") }
        if let audio { lines.append("  sound  \(audio.duration) s, \(audio.words) sub-fingerprints") }
        if let table {
            lines.append(
                "  table  \(table.rows) rows" + (table.columns.map { ": " + $0.joined(separator: ", ") } ?? "")
            )
        }
        if let messages { lines.append("  chat   \(messages) messages") }
        for found in (identifiers ?? []).prefix(Self.mostShown) {
            lines.append("  \(found.type) \(found.value) (line \(found.line)\(found.column.map { ", " + $0 } ?? ""))")
        }
        let left = (identifiers?.count ?? 0) - Self.mostShown
        if left > 0 { lines.append("  … and \(left) more identifiers (--json shows all)") }
        for warning in warnings ?? [] { lines.append("  warning: \(warning)") }
        if let error { lines.append("  \(error.code): \(error.message)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func capture(_ details: CaptureDetails) -> Capture? {
        var gps: [Double]?
        if let latitude = details.latitude, let longitude = details.longitude { gps = [latitude, longitude] }
        guard
            details.make != nil || details.model != nil || details.bodySerial != nil || details.lensSerial != nil
                || details.takenAt != nil || gps != nil
        else { return nil }
        return Capture(
            make: details.make,
            model: details.model,
            bodySerial: details.bodySerial,
            bodySerialField: details.bodySerialField,
            lensSerial: details.lensSerial,
            takenAt: details.takenAt,
            gps: gps
        )
    }

    private static func milliseconds(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
