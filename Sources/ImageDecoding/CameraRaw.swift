/// Raw formats of cameras, which look like TIFF.
enum CameraRaw {
    private static let mostEntries = 200

    /// The media type of a raw camera file; nil for anything else.
    static func type(of bytes: [UInt8]) -> String? {
        guard bytes.count >= 16 else { return nil }
        if bytes.starts(with: Array("FUJIFILMCCD-RAW".utf8)) { return "image/x-fuji-raf" }
        if bytes.starts(with: Array("IIRO".utf8)) || bytes.starts(with: Array("IIRS".utf8)) {
            return "image/x-olympus-orf"
        }
        if bytes.starts(with: [0x49, 0x49, 0x55, 0x00]) { return "image/x-panasonic-rw2" }
        let isLittle = bytes.starts(with: [0x49, 0x49, 0x2A, 0x00])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) else { return nil }
        if bytes[8] == 0x43, bytes[9] == 0x52, bytes[10] == 2 { return "image/x-canon-cr2" }
        return Directory(bytes, isLittle: isLittle).type
    }

    /// The first directory of a TIFF, as far as it tells raw files from others.
    private struct Directory {
        private var isDNG = false
        private var hasSubdirectories = false
        private var isReduced = false
        private var make = ""

        init(_ bytes: [UInt8], isLittle: Bool) {
            func number(_ start: Int, _ count: Int) -> Int? {
                guard start >= 0, start + count <= bytes.count else { return nil }
                let part = bytes[start..<(start + count)]
                return isLittle ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
            }
            guard let start = number(4, 4), let count = number(start, 2) else { return }
            for entry in 0..<min(count, mostEntries) {
                let place = start + 2 + 12 * entry
                guard let tag = number(place, 2), let length = number(place + 4, 4) else { return }
                switch tag {
                case 0x00FE: isReduced = (number(place + 8, 4) ?? 0) & 1 == 1
                case 0x010F:
                    guard let value = number(place + 8, 4), value < bytes.count else { continue }
                    let end = min(bytes.count, value + min(length, 64))
                    make = String(decoding: bytes[value..<end], as: UTF8.self).uppercased()
                case 0x014A: hasSubdirectories = true
                case 0xC612: isDNG = true
                default: continue
                }
            }
        }

        var type: String? {
            if isDNG { return "image/x-adobe-dng" }
            guard hasSubdirectories, isReduced else { return nil }
            if make.hasPrefix("NIKON") { return "image/x-nikon-nef" }
            if make.hasPrefix("SONY") { return "image/x-sony-arw" }
            if make.hasPrefix("PENTAX") || make.hasPrefix("RICOH") { return "image/x-pentax-pef" }
            if make.hasPrefix("SAMSUNG") { return "image/x-samsung-srw" }
            return nil
        }
    }
}
