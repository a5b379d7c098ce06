import CaseModel
import CaseStore
import Evidence
import Foundation
import Glibc

/// The folder that the files of a report lie in; nothing outside of it is looked at.
struct ReportFolder: Sendable {
    /// What is at a place below the folder.
    enum Place: Hashable {
        /// A file, by its whole path.
        case file([UInt8])
        /// Nothing.
        case missing
        /// A link, or something reached through one, or no file.
        case refused
    }

    /// Its path, in which no link is left.
    let root: [UInt8]

    /// Takes a folder as the user names it.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is none.
    init(path: String) throws(CaseworkError) {
        guard let resolved = realpath(path, nil) else {
            throw CaseworkError(.usage, "\(path) \(EvidenceError.system(errno).message)")
        }
        defer { free(resolved) }
        var information = stat()
        guard lstat(resolved, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw CaseworkError(.usage, "\(path) is no folder")
        }
        root = Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved))).map { UInt8(bitPattern: $0) }
    }

    /// Looks at a place; links are not followed.
    func find(_ location: String) -> Place {
        var path = root
        let steps = location.utf8.split(separator: UInt8(ascii: "/"))
        for (position, step) in steps.enumerated() {
            if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
            path += step
            var information = stat()
            let found = (path + [0]).withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { lstat($0, &information) } ?? -1
                }
            }
            guard found == 0 else { return .missing }
            switch information.st_mode & S_IFMT {
            case S_IFDIR where position < steps.count - 1: continue
            case S_IFREG where position == steps.count - 1: return .file(path)
            case S_IFREG: return .missing
            default: return .refused
            }
        }
        return .missing
    }
}

/// Lists the files that a report names and that lie in its folder, in the order in which it names them.
struct ReportedFileWalk: IteratorProtocol, Sequence, Sendable {
    private static let pageSize = 1_000

    let store: CaseStore
    let report: Int64
    let folder: ReportFolder
    private var page: ArraySlice<ReportedFile> = []
    private var last: Int64 = 0

    init(store: CaseStore, report: Int64, folder: ReportFolder) {
        self.store = store
        self.report = report
        self.folder = folder
    }

    /// The next file; nil at the end.
    ///
    /// Where the store fails the walk ends, and the files that were not reached are found
    /// waiting when they are compared.
    mutating func next() -> WalkedEntry? {
        while true {
            if let file = page.popFirst() {
                last = file.id
                guard let location = file.location, case .file(let path) = folder.find(location) else { continue }
                return .file(WalkedPath(location: path, name: file.path))
            }
            let (report, last) = (report, last)
            let found = try? store.read { reader throws(StoreError) in
                try reader.reportedFiles(ofReport: report, after: last, limit: Self.pageSize).map(\.file)
            }
            guard let found, !found.isEmpty else { return nil }
            page = found[...]
        }
    }
}
