import CaseModel
import Casework
import Exchange

/// What is exchanged with other agencies, in words for people.
extension Catalogue {
    func bundle(_ record: BundleRecord) -> String { "\(text("bundle_\(record.kind.rawValue)")) \(record.number)" }

    /// A row of the table of bundles.
    func row(_ record: BundleRecord) -> PageValues {
        [
            "href": BundlePages.path(record.number), "kindText": text("bundle_\(record.kind.rawValue)"),
            "number": "\(record.number)", "partner": record.partnerName,
            "stateText": text("bundle_state_\(record.state.rawValue)"), "at": record.handledAt,
            "atText": moment(record.handledAt), "author": record.handledBy,
            "untilText": moment(BundleOutput.moment(record.expiresAt)),
        ]
    }

    func card(_ card: AgencyCard) -> PageValues {
        let fingerprint = card.identity.fingerprint
        return ["agency": card.agency, "digits": fingerprint.groups, "words": fingerprint.words]
    }

    func partner(_ record: PartnerRecord) -> PageValues {
        var state = text("exchange_trusted_since", moment(record.trustedAt), record.trustedBy)
        if let revokedAt = record.revokedAt {
            state = text("exchange_revoked_since", moment(revokedAt), record.revokedBy ?? "")
        }
        return [
            "name": record.name, "stateText": state, "digits": record.identity.fingerprint.groups,
            "isTrusted": record.revokedAt == nil,
        ]
    }

    func release(_ record: ReleaseRuleRecord) -> PageValues {
        let rule = record.rule
        let released = [rule.digests ? text("release_digests") : nil, rule.pictures ? text("release_pictures") : nil]
        var row: PageValues = [
            "partner": record.partner, "releasedText": released.compactMap(\.self).joined(separator: "; "),
            "levelText": text("release_\(rule.level.rawValue)"), "author": record.setBy, "at": record.setAt,
            "atText": moment(record.setAt),
        ]
        row["contact"] = rule.contact
        return row
    }

    func match(kind: LinkKind, distance: Int?) -> String {
        distance.map { text("exchange_bits", self.kind(kind), "\($0)") } ?? self.kind(kind)
    }

    func match(_ ruled: RuledMatch) -> PageValues {
        [
            "entry": "\(ruled.match.entry)", "kindText": match(kind: ruled.match.kind, distance: ruled.match.distance),
            "case": ruled.caseReference, "href": Address.ofCase(ruled.caseReference),
            "levelText": text("release_\(ruled.level.rawValue)"),
        ]
    }

    func pointer(_ pointer: Pointer) -> String {
        text("exchange_pointer_\(pointer.level == .existence ? "existence" : "found")", number(pointer.matches))
    }

    /// A pointer with what belongs to it here.
    func pointer(_ pointer: Pointer, _ details: BundleDetails?) -> PageValues {
        var values: PageValues = ["text": self.pointer(pointer)]
        if let cases = details?.cases[pointer.id], !cases.isEmpty {
            values["casesText"] = cases.joined(separator: ", ")
        }
        guard case .found(let matches, let contact) = pointer.statement else { return values }
        values["contact"] = contact
        let rows = matches.map { one -> PageValues in
            [
                "entry": "\(one.entry)", "kindText": match(kind: one.kind, distance: one.distance),
                "items": (details?.items[one.entry] ?? []).map { item -> PageValues in
                    [
                        "href": Address.ofCase(item.caseReference, "items/\(item.id)"),
                        "label": "\(item.caseReference)/\(item.exhibit)/\(item.path)",
                    ]
                },
            ]
        }
        values["found"] = ["rows": rows] as PageValues
        return values
    }
}

extension WorkRequest {
    /// How a bundle is to leave that a form asks for: without a file, which is taken afterwards.
    var delivery: Delivery {
        get throws(Problem) {
            guard let text = form.text("days") else { return Delivery() }
            guard let days = Int(text), (1...Workspace.mostDays).contains(days) else {
                throw .wrong("A bundle is good for 1 to \(Workspace.mostDays) days.")
            }
            return Delivery(days: days)
        }
    }
}
