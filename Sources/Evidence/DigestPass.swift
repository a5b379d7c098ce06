import COpenSSL
public import CaseModel

/// MD5, SHA-1 and SHA-256 of one content, computed together as its bytes go by.
///
/// Source: FIPS 180-4 and RFC 1321, through OpenSSL's libcrypto.
public final class DigestPass {
    private let contexts: [OpaquePointer]
    private var size: Int64 = 0

    /// Starts a pass.
    ///
    /// - Throws: ``EvidenceError/digestUnavailable`` if libcrypto refuses an algorithm, as a FIPS-only build does.
    public init() throws(EvidenceError) {
        var made: [OpaquePointer] = []
        for algorithm in [EVP_md5(), EVP_sha1(), EVP_sha256()] {
            guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
                made.forEach(EVP_MD_CTX_free)
                throw .digestUnavailable
            }
            made.append(context)
        }
        contexts = made
    }

    deinit {
        contexts.forEach(EVP_MD_CTX_free)
    }

    /// Adds the next bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        size += Int64(bytes.count)
        for context in contexts { EVP_DigestUpdate(context, base, bytes.count) }
    }

    /// Ends the pass.
    ///
    /// - Returns: Size and the three digests of all bytes added.
    /// - Throws: ``EvidenceError/digestUnavailable`` if libcrypto fails.
    public func finish() throws(EvidenceError) -> Digests {
        var values: [[UInt8]] = []
        for context in contexts {
            var value = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
            var length: UInt32 = 0
            guard EVP_DigestFinal_ex(context, &value, &length) == 1 else { throw .digestUnavailable }
            values.append(Array(value.prefix(Int(length))))
        }
        guard let sha256 = ContentDigest(bytes: values[2]) else { throw .digestUnavailable }
        return Digests(size: size, md5: values[0], sha1: values[1], sha256: sha256)
    }
}
