import Foundation

/// What the log was at a moment, signed: whoever holds it can tell later whether anything before it was changed.
///
/// Source: C2SP tlog-checkpoint and signed-note; the time is its one extension line.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name.
    public let origin: String
    /// How many entries it had.
    public let size: Int64
    /// The root of the tree over them.
    public let root: MerkleHash
    /// When that was, RFC 3339.
    public let at: String
    private let signature: [UInt8]
    private let keyNumber: [UInt8]

    /// Signs what the log is now.
    public init(size: Int64, root: MerkleHash, at: String, key: AuditKey) {
        origin = key.verifier.origin
        self.size = size
        self.root = root
        self.at = at
        keyNumber = key.verifier.number
        signature = key.signature(of: Self.body(origin: origin, size: size, root: root, at: at))
    }

    /// The checkpoint as text: what is signed, an empty line, and the signature.
    public var text: String {
        let signed = Data(keyNumber + signature).base64EncodedString()
        return Self.body(origin: origin, size: size, root: root, at: at) + "\n\u{2014} \(origin) \(signed)\n"
    }

    /// Reads a checkpoint; nil for any other text.
    ///
    /// Further signatures, such as a witness's, may follow the log's own.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 7, lines[4].isEmpty, let size = Int64(lines[1]), size >= 0,
            let root = Data(base64Encoded: lines[2]).flatMap({ MerkleHash(bytes: Array($0)) }),
            lines[3].hasPrefix("time ")
        else { return nil }
        origin = lines[0]
        self.size = size
        self.root = root
        at = String(lines[3].dropFirst(5))
        let parts = lines[5].split(separator: " ").map(String.init)
        guard parts.count == 3, parts[0] == "\u{2014}", parts[1] == origin,
            let signed = Data(base64Encoded: parts[2]).map({ Array($0) }),
            signed.count == 4 + AuditVerifier.signatureBytes
        else { return nil }
        keyNumber = Array(signed.prefix(4))
        signature = Array(signed.dropFirst(4))
        guard text.utf8.starts(with: self.text.utf8) else { return nil }
    }

    /// Whether this is signed by the log's key.
    public func isSigned(by verifier: AuditVerifier) -> Bool {
        origin == verifier.origin && keyNumber == verifier.number
            && verifier.accepts(signature, of: Self.body(origin: origin, size: size, root: root, at: at))
    }

    private static func body(origin: String, size: Int64, root: MerkleHash, at: String) -> String {
        "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\ntime \(at)\n"
    }
}
