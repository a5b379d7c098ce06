/// Statements about other agencies: partners, rules, bundles and what matches them.
extension Statements {
    static let exchangeIdentity = "SELECT name, fingerprint FROM exchange_identity ORDER BY made_at DESC LIMIT 1"
    static let setExchangeIdentity = """
        INSERT INTO exchange_identity (fingerprint, name, made_at) VALUES ($1, $2, $3)
        ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, made_at = excluded.made_at
        """

    static let addPartner = """
        INSERT INTO exchange_partner (name, fingerprint, signing_key, sealing_key, trusted_at, trusted_by)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id
        """
    static let trustPartnerAgain = """
        UPDATE exchange_partner SET trusted_at = $1, trusted_by = $2, revoked_at = NULL, revoked_by = NULL
        WHERE id = $3
        """
    static let revokePartner = """
        UPDATE exchange_partner SET revoked_at = $1, revoked_by = $2 WHERE id = $3 AND revoked_at IS NULL RETURNING id
        """
    private static let partnerColumns = """
        SELECT id, name, signing_key, sealing_key, trusted_at, trusted_by, revoked_at, revoked_by FROM exchange_partner
        """
    static let partners = "\(partnerColumns) ORDER BY name"
    static let partnerByName = "\(partnerColumns) WHERE name = $1"
    static let partnerByFingerprint = "\(partnerColumns) WHERE fingerprint = $1"

    static let setReleaseRule = """
        INSERT INTO release_rule (case_id, partner_id, digests, pictures, level, contact, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (case_id, partner_id) DO UPDATE SET digests = excluded.digests, pictures = excluded.pictures,
            level = excluded.level, contact = excluded.contact, set_at = excluded.set_at, set_by = excluded.set_by
        """
    static let removeReleaseRule =
        "DELETE FROM release_rule WHERE case_id = $1 AND partner_id = $2 RETURNING case_id"
    static let releaseRule = """
        SELECT digests, pictures, level, contact FROM release_rule WHERE case_id = $1 AND partner_id = $2
        """
    static let releaseRules = """
        SELECT r.digests, r.pictures, r.level, r.contact, p.name, r.set_at, r.set_by
        FROM release_rule r JOIN exchange_partner p ON p.id = r.partner_id WHERE r.case_id = $1 ORDER BY p.name
        """

    static let releaseRulesOfCases = """
        SELECT r.digests, r.pictures, r.level, r.contact, p.name, r.set_at, r.set_by, c.reference
        FROM release_rule r JOIN exchange_partner p ON p.id = r.partner_id JOIN agency_case c ON c.id = r.case_id
        ORDER BY c.reference, p.name
        """

    static let contentsToOffer = """
        SELECT DISTINCT m.id, m.sha256 FROM exhibit e JOIN item i ON i.exhibit_id = e.id JOIN media m ON m.id = i.media_id
            JOIN analysis a ON a.media_id = m.id AND a.version = $1
        WHERE e.case_id = $2 AND m.size > 0 AND a.kind IN ('image', 'video', 'audio') ORDER BY m.id
        """
    static let addOfferedContent = "INSERT INTO offered_content (bundle_id, entry, media_id) VALUES ($1, $2, $3)"
    static let offeredContents = "SELECT entry, media_id FROM offered_content WHERE bundle_id = $1 ORDER BY entry"

    static let addBundle = """
        INSERT INTO exchange_bundle (bundle, is_sent, partner_id, kind, state, concerns, made_at, expires_at, handled_at,
            handled_by, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (bundle) DO NOTHING RETURNING id
        """
    static let setBundleState = "UPDATE exchange_bundle SET state = $1 WHERE id = $2"
    static let emptyBundle = "UPDATE exchange_bundle SET body = $1 WHERE id = $2"
    private static let bundleColumns = """
        SELECT b.id, b.bundle, b.is_sent, b.partner_id, p.name, b.kind, b.state, b.concerns, b.made_at, b.expires_at,
            b.handled_at, b.handled_by
        FROM exchange_bundle b JOIN exchange_partner p ON p.id = b.partner_id
        """
    static let bundles = "\(bundleColumns) WHERE b.is_sent = $1 ORDER BY b.id"
    static let bundleByNumber = "\(bundleColumns) WHERE b.id = $1"
    static let bundleByName = "\(bundleColumns) WHERE b.bundle = $1"
    static let bundlesConcerning = "\(bundleColumns) WHERE b.concerns = $1 ORDER BY b.id"
    static let bundleBody = "SELECT body FROM exchange_bundle WHERE id = $1"

    static let removeOfferMatches = "DELETE FROM offer_match WHERE bundle_id = $1"
    static let addOfferMatch = """
        INSERT INTO offer_match (bundle_id, entry, media_id, kind, distance) VALUES ($1, $2, $3, $4, $5)
        """
    static let ruledMatches = """
        SELECT DISTINCT o.entry, o.media_id, o.kind, o.distance, c.id, c.reference, r.digests, r.pictures, r.level,
            r.contact
        FROM offer_match o JOIN exchange_bundle b ON b.id = o.bundle_id JOIN item i ON i.media_id = o.media_id
            JOIN exhibit e ON e.id = i.exhibit_id JOIN agency_case c ON c.id = e.case_id
            LEFT JOIN release_rule r ON r.case_id = c.id AND r.partner_id = b.partner_id
        WHERE o.bundle_id = $1 ORDER BY o.entry, c.id, o.media_id
        """
    static let addPointerCase = "INSERT INTO pointer_case (bundle_id, pointer, case_id) VALUES ($1, $2, $3)"
    static let pointerCases = """
        SELECT k.pointer, c.reference FROM pointer_case k JOIN agency_case c ON c.id = k.case_id
        WHERE k.bundle_id = $1 ORDER BY c.id
        """
}
