/// A content as UTF-8, and where each byte of that stands in the content.
struct DecodedText {
    /// The text in UTF-8, without byte order mark, always well formed.
    let utf8: [UInt8]
    private let places: Places

    /// How offsets in the UTF-8 form lead back to the content.
    enum Places {
        /// Both differ by the byte order mark only.
        case shifted(Int)
        /// As well, at each of these offsets three bytes stand for one that was invalid.
        case repaired(Int, [Int32])
        /// The content has another encoding; some places are known, in order, and the rest is counted from there.
        case counted(Encoding, [Checkpoint])
    }

    /// Encodings whose characters differ in length from UTF-8.
    enum Encoding {
        /// One byte a character.
        case singleByte
        /// Two bytes, or four outside the basic plane.
        case utf16
    }

    /// A character's place in both forms.
    struct Checkpoint {
        /// Offset in the UTF-8 form.
        let utf8: Int32
        /// Offset in the content.
        let content: Int32
    }

    /// Bytes of UTF-8 from one checkpoint to the next.
    static let checkpointSpacing = 1024

    init(utf8: [UInt8], places: Places) {
        self.utf8 = utf8
        self.places = places
    }

    /// The offset in the content of the character that starts at an offset of the UTF-8 form.
    func offset(of index: Int) -> Int64 {
        switch places {
        case .shifted(let shift):
            return Int64(index + shift)
        case .repaired(let shift, let repairs):
            return Int64(index + shift - 2 * Self.count(in: repairs, before: index))
        case .counted(let encoding, let checkpoints):
            var number = min(index / Self.checkpointSpacing, checkpoints.count - 1)
            guard number >= 0 else { return 0 }
            if checkpoints[number].utf8 > index, number > 0 { number -= 1 }
            var content = Int(checkpoints[number].content)
            for byte in utf8[min(Int(checkpoints[number].utf8), index)..<index] where Characters.isLeading(byte) {
                switch encoding {
                case .singleByte: content += 1
                case .utf16: content += byte >= 0xf0 ? 4 : 2
                }
            }
            return Int64(content)
        }
    }

    private static func count(in places: [Int32], before index: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
