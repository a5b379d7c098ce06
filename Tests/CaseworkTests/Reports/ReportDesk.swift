import Accounts
import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

/// Two agencies with a case each that share an equal content, a near duplicate and a mailbox.
///
/// N-1 holds the contents 1, 2 and 4, S-2 holds 2, 3 and 5: 1 and 3 are near duplicates, 4 and 5 name one mailbox.
struct ReportDesk {
    static let mailbox = Identifier(type: .email, value: "dealer@stamps.example")
    /// Where S-2 holds its files.
    static let secret = "cabinet"

    let folder: TemporaryFolder
    let workspace: Workspace
    let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        for name in ["North", "South"] { try workspace.addAgency(name, by: owner) }
        for (name, role, agency) in [
            ("chief", Role.caseOfficer, "North"), ("hill", .analyst, "North"), ("dale", .caseOfficer, "South"),
        ] { try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner) }
        try workspace.addCase(reference: "N-1", title: "The attic", agency: "North")
        try workspace.addCase(reference: "S-2", title: "The cellar", agency: "South")
        for name in ["chief", "hill"] { try workspace.addMember(toCase: "N-1", account: name, by: owner) }
        try workspace.addMember(toCase: "S-2", account: "dale", by: owner)
        let digests = try (1...5).map { try Self.digest($0) }
        try workspace.store.write { writer throws(StoreError) in
            let exhibits = [
                try writer.exhibit(ofCase: 1, label: "phone"), try writer.exhibit(ofCase: 2, label: Self.secret),
            ]
            try writer.addCustody(
                CustodyEntry(
                    at: "2026-01-02T03:04:05Z",
                    actor: "chief",
                    act: "ingest",
                    source: "/media/x",
                    details: "3"
                ),
                toExhibit: exhibits[0]
            )
            var media: [Int64] = []
            for digest in digests {
                let id = try writer.media(Digests(size: 1, md5: [], sha1: [], sha256: digest))
                media.append(id)
                var analysis = Analysis(type: "image/jpeg", kind: media.count < 4 ? .image : .text)
                if media.count > 3 {
                    analysis.identifiers = [
                        IdentifierOccurrence(
                            identifier: Self.mailbox,
                            found: Self.mailbox.value,
                            offset: 0,
                            line: media.count,
                            message: nil
                        )
                    ]
                }
                _ = try writer.addAnalysis(
                    analysis,
                    depth: AnalysisDepth(tier: nil, features: 0, soundPeaks: nil),
                    ofMedia: id
                )
            }
            for (exhibit, place) in [(0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (1, 4)] {
                var item = NewItem(path: Array("\(exhibit == 0 ? "own" : "theirs")-\(place + 1).jpg".utf8), source: [])
                (item.media, item.digest) = (media[place], digests[place])
                _ = try writer.addItem(item, toExhibit: exhibits[exhibit])
            }
            var evidence = LinkEvidence()
            (evidence.pdqDistance, evidence.transform) = (4, .mirrored)
            try writer.addMatch(
                Match(
                    kind: .nearDuplicate,
                    mediaA: media[0],
                    mediaB: media[2],
                    method: "pdq-range-31/1",
                    evidence: evidence
                )
            )
        }
    }

    static func digest(_ number: Int) throws -> ContentDigest {
        try #require(ContentDigest(bytes: [UInt8](repeating: UInt8(number), count: 32)))
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

    func caseReport(for name: String = "chief") throws -> ReportBody {
        .ofCase(try workspace.caseReport("N-1", for: try viewer(name), version: "9.9"))
    }
}
