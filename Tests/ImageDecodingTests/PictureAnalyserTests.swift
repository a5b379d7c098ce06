import CaseModel
import Fingerprints
import Foundation
import ImageDecoding
import TestSupport
import Testing

struct PictureAnalyserTests {
    @Test(
        "Pictures of every format give eight hashes and a small upright picture",
        arguments: [
            "own1.png", "own1.tif", "own1.webp", "own1.heic", "own1_cmyk.jpg", "own1_progressive.jpg",
            "own1_16bit_gray.png", "own1_anim.gif", "relax_tileparts.jp2", "animated-loop-3.webp", "with-alpha.png",
            "Link-U_fox.profile2.12bpc.yuv420.avif",
        ]
    )
    func formats(name: String) throws {
        let found = try OpenFile(TestData.url("dev/formats/\(name)")).analysed()
        #expect(found.failure == nil)
        #expect(!found.pictures.isEmpty)
        #expect(found.pictures.allSatisfy { $0.orientations.count == 8 })
        let rendition = try #require(found.renditions.first)
        #expect(max(rendition.width, rendition.height) <= 512)
        #expect(rendition.bytes.starts(with: [0xFF, 0xD8]))
    }

    @Test(
        "Bombs are refused by their headers",
        arguments: ["bomb_30000x30000_1bit.png", "bomb_65500.jpg", "bomb_canvas_65535.gif", "bomb_header_only.png"]
    )
    func bombs(name: String) throws {
        let found = try OpenFile(TestData.url("dev/corrupt/\(name)")).analysed()
        #expect(found.pictures.isEmpty)
        #expect(found.failure != nil)
    }

    @Test("What is cut off says so, and what is there is kept", arguments: ["jpg", "png", "gif", "webp"])
    func truncated(ending: String) throws {
        let found = try OpenFile(TestData.url("dev/corrupt/trunc_90.\(ending)")).analysed()
        #expect(found.failure == .truncated)
    }

    @Test("A rectangle is hashed as the picture that it cuts out")
    func region() throws {
        let file = try OpenFile(TestData.url("dev/formats/own1.png"))
        let whole = try #require(try file.analysed().pictures.first)
        let same = try #require(
            try file.analysed(region: Region(x: 0, y: 0, width: 1 << 16, height: 1 << 16)).pictures.first
        )
        let part = try #require(
            try file.analysed(region: Region(x: 10, y: 10, width: 150, height: 150)).pictures.first
        )
        #expect(same == whole)
        #expect(part.hash.distance(to: whole.hash) > 31)
    }

    @Test(
        "Changed bytes never bring the process down",
        arguments: ["own1.png", "own1.webp", "own1_anim.gif", "own1.tif"]
    )
    func mutations(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = try TestData.bytes("dev/formats/\(name)")
        var random = SeededGenerator(seed: 101)
        for _ in 0..<12 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                changed[Int.random(in: 8..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let found = try OpenFile(bytes: changed, in: folder).analysed()
            #expect(found.pictures.count <= 64)
        }
    }
}
