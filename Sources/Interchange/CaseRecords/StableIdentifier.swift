import COpenSSL
import CaseModel

/// A name-based UUID of version 5 (RFC 9562): the same names give the same UUID, on any machine.
public struct StableIdentifier: Hashable, Sendable {
    /// The first and the last eight bytes.
    private let high, low: UInt64

    /// The namespace of Cairn's documents, drawn at random once.
    private static let namespace: [UInt8] = [
        0x6b, 0x1f, 0x0c, 0x92, 0x4d, 0x3a, 0x4e, 0x57, 0x9c, 0x28, 0xe1, 0x74, 0x5a, 0xb3, 0x0d, 0x86,
    ]

    /// Names something by parts, each counted, so that no two lists of parts give the same bytes.
    public init(_ parts: [String]) throws(InterchangeError) {
        var name: [UInt8] = []
        for part in parts {
            name += Array("\(part.utf8.count):".utf8)
            name += Array(part.utf8)
        }
        try self.init(namespace: Self.namespace, name: name)
    }

    /// Names something within a namespace.
    init(namespace: [UInt8], name: [UInt8]) throws(InterchangeError) {
        let text = namespace + name
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        guard EVP_Digest(text, text.count, &digest, nil, EVP_sha1(), nil) == 1 else {
            throw InterchangeError(.file, "libcrypto computes no SHA-1, by which the parts of the document are named")
        }
        digest[6] = digest[6] & 0x0f | 0x50
        digest[8] = digest[8] & 0x3f | 0x80
        high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// 32 lower-case hexadecimal digits with hyphens: 8-4-4-4-12.
    public var text: String {
        let digits = [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
            .hexadecimal
        var text = ""
        for (position, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(position) { text.append("-") }
            text.append(digit)
        }
        return text
    }
}
