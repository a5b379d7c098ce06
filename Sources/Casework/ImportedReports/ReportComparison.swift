import CaseModel
import CaseStore

/// Finds out how the files that a report names stand: whether they are items, and of the digests that it states.
struct ReportComparison {
    private static let pageSize = 1_000

    let workspace: Workspace
    let report: Int64
    let exhibit: Int64
    let place: ReportPlace

    /// Compares all files of the report.
    ///
    /// What was an item before stays one, though its file may not be there any more.
    ///
    /// - Returns: The first files that are not as the report says.
    /// - Throws: ``CaseworkError``.
    func run() throws(CaseworkError) -> [ReportedFile] {
        var named: [ReportedFile.Standing: [ReportedFile]] = [:]
        var last: Int64 = 0
        while true {
            let page = try compare(after: last)
            guard let end = page.last else { break }
            last = end.id
            for file in page where !file.standing.isHeld {
                guard named[file.standing]?.count ?? 0 < ReportImport.mostNamed else { continue }
                named[file.standing, default: []].append(file)
            }
        }
        return ReportedFile.Standing.allCases.flatMap { named[$0] ?? [] }
    }

    private func compare(after last: Int64) throws(CaseworkError) -> [ReportedFile] {
        let (report, exhibit, place) = (report, exhibit, place)
        return try workspace.writing { writer throws(StoreError) in
            let page = try writer.reader.reportedFiles(ofReport: report, after: last, limit: Self.pageSize).map(\.file)
            var compared: [ReportedFile] = []
            for var file in page {
                let (standing, item) = try Self.standing(of: file, in: place, exhibit, writer.reader)
                if standing != file.standing || item != file.item {
                    try writer.setStanding(standing, item: item, ofFile: file.id)
                }
                (file.standing, file.item) = (standing, item)
                compared.append(file)
            }
            return compared
        }
    }

    private static func standing(
        of file: ReportedFile,
        in place: ReportPlace,
        _ exhibit: Int64,
        _ reader: StoreReader
    ) throws(StoreError) -> (ReportedFile.Standing, item: Int64?) {
        guard let location = file.location else { return (file.standing, nil) }
        switch place {
        case .folder(let folder):
            switch folder.find(location) {
            case .missing where file.item != nil, .refused where file.item != nil: return (file.standing, file.item)
            case .missing: return (.missing, nil)
            case .refused: return (.refused, nil)
            case .file(let source):
                return try standing(of: file, atPath: file.path, from: source, exhibit, reader) ?? (.waiting, nil)
            }
        case .archive(let source, let name):
            let path = name + [UInt8(ascii: "/")] + Array(location.utf8)
            if let found = try standing(of: file, atPath: path, from: source, exhibit, reader) { return found }
            if file.item != nil { return (file.standing, file.item) }
            let isUnpacked = try reader.isExpanded(atPath: name, from: source, inExhibit: exhibit)
            return (isUnpacked ? .missing : .waiting, nil)
        }
    }

    /// How a file stands by the item that was made of it; nil if there is none.
    private static func standing(
        of file: ReportedFile,
        atPath path: [UInt8],
        from source: [UInt8],
        _ exhibit: Int64,
        _ reader: StoreReader
    ) throws(StoreError) -> (ReportedFile.Standing, item: Int64?)? {
        guard let item = try reader.item(atPath: path, from: source, inExhibit: exhibit) else { return nil }
        guard let digests = item.digests else { return (.unreadable, item.id) }
        switch file.stated.agree(with: digests) {
        case true?: return (.agrees, item.id)
        case false?: return (.differs, item.id)
        case nil: return (.unproven, item.id)
        }
    }
}
