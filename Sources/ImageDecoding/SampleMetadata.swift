/// EXIF fields of a camera that does not exist, for the readers of metadata to be readied with.
enum SampleMetadata {
    /// One field of a directory: its tag, its type by the TIFF standard, and its bytes.
    private struct Field {
        let tag: UInt16
        let type: UInt16
        let count: Int
        let bytes: [UInt8]

        static func text(_ tag: UInt16, _ text: String) -> Field {
            let bytes = Array(text.utf8) + [0]
            return Field(tag: tag, type: 2, count: bytes.count, bytes: bytes)
        }

        static func short(_ tag: UInt16, _ value: Int) -> Field {
            Field(tag: tag, type: 3, count: 1, bytes: little(value, 2) + [0, 0])
        }

        static func long(_ tag: UInt16, _ value: Int) -> Field {
            Field(tag: tag, type: 4, count: 1, bytes: little(value, 4))
        }

        /// Whole degrees, minutes and seconds.
        static func angle(_ tag: UInt16, _ parts: [Int]) -> Field {
            Field(tag: tag, type: 5, count: parts.count, bytes: parts.flatMap { little($0, 4) + little(1, 4) })
        }
    }

    /// The APP1 segment of a JPEG file.
    static var segment: [UInt8] {
        let camera = [
            Field.text(0xA431, "10042"), .text(0x9003, "2024:05:01 10:00:00"), .text(0x9011, "+02:00"),
        ].sorted { $0.tag < $1.tag }
        let place = [
            Field.text(1, "N"), .angle(2, [50, 4, 5]), .text(3, "E"), .angle(4, [8, 14, 12]),
        ]
        func main(cameraAt: Int, placeAt: Int) -> [Field] {
            [
                .text(0x010F, "Cairn Optics"), .text(0x0110, "Test 1"), .short(0x0112, 1),
                .text(0x0132, "2024:05:01 10:00:00"), .long(0x8769, cameraAt), .long(0x8825, placeAt),
            ]
        }
        let header: [UInt8] = Array("II".utf8) + little(42, 2) + little(8, 4)
        let cameraAt = header.count + directory(main(cameraAt: 0, placeAt: 0), at: header.count).count
        let placeAt = cameraAt + directory(camera, at: cameraAt).count
        let body =
            Array("Exif".utf8) + [0, 0] + header
            + directory(main(cameraAt: cameraAt, placeAt: placeAt), at: header.count)
            + directory(camera, at: cameraAt) + directory(place, at: placeAt)
        let length = body.count + 2
        return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body
    }

    /// A directory that begins at an offset; values of more than four bytes follow it.
    private static func directory(_ fields: [Field], at offset: Int) -> [UInt8] {
        var entries = little(fields.count, 2)
        var values: [UInt8] = []
        let valuesAt = offset + 2 + 12 * fields.count + 4
        for field in fields {
            entries += little(Int(field.tag), 2) + little(Int(field.type), 2) + little(field.count, 4)
            if field.bytes.count <= 4 {
                entries += field.bytes + [UInt8](repeating: 0, count: 4 - field.bytes.count)
            } else {
                entries += little(valuesAt + values.count, 4)
                values += field.bytes
                // Values begin at even offsets.
                if values.count % 2 == 1 { values.append(0) }
            }
        }
        return entries + little(0, 4) + values
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
