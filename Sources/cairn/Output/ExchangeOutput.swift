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
