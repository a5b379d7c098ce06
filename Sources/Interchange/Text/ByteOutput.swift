/// Gathers bytes and hands them on in large pieces.
struct ByteOutput {
    /// What was not handed on yet.
    var bytes: [UInt8] = []

    private let sink: ([UInt8]) throws -> Void

    init(_ sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
    }

    /// Hands on what was gathered if it is much.
    mutating func settle() throws {
        if bytes.count >= FileBytes.pieceLength { try flush() }
    }

    /// Hands on what was gathered.
    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
