internal import Glibc

/// Memory of its own pages, zero at first, for tables that are read at random.
///
/// Pages that are not touched cost nothing. Safe to share: who fills it does so before others know of it, or says what
/// orders reading and writing.
final class LargeMemory: @unchecked Sendable {
    /// What the processor's large pages hold.
    private static let largePage = 2 << 20

    let start: UnsafeMutableRawPointer
    let byteCount: Int
    private let mapped: UnsafeMutableRawPointer
    private let mappedBytes: Int

    /// Takes memory.
    ///
    /// - Parameters:
    ///   - bytes: How much.
    ///   - isLarge: Whether large pages are asked for, which are touched whole.
    init(bytes: Int, isLarge: Bool) {
        byteCount = bytes
        mappedBytes = max(1, bytes) + (isLarge ? Self.largePage : 0)
        let memory = mmap(nil, mappedBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let memory, memory != MAP_FAILED else {
            preconditionFailure("no memory for \(bytes) bytes of an index")
        }
        mapped = memory
        guard isLarge else {
            start = memory
            return
        }
        start = memory.alignedUp(toMultipleOf: Self.largePage)
        // Only a hint: without large pages all works, at two thirds of the speed.
        madvise(start, bytes, MADV_HUGEPAGE)
    }

    deinit {
        munmap(mapped, mappedBytes)
    }

    func bound<Element: BitwiseCopyable>(to type: Element.Type) -> UnsafeMutablePointer<Element> {
        start.assumingMemoryBound(to: type)
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func alignedUp(toMultipleOf alignment: Int) -> UnsafeMutableRawPointer {
        let address = UInt(bitPattern: self)
        return self + Int((address + UInt(alignment) - 1) / UInt(alignment) * UInt(alignment) - address)
    }
}
