import CaseModel
import CaseStore

/// A version of a list that is being read: it is written piece by piece, and counts only once it is published.
struct UnpublishedVersion {
    /// How many entries are looked up at once; they are written in pieces that take a short time.
    private static let pageSize = 10_000

    let workspace: Workspace
    let list: HashList
    /// Its number.
    var number: Int { list.version + 1 }

    /// Takes in entries; another is the same entry if it names the same file.
    ///
    /// - Returns: What they changed; nil if the run was interrupted.
    func add(
        _ entries: [HashListEntry],
        isInterrupted: () -> Bool
    ) throws(CaseworkError) -> HashListVersion.Changes? {
        var changes = HashListVersion.Changes()
        let isWhole = try workspace.writing(inPieces: entries, isInterrupted: isInterrupted) {
            writer,
            few throws(StoreError) in
            changes += try writer.addEntries(Array(few), to: list, version: number)
        }
        return isWhole ? changes : nil
    }

    /// Takes back what it did not tell again.
    ///
    /// - Returns: How many entries that are.
    func withdrawUnseen() throws(CaseworkError) -> Int {
        var (count, last) = (0, Int64(0))
        while true {
            let after = last
            let page = try workspace.reading { reader throws(StoreError) in
                try reader.unseenEntries(of: list, version: number, after: after, limit: Self.pageSize)
            }
            guard let end = page.last else { return count }
            try workspace.writing(inPieces: page) { writer, few throws(StoreError) in
                for entry in few {
                    try writer.withdraw(entry, inVersion: number, reason: "the list no longer has it")
                }
            }
            (count, last) = (count + page.count, end)
        }
    }

    /// Takes away what there is of it.
    func discard() throws(CaseworkError) {
        var last: Int64 = 0
        while true {
            let after = last
            let page = try workspace.reading { reader throws(StoreError) in
                try reader.unpublishedEntries(of: list, after: after, limit: Self.pageSize)
            }
            guard let end = page.last else { return }
            try workspace.writing(inPieces: page) { writer, few throws(StoreError) in try writer.discard(few) }
            last = end.id
        }
    }
}
