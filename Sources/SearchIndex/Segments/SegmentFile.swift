internal import Glibc

/// A file that is written from front to back behind a heading, which is known last.
final class SegmentFile {
    private static let bufferSize = 1 << 20

    private let path: String
    private let temporaryPath: String
    private let descriptor: Int32
    private let headingBytes: Int
    private var buffer: [UInt8] = []
    private var running = RunningSum()
    private var isFinished = false

    /// Starts a file under a temporary name beside its own.
    init(path: String, headingBytes: Int) throws(IndexFileError) {
        self.path = path
        self.headingBytes = headingBytes
        temporaryPath = path + ".part"
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(errno) }
        buffer.reserveCapacity(Self.bufferSize + 4096)
        try writeAll([UInt8](repeating: 0, count: headingBytes))
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(temporaryPath) }
    }

    /// The sum over what was appended; to be read when all is.
    var sum: UInt64 {
        var all = running
        buffer.withUnsafeBytes { all.add($0) }
        return all.value
    }

    func append(_ value: some BitwiseCopyable) throws(IndexFileError) {
        withUnsafeBytes(of: value) { buffer.append(contentsOf: $0) }
        try drain()
    }

    /// Appends the bytes that the body passes on.
    func append(_ body: ((UnsafeRawBufferPointer) -> Void) -> Void) throws(IndexFileError) {
        body { buffer.append(contentsOf: $0) }
        try drain()
    }

    /// Writes the heading, and gives the file its name once all of it is on disk.
    func finish(heading: [UInt64]) throws(IndexFileError) {
        precondition(heading.count * 8 == headingBytes)
        try writeAll(buffer)
        buffer = []
        let written = heading.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == headingBytes, fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
            throw .system(errno)
        }
        isFinished = true
        try SegmentFile.syncFolder(of: path)
    }

    /// Makes the names in a file's folder durable.
    static func syncFolder(of path: String) throws(IndexFileError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno) }
    }

    private func drain() throws(IndexFileError) {
        guard buffer.count >= Self.bufferSize else { return }
        let whole = buffer.count / 8 * 8
        let rest = Array(buffer[whole...])
        buffer.removeLast(buffer.count - whole)
        buffer.withUnsafeBytes { running.add($0) }
        try writeAll(buffer)
        buffer.removeAll(keepingCapacity: true)
        buffer += rest
    }

    private func writeAll(_ bytes: [UInt8]) throws(IndexFileError) {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { all in
                write(descriptor, all.baseAddress.map { $0 + start }, all.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw .system(errno)
            }
            start += written
        }
    }
}
