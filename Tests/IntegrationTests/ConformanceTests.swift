import CaseModel
import Foundation
import TestSupport
import Testing

/// Fingerprints as `cairn hash` prints them, beside those of the reference.
@Suite("Conformance through the workers")
struct ConformanceTests {
    private func hash(_ files: [URL], _ options: String...) throws -> [[String: Any]] {
        let outcome = try Program("cairn").run(["hash", "--json"] + options + files.map(\.path))
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try outcome.objects()
    }

    private func picture(_ object: [String: Any]) throws -> (hash: PerceptualHash, quality: Int) {
        let pdq = try #require(object["pdq"] as? [String: Any], "\(object)")
        let hash = try #require((pdq["hash"] as? String).flatMap { PerceptualHash(hex: $0) })
        return (hash, try #require(pdq["quality"] as? Int))
    }

    @Test("Pictures of the reference's own tests are hashed within 10 bits of it where their quality is 80 or more")
    func referencePictures() throws {
        let folder = try TestData.url("conformance")
        let lines = try String(contentsOf: folder.appendingPathComponent("images/expected.csv"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        let objects = try hash(lines.map { folder.appendingPathComponent($0[2]) })
        #expect(objects.count == lines.count && !lines.isEmpty)
        for (object, line) in zip(objects, lines) {
            let found = try picture(object)
            let expected = try #require(PerceptualHash(hex: line[0]))
            let quality = try #require(Int(line[1]))
            #expect(abs(found.quality - quality) <= 3, "\(line[2])")
            if quality >= 80 { #expect(found.hash.distance(to: expected) <= 10, "\(line[2])") }
        }
    }

    @Test(
        "Every frame of a clip is hashed as the reference hashes it",
        arguments: [("test-padded-dimensions", 0), ("chair-19-sd-bar", 10)]
    )
    func referenceClips(name: String, tolerance: Int) throws {
        let folder = try TestData.url("conformance/video")
        let lines = try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        let object = try #require(try hash([folder.appendingPathComponent("\(name).mp4")], "--every-frame").first)
        let frames = try #require(object["frames"] as? [[String: Any]])
        #expect(frames.count == lines.count)
        for (frame, line) in zip(frames, lines) {
            let found = try #require((frame["pdq"] as? String).flatMap { PerceptualHash(hex: $0) })
            let expected = try #require(PerceptualHash(hex: line[2]))
            let quality = try #require(Int(line[1]))
            #expect(abs((frame["quality"] as? Int ?? -9) - quality) <= 1)
            if quality >= 50 { #expect(found.distance(to: expected) <= tolerance, "frame \(line[0])") }
        }
    }

    @Test("One picture in many encodings has one hash, within 10 bits", arguments: 0..<4)
    func encodings(number: Int) throws {
        let folder = try TestData.url("dev/formats")
        let plain = folder.appendingPathComponent("own\(number).png")
        let names = ["heic", "tif", "webp", "progressive.jpg", "cmyk.jpg", "16bit_rgb.png"].map { ending in
            ending.contains(".") ? "own\(number)_\(ending)" : "own\(number).\(ending)"
        }
        let objects = try hash([plain] + names.map(folder.appendingPathComponent))
        let expected = try picture(objects[0])
        for (object, name) in zip(objects.dropFirst(), names) {
            let found = try picture(object)
            guard expected.quality >= 80 else { continue }
            #expect(found.hash.distance(to: expected.hash) <= 10, "\(name)")
        }
    }

    @Test("A picture stored in any of the eight EXIF orientations is hashed as its upright twin, within 10 bits")
    func orientations() throws {
        // Each picture shows its number; that without a valid orientation, no. 0, shows a different shape at its centre.
        let files = try TestData.files("dev/formats/orientation").filter {
            $0.pathExtension.lowercased() == "jpg" && !$0.deletingPathExtension().path.hasSuffix("_0")
        }
        let families = Dictionary(grouping: files) { $0.lastPathComponent.split(separator: "_").first ?? "" }
        #expect(!families.isEmpty)
        for (_, family) in families where family.count > 1 {
            let found = try hash(family).map(picture)
            for one in found.dropFirst() where min(one.quality, found[0].quality) >= 80 {
                #expect(one.hash.distance(to: found[0].hash) <= 10)
            }
        }
    }

    @Test("Files are printed in the order given, and one that cannot be read does not stop the rest")
    func orderAndErrors() throws {
        let folder = try TestData.url("dev/formats")
        let files = [folder.appendingPathComponent("own1.png"), URL(fileURLWithPath: "/no/such/file")]
        let objects = try hash(files + [folder.appendingPathComponent("own0.png")])
        #expect(
            objects.compactMap { ($0["path"] as? String)?.split(separator: "/").last.map(String.init) } == [
                "own1.png", "file", "own0.png",
            ]
        )
        #expect((objects[1]["error"] as? [String: Any])?["code"] as? String == "unreadable")
    }
}
