import Accounts
import Audit
import CaseStore
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Casework

/// An agency with a database of its own in a folder of its own.
struct TestAgency {
    let name: String
    let folder: TemporaryFolder
    let workspace: Workspace
    let owner: Viewer
    let card: AgencyCard

    init(_ name: String) throws {
        self.name = name
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.appendingPathComponent("data").path, isCreating: true)
        owner = try workspace.machineOwner()
        card = try workspace.exchangeCard(named: name, by: owner)
    }

    /// Two agencies that trust each other, with the demonstration's cases between them: North has HARBOUR-21, South the two
    /// that share something with it.
    static func northAndSouth() throws -> (north: TestAgency, south: TestAgency) {
        let (north, south) = (try TestAgency("North"), try TestAgency("South"))
        try north.addCase("HARBOUR-21", DemoFiles.harbour)
        try south.addCase("LAKES-22", DemoFiles.lakes)
        try south.addCase("FAIR-23", DemoFiles.fair)
        try north.trust(south)
        try south.trust(north)
        return (north, south)
    }

    /// Adds a case with files of the demonstration.
    func addCase(_ reference: String, _ files: [String]) throws {
        try workspace.addCase(reference: reference, title: nil, agency: nil)
        let exhibit = folder.url.appendingPathComponent(reference)
        try FileManager.default.createDirectory(at: exhibit, withIntermediateDirectories: true)
        let demo = TestData.repository.appendingPathComponent("demo")
        for file in files {
            let source = demo.appendingPathComponent(file)
            try FileManager.default.copyItem(
                at: source,
                to: exhibit.appendingPathComponent(source.lastPathComponent)
            )
        }
        var request = IngestRequest(caseReference: reference, paths: [exhibit.path], exhibit: "seized", jobs: 2)
        request.allowsWeakSandbox = true
        let summary = try workspace.ingest(
            request,
            workers: Program.folder.path,
            isInterrupted: { false },
            report: { _ in }
        )
        #expect(summary.added == files.count)
    }

    /// The account of this name, as one who asks.
    func viewer(_ name: String) throws -> Viewer {
        try #require(try workspace.accounts().first { $0.name == name }).viewer()
    }

    /// Trusts another agency, as after a telephone call.
    func trust(_ other: TestAgency) throws {
        let compared = try #require(AgencyFingerprint(typed: other.card.identity.fingerprint.words))
        try workspace.addPartner(AgencyCard(file: other.card.file), comparedWith: compared, as: nil, by: owner)
    }

    func set(_ level: AnswerLevel, ofCase reference: String, for other: TestAgency, contact: String? = nil) throws {
        let rule = ReleaseRule(digests: true, pictures: true, level: level, contact: contact)
        try workspace.setReleaseRule(rule, ofCase: reference, for: other.name, by: owner)
    }

    /// A path for a file that is not there yet.
    var newFile: String { folder.url.appendingPathComponent(UUID().uuidString).path }

    /// Makes a bundle and gives the bytes of its file.
    func sent(_ make: (String) throws -> SentBundle) throws -> (number: Int64, file: [UInt8]) {
        let path = newFile
        let bundle = try make(path)
        return (bundle.number, try Self.bytes(path))
    }

    func offer(_ reference: String, to other: TestAgency) throws -> (number: Int64, file: [UInt8]) {
        try sent { try workspace.offer(case: reference, to: other.name, delivery: Delivery(path: $0), by: owner) }
    }

    func answer(_ number: Int64) throws -> (number: Int64, file: [UInt8]) {
        try sent { try workspace.answer(number, delivery: Delivery(path: $0), by: owner) }
    }

    func receive(_ file: [UInt8]) throws -> ReceivedBundle { try workspace.receive(file, by: owner) }

    /// What a bundle holds that was received or sent.
    func body(_ number: Int64) throws -> BundleBody? { try workspace.bundle(number, by: owner).body }

    /// The acts on record, in order.
    func acts(_ prefix: String = "exchange") throws -> [String] {
        try workspace.auditEntries(after: -1, limit: 1000, matching: AuditFilter(act: prefix)).map(\.act)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// Files of the demonstration, by what they share.
enum DemoFiles {
    private static let phone = "HARBOUR-21_phone/"
    private static let laptop = "LAKES-22_laptop/Users/gast/"
    private static let card = "FAIR-23_card/"

    static let harbour = [
        phone + "WhatsApp/Media/WhatsApp Images/IMG-20210502-WA0004.jpg",
        phone + "DCIM/Camera/IMG_20210502_141203.jpg", phone + "DCIM/Camera/IMG_20210508_101500.jpg",
        phone + "DCIM/Camera/IMG_20210403_114110.jpg",
    ]
    /// Holds the same bytes as one of ``harbour``.
    static let lakes = [
        laptop + "Downloads/IMG-20210502-WA0004 (1).jpg", laptop + "Pictures/Stadt/markt.jpg",
    ]
    /// Holds a smaller copy, and a turned one, of two of ``harbour``.
    static let fair = [
        card + "PRIVATE/SHARE/photo_5.jpg", card + "DCIM/101MSDCF/DSC00418.JPG",
        card + "DCIM/100MSDCF/DSC00302.JPG",
    ]
    /// A room, a recording and a picture with the number of its camera.
    static let room = laptop + "Pictures/Wohnung/arbeitszimmer.jpg"
    static let auction = laptop + "Music/Aufnahmen/auktion.ogg"
    static let numbered = laptop + "Pictures/Stadt/DSCF0117.JPG"
    /// Part of the room, a stretch of the recording, and another picture of the camera.
    static let parts = [
        phone + "Pictures/Edited/ad_final.jpg", card + "VOICE/REC001.MP3", card + "DCIM/100MSDCF/DSCF0204.JPG",
    ]
    /// Shares nothing with the others.
    static let unrelated = [laptop + "Pictures/Urlaub 2019/bild 01.jpg"]
}
