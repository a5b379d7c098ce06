/// Takes a form with files apart as it comes in (multipart/form-data, RFC 7578).
struct MultipartReader {
    enum Event: Equatable {
        /// A field or file begins.
        case part(name: String, fileName: String?)
        /// More of what it holds.
        case data([UInt8])
        /// It ends.
        case partEnd
    }

    enum Fault: Error { case malformed }

    /// The longest header of a part, in bytes.
    private static let mostHeaderBytes = 16_384

    private enum Place { case preamble, headers, content, end }

    private let delimiter: [UInt8]
    private var place = Place.preamble
    // The first delimiter has no line break before it.
    private var buffer: [UInt8] = Array("\r\n".utf8)

    /// Reads forms of a content type; nil if it is not one of a form with files.
    init?(contentType: String?) {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let fields = Self.parameters(of: contentType)
        guard let boundary = fields["boundary"], (1...70).contains(boundary.utf8.count) else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Whether the last delimiter has come.
    var isComplete: Bool { place == .end }

    /// Takes more bytes.
    ///
    /// - Complexity: Linear in the bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Event] {
        buffer += bytes
        var events: [Event] = []
        while true {
            switch place {
            case .end: return events
            case .preamble, .content:
                guard let found = Self.find(delimiter, in: buffer) else {
                    // What may be the beginning of a delimiter stays.
                    let kept = delimiter.count - 1
                    if buffer.count > kept {
                        if place == .content { events.append(.data(Array(buffer.dropLast(kept)))) }
                        buffer = Array(buffer.suffix(kept))
                    }
                    return events
                }
                let after = found + delimiter.count
                guard buffer.count >= after + 2 else { return events }
                if place == .content {
                    if found > 0 { events.append(.data(Array(buffer[..<found]))) }
                    events.append(.partEnd)
                    buffer.removeFirst(found)
                    place = .preamble
                    continue
                }
                let next = Array(buffer[after..<after + 2])
                buffer.removeFirst(after + 2)
                if next == Array("--".utf8) {
                    place = .end
                } else if next == Array("\r\n".utf8) {
                    place = .headers
                } else {
                    throw .malformed
                }
            case .headers:
                guard let end = Self.find(Array("\r\n\r\n".utf8), in: buffer) else {
                    guard buffer.count <= Self.mostHeaderBytes else { throw .malformed }
                    return events
                }
                events.append(try Self.part(String(decoding: buffer[..<end], as: UTF8.self)))
                buffer.removeFirst(end + 4)
                place = .content
            }
        }
    }

    private static func part(_ header: String) throws(Fault) -> Event {
        for line in header.split(whereSeparator: \.isNewline) {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            let fields = parameters(of: String(line))
            guard let name = fields["name"] else { break }
            return .part(name: name, fileName: fields["filename"])
        }
        throw .malformed
    }

    /// The parameters of a header, such as `name="file"`; `%22`, `%0D` and `%0A` as browsers write them.
    private static func parameters(of header: String) -> [String: String] {
        var found: [String: String] = [:]
        var rest = header[...]
        while let start = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: start)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { break }
            let name = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            if rest.first == "\"" {
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: "\"") else { break }
                let value = rest[..<end].replacing("%22", with: "\"").replacing("%0D", with: "").replacing(
                    "%0A",
                    with: ""
                )
                found[name] = String(value)
                rest = rest[rest.index(after: end)...]
            } else {
                let end = rest.firstIndex(of: ";") ?? rest.endIndex
                found[name] = String(rest[..<end])
                rest = rest[end...]
            }
        }
        return found
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= needle.count, let first = needle.first else { return nil }
        var start = 0
        let last = bytes.count - needle.count
        while start <= last {
            guard let found = bytes[start...last].firstIndex(of: first) else { return nil }
            if bytes[found..<found + needle.count].elementsEqual(needle) { return found }
            start = found + 1
        }
        return nil
    }
}
