import Accounts
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Uploads in pieces")
struct UploadTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        for reference in ["A", "B"] { try workspace.addCase(reference: reference, title: nil, agency: nil) }
    }

    private func begin(_ name: String, size: Int64, exhibit: String = "box", chosen: String? = nil) throws
        -> UploadState
    {
        try workspace.beginUpload(
            name: name,
            size: size,
            exhibit: exhibit,
            inCase: "A",
            by: owner,
            identifier: chosen
        )
    }

    @Test("A file that broke off goes on where it was, and is whole in its exhibit's folder")
    func resuming() throws {
        let state = try begin("photos.zip", size: 10, chosen: "abcdefgh1234")
        let id = state.upload.id
        #expect(try workspace.append(Array("01234".utf8), at: 0, toUpload: id, inCase: "A") != nil)
        #expect(try begin("photos.zip", size: 10, chosen: "abcdefgh1234").received == 5)
        let misplaced = try workspace.append(Array("x".utf8), at: 3, toUpload: id, inCase: "A")
        #expect(misplaced == .misplaced(received: 5))
        #expect(try workspace.append(Array("567890".utf8), at: 5, toUpload: id, inCase: "A") == .tooLong)
        guard case .taken(let done) = try workspace.append(Array("56789".utf8), at: 5, toUpload: id, inCase: "A") else {
            Issue.record("the last piece was not taken")
            return
        }
        #expect(done.received == 10 && done.upload.completedAt != nil)
        let path = try workspace.uploadFolder(ofExhibit: "box", inCase: "A") + "/photos.zip"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "0123456789")
        let partial = try FileManager.default.contentsOfDirectory(atPath: workspace.directory + "/uploads/partial")
        #expect(partial.isEmpty)
    }

    @Test("An upload of one case is none of another")
    func otherCase() throws {
        let id = try begin("a.jpg", size: 3).upload.id
        #expect(try workspace.upload(id, inCase: "B") == nil)
        #expect(try workspace.append([1], at: 0, toUpload: id, inCase: "B") == nil)
    }

    @Test("Two files of one name both stay")
    func equalNames() throws {
        for text in ["one", "two"] {
            let id = try begin("a.txt", size: 3).upload.id
            _ = try workspace.append(Array(text.utf8), at: 0, toUpload: id, inCase: "A")
        }
        let path = try workspace.uploadFolder(ofExhibit: "box", inCase: "A")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["2-a.txt", "a.txt"])
    }

    @Test(
        "Names cannot lead out of the exhibit's folder",
        arguments: ["../../etc/passwd", "..", "/", "", "a\u{0}b", "a\nb", "\u{202e}gpj.exe", ".", "a/.."]
    )
    func names(_ name: String) throws {
        let made = try? begin(name, size: 0).upload.name
        #expect(made == nil || (made == "passwd" && name == "../../etc/passwd"))
        #expect(throws: CaseworkError.self) { try begin("a.jpg", size: 0, exhibit: "../" + name) }
    }

    @Test("Chosen names are letters and digits")
    func chosenNames() {
        for chosen in ["short", "with/slash/in/it", "../../../../etc", String(repeating: "a", count: 65)] {
            #expect(throws: CaseworkError.self) { try begin("a.jpg", size: 1, chosen: chosen) }
        }
    }
}
