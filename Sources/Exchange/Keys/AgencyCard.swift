import CaseModel

/// What an agency hands to others so that they can exchange with it: its name and public keys, signed by itself.
///
/// The signature shows that the keys belong together and that the file is whole. Whose they are only the comparison of the
/// fingerprint by another way can show.
public struct AgencyCard: Hashable, Sendable {
    /// The longest file that is looked at.
    public static let mostBytes = 4096

    /// The agency's name, as it gives it.
    public let agency: String
    /// Its public keys.
    public let identity: AgencyIdentity
    private let signature: [UInt8]

    /// Makes the card of an agency.
    ///
    /// - Parameters:
    ///   - agency: Its name: one line that can be seen.
    ///   - key: Its keys.
    /// - Throws: ``ExchangeError/wrongText(_:)`` if the name cannot be taken.
    public init(agency: String, key: AgencyKey) throws(ExchangeError) {
        guard ExchangeText.isLine(agency, most: ExchangeText.mostInName) else {
            throw .wrongText("an agency's name is one line of at most \(ExchangeText.mostInName) bytes")
        }
        self.agency = agency
        identity = key.identity
        signature = key.signature(of: Self.signed(agency, key.identity))
    }

    /// Reads a card from the bytes of a file.
    ///
    /// - Throws: ``ExchangeError/notACard(_:)``.
    public init(file: [UInt8]) throws(ExchangeError) {
        guard file.count <= Self.mostBytes else { throw .notACard("it is too large") }
        let line = file.last == UInt8(ascii: "\n") ? Array(file.dropLast()) : file
        do throws(ExchangeError) {
            var members = try StrictReader.object(line, depth: 1)
            agency = try members.line("agency", most: ExchangeText.mostInName)
            _ = try members.integer("card", in: 1...1)
            let sealing = try members.bytes("sealing_key", count: AgencyIdentity.keyBytes)
            signature = try members.bytes("signature", count: AgencyIdentity.signatureBytes)
            let signing = try members.bytes("signing_key", count: AgencyIdentity.keyBytes)
            try members.finish()
            guard let identity = AgencyIdentity(signingKey: signing, sealingKey: sealing),
                identity.accepts(signature, of: Self.signed(agency, identity))
            else { throw .malformed("it was altered, or its keys do not belong together") }
            self.identity = identity
        } catch {
            if case .malformed(let what) = error { throw .notACard(what) }
            throw error
        }
    }

    /// The bytes of the card's file: one line of text.
    public var file: [UInt8] {
        CanonicalJSON.object([
            ("agency", .text(agency)), ("card", .integer(1)), ("sealing_key", .text(identity.sealingKey.hexadecimal)),
            ("signature", .text(signature.hexadecimal)), ("signing_key", .text(identity.signingKey.hexadecimal)),
        ]).bytes + [UInt8(ascii: "\n")]
    }

    private static func signed(_ agency: String, _ identity: AgencyIdentity) -> [UInt8] {
        Array("cairn agency card 1\0".utf8) + identity.signingKey + identity.sealingKey + Array(agency.utf8)
    }
}
