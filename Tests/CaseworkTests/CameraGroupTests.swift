import CaseModel
import CaseStore
import Linking
import TestSupport
import Testing

@testable import Casework

@Suite("Cameras")
struct CameraGroupTests {
    private func name(
        _ make: String?,
        _ model: String?,
        _ serial: String = "77120",
        field: String = "f"
    ) -> NamedCamera {
        NamedCamera(serial: serial, make: make, model: model, field: field)
    }

    @Test("A serial number joins pictures of one maker and model, and none that do not name both")
    func groups() {
        let names = [
            name("NIKON CORPORATION", "NIKON D70", field: "f1"), name("Nikon", "D70", field: "f0"),
            name("Nikon", "D200"), name("Canon", "D70"), name(nil, nil), name(nil, "D70"), name("Nikon", nil),
            name("Nikon", "D70", "77121"),
        ]
        let groups = CameraGroup.groups(of: names)
        #expect(groups.map(\.names).filter { $0.count > 1 } == [Array(names[..<2])])
        #expect(groups.first { $0.names.count > 1 }?.evidence.serialFields == ["f0", "f1"])
    }

    @Test("A camera with many pictures stays a link, a serial number in many exhibits does not")
    func manyPictures() throws {
        var two = CameraItems()
        for item in Int64(0)..<300 {
            two.add(LinkedItem(id: item, caseNumber: 1, media: item), ofExhibit: item < 280 ? 1 : 2)
        }
        let shown = try #require(two.shown(cap: 100))
        #expect(shown.map(\.id).sorted() == Array(0..<50) + Array(280..<300))
        var many = CameraItems()
        for item in Int64(0)..<101 {
            many.add(LinkedItem(id: item, caseNumber: 1, media: item), ofExhibit: UInt32(item))
        }
        #expect(many.shown(cap: 100) == nil && many.count == 101)
    }

    @Test(
        "Smartphones are known to share noise, cameras are not",
        arguments: [
            ("Apple", "iPhone 11", true), ("samsung", "SM-G973F", true), ("Sony", "XQ-AT51", true),
            ("SONY", "ILCE-7M3", false), ("NIKON CORPORATION", "NIKON D70", false),
        ]
    )
    func leaking(make: String, model: String, isLeaking: Bool) {
        #expect(LeakingModels.contains(CameraName(make: make, model: model)) == isLeaking)
    }

    private func picture(_ media: Int64, path: String = "a/1.jpg", serial: String? = nil) -> NoisePictureRecord {
        NoisePictureRecord(
            media: media,
            side: 512,
            width: 600,
            height: 600,
            exhibit: 1,
            path: path,
            make: "Nikon",
            model: "D70",
            serial: serial
        )
    }

    @Test("ExifTool's lines give the most trusted field, without labels, and nothing for what is no number")
    func exifToolLines() {
        let text =
            "[Casio] InternalSerialNumber: 4711AB\n[Ricoh] SerialNumber: No= 0077120\nnoise\n[x SerialNumber: 9\n"
        let found = SerialSecondPass.serial(inOutput: text)
        #expect(found?.serial == "0077120" && found?.field == "ExifTool.Ricoh.SerialNumber")
        #expect(SerialSecondPass.serial(inOutput: "[Casio] SerialNumber: 00000000\n") == nil)
        #expect(SerialSecondPass.serial(inOutput: "") == nil)
    }

    @Test("ExifTool is asked only where a maker is known, a serial number is not, and it is no smartphone")
    func exifToolIsWorthwhile() {
        var capture = CaptureDetails()
        #expect(!SerialSecondPass.isWorthwhile(nil) && !SerialSecondPass.isWorthwhile(capture))
        capture.make = "Ricoh"
        #expect(SerialSecondPass.isWorthwhile(capture))
        capture.bodySerial = "77120"
        #expect(!SerialSecondPass.isWorthwhile(capture))
        capture.bodySerial = nil
        capture.make = "Apple"
        #expect(!SerialSecondPass.isWorthwhile(capture))
    }

    @Test("Ten pictures of one folder or serial number make a group, shared ones do not count")
    func sensorGroups() {
        let folder = (1...10).map { picture($0) }
        #expect(SensorGroup.groups(of: folder, without: []).map(\.sensor.members) == [Array(1...10)])
        #expect(SensorGroup.groups(of: folder, without: [4]).isEmpty)
        let apart = (1...10).map { picture($0, path: $0 < 5 ? "a/1.jpg" : "b/1.jpg") }
        #expect(SensorGroup.groups(of: apart, without: []).isEmpty)
        let numbered = (1...10).map { picture($0, path: $0 < 5 ? "a/1.jpg" : "b/1.jpg", serial: "77120") }
        #expect(SensorGroup.groups(of: numbered, without: []).count == 1)
        let twice = (1...9).flatMap { [picture($0), picture($0, path: "a/copy.jpg")] }
        #expect(SensorGroup.groups(of: twice, without: []).isEmpty)
    }
}
