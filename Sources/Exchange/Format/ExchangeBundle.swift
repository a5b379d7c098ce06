/// What one agency sends another as a file: signed by the one, sealed to the other.
///
/// The file is a line that names the format, and a sealed box. In the box stand the signature, the header and the body,
/// each of the two with its length before it, and zeros up to the ``SizeClass``. All that follows the signature is signed,
/// the recipient and the zeros with it. Nobody but the recipient can tell who sent it, what it is or how much is in it.
public struct ExchangeBundle: Hashable, Sendable {
    /// The largest file that is written or looked at.
    public static let mostBytes = mostContentBytes + 1024
    private static let mostContentBytes = 32 << 20
    static let mark = Array("cairn-bundle-1\n".utf8)
    private static let domain = Array("cairn exchange bundle 1\0".utf8)

    /// What it says of itself.
    public let header: BundleHeader
    /// What is in it.
    public let body: BundleBody

    /// Puts a bundle together.
    public init(header: BundleHeader, body: BundleBody) {
        self.header = header
        self.body = body
    }

    /// The bytes of its file.
    ///
    /// - Parameters:
    ///   - key: The sender's keys.
    ///   - recipient: The recipient's keys.
    /// - Returns: What only the recipient can read.
    /// - Throws: ``ExchangeError``, if what is to be sent is too large or would be refused.
    public func file(from key: AgencyKey, to recipient: AgencyIdentity) throws(ExchangeError) -> [UInt8] {
        let (head, content) = (header.bytes, body.bytes)
        let needed = AgencyIdentity.signatureBytes + 2 + head.count + 4 + content.count
        let size = SizeClass.size(of: body, needing: needed)
        guard size <= Self.mostContentBytes else { throw .tooLarge }
        var signed: [UInt8] = []
        signed.reserveCapacity(size)
        signed += [UInt8(head.count >> 8), UInt8(head.count & 255)] + head
        signed += (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (24 - 8 * $0)) } + content
        signed += [UInt8](repeating: 0, count: size - AgencyIdentity.signatureBytes - signed.count)
        // What we would not take ourselves is not sent.
        _ = try BundleHeader(head)
        _ = try BundleBody(content, of: header.kind)
        guard let sealed = recipient.sealed(key.signature(of: Self.domain + signed) + signed) else {
            throw .wrongText("nothing can be sealed to the recipient's key")
        }
        return Self.mark + sealed
    }

    /// Opens a file, without believing anything of it yet.
    ///
    /// - Parameters:
    ///   - file: Its bytes.
    ///   - key: The recipient's keys.
    /// - Returns: A header whose sender is still to be found, and the signature checked.
    /// - Throws: ``ExchangeError``.
    public static func opened(_ file: [UInt8], by key: AgencyKey) throws(ExchangeError) -> UnverifiedBundle {
        guard file.count <= mostBytes else { throw .tooLarge }
        guard file.starts(with: mark) else { throw .notABundle }
        guard let content = key.opened(Array(file.dropFirst(mark.count))) else { throw .cannotBeOpened }
        guard content.count >= SizeClass.least else { throw .malformed("it is cut short") }
        let signature = Array(content.prefix(AgencyIdentity.signatureBytes))
        let signed = Array(content.dropFirst(AgencyIdentity.signatureBytes))
        let headLength = Int(signed[0]) << 8 | Int(signed[1])
        guard headLength <= BundleHeader.mostBytes else { throw .malformed("its header is too long") }
        let header = try BundleHeader(Array(signed[2..<2 + headLength]))
        guard header.recipient == key.identity.fingerprint else { throw .otherRecipient }
        return UnverifiedBundle(
            header: header,
            signature: signature,
            signed: domain + signed,
            bodyStart: domain.count + 2 + headLength
        )
    }
}

/// A bundle whose header was read and whose signature was not checked yet.
public struct UnverifiedBundle: Sendable {
    /// What it says of itself.
    public let header: BundleHeader
    private let signature: [UInt8]
    private let signed: [UInt8]
    private let bodyStart: Int

    fileprivate init(header: BundleHeader, signature: [UInt8], signed: [UInt8], bodyStart: Int) {
        self.header = header
        self.signature = signature
        self.signed = signed
        self.bodyStart = bodyStart
    }

    /// Checks that it comes from the agency that it names and holds now, and only then reads what is in it.
    ///
    /// - Parameters:
    ///   - identity: The keys of the sender, found by the header's fingerprint.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: The bundle.
    /// - Throws: ``ExchangeError``.
    public func verified(by identity: AgencyIdentity, now: Int64) throws(ExchangeError) -> ExchangeBundle {
        guard identity.fingerprint == header.sender, identity.accepts(signature, of: signed) else {
            throw .badSignature
        }
        guard header.madeAt <= now + BundleHeader.clockTolerance else { throw .fromTheFuture }
        guard header.expiresAt > now else { throw .expired }
        let length = signed[bodyStart..<bodyStart + 4].reduce(0) { $0 << 8 | Int($1) }
        let (first, end) = (bodyStart + 4, bodyStart + 4 + length)
        guard end <= signed.count else { throw .malformed("its body is cut short") }
        guard signed[end...].allSatisfy({ $0 == 0 }) else { throw .malformed("something follows its body") }
        return ExchangeBundle(header: header, body: try BundleBody(Array(signed[first..<end]), of: header.kind))
    }
}
