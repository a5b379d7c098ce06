public import Accounts
import Audit
public import CaseModel
import CaseStore
import Evidence
import Foundation
import Glibc

/// How far an upload is.
public struct UploadState: Hashable, Sendable {
    /// The file.
    public let upload: Upload
    /// How many of its bytes are here and safe.
    public let received: Int64
}

/// What came of a piece of a file.
public enum UploadOutcome: Hashable, Sendable {
    /// It was appended.
    case taken(UploadState)
    /// It does not start where the last one ended; how far the file is.
    case misplaced(received: Int64)
    /// It goes beyond the size that was announced.
    case tooLong
}

extension Workspace {
    /// Announces a file that will come piece by piece.
    ///
    /// - Parameters:
    ///   - name: The file's name; a path's last component counts.
    ///   - size: How many bytes it has.
    ///   - exhibit: The exhibit's label.
    ///   - reference: The case.
    ///   - viewer: Who brings it.
    ///   - identifier: A name that whoever brings it chose, so that it finds it again: 8 to 64 letters and digits; nil for a
    ///     name that Cairn draws.
    /// - Returns: The upload, with nothing received; as far as it is, if it was announced before under this name.
    /// - Throws: ``CaseworkError``; code `usage` if name, label or size cannot be used.
    public func beginUpload(
        name: String,
        size: Int64,
        exhibit: String,
        inCase reference: String,
        by viewer: Viewer,
        identifier: String? = nil
    ) throws(CaseworkError) -> UploadState {
        let number = try caseNumber(reference)
        let own = try identifier.map { chosen throws(CaseworkError) in
            try Self.identifier(chosen, caseNumber: number, viewer: viewer)
        }
        if let own, let known = try upload(own, inCase: reference) { return known }
        guard let base = FolderName.safe(name), FolderName.safe(exhibit) == exhibit else {
            throw CaseworkError(.usage, "a file and its exhibit need names without slashes or control characters")
        }
        guard size >= 0 else { throw CaseworkError(.usage, "a file's size is a number of bytes from 0 up") }
        let upload = Upload(
            id: own ?? SecretToken().text,
            caseReference: reference,
            exhibit: exhibit,
            name: base,
            size: size,
            author: viewer.name,
            completedAt: nil
        )
        let folder = try folder("uploads/partial")
        guard FileManager.default.createFile(atPath: "\(folder)/\(upload.id)", contents: nil) else {
            throw CaseworkError(.storage, "no file can be made in \(folder)")
        }
        try classed {
            try store.write { writer throws(StoreError) in
                try writer.addUpload(upload, inCase: number)
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "upload.started",
                        caseReference: reference,
                        subject: base,
                        details: ["exhibit": exhibit, "bytes": "\(size)"]
                    )
                )
            }
        }
        return UploadState(upload: upload, received: 0)
    }

    /// How far an upload is; nil if there is none of this name in the case.
    public func upload(_ id: String, inCase reference: String) throws(CaseworkError) -> UploadState? {
        let found = try classed { try store.read { reader throws(StoreError) in try reader.upload(id) } }
        guard let found, found.caseReference == reference else { return nil }
        guard found.completedAt == nil else { return UploadState(upload: found, received: found.size) }
        let size = try Self.fileSize(directory + "/uploads/partial/\(found.id)")
        return UploadState(upload: found, received: size)
    }

    /// Appends a piece to an upload; the piece is on the disk when this returns.
    ///
    /// - Parameters:
    ///   - bytes: The piece.
    ///   - offset: Where in the file it starts.
    ///   - id: The upload.
    ///   - reference: The case.
    /// - Returns: What came of it; nil if there is no such upload in the case.
    /// - Throws: ``CaseworkError``.
    public func append(
        _ bytes: [UInt8],
        at offset: Int64,
        toUpload id: String,
        inCase reference: String
    ) throws(CaseworkError) -> UploadOutcome? {
        guard let state = try upload(id, inCase: reference) else { return nil }
        guard state.upload.completedAt == nil, offset == state.received else {
            return .misplaced(received: state.received)
        }
        guard state.received + Int64(bytes.count) <= state.upload.size else { return .tooLong }
        let partial = directory + "/uploads/partial/\(state.upload.id)"
        try Self.append(bytes, to: partial)
        let received = state.received + Int64(bytes.count)
        if received == state.upload.size { try finish(state.upload, partial: partial) }
        guard let after = try upload(id, inCase: reference) else { return nil }
        return .taken(after)
    }

    /// Takes a file that is whole, such as one that came in a form; it is moved.
    ///
    /// - Throws: ``CaseworkError``, as ``beginUpload(name:size:exhibit:inCase:by:)``.
    public func addUpload(
        file path: String,
        name: String,
        exhibit: String,
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        let size = try Self.fileSize(path)
        let state = try beginUpload(name: name, size: size, exhibit: exhibit, inCase: reference, by: viewer)
        try? FileManager.default.removeItem(atPath: directory + "/uploads/partial/\(state.upload.id)")
        try finish(state.upload, partial: path)
    }

    /// The folder that holds what was uploaded for an exhibit, to be ingested.
    public func uploadFolder(ofExhibit exhibit: String, inCase reference: String) throws(CaseworkError) -> String {
        guard let name = FolderName.safe(exhibit), name == exhibit else {
            throw CaseworkError(.usage, "an exhibit needs a name without slashes or control characters")
        }
        return try folder("uploads/case-\(try caseNumber(reference))/\(name)")
    }

    /// Moves a file that is whole to its exhibit; one of the same name that is there already keeps its place.
    private func finish(_ upload: Upload, partial: String) throws(CaseworkError) {
        let folder = try uploadFolder(ofExhibit: upload.exhibit, inCase: upload.caseReference)
        var target = "\(folder)/\(upload.name)"
        var copy = 1
        while FileManager.default.fileExists(atPath: target) {
            copy += 1
            target = "\(folder)/\(copy)-\(upload.name)"
        }
        guard rename(partial, target) == 0 else {
            throw CaseworkError(.storage, "the uploaded file cannot be moved: \(SystemMessage.text(errno))")
        }
        try classed {
            try store.write { writer throws(StoreError) in
                try writer.completeUpload(upload.id)
                try writer.addAudit(
                    NewAuditEntry(
                        actor: upload.author,
                        act: "upload.finished",
                        caseReference: upload.caseReference,
                        subject: upload.name,
                        details: ["exhibit": upload.exhibit, "bytes": "\(upload.size)"]
                    )
                )
            }
        }
    }

    /// A name that was chosen, made one of this case and account alone.
    private static func identifier(
        _ chosen: String,
        caseNumber: Int64,
        viewer: Viewer
    ) throws(CaseworkError) -> String {
        guard (8...64).contains(chosen.count), chosen.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw CaseworkError(.usage, "an upload's name is 8 to 64 letters and digits")
        }
        return "\(caseNumber)-\(viewer.account)-\(chosen)"
    }

    private func folder(_ path: String) throws(CaseworkError) -> String {
        let whole = directory + "/" + path
        do {
            try FileManager.default.createDirectory(
                atPath: whole,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CaseworkError(.storage, "the folder \(whole) cannot be made")
        }
        return whole
    }

    private static func fileSize(_ path: String) throws(CaseworkError) -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw CaseworkError(.storage, "an upload's file is missing: \(SystemMessage.text(errno))")
        }
        return Int64(status.st_size)
    }

    private static func append(_ bytes: [UInt8], to path: String) throws(CaseworkError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CaseworkError(.storage, "an upload cannot be written: \(SystemMessage.text(errno))")
        }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw CaseworkError(.storage, "an upload cannot be written: \(SystemMessage.text(errno))")
            }
            done += count
        }
        guard fsync(descriptor) == 0 else {
            throw CaseworkError(.storage, "an upload cannot be written: \(SystemMessage.text(errno))")
        }
    }
}

/// Names that may become those of files and folders.
enum FolderName {
    /// The last component of a path, if it can be a name: not empty, not dots alone, no control characters, at most 200
    /// bytes.
    static func safe(_ path: String) -> String? {
        let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        guard !name.isEmpty, name.utf8.count <= 200, name.contains(where: { $0 != "." }),
            !name.unicodeScalars.contains(where: { [.control, .format].contains($0.properties.generalCategory) })
        else { return nil }
        return name
    }
}
