public import Foundation

/// A ZIP whose entries are stored as they are (PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16).
public struct StoredArchive {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Begins without entries.
    public init() {}

    /// Adds a file.
    public mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = bytes.count
        let common: [UInt8] =
            Self.small(20) + Self.small(0x0800) + Self.small(0) + Self.small(0) + Self.small(0x5a21)
            + Self.large(Self.checksum(content)) + Self.large(UInt32(content.count)) + Self.large(UInt32(content.count))
            + Self.small(name.utf8.count) + Self.small(0)
        bytes += [0x50, 0x4b, 3, 4] + common + Array(name.utf8) + content
        directory += [0x50, 0x4b, 1, 2] + Self.small(20) + common
        directory += Self.small(0) + Self.small(0) + Self.small(0) + Self.large(0) + Self.large(UInt32(offset))
        directory += Array(name.utf8)
        count += 1
    }

    /// The archive.
    public var data: Data {
        let end: [UInt8] =
            [0x50, 0x4b, 5, 6] + Self.small(0) + Self.small(0) + Self.small(count) + Self.small(count)
            + Self.large(UInt32(directory.count)) + Self.large(UInt32(bytes.count)) + Self.small(0)
        return Data(bytes + directory + end)
    }

    private static func small(_ value: Int) -> [UInt8] { [UInt8(value & 0xff), UInt8(value >> 8 & 0xff)] }

    private static func large(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    /// CRC-32, bit by bit.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
    }
}
