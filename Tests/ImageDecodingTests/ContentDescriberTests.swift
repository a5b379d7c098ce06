import CaseModel
import Foundation
import ImageDecoding
import TestSupport
import Testing

struct ContentDescriberTests {
    @Test(
        "The type comes from the content, never from the name",
        arguments: [
            ("dev/formats/own1.heic", "image/heic", MediaKind.image),
            ("dev/formats/Link-U_fox.profile2.12bpc.yuv420.avif", "image/avif", .image),
            ("dev/formats/relax_tileparts.jp2", "image/jp2", .image),
            ("dev/formats/own0.bmp", "image/bmp", .image),
            ("dev/formats/psd_8x4x8bit-Grayscale.psd", "image/vnd.adobe.photoshop", .image),
            ("dev/corrupt/wrongext.png.mp3", "image/png", .image),
            ("dev/corrupt/wrongext.mp4.mp3", "video/mp4", .video),
            ("dev/corrupt/wrongext.wav.mp3", "audio/wav", .audio),
            ("dev/corrupt/text.jpg", "text/plain", .text),
            ("dev/corrupt/html.png", "text/html", .text),
            ("dev/corrupt/zip_traversal.zip", "application/zip", .archive),
            ("dev/corrupt/names.tar", "application/x-tar", .archive),
        ]
    )
    func types(path: String, type: String, kind: MediaKind) throws {
        let found = try OpenFile(TestData.url(path)).described()
        #expect(found.type == type)
        #expect(found.kind == kind)
    }

    @Test("A camera's make, model and serial number are read")
    func camera() throws {
        let path = "demo/CASE-A_seized-phone/DCIM/Camera/DSC_0117.JPG"
        let capture = try #require(try OpenFile(TestData.url(path)).described().capture)
        #expect(capture.make == "NIKON CORPORATION")
        #expect(capture.model == "NIKON D70s")
        #expect(capture.bodySerial == "10042380")
    }

    @Test("The sample that readies the libraries has a camera's metadata")
    func sample() throws {
        let folder = try TemporaryFolder()
        let file = try OpenFile(bytes: ImageLibraries.samplePicture(), in: folder)
        let found = try file.described()
        #expect(found.type == "image/jpeg")
        let capture = try #require(found.capture)
        #expect((capture.make, capture.model) == ("Cairn Optics", "Test 1"))
        #expect(capture.bodySerial == "10042")
        #expect(capture.takenAt != nil)
        #expect(abs((capture.latitude ?? 0) - 50.068) < 0.001)
        #expect(abs((capture.longitude ?? 0) - 8.237) < 0.001)
        #expect(try file.analysed().failure == nil)
    }

    @Test("The formats whose decoder turns pictures upright report no orientation")
    func orientation() throws {
        let turned = try #require(
            try OpenFile(TestData.url("dev/formats/orientation/Landscape_6.jpg")).described().capture
        )
        #expect(turned.orientation == 6)
        let heic = try OpenFile(TestData.url("dev/formats/heic_cheers_1440x960.heic")).described()
        #expect((heic.capture?.orientation ?? 1) == 1)
    }
}
