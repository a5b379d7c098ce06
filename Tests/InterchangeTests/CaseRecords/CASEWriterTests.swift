import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("A case as CASE 1.5.0")
struct CASEWriterTests {
    private static func document() throws -> [UInt8] {
        let collector = Collector()
        try SampleCase.write(with: CASEWriter(sink: collector.take))
        return collector.bytes
    }

    /// All nodes of the document, those inside others too, by their names.
    private static func nodes() throws -> [String: [String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(document())) as? [String: Any]
        var found: [String: [String: Any]] = [:]
        collect(try #require(document)["@graph"] as Any, into: &found)
        return found
    }

    private static func collect(_ value: Any, into found: inout [String: [String: Any]]) {
        if let list = value as? [Any] {
            for one in list { collect(one, into: &found) }
        } else if let node = value as? [String: Any] {
            if let name = node["@id"] as? String, node["@type"] != nil {
                found[name, default: [:]].merge(node) { first, _ in first }
            }
            for inner in node.values { collect(inner, into: &found) }
        }
    }

    private static func references(in value: Any, into found: inout Set<String>) {
        if let list = value as? [Any] {
            for one in list { references(in: one, into: &found) }
        } else if let node = value as? [String: Any] {
            if node.count == 1, let name = node["@id"] as? String { found.insert(name) }
            for inner in node.values { references(in: inner, into: &found) }
        }
    }

    private static func nodes(_ type: String) throws -> [[String: Any]] {
        try nodes().values.filter { $0["@type"] as? String == type }
    }

    private static func text(_ node: [String: Any]?, _ property: String) -> String? {
        let value = node?[property]
        return value as? String ?? (value as? [String: Any])?["@value"] as? String
            ?? (value as? [String: Any])?["@id"] as? String
    }

    /// `scripts/check-case` sets the folder and checks what is written there with `case_validate`.
    @Test("The same case gives the same bytes")
    func isDeterministic() throws {
        let document = try Self.document()
        #expect(try Self.document() == document)
        if let folder = ProcessInfo.processInfo.environment["CAIRN_KEEP_DOCUMENTS"] {
            try Data(document).write(to: URL(fileURLWithPath: folder).appendingPathComponent("case.json"))
        }
    }

    @Test("Every name that is referred to is there, and every name ends with a UUID of version 5")
    func namesResolve() throws {
        let nodes = try Self.nodes()
        var references: Set<String> = []
        Self.references(in: Array(nodes.values), into: &references)
        #expect(references.count > 20)
        #expect(references.subtracting(nodes.keys).isEmpty)
        let form = /kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(nodes.keys.allSatisfy { $0.wholeMatch(of: form) != nil })
    }

    @Test("Each item is a file with its digests in hexadecimal, PDQ hashes among them, each once")
    func filesHaveDigests() throws {
        let nodes = try Self.nodes()
        let facet = try #require(
            nodes.values.first { Self.text($0, "uco-observable:fileName") == "street.final.jpg" }
        )
        #expect(Self.text(facet, "uco-observable:filePath") == "DCIM/100TEST/street.final.jpg")
        #expect(Self.text(facet, "uco-observable:extension") == "jpg")
        #expect(facet["uco-observable:sizeInBytes"] as? Int == 42_600)
        #expect(Self.text(facet, "uco-observable:modifiedTime") == "2025-12-01T10:00:00Z")
        #expect(facet["uco-observable:accessedTime"] == nil)
        let content = try #require(
            nodes.values.first { Self.text($0, "uco-observable:mimeType") == "image/jpeg" }
        )
        let hashes = try #require(content["uco-observable:hash"] as? [[String: Any]])
        #expect(
            hashes.map { Self.text($0, "uco-types:hashMethod") } == ["MD5", "SHA1", "SHA256", "PDQ"]
        )
        #expect(Self.text(hashes.first, "uco-types:hashValue") == String(repeating: "A1", count: 16))
        let pdq = "0000000000000004000000000000000300000000000000020000000000000001"
        #expect(Self.text(hashes.last, "uco-types:hashValue") == pdq)
        for hash in try Self.nodes("uco-types:Hash") {
            let value = try #require(hash["uco-types:hashValue"] as? [String: Any])
            #expect(value["@type"] as? String == "xsd:hexBinary")
        }
    }

    @Test("What is no date and time is kept in words")
    func oddTimesAreKept() throws {
        let descriptions = try Self.nodes("uco-observable:File").flatMap {
            $0["uco-core:description"] as? [String] ?? []
        }
        #expect(descriptions.contains("accessedTime as recorded: last week"))
        #expect(descriptions.contains("the disk does not answer"))
    }

    @Test("Custody is a chain of actions, each informed by the one before, that results in the provenance record")
    func custodyIsAChain() throws {
        let nodes = try Self.nodes()
        let actions = try Self.nodes("case-investigation:InvestigativeAction")
        #expect(actions.count == 3)
        var name = try #require(actions.first { Self.text($0, "uco-core:name") == "verified" })
        var acts: [String?] = []
        while true {
            acts.append(Self.text(name, "uco-core:name"))
            guard let former = (name["case-investigation:wasInformedBy"] as? [[String: Any]])?.first else { break }
            name = try #require(nodes[former["@id"] as? String ?? ""])
        }
        #expect(acts == ["verified", "ingest ended", "ingest started"])
        let record = try #require(
            Self.nodes("case-investigation:ProvenanceRecord").first {
                Self.text($0, "case-investigation:exhibitNumber") == "EX-001"
            }
        )
        #expect((record["uco-core:object"] as? [Any])?.count == 3)
        let result = (name["uco-action:result"] as? [[String: Any]])?.first?["@id"] as? String
        #expect(result == record["@id"] as? String)
    }

    @Test("A camera with a serial number is one device, whichever files name it")
    func cameraIsOneDevice() throws {
        let cameras = try Self.nodes("uco-observable:DeviceFacet").filter {
            Self.text($0, "uco-observable:deviceType") == "Camera"
        }
        #expect(cameras.map { Self.text($0, "uco-observable:serialNumber") } == ["EC1-000123"])
        let pictures = try Self.nodes("uco-observable:RasterPictureFacet")
        #expect(pictures.count == 1)
        #expect(Self.text(pictures.first, "uco-observable:camera")?.hasPrefix("kb:camera-") == true)
        let kinds = try Self.nodes("uco-observable:ObservableRelationship").map {
            Self.text($0, "uco-core:kindOfRelationship")
        }
        #expect(kinds.filter { $0 == "Created_By" }.count == 1)
    }

    @Test("A second value of one metadata field goes into a second dictionary")
    func dictionariesHaveEachKeyOnce() throws {
        let facet = try #require(
            Self.nodes("uco-observable:EXIFFacet").first { facet in
                (facet["uco-observable:exifData"] as? [Any])?.count == 2
            }
        )
        let dictionaries = try #require(facet["uco-observable:exifData"] as? [[String: Any]])
        let keys = dictionaries.map { dictionary in
            (dictionary["uco-types:entry"] as? [[String: Any]] ?? []).map { Self.text($0, "uco-types:key") }
        }
        #expect(
            keys == [
                ["Exif.Image.Model", "Xmp.dc.subject", "Make", "BodySerialNumber", "DateTimeOriginal"],
                ["Xmp.dc.subject"],
            ]
        )
    }

    @Test("Of an item of another case a link tells the digest and nothing else")
    func otherCasesStayClosed() throws {
        let document = String(decoding: try Self.document(), as: UTF8.self)
        #expect(document.contains(String(repeating: "D4", count: 32)))
        for secret in ["private/path.jpg", "OTHER-7"] { #expect(!document.contains(secret)) }
        let link = try #require(
            Self.nodes("uco-observable:ObservableRelationship").first {
                Self.text($0, "uco-core:kindOfRelationship") == "Similar_To"
            }
        )
        #expect(link["uco-core:isDirectional"] as? Bool == false)
        #expect(link["uco-core:description"] as? [String] == ["pdq distance: 12", "quality: 100"])
        let confidence = (link["uco-core:hasFacet"] as? [[String: Any]])?.first
        #expect(Self.text(confidence, "uco-core:confidence") == "97")
    }

    @Test("A code is the result of an analysis by whoever gave it")
    func codesHaveAuthors() throws {
        let nodes = try Self.nodes()
        let result = try #require(Self.nodes("uco-analysis:AnalyticResult").first)
        #expect(result["uco-core:tag"] as? [String] == ["scheme:rooms", "version:3"])
        let classification = try #require(Self.nodes("uco-analysis:ArtifactClassification").first)
        #expect(classification["uco-analysis:class"] as? [String] == ["R-2"])
        let author = nodes[Self.text(result, "uco-core:createdBy") ?? ""]
        #expect(Self.text(author, "uco-core:name") == "reviewer")
        let analysis = nodes[Self.text(result, "uco-analysis:originatingAnalysis") ?? ""]
        #expect(Self.text(analysis, "uco-action:endTime") == "2026-01-16T10:00:00Z")
    }

    @Test("Files, messages and the investigation carry the terms of sharing")
    func termsAreMarked() throws {
        let statement = try #require(Self.nodes("uco-marking:StatementMarking").first)
        #expect(Self.text(statement, "uco-marking:statement") == "hashes only; contact before use")
        for type in ["uco-observable:Message", "case-investigation:Investigation"] {
            #expect(try Self.nodes(type).allSatisfy { $0["uco-core:objectMarking"] != nil })
        }
        let unmarked = try Self.nodes("uco-observable:File").filter { $0["uco-core:objectMarking"] == nil }
        #expect(unmarked.count == 1)
    }

    @Test("Coordinates are decimals without exponent")
    func coordinatesAreDecimals() throws {
        let place = try #require(Self.nodes("uco-location:LatLongCoordinatesFacet").first)
        #expect(Self.text(place, "uco-location:latitude") == "-0.000012")
        #expect(Self.text(place, "uco-location:longitude") == "13.5")
    }

    @Test("A conversation names all who take part")
    func conversationsNameParticipants() throws {
        let thread = try #require(Self.nodes("uco-observable:MessageThreadFacet").first)
        #expect((thread["uco-observable:participant"] as? [Any])?.count == 2)
        let messages = try Self.nodes("uco-observable:MessageFacet")
        #expect(Set(messages.map { Self.text($0, "uco-observable:messageText") }) == ["blue\nor green?", "=green"])
    }

    @Test("An item of an exhibit that was not added is refused, and so is an exhibit added twice")
    func orderIsGuarded() throws {
        let collector = Collector()
        var writer = CASEWriter(sink: collector.take)
        try writer.begin(SampleCase.exchanged)
        #expect(throws: InterchangeError(.file, "exhibit EX-001 of DCIM/100TEST/street.final.jpg is not added yet")) {
            try writer.add(SampleCase.street())
        }
        try writer.add(SampleCase.report)
        #expect(throws: InterchangeError(.file, "exhibit EX-002 is added twice")) {
            try writer.add(SampleCase.report)
        }
    }

    @Test("A sink that fails stops the writer")
    func sinkFails() {
        let full = InterchangeError(.file, "no space left")
        #expect(throws: full) {
            try SampleCase.write(
                with: CASEWriter { (_: [UInt8]) throws(InterchangeError) in throw full }
            )
        }
    }
}
