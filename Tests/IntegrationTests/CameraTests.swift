import Foundation
import TestSupport
import Testing

@Suite("Cameras, with the real workers")
struct CameraTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        for reference in ["A-1", "B-2"] { try cairn("case", "add", reference) }
    }

    private func links(_ kind: String) throws -> [[String: Any]] {
        try cairn("overlaps", "--kind", kind, "--json").objects().filter { $0["kind"] as? String == kind }
    }

    private func paths(_ link: [String: Any]) -> [String] {
        ["a", "b"].compactMap { (link[$0] as? [String: Any])?["path"] as? String }
    }

    @Test("Labelled serial numbers tie the pictures of one camera together, and blank ones tie none")
    func serials() throws {
        for (camera, numbers) in [("D70_0", "2001f1c0"), ("D70s_0", "10042380"), ("D200_0", nil)] {
            let files = try TestData.files("dev/prnu/\(camera)").map(\.path)
            try cairn("ingest", "A-1", files[0], "--exhibit", camera, "--sensor-noise", "none")
            try cairn("ingest", "B-2", files[10], "--exhibit", camera, "--sensor-noise", "none")
            let outcome = try cairn.program.run(["hash", files[10], "--json"])
            let exif = try outcome.objects().first?["exif"] as? [String: Any]
            #expect(exif?["body_serial"] as? String == numbers)
            #expect((exif?["body_serial_field"] as? String)?.hasPrefix("Exif.Nikon3.") == (numbers == nil ? nil : true))
        }
        let found = try links("camera_serial")
        let serials = found.compactMap { ($0["evidence"] as? [String: Any])?["serial"] as? String }
        #expect(serials.sorted() == ["10042380", "2001f1c0"])
        for link in found {
            let sides = ["a", "b"].compactMap { (link[$0] as? [String: Any])?["exhibit"] as? String }
            #expect(sides.count == 2 && sides[0] == sides[1])
        }
    }

    @Test("The noise of two sensors of one model ties pictures of each together, across cases and never across sensors")
    func noise() throws {
        let folder = try TemporaryFolder()
        let (one, two) = (VirtualSensor(seed: 1), VirtualSensor(seed: 2))
        func at(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
        try one.take(10, seed: 10, into: at("a/one"))
        try two.take(10, seed: 20, into: at("a/two"))
        try one.take(10, seed: 30, into: at("b/one"))
        try two.take(1, seed: 40, into: at("b/two"))
        try one.take(1, seed: 50, into: at("b/unnamed"), isNamed: false)
        try cairn("ingest", "A-1", at("a").path)
        try cairn("ingest", "B-2", at("b").path)

        let found = try links("sensor_noise")
        #expect(found.count >= 11)
        for link in found {
            let folders = paths(link).map { $0.split(separator: "/").first ?? "" }
            #expect(folders.count == 2 && folders[0] == folders[1], "\(link)")
            let evidence = link["evidence"] as? [String: Any]
            #expect((evidence?["pce_at_zero"] as? Double ?? 0) >= 50)
            #expect(evidence?["model_leaks"] as? Bool == false)
            #expect((evidence?["statement"] as? String)?.contains("never proves") == true)
            #expect((link["strength"] as? Double ?? 1) < 0.97)
        }
        let lone = found.first { paths($0).contains { $0.hasPrefix("two/") } }
        #expect((lone?["evidence"] as? [String: Any])?["pictures"] as? [Int] == [10, 1])
        #expect(!found.contains { paths($0).contains { $0.contains("unnamed") } })

        let before = found.compactMap { $0["id"] as? String }
        try cairn("ingest", "B-2", at("b").path)
        #expect(try links("sensor_noise").compactMap { $0["id"] as? String } == before)
        try cairn("verify", "--full")
    }

    @Test("A picture that does not name its camera is compared where all pictures' noise is kept")
    func unnamed() throws {
        let folder = try TemporaryFolder()
        let (one, two) = (VirtualSensor(seed: 1), VirtualSensor(seed: 2))
        func at(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
        try one.take(10, seed: 10, into: at("camera"))
        try one.take(1, seed: 60, into: at("found"), isNamed: false)
        try two.take(1, seed: 61, into: at("found"), isNamed: false)
        try cairn("ingest", "B-2", at("found").path, "--sensor-noise", "all")
        try cairn("ingest", "A-1", at("camera").path)
        let found = try links("sensor_noise")
        #expect(found.count == 1)
        #expect(found.first.map(paths)?.contains("picture-60-0.tif") == true)
    }

    @Test("A copy of a picture in two exhibits does not tie their cameras together")
    func sharedPicture() throws {
        let folder = try TemporaryFolder()
        let (one, two) = (VirtualSensor(seed: 1), VirtualSensor(seed: 2))
        func at(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
        try one.take(11, seed: 10, into: at("a"))
        try two.take(11, seed: 20, into: at("b"))
        let copies = try FileManager.default.contentsOfDirectory(atPath: at("a").path).sorted().prefix(1)
        for name in copies { try FileManager.default.copyItem(at: at("a/\(name)"), to: at("b/\(name)")) }
        try cairn("ingest", "A-1", at("a").path)
        try cairn("ingest", "B-2", at("b").path)
        #expect(try links("sensor_noise").isEmpty)
        #expect(try links("exact").count == 1)
    }
}
