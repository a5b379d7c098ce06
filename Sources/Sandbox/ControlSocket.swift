internal import CSandbox
internal import Glibc

/// One end of a pair of sockets over which datagrams and descriptors travel.
///
/// The value does not own its descriptor.
public struct ControlSocket: Sendable {
    /// The descriptor.
    public let descriptor: Int32

    /// Uses an open socket.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Makes a pair of connected sockets, closed in other programs.
    ///
    /// - Throws: ``SandboxError``.
    public static func pair() throws(SandboxError) -> (ControlSocket, ControlSocket) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw SandboxError(step: "making a pair of sockets", code: errno)
        }
        return (ControlSocket(descriptor: ends[0]), ControlSocket(descriptor: ends[1]))
    }

    /// Makes a file in memory, whose descriptor becomes the caller's.
    ///
    /// - Parameter bytes: Its content.
    /// - Returns: The descriptor.
    /// - Throws: ``SandboxError``.
    public static func memoryFile(_ bytes: [UInt8]) throws(SandboxError) -> Int32 {
        let file = cairn_descriptors_memory(bytes, bytes.count)
        guard file >= 0 else { throw SandboxError(step: "making a file in memory", code: -file) }
        return file
    }

    /// Makes a pipe, closed in other programs.
    ///
    /// - Returns: The end to read from, and the end to write to; both become the caller's.
    /// - Throws: ``SandboxError``.
    public static func pipe() throws(SandboxError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        try SandboxError.check("making a pipe", cairn_descriptors_pipe(&ends))
        return (ends[0], ends[1])
    }

    /// Sends one datagram with descriptors beside it.
    ///
    /// - Throws: ``SandboxError``; `EPIPE` if the other side is gone.
    public func send(_ bytes: [UInt8], descriptors: [Int32] = []) throws(SandboxError) {
        try SandboxError.check(
            "sending a message",
            cairn_message_send(descriptor, bytes, bytes.count, descriptors, descriptors.count)
        )
    }

    /// Receives one datagram with the descriptors beside it, which become the caller's.
    ///
    /// - Parameter capacity: The longest datagram.
    /// - Returns: nil if the other side is gone.
    /// - Throws: ``SandboxError``.
    public func receive(capacity: Int) throws(SandboxError) -> (bytes: [UInt8], descriptors: [Int32])? {
        var bytes = [UInt8](repeating: 0, count: capacity)
        var descriptors = [Int32](repeating: -1, count: 4)
        var length = 0
        var count = 0
        try SandboxError.check(
            "receiving a message",
            cairn_message_receive(descriptor, &bytes, capacity, &length, &descriptors, descriptors.count, &count)
        )
        guard length > 0 else { return nil }
        return (Array(bytes.prefix(length)), Array(descriptors.prefix(count)))
    }
}
