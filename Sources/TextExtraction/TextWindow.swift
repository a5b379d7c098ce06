/// A content as UTF-8, of which only a part is in memory, and where each byte of that stands in the content.
///
/// Positions count bytes of the UTF-8 form from its start, without byte order mark; the form is always well formed.
final class TextWindow {
    /// A character's place in both forms.
    private struct Checkpoint {
        let position: Int
        let offset: Int64
    }

    /// Bytes of UTF-8 from one checkpoint to the next.
    private static let checkpointSpacing = 1024

    /// The part that is in memory.
    private(set) var bytes: [UInt8] = []
    /// The position of its first byte.
    private(set) var base = 0
    /// Whether it reaches to the end of the text.
    private(set) var isComplete = false
    /// What reading threw; the text then ends early.
    private(set) var failure: (any Error)?

    private let content: TextContent
    private let encoding: TextEncoding
    private var offset: Int64
    /// Bytes that were read and are the start of a character.
    private var rest: [UInt8] = []
    /// Positions of invalid bytes, and how many lie before the part in memory: three bytes stand for one there.
    private var repairs: [Int] = []
    private var repairsBefore = 0
    private var checkpoints: [Checkpoint] = []
    private var counted = 0
    private var line = 1
    private var isAfterReturn = false

    init(_ content: TextContent, encoding: TextEncoding) {
        self.content = content
        self.encoding = encoding
        offset = Int64(encoding.mark)
    }

    /// The position behind the part in memory.
    var end: Int { base + bytes.count }

    /// Reads on.
    ///
    /// - Parameter position: What stands before it is forgotten.
    /// - Returns: Whether there was more.
    func fill(keepingFrom position: Int) -> Bool {
        guard !isComplete else { return false }
        drop(before: position)
        let before = bytes.count
        while bytes.count == before, !isComplete { readChunk() }
        return bytes.count > before
    }

    private func readChunk() {
        var next: [UInt8]
        do {
            next = try content.read(offset, TextLimits.chunk)
        } catch {
            failure = error
            next = []
        }
        let start = offset - Int64(rest.count)
        offset += Int64(next.count)
        let isLast = next.isEmpty || offset >= content.size
        let chunk = rest + next
        var used = chunk.count
        let base = base
        switch encoding {
        case .utf8:
            used = TextDecoder.decodeUTF8(chunk, isLast: isLast, into: &bytes) { repairs.append(base + $0) }
        case .utf16(let bigEndian, _):
            used = TextDecoder.decodeUTF16(chunk, bigEndian: bigEndian, isLast: isLast, into: &bytes) {
                note(base + $0, start + Int64($1))
            }
        case .windows1252:
            TextDecoder.decodeWindows1252(chunk, into: &bytes) { note(base + $0, start + Int64($1)) }
        }
        rest = Array(chunk[used...])
        isComplete = isLast
    }

    private func note(_ position: Int, _ offset: Int64) {
        if let last = checkpoints.last, position - last.position < Self.checkpointSpacing { return }
        checkpoints.append(Checkpoint(position: position, offset: offset))
    }

    private func drop(before position: Int) {
        let count = min(position, end) - base
        // Moving what stays costs time, so little is not worth it.
        guard count >= TextLimits.chunk / 2 || count == bytes.count, count > 0 else { return }
        let start = base + count
        _ = line(at: start)
        if !checkpoints.isEmpty {
            let kept = checkpoints.drop { $0.position <= start }
            checkpoints = [Checkpoint(position: start, offset: offset(of: start))] + kept
        }
        let old = repairs.prefix { $0 < start }.count
        repairs.removeFirst(old)
        repairsBefore += old
        bytes.removeFirst(count)
        base = start
    }

    /// The offset in the content of the character that starts at a position in memory.
    func offset(of position: Int) -> Int64 {
        if case .utf8(let mark) = encoding {
            return Int64(position + mark - 2 * (repairsBefore + Self.count(in: repairs, before: position)))
        }
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if checkpoints[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Int64(encoding.mark) }
        let checkpoint = checkpoints[low - 1]
        var found = checkpoint.offset
        for byte in bytes[(checkpoint.position - base)..<(position - base)] where Characters.isLeading(byte) {
            if case .windows1252 = encoding { found += 1 } else { found += byte >= 0xf0 ? 4 : 2 }
        }
        return found
    }

    private static func count(in places: [Int], before position: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The number, from 1, of the line at a position in memory; not before the last one asked for.
    func line(at position: Int) -> Int {
        guard counted < position else { return line }
        bytes.withUnsafeBufferPointer { bytes in
            for index in counted - base..<position - base {
                let byte = bytes[index]
                if byte == 0x0d || (byte == 0x0a && !isAfterReturn) { line += 1 }
                isAfterReturn = byte == 0x0d
            }
        }
        counted = position
        return line
    }
}
