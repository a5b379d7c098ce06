import CaseModel
import Casework
import Dispatch
import Foundation
import Synchronization

/// The sounds of all recordings below a folder, in the order of their names.
struct SoundFolder {
    struct Entry {
        let name: String
        let sound: SoundFingerprint
    }

    let entries: [Entry]

    /// Reads them with the real workers.
    init(_ folder: String, depth: SoundDepth) throws {
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.compareSound(by: depth)
        options.wishes.withoutRenditions = true
        let asked = options
        let found = Mutex<[Int: SoundFingerprint]>([:])
        DispatchQueue.concurrentPerform(iterations: names.count) { number in
            guard let file = try? examiner.examine(folder + "/" + names[number], options: asked),
                let sound = file.analysis.sound
            else { return }
            found.withLock { $0[number] = sound }
        }
        entries = found.withLock { all in
            names.indices.compactMap { number in all[number].map { Entry(name: names[number], sound: $0) } }
        }
    }
}
