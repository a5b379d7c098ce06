import Foundation

/// A file's bytes from the start, a piece at a time, in memory of one piece.
final class FileBytes {
    /// How many bytes one piece has at most.
    static let pieceLength = 256 << 10

    private let descriptor: Int32

    init(path: String) throws(InterchangeError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw InterchangeError(.file, "cannot be opened: \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        close(descriptor)
    }

    /// The next piece, empty at the end.
    func next(upTo length: Int = FileBytes.pieceLength) throws(InterchangeError) -> [UInt8] {
        var failure: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            var done: Int
            repeat { done = read(descriptor, buffer.baseAddress, length) } while done < 0 && errno == EINTR
            failure = done < 0 ? errno : 0
            count = max(done, 0)
        }
        guard failure == 0 else {
            throw InterchangeError(.file, "cannot be read: \(String(cString: strerror(failure)))")
        }
        return piece
    }
}
