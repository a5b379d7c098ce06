import CaseModel
import TestSupport
import Testing

@testable import TextExtraction

@Suite("Encodings")
struct TextDecoderTests {
    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xfeff] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
            bigEndian
                ? [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
                : [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
        }
    }

    private func decoded(_ bytes: [UInt8]) throws -> TextWindow {
        let content = TextContent(bytes)
        let window = TextWindow(content, encoding: try TextEncoding(of: content))
        while window.fill(keepingFrom: 0) {}
        return window
    }

    private func text(_ bytes: [UInt8]) throws -> String { String(decoding: try decoded(bytes).bytes, as: UTF8.self) }

    @Test("UTF-16 is read in both orders, with mark and without", arguments: [false, true], [false, true])
    func utf16(bigEndian: Bool, mark: Bool) throws {
        let expected = "Grüße 😀 to\r\na@b.example and more words"
        let bytes = utf16(expected, bigEndian: bigEndian, mark: mark)
        #expect(try text(bytes) == expected)
        let found = try Extraction(bytes)
        #expect(found.values(.email) == ["a@b.example"])
        // Thirteen units come before it; the emoji is two of them.
        #expect(found.occurrences.first?.offset == Int64((mark ? 2 : 0) + 2 * 13))
        #expect(found.occurrences.first?.line == 2)
    }

    @Test("A byte order mark of UTF-8 counts in offsets only")
    func markOfUTF8() throws {
        let found = try Extraction([0xef, 0xbb, 0xbf] + Array("@name".utf8))
        #expect(found.occurrences.map(\.offset) == [3])
    }

    @Test("What is not UTF-8 is Windows-1252, and offsets stay those of the content")
    func windows1252() throws {
        let bytes: [UInt8] = [0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80, 0x20] + Array("@name".utf8)
        #expect(try text(bytes) == "Grüße € @name")
        #expect(try Extraction(bytes).occurrences.map(\.offset) == [8])
    }

    @Test("One broken byte does not turn UTF-8 into something else")
    func repaired() throws {
        let bytes = Array("Grüße ".utf8) + [0xff, 0x20] + Array("ü @name".utf8)
        #expect(try text(bytes) == "Grüße \u{fffd} ü @name")
        #expect(try Extraction(bytes).occurrences.map(\.offset) == [13])
    }

    @Test("A character cut off at the end leaves the text UTF-8")
    func cutOff() throws {
        let bytes = Array("Grüße 😀".utf8.dropLast())
        #expect(try text(bytes).hasPrefix("Grüße \u{fffd}"))
    }

    @Test("UTF-16 that breaks off within a unit or a pair is replaced", arguments: 1...3)
    func truncated(missing: Int) throws {
        let bytes = Array(utf16("name 😀", bigEndian: false, mark: true).dropLast(missing))
        let found = try text(bytes)
        #expect(found.hasPrefix("name \u{fffd}"))
    }

    @Test("Each character's offset leads back to the content, in every encoding", arguments: 0..<4)
    func offsets(encoding: Int) throws {
        var generator = SeededGenerator(seed: 7)
        var text = ""
        var places: [Int64] = []
        var bytes: [UInt8] = encoding == 0 ? [] : encoding == 1 ? [0xff, 0xfe] : encoding == 2 ? [0xfe, 0xff] : []
        for _ in 0..<3000 {
            let choices: [Unicode.Scalar] = encoding == 3 ? ["a", "é", "ÿ"] : ["a", "é", "漢", "😀"]
            let scalar = choices[Int.random(in: 0..<choices.count, using: &generator)]
            places.append(Int64(bytes.count))
            switch encoding {
            case 0: bytes += Array(String(scalar).utf8)
            case 3: bytes.append(UInt8(scalar.value))
            default: bytes += utf16(String(scalar), bigEndian: encoding == 2, mark: false)
            }
            text.unicodeScalars.append(scalar)
        }
        let decoded = try decoded(bytes)
        #expect(decoded.bytes == Array(text.utf8))
        let leads = decoded.bytes.indices.filter { Characters.isLeading(decoded.bytes[$0]) }
        #expect(leads.map(decoded.offset(of:)) == places)
    }

    @Test("Offsets and lines stay right when what was read is forgotten", arguments: 0..<4)
    func forgotten(encoding: Int) throws {
        let line = encoding == 3 ? "é ÿ and\r\n" : "é 漢 😀 and\r\n"
        let unit: [UInt8] =
            encoding == 3
            ? [0xe9, 0x20, 0xff] + Array(" and\r\n".utf8)
            : encoding == 0 ? Array(line.utf8) : utf16(line, bigEndian: encoding == 2, mark: false)
        let mark: [UInt8] = [[], [0xff, 0xfe], [0xfe, 0xff], []][encoding]
        let bytes = mark + [[UInt8]](repeating: unit, count: 120_000).joined()
        let content = TextContent(bytes)
        let window = TextWindow(content, encoding: try TextEncoding(of: content))
        let feed = LineFeed(window)
        var number = 0
        while let piece = feed.next() {
            if number % 997 == 0 {
                #expect(piece.number == number + 1)
                #expect(window.line(at: piece.range.lowerBound) == number + 1)
                #expect(window.offset(of: piece.range.lowerBound) == Int64(mark.count + number * unit.count))
            }
            number += 1
            #expect(window.bytes.count < 4 * TextLimits.chunk)
        }
        #expect(number == 120_000)
    }
}
