import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Contents that have the digests which reports state of files that are not here")
struct StatedContentTests {
    private let folder: TemporaryFolder
    private let store: CaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
    }

    private static func bytes(_ number: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: number, count: count) }

    private static func digests(_ number: UInt8, size: Int64 = 5) throws -> Digests {
        Digests(
            size: size,
            md5: bytes(number, 16),
            sha1: bytes(number, 20),
            sha256: try #require(ContentDigest(bytes: bytes(number, 32)))
        )
    }

    /// Adds a case with items of these contents; gives its number.
    private func addCase(_ reference: String, holding contents: [Digests]) throws -> Int64 {
        let id = try store.write { writer throws(StoreError) -> Int64? in
            guard let id = try writer.addCase(reference: reference, title: nil, agency: nil) else { return nil }
            let exhibit = try writer.exhibit(ofCase: id, label: "disk")
            for content in contents {
                var item = NewItem(path: content.md5, source: [])
                (item.media, item.digest) = (try writer.media(content), content.sha256)
                _ = try writer.addItem(item, toExhibit: exhibit)
            }
            return id
        }
        return try #require(id)
    }

    /// Reads a report into a case that names one file for each set of digests.
    @discardableResult
    private func addReport(
        _ number: UInt8,
        toCase id: Int64,
        _ stated: [StatedDigests],
        standing: ReportedFile.Standing = .missing,
        isWhole: Bool = true
    ) throws -> Int64 {
        let digest = try #require(ContentDigest(bytes: Self.bytes(number, 32)))
        return try store.write { writer throws(StoreError) in
            let exhibit = try writer.exhibit(ofCase: id, label: "report \(number)")
            let report = try writer.beginReport(digest, format: "vics", source: "/r", exhibit: exhibit, by: "hill").id
            let files = stated.enumerated().map { position, digests in
                var file = NewReportedFile(path: Array("\(position)".utf8))
                (file.stated, file.standing) = (digests, standing)
                return file
            }
            try writer.addStatements([NewReportStatement(kind: "medium", text: "{}", files: files)], ofReport: report)
            if isWhole { try writer.finishReport(report, scheme: nil, head: nil, by: "hill") }
            return report
        }
    }

    private static func stated(md5: UInt8? = nil, sha1: UInt8? = nil, sha256: UInt8? = nil) -> StatedDigests {
        var stated = StatedDigests()
        stated.md5 = md5.map { bytes($0, 16) }
        stated.sha1 = sha1.map { bytes($0, 20) }
        stated.sha256 = sha256.flatMap { ContentDigest(bytes: bytes($0, 32)) }
        return stated
    }

    private func found(ofCase id: Int64? = nil) throws -> [String] {
        try store.read { reader throws(StoreError) in
            try reader.statedContents(ofCase: id).map { "\($0.report) \($0.file.pathText) \($0.digests.md5[0])" }
        }
    }

    @Test("The strongest digest that is stated decides, and a weaker one alone is enough")
    func strongest() throws {
        let holder = try addCase("A", holding: [try Self.digests(1), try Self.digests(2), try Self.digests(3)])
        let other = try addCase("B", holding: [])
        try addReport(
            9,
            toCase: other,
            [
                Self.stated(md5: 1), Self.stated(sha1: 2), Self.stated(sha256: 3), Self.stated(md5: 1, sha1: 7),
                Self.stated(md5: 7, sha256: 3), Self.stated(), Self.stated(md5: 8),
            ]
        )
        let expected = ["1 0 1", "1 1 2", "1 2 3", "1 4 3"]
        #expect(try found() == expected)
        #expect(try found(ofCase: holder) == expected)
        #expect(try found(ofCase: other) == expected)
    }

    @Test("Files that are here, empty contents and reports that were not read to the end count for nothing")
    func leftOut() throws {
        let holder = try addCase("A", holding: [try Self.digests(1), try Self.digests(2, size: 0)])
        let other = try addCase("B", holding: [])
        try addReport(7, toCase: other, [Self.stated(sha1: 1)], standing: .agrees)
        try addReport(8, toCase: other, [Self.stated(sha1: 1)], isWhole: false)
        try addReport(9, toCase: other, [Self.stated(sha1: 2)])
        for id in [nil, holder, other] { #expect(try found(ofCase: id).isEmpty) }
        let differing = try addReport(10, toCase: other, [Self.stated(sha1: 1)], standing: .differs)
        #expect(try found() == ["\(differing) 0 1"])
    }

    @Test("A case is asked for its own reports and for those of others that name what it holds, and nothing else")
    func ofCase() throws {
        let first = try addCase("A", holding: [try Self.digests(1)])
        let second = try addCase("B", holding: [try Self.digests(2)])
        let third = try addCase("C", holding: [try Self.digests(3)])
        try addReport(7, toCase: first, [Self.stated(md5: 2)])
        try addReport(8, toCase: second, [Self.stated(sha1: 3)])
        #expect(try found(ofCase: first) == ["1 0 2"])
        #expect(try found(ofCase: second) == ["1 0 2", "2 0 3"])
        #expect(try found(ofCase: third) == ["2 0 3"])
    }

    @Test("Files and contents are looked up by their digests, never by going through all of either")
    func plans() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        for type in StatedDigests.HashType.allCases {
            let query = Statements.statedContentsOfCase(by: type).replacing("$1", with: "1").replacing("$2", with: "1")
            let plan = try SQLiteFile.plan(of: query, path: path)
            #expect(!plan.contains("SCAN f") && !plan.contains("SCAN m") && !plan.contains("SCAN c"), "\(plan)")
            #expect(plan.contains("reported_file_by_\(type.rawValue)"), "\(plan)")
            let all = try SQLiteFile.plan(of: Statements.statedContents(by: type), path: path)
            #expect(!all.contains("SCAN m"), "\(all)")
        }
    }
}
