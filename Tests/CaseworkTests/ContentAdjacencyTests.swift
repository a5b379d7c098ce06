import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("The index of contents")
struct ContentAdjacencyTests {
    /// A store that grows: contents in items of one exhibit, each of which matches the one before.
    private struct Growing {
        let workspace: Workspace
        private(set) var media: [Int64] = []
        private var exhibit: Int64 = 0

        init(_ folder: String) throws {
            let workspace = try Workspace(directory: folder, isCreating: true)
            self.workspace = workspace
            exhibit = try workspace.store.write { writer throws(StoreError) in
                let id = try writer.addCase(reference: "A", title: nil, agency: nil) ?? 0
                return try writer.exhibit(ofCase: id, label: "disk")
            }
        }

        mutating func grow(by count: Int, distance: Int = 4) throws {
            var (media, exhibit) = (media, exhibit)
            try workspace.store.write { writer throws(StoreError) in
                for _ in 0..<count {
                    let number = media.count + distance << 20
                    let digest = (0..<32).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 4)) &+ $0) }
                    guard let sha256 = ContentDigest(bytes: digest) else { continue }
                    let digests = Digests(
                        size: 5,
                        md5: Array(digest.prefix(16)),
                        sha1: Array(digest.prefix(20)),
                        sha256: sha256
                    )
                    let id = try writer.media(digests)
                    var item = NewItem(path: Array("\(number)".utf8), source: [])
                    (item.media, item.digest) = (id, sha256)
                    _ = try writer.addItem(item, toExhibit: exhibit)
                    if let before = media.last {
                        var evidence = LinkEvidence()
                        evidence.pdqDistance = distance + media.count % 3
                        try writer.addMatch(
                            Match(kind: .nearDuplicate, mediaA: before, mediaB: id, method: "t/1", evidence: evidence)
                        )
                    }
                    media.append(id)
                }
            }
            self.media = media
        }

        func opened() throws -> ContentAdjacency {
            try workspace.store.read { reader throws(StoreError) in
                try ContentAdjacency(reader: reader, directory: workspace.directory)
            }
        }

        /// What the index says of all contents, as lines.
        func said(_ adjacency: ContentAdjacency) -> [String] {
            media.map { one in
                let holders = adjacency.holders(of: one).map { "\($0.item)/\($0.exhibit)" }
                let neighbours = adjacency.neighbours(of: one)
                    .map { "\($0.media) \(adjacency.evidence[Int($0.evidence)])" }
                return "\(one): \(holders) \(neighbours)"
            }
        }

        func faults(_ adjacency: ContentAdjacency) throws -> [String] {
            try workspace.store.read { reader throws(StoreError) in try adjacency.storeFaults(reader) }
        }

        var file: URL { URL(filePath: workspace.directory).appending(path: "index/contents.adjacency") }
    }

    @Test("From the file and what is newer it says what it says from the store alone")
    func file() throws {
        let folder = try TemporaryFolder()
        var growing = try Growing(folder.url.path)
        try growing.grow(by: 5000)
        try growing.opened().save()
        #expect(FileManager.default.fileExists(atPath: growing.file.path))
        try growing.grow(by: 10, distance: 9)
        let opened = try growing.opened()
        let said = growing.said(opened)
        #expect(try growing.faults(opened) == [])
        try FileManager.default.removeItem(at: growing.file)
        #expect(said == growing.said(try growing.opened()))
        #expect(said[5005].hasSuffix("(\(growing.media[5006]) {\"pdq_distance\":10})") == false)
        #expect(opened.neighbourCount(of: growing.media[5005]) == 2)
        #expect(opened.holderCount(of: growing.media[5009]) == 1)
        #expect(opened.holderCount(of: 99_999) == 0 && opened.neighbours(of: 99_999).isEmpty)
    }

    @Test("Little that is new is not written, much is")
    func due() throws {
        let folder = try TemporaryFolder()
        var growing = try Growing(folder.url.path)
        try growing.grow(by: 5000)
        try growing.opened().save()
        let first = try Data(contentsOf: growing.file)
        try growing.grow(by: 10)
        try growing.opened().save()
        #expect(try Data(contentsOf: growing.file) == first)
        try growing.grow(by: 4096)
        try growing.opened().save()
        #expect(try Data(contentsOf: growing.file).count > first.count)
        #expect(try growing.faults(try growing.opened()) == [])
    }

    @Test("A damaged file, and one of another database, are left aside")
    func otherFiles() throws {
        let folder = try TemporaryFolder()
        let folders = (1...2).map { folder.url.appending(path: "\($0)").path }
        var growing = try Growing(folders[0])
        try growing.grow(by: 5000)
        let said = growing.said(try growing.opened())
        try growing.opened().save()
        let whole = try Data(contentsOf: growing.file)
        for damaged in [whole.dropLast(8), whole.prefix(40), Data()] {
            try Data(damaged).write(to: growing.file)
            let opened = try growing.opened()
            #expect(growing.said(opened) == said)
            #expect(try growing.faults(opened).count == 1)
        }
        var flipped = whole
        flipped[whole.count / 2] ^= 4
        try flipped.write(to: growing.file)
        #expect(growing.said(try growing.opened()) == said)

        // One with fewer contents, and then with as many, which match otherwise.
        var other = try Growing(folders[1])
        try FileManager.default.createDirectory(
            at: other.file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try whole.write(to: other.file)
        for count in [40, 4960] {
            try other.grow(by: count, distance: 7)
            let opened = try other.opened()
            #expect(try other.faults(opened) == [])
            #expect(opened.holderCount(of: Int64(other.media.count) + 1) == 0)
        }
        // What is of no use is written anew, however little there is.
        try other.opened().save()
        #expect(try Data(contentsOf: other.file) != whole)
        #expect(try other.faults(try other.opened()) == [])
    }
}
