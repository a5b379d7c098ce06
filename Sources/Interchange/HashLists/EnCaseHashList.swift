import CaseModel

/// A hash set of EnCase, `.hash`: a head of 1152 bytes with the set's name, then records of an MD5 and two bytes more.
struct EnCaseHashList: SequentialHashListSource {
    private static let magic: [UInt8] = [0x48, 0x41, 0x53, 0x48, 0x0d, 0x0a, 0xff, 0x00]
    private static let nameStart = 1032
    private static let headLength = 1152
    private static let recordLength = 18

    let statement: HashListStatement

    private let file: FileBytes
    private var bytes: [UInt8] = []
    private var position = 0
    /// Where in the file `bytes` begins.
    private var start: Int64 = 0

    init(path: String) throws(InterchangeError) {
        file = try FileBytes(path: path)
        var head: [UInt8] = []
        while head.count < Self.headLength, case let piece = try file.next(), !piece.isEmpty { head += piece }
        guard head.starts(with: Self.magic) else { throw InterchangeError(.byte(0), "no hash set of EnCase") }
        guard head.count >= Self.headLength else {
            throw InterchangeError(.byte(Int64(head.count)), "the file ends inside its head")
        }
        var units: [UInt16] = []
        for index in stride(from: Self.nameStart, to: Self.headLength, by: 2) {
            let unit = UInt16(head[index]) | UInt16(head[index + 1]) << 8
            if unit == 0 { break }
            units.append(unit)
        }
        guard let name = String(validating: units, as: UTF16.self) else {
            throw InterchangeError(.byte(Int64(Self.nameStart)), "the name is no well-formed UTF-16")
        }
        statement = HashListStatement(name: name.isEmpty ? nil : name)
        bytes = head
        position = Self.headLength
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while bytes.count - position < Self.recordLength {
            let piece = try file.next()
            guard !piece.isEmpty else {
                guard position == bytes.count else {
                    throw InterchangeError(.byte(start + Int64(position)), "the file ends inside a record")
                }
                return nil
            }
            start += Int64(position)
            bytes = bytes[position...] + piece
            position = 0
        }
        var entry = HashListEntry()
        entry.md5 = [UInt8](bytes[position..<position + 16])
        let trailer = bytes[position + 16..<position + Self.recordLength]
        if trailer.contains(where: { $0 != 0 }) {
            entry.remainder = JSONValue.object([JSONMember("trailer", .string(trailer.hexadecimal))]).text
        }
        position += Self.recordLength
        return entry
    }
}
