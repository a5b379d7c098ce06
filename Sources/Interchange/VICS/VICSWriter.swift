/// Writes a VICS document of version 2.0, a medium at a time.
public struct VICSWriter {
    private let envelope: VICSEnvelope
    private var output: ByteOutput
    private var hasBegun = false
    private var hasValue = false

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - content: Whether it holds cases or the media of a hash set.
    ///   - region: The region of the data model, which says what categories mean.
    ///   - sink: Takes the bytes, in pieces and in order.
    public init(
        _ content: VICSEnvelope.Content,
        region: String,
        to sink: @escaping (_ bytes: [UInt8]) throws -> Void
    ) {
        envelope = VICSEnvelope(version: "2.0", region: region, content: content)
        output = ByteOutput(sink)
    }

    /// Begins a case of a document of cases.
    public mutating func begin(_ vicsCase: VICSCase) {
        separate()
        hasValue = false
        output.bytes.append(UInt8(ascii: "{"))
        for member in vicsCase.members {
            JSONValue.write(member.key, to: &output.bytes)
            output.bytes.append(UInt8(ascii: ":"))
            member.value.write(to: &output.bytes)
            output.bytes.append(UInt8(ascii: ","))
        }
        output.bytes += "\"Media\":[".utf8
    }

    /// Writes a medium of the case that was begun, or of the hash set.
    public mutating func write(_ media: VICSMedia) throws {
        separate()
        media.json.write(to: &output.bytes)
        try output.settle()
    }

    /// Ends the case that was begun.
    public mutating func end() throws {
        output.bytes += "\n]}".utf8
        hasValue = true
        try output.settle()
    }

    /// Ends the document.
    public mutating func finish() throws {
        beginDocument()
        output.bytes += "\n]}\n".utf8
        try output.flush()
    }

    private mutating func beginDocument() {
        guard !hasBegun else { return }
        hasBegun = true
        output.bytes += "{\"@odata.context\":".utf8
        JSONValue.write(envelope.context, to: &output.bytes)
        output.bytes += ",\"value\":[".utf8
    }

    private mutating func separate() {
        beginDocument()
        output.bytes += (hasValue ? ",\n" : "\n").utf8
        hasValue = true
    }
}
