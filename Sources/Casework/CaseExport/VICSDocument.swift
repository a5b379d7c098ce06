import CaseModel
import CaseStore
import Foundation
import Interchange

extension Workspace {
    /// Writes a case as VICS 2.0: each content once, with the files of the case that have it.
    ///
    /// What VICS reports that were read into the case state of a content goes out again, completed by what Cairn knows; so
    /// do their contents that are not here. A code is the category if it is a whole number; MD5, SHA-1, SHA-256 and PDQ are
    /// told.
    ///
    /// - Returns: How many items it has.
    func writeVICS(
        _ reference: String,
        version: String,
        to sink: @escaping ([UInt8]) throws -> Void
    ) throws(CaseworkError) -> Int {
        let number = try caseNumber(reference)
        let record = try cases().first { $0.reference == reference }
        return try classed {
            let reports = try store.read { reader throws(StoreError) in try reader.reports(ofCase: number) }
                .filter { $0.format == InterchangeFormat.vics.rawValue }
            var head = reports.last?.vicsCase ?? VICSCase()
            head.caseID = try StableIdentifier(["case", reference]).text
            head.caseNumber = reference
            head.contactOrganization = record?.agency ?? head.contactOrganization
            head.sourceApplicationName = "Cairn"
            head.sourceApplicationVersion = version
            (head.totalMediaFiles, head.totalPrecategorized) = (nil, nil)
            let regions = Set(reports.map(\.region))
            let region = regions.count == 1 ? regions.first ?? nil : nil
            var writer = VICSWriter(.cases, region: region ?? "CUSTOM", to: sink)
            writer.begin(head)
            // A custom region says nothing of what its categories mean: any code may be one.
            let scheme = region.flatMap { $0 == "CUSTOM" ? nil : "VICS/\($0)" }
            var merge = VICSMerge(reference: reference, number: number, scheme: scheme)
            let contents = try store.read { reader throws(StoreError) in try reader.media(ofCase: number) }.sorted()
            var items = 0
            for media in contents {
                let found = try store.read { reader throws(StoreError) in try merge.media(media, reader) }
                guard let found else { continue }
                items += found.items
                try writer.write(found.media)
            }
            for report in reports.reversed() {
                var last: Int64 = 0
                while true {
                    let after = last
                    let page = try store.read { reader throws(StoreError) in
                        try reader.statements(ofReport: report.id, after: after, limit: 1_000)
                    }
                    guard let end = page.last else { break }
                    last = end.id
                    for statement in page {
                        if let media = try merge.unheld(statement) { try writer.write(media) }
                    }
                }
            }
            try writer.end()
            try writer.finish()
            return items
        }
    }
}

extension ImportedReport {
    /// The region of the data model, which says what categories mean; nil if there was none.
    fileprivate var region: String? {
        scheme.flatMap { $0.hasPrefix("VICS/") ? String($0.dropFirst(5)) : nil }
    }

    /// What the report says of its first case.
    fileprivate var vicsCase: VICSCase? {
        guard let head else { return nil }
        var reader = JSONReader(bytes: Array(head.utf8))
        guard let first = try? reader.value().elements?.first else { return nil }
        return try? VICSCase(statement: first.text)
    }
}
