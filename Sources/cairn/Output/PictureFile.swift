import ArgumentParser
import Casework
import Foundation
import Glibc

/// A file that a picture is written to: whole, or not at all.
struct PictureFile: ExpressibleByArgument {
    let path: String

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        path = argument
    }

    private var folder: String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Checks, before any work is done, that the picture can be written without overwriting what it is about.
    ///
    /// - Throws: `ValidationError`.
    func validate(sources: [String]) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw ValidationError("--picture: there is no folder \(folder); make it, or name a file in another one.")
        }
        guard let own = Self.status(path) else { return }
        guard own.st_mode & S_IFMT == S_IFREG else {
            throw ValidationError("--picture takes the name of a file, and \(path) is a folder or device.")
        }
        if sources.compactMap(Self.status).contains(where: { $0.st_dev == own.st_dev && $0.st_ino == own.st_ino }) {
            throw ValidationError("--picture would overwrite \(path), which is one of the files to compare.")
        }
    }

    /// Writes beside the file and then takes its place.
    ///
    /// - Throws: ``CaseworkError``.
    func write(_ bytes: [UInt8]) throws(CaseworkError) {
        let temporary = path + ".\(getpid()).part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure }
        let isWhole = Self.write(bytes, to: file) && fsync(file) == 0
        let error = isWhole ? nil : failure
        close(file)
        if let error {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = failure
            unlink(temporary)
            throw error
        }
    }

    /// Says why the last call of the system failed.
    private var failure: CaseworkError {
        CaseworkError(.failed, "the picture cannot be written to \(path): \(String(cString: strerror(errno)))")
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
