import Interchange
import TestSupport
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    /// The one value of a document, written again.
    private static func text(_ bytes: [UInt8]) throws(InterchangeError) -> String {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        try reader.finish()
        return value.text
    }

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(
        "A value comes out as it went in: order, numbers, letters",
        arguments: [
            #"{"z":1,"a":[true,false,null,{}],"m":{"k":[]}}"#,
            "[-0,1.50,1e400,-12.5E+3,123456789012345678901234567890]",
            #"["Größe 🚀","\"\\\u0001\n",""]"#,
            "\"text\"", "7", "null",
        ]
    )
    func lossless(document: String) throws {
        #expect(try Self.text(Array(document.utf8)) == document)
    }

    @Test("Escapes stand for their letters")
    func escapes() throws {
        #expect(try Self.text(Array(#" "\u00e9\ud83d\ude80\/\b\f\t\u007A" "#.utf8)) == #""é🚀/\u0008\u000c\tz""#)
    }

    @Test("UTF-8 and UTF-16 of both byte orders, with and without mark, read the same in pieces of any length")
    func encodings() throws {
        let document = #"{"name":"Größe 🚀","n":[1,2.5]}"#
        let (little, big) = (Self.utf16(document, isBigEndian: false), Self.utf16(document, isBigEndian: true))
        for bytes in [
            Array(document.utf8), [0xef, 0xbb, 0xbf] + Array(document.utf8), little, [0xff, 0xfe] + little, big,
            [0xfe, 0xff] + big,
        ] {
            #expect(try Self.text(bytes) == document)
            for length in 1...7 {
                var rest = bytes[...]
                var reader = JSONReader {
                    defer { rest = rest.dropFirst(length) }
                    return Array(rest.prefix(length))
                }
                #expect(try reader.value().text == document)
            }
        }
    }

    @Test(
        "A fault names the keys and indices that lead to it, and the byte",
        arguments: [
            (#"{"a":[1,{"b":tru}]}"#, "a[1].b (byte 13): no JSON value"),
            (#"{"a":{"b":1,"b":2}}"#, "a.b (byte 12): the key b twice in one object"),
            (#"{"a":[1,]}"#, "a[0] (byte 8): no value after a comma"),
            (#"{"a":[1 2]}"#, "a[0] (byte 8): no comma between two values"),
            (#"{"a":01}"#, "a (byte 5): a number with a leading zero"),
            (#"{"a":"\ud800"}"#, "a (byte 5): half a character"),
            (#"{"a":"\x"}"#, "a (byte 5): an escape that JSON does not know"),
            (#"{"a":"b"#, "a (byte 7): the file ends too early"),
            (#"{"a":1}x"#, "byte 7: something after the document"),
            ("{\"a\":\"b\u{1}\"}", "a (byte 5): a control character in a string"),
            (#"{a:1}"#, "byte 1: no key in quotation marks"),
            ("", "byte 0: the file ends too early"),
        ]
    )
    func faults(document: String, message: String) {
        let error = #expect(throws: InterchangeError.self) { try Self.text(Array(document.utf8)) }
        #expect(error?.message == message)
    }

    @Test("The byte that a fault names is the file's, in UTF-16 too")
    func placesInUTF16() {
        let bytes = [0xff, 0xfe] + Self.utf16(#"{"ä🚀":[nil]}"#, isBigEndian: false)
        let error = #expect(throws: InterchangeError.self) { try Self.text(bytes) }
        #expect(error?.place == .value(path: "ä🚀[0]", byte: 18))
    }

    @Test(
        "Bytes that are no text are refused with their place",
        arguments: [
            (Array("[\"".utf8) + [0xc0, 0xaf], 2), (Array("[\"abc".utf8) + [0xe2, 0x82], 5),
            ([0xff, 0xfe, 0x5b, 0x00, 0x22, 0x00, 0x00, 0xdc, 0x22, 0x00], 6), ([0xff, 0xfe, 0x5b, 0x00, 0x5d], 4),
        ] as [([UInt8], Int64)]
    )
    func malformed(bytes: [UInt8], place: Int64) {
        let error = #expect(throws: InterchangeError.self) { try Self.text(bytes) }
        #expect(error?.place == .byte(place))
    }

    @Test("A million values in each other fail at the limit", arguments: ["[", "{\"a\":"])
    func depth(opening: String) {
        let error = #expect(throws: InterchangeError.self) {
            try Self.text(Array(String(repeating: opening, count: 1_000_000).utf8))
        }
        #expect(error?.fault == "values lie more than 64 deep")
    }

    @Test(
        "A string of a gigabyte stops at its limit, and so does a value of many small ones",
        arguments: [
            ("[\"", "xxxxxxxxxxxxxxxx", "a string of more than 16777216 bytes", 20),
            ("[0", ",\"xxxxxxxxxxxxx\"", "a value of more than 67108864 bytes", 70),
        ]
    )
    func endless(beginning: String, repeated: String, fault: String, most: Int) {
        let piece = Array(String(repeating: repeated, count: (1 << 20) / 16).utf8)
        var given = 0
        var reader = JSONReader {
            given += 1
            return given == 1 ? Array(beginning.utf8) : given <= 1024 ? piece : []
        }
        let error = #expect(throws: InterchangeError.self) { try reader.value() }
        #expect(error?.fault == fault)
        #expect(given < most)
    }

    @Test("An object of many members is read, and its last key cannot be its first")
    func manyMembers() throws {
        let members = (0..<1000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
        #expect(try Self.text(Array("{\(members)}".utf8)) == "{\(members)}")
        let error = #expect(throws: InterchangeError.self) { try Self.text(Array("{\(members),\"key0\":1}".utf8)) }
        #expect(error?.fault == "the key key0 twice in one object")
    }

    @Test("A long array is gone through in the memory of one element")
    func streaming() throws {
        let element = Array(#"{"MD5":"E4530150F5329025048244E15CA2AD5B","n":[1,2,3]},"#.utf8)
        let piece = Array(repeatElement(element, count: 1000).joined())
        var given = 0
        var reader = JSONReader {
            given += 1
            return given == 1 ? Array("[".utf8) : given <= 101 ? piece : given == 102 ? Array("null]".utf8) : []
        }
        var count = 0
        try reader.beginArray()
        while try reader.nextElement() {
            if try reader.value()["MD5"] != nil { count += 1 }
        }
        try reader.finish()
        #expect(count == 100_000)
    }
}
