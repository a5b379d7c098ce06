import CaseModel

/// PDQ hashes, one a line, with the picture's quality after a comma where it is known.
struct PictureHashList: SequentialHashListSource {
    let statement = HashListStatement()
    private var lines: LineReader

    init(_ lines: LineReader) {
        self.lines = lines
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let line = try lines.next() {
            guard !line.allSatisfy(\.isWhitespace), !line.hasPrefix("#") else { continue }
            let parts = line.split(separator: ",", omittingEmptySubsequences: false)
            var entry = HashListEntry()
            do throws(FieldFault) {
                let digits = parts[0].trimming(while: \.isWhitespace)
                entry.pictureHash = PerceptualHash(bigEndianBytes: try digits.digest(of: 32))
                if parts.count > 1 {
                    let quality = try parts[1].trimming(while: \.isWhitespace).wholeNumber()
                    guard quality <= 100 else { throw FieldFault(text: "a quality of more than 100") }
                    entry.remainder = JSONValue.object([JSONMember("quality", .integer(quality))]).text
                }
                guard parts.count <= 2 else {
                    throw FieldFault(text: "\(parts.count) fields instead of hash and quality")
                }
            } catch {
                throw lines.fault(error.text)
            }
            return entry
        }
        return nil
    }
}

extension Substring {
    /// The text without what leads and trails.
    func trimming(while isEdge: (Character) -> Bool) -> Substring {
        var rest = drop(while: isEdge)
        while let last = rest.last, isEdge(last) { rest = rest.dropLast() }
        return rest
    }
}
