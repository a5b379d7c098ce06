import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("DFXML")
struct DFXMLTests {
    private static func read(_ bytes: [UInt8]) throws -> [DFXMLFileObject] {
        var reader = DFXMLReader(bytes: bytes)
        var objects: [DFXMLFileObject] = []
        while let object = try reader.next() { objects.append(object) }
        return objects
    }

    private static func read(_ inner: String) throws -> [DFXMLFileObject] {
        try read(Array("<dfxml>\(inner)</dfxml>".utf8))
    }

    private static func written(_ objects: [DFXMLFileObject]) throws -> [UInt8] {
        let collector = Collector()
        var writer = DFXMLWriter(sink: collector.take)
        try writer.begin(.init(version: "1"), sources: ["EX-001"])
        for object in objects { try writer.write(object) }
        try writer.end()
        return collector.bytes
    }

    /// A file with all that is read, in no particular order.
    private static let rich = """
        <fileobject><hashdigest type='MD5'>E4530150F5329025048244E15CA2AD5B</hashdigest>
        <filename>a &amp; b/\u{1F5BC} lamp.png</filename><filename>other name</filename><inode>17</inode>
        <partition>1</partition><id>42</id><filesize> 42600 </filesize><alloc>0</alloc><unknown>x</unknown>
        <mtime prec="2">2025-12-01T10:00:00Z</mtime><crtime>1133430000</crtime><atime/>
        <libmagic>PNG image data</libmagic>
        <byte_runs facet="data"><byte_run file_offset="0" img_offset="512" len="42600">
        <hashdigest type="sha1">c90ecf654174d20d5832c468faca52f6f9af8d66</hashdigest></byte_run></byte_runs>
        <hashdigest type="ssdeep">3:a:b</hashdigest></fileobject>
        """

    @Test("The sample's files are read with size, time and digests")
    func sampleIsRead() throws {
        let bytes = try TestData.bytes("interchange/sample.dfxml")
        var reader = DFXMLReader(bytes: bytes)
        let first = try #require(try reader.next())
        #expect(reader.program == "Cairn")
        #expect(first.fileNames == ["DCIM/100TEST/testcard.png"])
        #expect(first.identifier == "1")
        #expect(first.size == 42_600)
        #expect(first.modified == .init("2025-12-01T10:00:00Z"))
        #expect(first.isAllocated == nil)
        let entry = try #require(first.hashListEntry())
        #expect(entry.md5?.hexadecimal == "e4530150f5329025048244e15ca2ad5b")
        #expect(entry.sha1?.hexadecimal == "c90ecf654174d20d5832c468faca52f6f9af8d66")
        #expect(entry.sha256?.hex == "47250ac0ce781e96ae441f0a1698accdefb213d95c42a33adaa63b5108c3f467")
        #expect(entry.size == 42_600)
        #expect(entry.fileName == "DCIM/100TEST/testcard.png")
        #expect(try Self.read(bytes).map(\.size) == [42_600, 53_392, 53_422])
    }

    @Test("All that a file can tell is read; what is not known is passed over")
    func richFileIsRead() throws {
        let object = try #require(try Self.read("<volume offset='0'><ftype>1</ftype>\(Self.rich)</volume>").first)
        #expect(object.fileNames == ["a & b/\u{1F5BC} lamp.png", "other name"])
        #expect(object.size == 42_600)
        #expect(object.isAllocated == false)
        #expect(object.modified == .init("2025-12-01T10:00:00Z", precision: "2"))
        #expect(object.created == .init("1133430000"))
        #expect(object.accessed == nil)
        #expect(object.mediaType == "PNG image data")
        #expect(object.further == [.init(name: "partition", value: "1"), .init(name: "inode", value: "17")])
        #expect(object.hashes.map(\.type) == ["MD5", "ssdeep"])
        let run = try #require(object.byteRuns.first?.runs.first)
        #expect(run.attributes.map(\.value) == ["0", "512", "42600"])
        #expect(run.hashes.count == 1)
        let entry = try #require(object.hashListEntry())
        #expect(entry.sha1 == nil)
        #expect(entry.otherHashes == [.init(name: "ssdeep", value: "3:a:b")])
    }

    @Test("A folder without digest gives no entry of a hash list")
    func foldersGiveNoEntry() throws {
        let object = try #require(try Self.read("<fileobject><filename>rooms</filename></fileobject>").first)
        #expect(object.hashListEntry() == nil)
    }

    @Test("What was written is read as it was, and written again gives the same bytes")
    func roundTrip() throws {
        let objects = try Self.read(Self.rich) + Self.read(TestData.bytes("interchange/sample.dfxml"))
        let bytes = try Self.written(objects)
        let again = try Self.read(bytes)
        #expect(again == objects)
        #expect(try Self.written(again) == bytes)
    }

