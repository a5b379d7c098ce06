import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

/// Two agencies with a case each: North's holds the contents 1 to 4, South's 5 to 8, each at the path of its number.
struct SeriesDesk {
    let folder: TemporaryFolder
    let workspace: Workspace
    let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        for name in ["North", "South"] { try workspace.addAgency(name, by: owner) }
        for (name, role, agency) in [
            ("hill", Role.analyst, "North"), ("clerk", .liaison, "North"), ("dale", .analyst, "South"),
            ("lake", .analyst, "North"),
        ] { try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner) }
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workspace.addCase(reference: "S-2", title: nil, agency: "South")
        for name in ["hill", "clerk"] { try workspace.addMember(toCase: "N-1", account: name, by: owner) }
        try workspace.addMember(toCase: "S-2", account: "dale", by: owner)
        let digests = try (1...8).map { number in
            try #require(ContentDigest(bytes: [UInt8](repeating: UInt8(number), count: 32)))
        }
        try workspace.store.write { writer throws(StoreError) in
            for (place, digest) in digests.enumerated() {
                let exhibit = try writer.exhibit(ofCase: place < 4 ? 1 : 2, label: "box")
                var item = NewItem(path: Array("\(place + 1).jpg".utf8), source: [])
                item.media = try writer.media(Digests(size: 1, md5: [], sha1: [], sha256: digest))
                item.digest = digest
                _ = try writer.addItem(item, toExhibit: exhibit)
            }
        }
    }

    func viewer(_ name: String) throws -> Viewer {
        try #require(try workspace.accounts().first { $0.name == name }).viewer()
    }

    func share(_ reference: String, with agency: String, _ level: SharingLevel?) throws {
        try workspace.setShare(
            ofCase: reference,
            with: try workspace.audience(named: agency),
            level: level,
            by: owner
        )
    }

    /// Begins a series with contents of a case.
    func series(_ name: String, _ paths: [Int], of reference: String, by author: String) throws -> Int64 {
        let viewer = try viewer(author)
        let id = try workspace.addSeries(named: name, inCase: reference, by: viewer)
        let outcome = try workspace.setMedia(
            paths.map { "\($0).jpg" },
            ofCase: reference,
            inSeries: id,
            by: viewer
        )
        #expect(outcome == .made(version: 2))
        return id
    }

    /// The first bytes of the contents of a series, as a viewer sees them; nil if they see no series.
    func contents(_ id: Int64, _ name: String) throws -> [UInt8]? {
        try workspace.series(id, for: try viewer(name))?.contents.map { $0.digest.bytes[0] }
    }

    func acts(_ noun: String) throws -> [AuditEntry] {
        try workspace.auditEntries(after: -1, limit: 1000).filter { $0.act.hasPrefix(noun + ".") }
    }
}
