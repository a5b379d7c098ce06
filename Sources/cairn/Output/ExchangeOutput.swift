import CaseModel
import Casework
import Exchange

/// Prints what is exchanged with other agencies.
enum ExchangeOutput {
    static func print(_ card: AgencyCard, json: Bool) throws {
        let fingerprint = card.identity.fingerprint
        if json {
            try JSONLines.print(CardOutput(card))
            return
        }
        StandardOutput.write(
            """
            \(card.agency)
            digits  \(fingerprint.groups)
            words   \(fingerprint.words)

            """
        )
    }

    static func print(_ bundles: [BundleRecord], json: Bool) throws {
        if json {
            for bundle in bundles { try JSONLines.print(BundleOutput(bundle)) }
            return
        }
        var table = TextTable("bundle", "kind", "partner", "state", "at", "by", "good until")
        for bundle in bundles {
            table.add(
                "\(bundle.number)",
                bundle.kind.rawValue,
                bundle.partnerName,
                bundle.state.rawValue,
                bundle.handledAt,
                bundle.handledBy,
                BundleOutput.moment(bundle.expiresAt)
            )
        }
        StandardOutput.write(table.text)
    }

    static func print(_ details: BundleDetails, json: Bool) throws {
        let output = BundleDetailsOutput(details)
        if json { return try JSONLines.print(output) }
        try print([details.record], json: false)
        for line in output.lines { StandardOutput.write(line + "\n") }
        for later in details.later {
            StandardOutput.write("then \(later.kind.rawValue) \(later.number), \(later.handledAt)\n")
        }
    }

    static func print(_ preview: AnswerPreview, json: Bool) throws {
        let output = AnswerPreviewOutput(preview)
        if json { return try JSONLines.print(output) }
        StandardOutput.write(
            "offer \(preview.offer.number) of \(preview.offer.partnerName): \(preview.asked) entries\n"
        )
        for match in output.matches { StandardOutput.write(match.line + "\n") }
        StandardOutput.write(output.pointers.isEmpty ? "the answer would say nothing\n" : "the answer would say:\n")
        for pointer in output.pointers { StandardOutput.write("  " + pointer.line + "\n") }
    }
}

/// A card in the form of the interface.
struct CardOutput: Encodable {
    let agency: String
    let fingerprint: String
    let words: String

    init(_ card: AgencyCard) {
        agency = card.agency
        fingerprint = card.identity.fingerprint.hex
        words = card.identity.fingerprint.words
    }
}

/// A partner in the form of the interface.
struct PartnerOutput: Encodable {
    let partner: String
    let fingerprint: String
    let trustedAt: String
    let trustedBy: String
    let revokedAt: String?
    let revokedBy: String?

    init(_ record: PartnerRecord) {
        partner = record.name
        fingerprint = record.identity.fingerprint.hex
        trustedAt = record.trustedAt
        trustedBy = record.trustedBy
        revokedAt = record.revokedAt
        revokedBy = record.revokedBy
    }
}

/// A rule in the form of the interface.
struct ReleaseRuleOutput: Encodable {
    let partner: String
    let digests: Bool
    let pictures: Bool
    let answer: String
    let contact: String?
    let setAt: String
    let setBy: String

    init(_ record: ReleaseRuleRecord) {
        partner = record.partner
        digests = record.rule.digests
        pictures = record.rule.pictures
        answer = record.rule.level.rawValue
        contact = record.rule.contact
        setAt = record.setAt
        setBy = record.setBy
    }
}