    @Test("A file's elements stand in the order of the schema")
    func orderIsThatOfTheSchema() throws {
        let text = String(decoding: try Self.written(Self.read(Self.rich)), as: UTF8.self)
        let names = [
            "<dfxml ", "<metadata>", "<dc:type>", "<creator ", "<program>", "<version>", "<source>", "<image_filename>",
            "<fileobject>", "<filename>", "<partition>", "<id>", "<filesize>", "<alloc>", "<inode>", "<mtime ",
            "<crtime>", "<libmagic>", "<byte_runs ", "<byte_run ", "<hashdigest type=\"MD5\">", "</fileobject>",
        ]
        let places = names.map { text.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }

    @Test("A case's items are written, of one exhibit or of all")
    func caseIsWritten() throws {
        let all = Collector()
        try SampleCase.write(with: DFXMLCaseWriter(sink: all.take))
        let again = Collector()
        try SampleCase.write(with: DFXMLCaseWriter(sink: again.take))
        #expect(all.bytes == again.bytes)
        let objects = try Self.read(all.bytes)
        #expect(
            objects.flatMap(\.fileNames) == [
                "EX-001/DCIM/100TEST/street.final.jpg", "EX-001/DCIM/100TEST/+curtain.mp4",
                "EX-002/export, \"old\"/chat.txt", "EX-002/broken\u{fffd}.png",
            ]
        )
        #expect(objects.map(\.identifier) == ["1", "2", "3", "4"])
        #expect(objects[0].hashListEntry()?.md5 == [UInt8](repeating: 0xA1, count: 16))
        #expect(objects[0].accessed == nil)
        #expect(objects[3].hashes.isEmpty)
        var reader = DFXMLReader(bytes: all.bytes)
        _ = try reader.next()
        #expect(reader.sources == ["EX-001", "EX-002"])
        let one = Collector()
        try SampleCase.write(with: DFXMLCaseWriter(exhibit: "EX-002", sink: one.take))
        #expect(
            try Self.read(one.bytes).flatMap(\.fileNames) == ["export, \"old\"/chat.txt", "broken\u{fffd}.png"]
        )
    }

    @Test(
        "What is of the wrong type is refused with its place",
        arguments: [
            ("filesize", "<filesize>many</filesize>"), ("filesize", "<filesize>-1</filesize>"),
            ("filesize", "<filesize>99999999999999999999</filesize>"), ("alloc", "<alloc>maybe</alloc>"),
            ("hashdigest", "<hashdigest type='md5'>e453</hashdigest>"),
            ("hashdigest", "<hashdigest type='SHA256'>\(String(repeating: "g", count: 64))</hashdigest>"),
            ("hashdigest", "<hashdigest>e4530150f5329025048244e15ca2ad5b</hashdigest>"),
        ]
    )
    func wrongTypes(_ element: String, _ text: String) throws {
        let head = "<dfxml><fileobject>"
        #expect {
            _ = try Self.read(Array("\(head)\(text)</fileobject></dfxml>".utf8))
        } throws: { error in
            let place = InterchangeError.Place.value(
                path: "dfxml/fileobject/\(element)",
                byte: Int64(head.utf8.count + 1)
            )
            return (error as? InterchangeError)?.place == place
        }
    }

    @Test("A file that is cut anywhere is refused with the place")
    func cutsAreRefused() throws {
        for cut in HostileVariants.cuts(of: try TestData.bytes("interchange/sample.dfxml")) {
            #expect { _ = try Self.read(cut) } throws: { error in
                (error as? InterchangeError).map(HostileVariants.isPlaced) ?? false
            }
        }
    }

    @Test("Document types, entities and depth without end are refused")
    func bombsAreRefused() throws {
        for bomb in HostileVariants.bombs(root: "dfxml") {
            #expect { _ = try Self.read(Array(bomb.utf8)) } throws: { error in
                (error as? InterchangeError).map(HostileVariants.isPlaced) ?? false
            }
        }
    }

    @Test("Another document, another encoding and nothing at all are refused; UTF-16 is read")
    func encodings() throws {
        let text = "<dfxml><fileobject><filename>caf\u{e9}</filename></fileobject></dfxml>"
        let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        for bytes in [latin, Array("<html/>".utf8), [], Array("\u{0}\u{1}".utf8), Array("{}".utf8)] {
            #expect(throws: InterchangeError.self) { _ = try Self.read(bytes) }
        }
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] as [UInt8] }
        #expect(try Self.read(wide).first?.fileNames == ["caf\u{e9}"])
    }

    @Test("Damaged files are read or refused, never more; what is read can be written and read again")
    func mutants() throws {
        let text = "<dfxml>\(Self.rich)</dfxml>"
        var outcomes = (read: 0, refused: 0)
        for mutant in HostileVariants.mutants(of: Array(text.utf8), count: 3_000, seed: 0xD0C5) {
            do {
                let objects = try Self.read(mutant)
                outcomes.read += 1
                let again = try Self.read(Self.written(objects))
                #expect(again.map(\.fileNames) == objects.map(\.fileNames))
            } catch let error as InterchangeError {
                outcomes.refused += 1
                #expect(HostileVariants.isPlaced(error), "\(error.message)")
            }
        }
        #expect(outcomes.read > 100)
        #expect(outcomes.refused > 100)
    }
}
