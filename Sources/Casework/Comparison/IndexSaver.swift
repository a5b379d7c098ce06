import Foundation
import SearchIndex
import Synchronization

/// Writes an index to its folder as it grows, and lets its segments grow together in the background.
final class IndexSaver<Folder: IndexFolder> {
    let folder: Folder
    private let index: Folder.Index
    private let sealAt: Int
    private let unsealedCount: (Folder.Index) -> Int
    private let merged = MergeResult()
    private var merging: Thread?

    /// Watches an index.
    ///
    /// - Parameters:
    ///   - folder: Its folder.
    ///   - index: The index.
    ///   - sealAt: How much in memory makes a segment.
    ///   - unsealedCount: How much is in memory.
    init(folder: Folder, index: Folder.Index, sealAt: Int, unsealedCount: @escaping (Folder.Index) -> Int) {
        self.folder = folder
        self.index = index
        self.sealAt = sealAt
        self.unsealedCount = unsealedCount
    }

    /// Writes what is in memory to disk once it is much.
    ///
    /// - Parameters:
    ///   - isLast: Whether no more will be added: all is written, and what is under way is awaited.
    ///   - named: What the index holds, for the message of an error.
    /// - Throws: ``CaseworkError`` with code `storage`.
    func save(isLast: Bool, named: String) throws(CaseworkError) {
        do throws(IndexFileError) {
            if isLast {
                while let merging, !merging.isFinished { usleep(2_000) }
            }
            if let done = merged.take() {
                try folder.adopt(done, in: index)
                merging = nil
            }
            guard isLast || unsealedCount(index) >= sealAt else { return }
            try folder.seal(index)
            if isLast {
                while let due = folder.dueMerge(of: index) { try folder.adopt(try due.run(), in: index) }
            } else if merging == nil, let due = folder.dueMerge(of: index) {
                startMerging(due)
            }
        } catch {
            throw CaseworkError(.storage, "the index of \(named) cannot be written: \(error.message)")
        }
    }

    /// A merge that fails leaves all as it was, and is tried again at the end.
    private func startMerging(_ due: SegmentMerge) {
        let merged = merged
        let thread = Thread {
            guard let done = try? due.run() else { return }
            merged.put(done)
        }
        merging = thread
        thread.start()
    }
}

/// What a merge in the background has made.
private final class MergeResult: Sendable {
    private let made = Mutex<MergedSegment?>(nil)

    func put(_ merged: MergedSegment) {
        made.withLock { $0 = merged }
    }

    func take() -> MergedSegment? {
        made.withLock { $0.take() }
    }
}
