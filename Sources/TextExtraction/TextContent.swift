/// The bytes of a content, read piece by piece and from any place.
public struct TextContent {
    /// How many bytes there are.
    public let size: Int64
    /// Reads at most so many bytes from an offset on; none at the end.
    let read: (_ offset: Int64, _ count: Int) throws -> [UInt8]

    /// Takes a content that is read on demand.
    ///
    /// - Parameters:
    ///   - size: How many bytes there are.
    ///   - read: Gives at most `count` bytes from an offset on, and none at the end only.
    public init(size: Int64, read: @escaping (_ offset: Int64, _ count: Int) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    /// Takes a content that is in memory.
    public init(_ bytes: [UInt8]) {
        self.init(size: Int64(bytes.count)) { offset, count in
            let start = min(Int(clamping: offset), bytes.count)
            return Array(bytes[start..<min(bytes.count, start + count)])
        }
    }
}
