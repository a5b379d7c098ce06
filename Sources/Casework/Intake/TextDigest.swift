import CaseModel
import Evidence

/// The SHA-256 of what Cairn itself wrote.
enum TextDigest {
    static func sha256(of bytes: [UInt8]) throws(CaseworkError) -> ContentDigest {
        try classed {
            let pass = try DigestPass()
            bytes.withUnsafeBytes { pass.update($0) }
            return try pass.finish().sha256
        }
    }
}
