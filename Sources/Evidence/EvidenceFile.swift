public import CaseModel
import Glibc

/// An open file of evidence, read only; closed with the value.
public final class EvidenceFile {
    /// The open descriptor.
    public let descriptor: Int32
    /// What the file system says of the file.
    public let status: FileStatus

    /// Opens a regular file without following a link, without waiting, and if allowed without touching its access time.
    ///
    /// - Parameters:
    ///   - path: The path as bytes.
    ///   - followingLink: Whether a link at the path's end is followed, as for a path that the user typed.
    /// - Throws: ``EvidenceError/system(_:)`` or ``EvidenceError/notAFile(_:)``.
    public init(path: [UInt8], followingLink: Bool = false) throws(EvidenceError) {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followingLink ? 0 : O_NOFOLLOW)
        var opened = Self.open(path, flags | Self.withoutAccessTime)
        if opened < 0, errno == EPERM { opened = Self.open(path, flags) }
        guard opened >= 0 else { throw .system(errno) }
        var information = stat()
        guard fstat(opened, &information) == 0 else {
            let number = errno
            close(opened)
            throw .system(number)
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw .notAFile(FileStatus.name(ofMode: information.st_mode))
        }
        descriptor = opened
        status = FileStatus(information)
    }

    /// Takes over an open descriptor of a file that Cairn itself made.
    ///
    /// - Throws: ``EvidenceError/system(_:)`` if it cannot be examined; the descriptor is closed then too.
    public init(adopting descriptor: Int32) throws(EvidenceError) {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else {
            let number = errno
            close(descriptor)
            throw .system(number)
        }
        self.descriptor = descriptor
        status = FileStatus(information)
    }

    deinit {
        close(descriptor)
    }

    /// Reads the whole file once and computes its digests.
    ///
    /// - Throws: ``EvidenceError/changedWhileRead`` if size or times differ after the pass.
    /// - Cost: One sequential read; memory of one buffer of 1 MiB.
    public func digests() throws(EvidenceError) -> Digests {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        let pass = try DigestPass()
        let capacity = 1 << 20
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        defer { buffer.deallocate() }
        var offset: off_t = 0
        while true {
            let count = pread(descriptor, buffer.baseAddress, capacity, offset)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno)
            }
            if count == 0 { break }
            pass.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += off_t(count)
        }
        let result = try pass.finish()
        var after = stat()
        guard fstat(descriptor, &after) == 0 else { throw .system(errno) }
        guard FileStatus(after).isSameContent(as: status), result.size == status.size else { throw .changedWhileRead }
        return result
    }

    // O_NOATIME, which Glibc's module does not import.
    private static let withoutAccessTime: Int32 = 0o1000000

    private static func open(_ path: [UInt8], _ flags: Int32) -> Int32 {
        (path + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                guard let base = text.baseAddress else { return -1 }
                return Glibc.open(base, flags)
            }
        }
    }
}

/// What the file system says of a file.
public struct FileStatus: Hashable, Sendable {
    /// Size in bytes.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970.
    public let modifiedAt: Int64
    /// Last change of the file's record, in nanoseconds since 1970.
    public let changedAt: Int64
    /// The file's number in its file system.
    public let inode: UInt64

    /// Takes what `fstat` says.
    init(_ information: stat) {
        size = Int64(information.st_size)
        modifiedAt = Int64(information.st_mtim.tv_sec) * 1_000_000_000 + Int64(information.st_mtim.tv_nsec)
        changedAt = Int64(information.st_ctim.tv_sec) * 1_000_000_000 + Int64(information.st_ctim.tv_nsec)
        inode = UInt64(information.st_ino)
    }

    /// Whether nothing says that the content changed in between.
    public func isSameContent(as other: FileStatus) -> Bool {
        size == other.size && modifiedAt == other.modifiedAt && changedAt == other.changedAt && inode == other.inode
    }

    /// What a file of this mode is, with its article.
    static func name(ofMode mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFREG: "a file"
        case S_IFDIR: "a folder"
        case S_IFLNK: "a link"
        case S_IFSOCK: "a socket"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        default: "of an unknown type"
        }
    }
}
