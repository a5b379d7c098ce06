#if canImport(Glibc)
import Glibc
#endif

/// 8-bit pixels of one picture or frame in memory that the buffer owns.
///
/// Shape: `height` rows of `rowBytes` bytes; each pixel is `channels` bytes, either one (luma) or three (red, green,
/// blue).
public final class PixelBuffer {
    /// Width in pixels, at least 1.
    public let width: Int
    /// Height in pixels, at least 1.
    public let height: Int
    /// 1 for luma, 3 for red, green and blue.
    public let channels: Int
    /// Bytes from one row to the next, at least `width * channels`.
    public let rowBytes: Int

    private let base: UnsafeMutablePointer<UInt8>

    /// Takes over memory from `malloc`, to be freed with the buffer.
    public init(
        adopting base: UnsafeMutablePointer<UInt8>,
        width: Int,
        height: Int,
        channels: Int,
        rowBytes: Int? = nil
    ) {
        precondition(width > 0 && height > 0 && (channels == 1 || channels == 3))
        self.base = base
        self.width = width
        self.height = height
        self.channels = channels
        self.rowBytes = rowBytes ?? width * channels
    }

    /// Makes a black picture; nil when memory does not suffice.
    public convenience init?(width: Int, height: Int, channels: Int) {
        guard width > 0, height > 0, let memory = calloc(height, width * channels) else { return nil }
        self.init(
            adopting: memory.assumingMemoryBound(to: UInt8.self),
            width: width,
            height: height,
            channels: channels
        )
    }

    deinit {
        free(base)
    }

    /// Gives read access to all rows for as long as the closure runs.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: height * rowBytes))
    }

    /// Gives write access to all rows for as long as the closure runs.
    public func withMutableBytes<Result>(
        _ body: (UnsafeMutableBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeMutableBufferPointer(start: base, count: height * rowBytes))
    }
}
