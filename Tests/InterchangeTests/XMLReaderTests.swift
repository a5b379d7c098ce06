import Interchange
import TestSupport
import Testing

@Suite("Reading XML")
struct XMLReaderTests {
    /// All events of a document, written short.
    static func events(_ bytes: [UInt8]) throws(InterchangeError) -> [String] {
        var reader = XMLReader(bytes: bytes)
        var events: [String] = []
        while let event = try reader.next() {
            switch event {
            case .start(let element):
                events.append(
                    (["<\(element.name)"] + element.attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
                )
            case .text(let text): events.append("'\(text)'")
            case .end(let name): events.append("/\(name)")
            }
        }
        return events
    }

    @Test("Elements, attributes, text, sections, comments and references come in order")
    func events() throws {
        let document = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- before -->
            <a x="1 &lt; 2" y='"'><b/>one<!-- not <this> --><![CDATA[ & <two>]]]> &amp; &#x20ac;&#128640;</a ><?done?>

            """
        #expect(
            try Self.events(Array(document.utf8)) == ["<a x=1 < 2 y=\"", "<b", "/b", "'one & <two>] & €🚀'", "/a"]
        )
    }

    @Test("UTF-8 and UTF-16 of both byte orders, with and without mark, read the same")
    func encodings() throws {
        let document = "<a name=\"Größe 🚀\">wörd</a>"
        let expected = ["<a name=Größe 🚀", "'wörd'", "/a"]
        let little = document.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = document.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [
            Array(document.utf8), [0xef, 0xbb, 0xbf] + Array(document.utf8), little, [0xff, 0xfe] + little, big,
            [0xfe, 0xff] + big,
        ] {
            #expect(try Self.events(bytes) == expected)
            #expect(try Self.events(bytes.count, of: bytes) == expected)
        }
    }

    /// Events of bytes that come in pieces of one byte.
    private static func events(_ count: Int, of bytes: [UInt8]) throws(InterchangeError) -> [String] {
        var rest = bytes[...]
        var reader = XMLReader { rest.popFirst().map { [$0] } ?? [] }
        var events: [String] = []
        while let event = try reader.next() {
            switch event {
            case .start(let element):
                events.append("<\(element.name) \(element.attributes.map { "\($0.name)=\($0.value)" }[0])")
            case .text(let text): events.append("'\(text)'")
            case .end(let name): events.append("/\(name)")
            }
        }
        return events
    }

    @Test(
        "A fault names the elements that are open and the byte",
        arguments: [
            ("<a><b>\u{1}</b></a>", "a/b (byte 6): a control character"),
            ("<a>x</b>", "a (byte 8): the end of b where a is open"),
            ("<a><b>", "a/b (byte 6): the file ends inside the element b"),
            ("<a x='1' x='2'/>", "a (byte 1): the attribute x twice in one element"),
            ("<a>&eacute;</a>", "a (byte 3): an entity that is not one of the five of XML"),
            ("<a>&#0;</a>", "a (byte 3): a reference to what is no character"),
            ("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>", "byte 2: a document type declaration, which is refused"),
            ("<a/><b/>", "byte 5: a second root element"),
            ("<a/>b", "byte 4: text after the document"),
            ("plain", "byte 0: the file does not begin as XML does"),
            ("", "byte 0: no element"),
            ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "byte 41: the encoding is neither UTF-8 nor UTF-16"),
        ]
    )
    func faults(document: String, message: String) {
        let error = #expect(throws: InterchangeError.self) { try Self.events(Array(document.utf8)) }
        #expect(error?.message == message)
    }

    @Test("A byte that is no UTF-8 is named, also past the first piece")
    func malformed() {
        let filling = String(repeating: "x", count: 300_000)
        let error = #expect(throws: InterchangeError.self) {
            try Self.events(Array("<a>\(filling)".utf8) + [0xff] + Array("</a>".utf8))
        }
        #expect(error?.message == "byte 300003: no well-formed UTF-8")
    }

    @Test("A million elements in each other fail quickly")
    func depth() {
        let error = #expect(throws: InterchangeError.self) {
            try Self.events(Array(String(repeating: "<a>", count: 1_000_000).utf8))
        }
        #expect(error?.fault == "elements lie more than 64 deep")
    }

    @Test("A text without end stops at its limit, not at the memory's")
    func endlessText() {
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        var given = 0
        var reader = XMLReader {
            given += 1
            return given == 1 ? Array("<a>".utf8) : given <= 1024 ? piece : []
        }
        let error = #expect(throws: InterchangeError.self) { while try reader.next() != nil {} }
        #expect(error?.fault == "a text of more than 16777216 bytes")
        #expect(given < 20)
    }

    @Test("A tree holds an element's children, texts and places")
    func tree() throws {
        var reader = XMLReader(bytes: Array("<r><f i='1'>a<g>b</g>c</f><h/></r>".utf8))
        _ = try reader.next()
        guard case .start(let element) = try reader.next() else { throw InterchangeError(.file, "no element") }
        let tree = try reader.tree(of: element)
        #expect(tree.text == "ac")
        #expect(tree.child("g")?.text == "b")
        #expect(tree.child("g")?.byte == 14)
        #expect(tree.element["i"] == "1")
        guard case .start(let next) = try reader.next() else { throw InterchangeError(.file, "no element") }
        #expect(next.name == "h")
    }
}
