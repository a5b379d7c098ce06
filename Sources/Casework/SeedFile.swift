import CaseModel
import CaseStore
import Evidence
import Foundation
import Glibc

/// A file in the data directory that holds what a key is made of, and that only Cairn's user may read.
struct SeedFile {
    private let path: String
    private let directory: String

    init(_ name: String, directory: String) {
        self.directory = directory
        path = directory + "/" + name
    }

    /// The seed that the file holds, if there is one.
    func seed() throws(StoreError) -> [UInt8]? {
        var state = stat()
        guard stat(path, &state) == 0 else {
            if errno == ENOENT { return nil }
            throw .inputOutput("\(path) cannot be read: \(SystemMessage.text(errno))")
        }
        guard state.st_mode & 0o077 == 0 else {
            throw .inputOutput("\(path) can be read by others; close it with `chmod 600`")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let seed = [UInt8](hexadecimal: text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw noKey }
        return seed
    }

    /// That the file holds something else than a key.
    var noKey: StoreError { .damaged("\(path) does not hold a key") }

    /// Writes the file so that it is whole or not there at all.
    ///
    /// To be called inside a transaction that writes, which keeps other processes from making one too.
    func write(_ seed: [UInt8]) throws(StoreError) {
        let bytes = Array((seed.hexadecimal + "\n").utf8)
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .inputOutput("\(draft) cannot be made: \(SystemMessage.text(errno))") }
        let isWritten = Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(draft, path) == 0 else {
            throw .inputOutput("\(path) cannot be written: \(SystemMessage.text(errno))")
        }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
