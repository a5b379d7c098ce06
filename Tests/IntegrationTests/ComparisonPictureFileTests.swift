import Foundation
import TestSupport
import Testing

/// `cairn compare --picture` on the demonstration evidence.
@Suite("Comparison pictures")
struct ComparisonPictureFileTests {
    private static let phone = "HARBOUR-21_phone"
    private static let card = "FAIR-23_card"

    private static func demo(_ path: String) -> String {
        TestData.repository.appendingPathComponent("demo/" + path).path
    }

    private static let turned = [
        demo(phone + "/DCIM/Camera/IMG_20210508_101500.jpg"), demo(card + "/DCIM/101MSDCF/DSC00418.JPG"),
    ]

    @Test(
        "A picture is drawn of whatever relates two files, and the same each time",
        arguments: [
            turned,
            [
                demo(phone + "/DCIM/Camera/VID_20210508_102233.mp4"),
                demo("LAKES-22_laptop/Users/gast/Videos/kai_klein.webm"),
            ],
            [
                demo(card + "/PRIVATE/SHARE/screenshot_7.jpg"),
                demo(phone + "/DCIM/Camera/VID_20210508_102233.mp4"),
            ],
            [
                demo(phone + "/WhatsApp/Databases/WhatsApp Chat with Harbour swaps.txt"),
                demo(card + "/MISC/NOTES.TXT"),
            ],
        ]
    )
    func draws(files: [String]) throws {
        let folder = try TemporaryFolder()
        let pictures = ["one.png", "two.png"].map { folder.url.appendingPathComponent($0) }
        for picture in pictures {
            let outcome = try Program("cairn").run(["compare"] + files + ["--json", "--picture", picture.path])
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains(picture.path))
            #expect(try !outcome.objects().isEmpty)
        }
        let bytes = try pictures.map { try Data(contentsOf: $0) }
        #expect(bytes[0] == bytes[1])
        let seen = try #require(try Program("cairn").run(["hash", pictures[0].path, "--json"]).objects().first)
        #expect(seen["type"] as? String == "image/png")
        #expect(seen["width"] as? Int ?? 0 >= 1_000)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["one.png", "two.png"]
        )
    }

    @Test("A picture is not written where it would destroy evidence or cannot be: exit code 2, and nothing is changed")
    func refused() throws {
        let folder = try TemporaryFolder()
        let copy = folder.url.appendingPathComponent("copy.jpg")
        try FileManager.default.copyItem(atPath: Self.turned[0], toPath: copy.path)
        let link = folder.url.appendingPathComponent("link.jpg")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: copy)
        let before = try Data(contentsOf: copy)
        for target in [folder.url.path + "/none/out.png", folder.url.path, copy.path, link.path, "/dev/null"] {
            let outcome = try Program("cairn").run(["compare", copy.path, Self.turned[1], "--picture", target])
            #expect(outcome.code == 2, "\(target)")
            #expect(outcome.errors.contains("--picture"))
            #expect(outcome.output.isEmpty)
        }
        #expect(try Data(contentsOf: copy) == before)
    }

    @Test("A picture that is there already is replaced")
    func replaced() throws {
        let folder = try TemporaryFolder()
        let picture = folder.url.appendingPathComponent("out.png")
        try Data("before".utf8).write(to: picture)
        let outcome = try Program("cairn").run(["compare"] + Self.turned + ["--picture", picture.path])
        #expect(outcome.code == 0)
        #expect(try Data(contentsOf: picture).prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    }
}
