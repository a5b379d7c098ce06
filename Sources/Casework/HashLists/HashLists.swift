public import Accounts
import Audit
public import CaseModel
import CaseStore
public import Interchange

/// A list with its versions and the number of its entries.
public struct HashListDetails: Sendable {
    /// The list.
    public let list: HashList
    /// Its versions, oldest first.
    public let versions: [HashListVersion]
    /// Entries of the present version.
    public let entries: Int
}

extension Workspace {
    /// All hash lists, by name.
    public func hashLists() throws(CaseworkError) -> [HashListDetails] {
        try reading { reader throws(StoreError) in
            try reader.hashLists().map { list throws(StoreError) in try reader.details(of: list) }
        }
    }

    /// One hash list.
    ///
    /// - Throws: ``CaseworkError`` with code `usage`, naming the nearest names, if there is none of this name.
    public func hashList(_ name: String) throws(CaseworkError) -> HashListDetails {
        let found = try reading { reader throws(StoreError) -> HashListDetails? in
            guard let list = try reader.hashList(name), list.version > 0 else { return nil }
            return try reader.details(of: list)
        }
        if let found { return found }
        let near = try hashLists().map(\.list.name).sorted {
            NameDistance.between($0, name) < NameDistance.between($1, name)
        }.prefix(3)
        let hint = near.isEmpty ? "`cairn import` reads one" : "the nearest are \(near.joined(separator: ", "))"
        throw CaseworkError(.usage, "there is no list \(name); \(hint)")
    }

    /// Sets what an ingest does with a file that is on a list.
    ///
    /// - Parameters:
    ///   - treatment: What it does.
    ///   - name: The list.
    ///   - viewer: Who asks, an administrator.
    /// - Throws: ``CaseworkError`` with code `usage` if there is none of this name.
    public func setTreatment(
        _ treatment: HashList.Treatment,
        ofList name: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try requireAdministration(viewer)
        let list = try hashList(name).list
        try writing { writer throws(StoreError) in
            try writer.setTreatment(treatment, ofList: list.id)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "list.treatment",
                    subject: name,
                    details: ["treatment": treatment.rawValue]
                )
            )
        }
    }

    /// Takes one entry of a list back, as a new version of the list.
    ///
    /// - Parameters:
    ///   - entry: The entry's number.
    ///   - name: The list.
    ///   - reason: Why; kept with the entry and in the audit log.
    ///   - viewer: Who asks, an administrator.
    /// - Throws: ``CaseworkError`` with code `usage` if the list has no such entry.
    public func withdraw(
        entry: Int64,
        ofList name: String,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try requireAdministration(viewer)
        // A version that is being read would have the number of this one, and what a reading that was stopped left behind has
        // it.
        let lock = try lockForWriting()
        defer { withExtendedLifetime(lock) {} }
        let details = try hashList(name)
        let list = details.list
        try UnpublishedVersion(workspace: self, list: list).discard()
        let isWithdrawn = try writing { writer throws(StoreError) -> Bool in
            guard let last = details.versions.last, try writer.reader.entry(entry, ofList: list.id) != nil else {
                return false
            }
            var changes = HashListVersion.Changes()
            changes.withdrawn = 1
            try writer.withdraw(entry, inVersion: list.version + 1, reason: reason)
            let version = HashListVersion(
                number: list.version + 1,
                source: "entry \(entry) withdrawn: \(reason)",
                digest: last.digest,
                stated: last.stated,
                importedAt: Timestamp.now(),
                importedBy: viewer.name,
                changes: changes
            )
            try writer.publish(version, of: list, format: list.format, scheme: list.scheme)
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "list.entry.withdrawn",
                    subject: name,
                    details: ["entry": "\(entry)", "reason": reason]
                )
            )
            return true
        }
        guard isWithdrawn else { throw CaseworkError(.usage, "the list \(name) has no entry \(entry)") }
    }

    /// Writes a list's present version.
    ///
    /// - Parameters:
    ///   - name: The list.
    ///   - format: One of ``Interchange/HashListWriter/formats``.
    ///   - viewer: Who asks, an administrator.
    ///   - sink: Takes the bytes, in order.
    /// - Returns: How much was written, and how much the format could not hold.
    /// - Throws: ``CaseworkError``.
    public func exportHashList(
        _ name: String,
        as format: InterchangeFormat,
        by viewer: Viewer,
        to sink: @escaping ([UInt8]) throws -> Void
    ) throws(CaseworkError) -> HashListWriter.Summary {
        try requireAdministration(viewer)
        let details = try hashList(name)
        let summary = try writing(format) {
            var writer = try HashListWriter(
                format: format,
                statement: HashListStatement(
                    name: name,
                    version: "\(details.list.version)",
                    scheme: details.list.scheme
                ),
                to: sink
            )
            var last: Int64 = 0
            while true {
                let page = try store.read { reader throws(StoreError) in
                    try reader.entries(ofList: details.list.id, after: last, limit: 10_000)
                }
                guard let end = page.last else { break }
                for one in page { try writer.write(one.entry) }
                last = end.id
            }
            return try writer.finish()
        }
        _ = try writing { writer throws(StoreError) in
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "list.exported",
                    subject: name,
                    details: ["format": format.rawValue, "version": "\(details.list.version)"]
                )
            )
        }
        return summary
    }
}

extension Workspace {
    /// Runs what writes a list, and says of which entry the format has no form.
    private func writing<Value>(
        _ format: InterchangeFormat,
        _ body: () throws -> Value
    ) throws(CaseworkError) -> Value {
        try classed {
            do {
                return try body()
            } catch let error as InterchangeError {
                throw CaseworkError(.usage, "the list cannot be written as \(format.rawValue): \(error.message)")
            }
        }
    }
}

extension StoreReader {
    fileprivate func details(of list: HashList) throws(StoreError) -> HashListDetails {
        HashListDetails(
            list: list,
            versions: try versions(ofList: list.id),
            entries: try entryCount(ofList: list.id)
        )
    }
}
