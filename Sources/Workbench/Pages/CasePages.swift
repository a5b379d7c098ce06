import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import Hummingbird

/// A case: what it holds, who works on it, with whom it is shared.
enum CasePages {
    static let all = [
        Route(.get, "/cases/:case", .ofCase(.seeCase), handle: page),
        Route(.post, "/cases/:case/team", .ofCase(.share), handle: changeTeam),
        Route(.post, "/cases/:case/sharing", .ofCase(.share), handle: changeSharing),
    ]

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let record = try await request.caseRecord()
        let reference = record.reference
        let mayLook = signedIn.access.allows(.seeRenditions, reference)
        let overlaps =
            signedIn.access.allows(.seeFingerprints, reference)
            ? try await OverlapList(request, ofCase: reference, within: Kept<ReviewQueue>.patience) : nil
        let undecided = overlaps?.rows.count { $0.isUndecided } ?? 0
        var values: PageValues = [
            "case": try request.caseHead(record, current: "", undecided: undecided), "custody": [PageValues](),
        ]
        if signedIn.access.allows(.seeFingerprints, reference),
            let counts = try await request.state.counts.value(ofCase: reference, within: Kept<ReviewCounts>.patience)
        {
            values["coverageText"] = words.text(
                "coverage_sentence",
                words.number(counts.items),
                words.number(counts.stacks),
                words.number(counts.failed)
            )
            values["figures"] = figures(counts, undecided, overlaps?.stated.fileCount ?? 0, words)
        }
        var actions: [PageValues] = []
        func action(_ permission: CasePermission, _ path: String, _ key: String, isMain: Bool = false) {
            guard signedIn.access.allows(permission, reference) else { return }
            actions.append(["href": Address.ofCase(reference, path), "label": words.text(key), "isMain": isMain])
        }
        action(.decide, "overlaps/next", "case_overlaps", isMain: undecided > 0)
        action(.seeRenditions, "review", "case_review", isMain: undecided == 0)
        action(.ingest, "ingest", "case_ingest")
        action(.export, "report", "case_report")
        values["actions"] = actions
        if mayLook {
            try await addEvidence(to: &values, request, reference)
            values["outcomes"] = try await OutcomePages.values(request, reference)
        }
        if signedIn.access[reference] == .team || signedIn.viewer.isMachineOwner {
            try await addPeople(to: &values, request, record, signedIn)
        }
        return request.page("case", title: reference, values)
    }

    private static func figures(
        _ counts: ReviewCounts,
        _ undecided: Int,
        _ stated: Int,
        _ words: Catalogue
    ) -> [PageValues] {
        var figures: [PageValues] = [
            ["value": words.number(counts.items), "label": words.text("figure_items")],
            ["value": words.number(counts.stacks), "label": words.text("figure_stacks")],
            [
                "value": words.number(counts.viewsAvoided), "label": words.text("figure_avoided"),
                "help": words.text("figure_avoided_help"),
            ],
            ["value": words.number(undecided), "label": words.text("figure_overlaps")],
            ["value": words.number(counts.failed), "label": words.text("figure_failed")],
        ]
        if stated > 0 { figures.append(["value": words.number(stated), "label": words.text("figure_stated")]) }
        return figures
    }

    private static func addEvidence(
        to values: inout PageValues,
        _ request: WorkRequest,
        _ reference: String
    ) async throws {
        let words = request.catalogue
        let workspace = request.state.workspace
        let (exhibits, failures) = try await Blocking.run {
            (try workspace.exhibits(ofCase: reference), try workspace.failures(ofCase: reference))
        }
        if !exhibits.isEmpty {
            values["exhibits"] =
                [
                    "rows": exhibits.map { exhibit -> PageValues in
                        [
                            "label": exhibit.label, "source": exhibit.custody.first?.source ?? "",
                            "at": exhibit.createdAt, "atText": words.moment(exhibit.createdAt),
                            "items": words.number(exhibit.items), "contents": words.number(exhibit.contents),
                            "failed": words.number(exhibit.failed),
                        ]
                    }
                ] as PageValues
        }
        if !failures.isEmpty {
            values["failures"] =
                [
                    "rows": failures.map { failure -> PageValues in
                        [
                            "name": words.text("failure_\(failure.code.rawValue)"),
                            "meaning": words.text("failure_\(failure.code.rawValue)_meaning"),
                            "href": FailurePages.address(ofCase: reference, reason: failure.code),
                            "count": words.number(failure.items),
                        ]
                    }
                ] as PageValues
        }
        values["custody"] = exhibits.flatMap { exhibit in
            exhibit.custody.map { entry -> PageValues in
                [
                    "at": entry.at, "atText": words.moment(entry.at), "actor": entry.actor,
                    "text": "\(entry.act): \(entry.details)", "exhibit": exhibit.label,
                ]
            }
        }
    }

    private static func addPeople(
        to values: inout PageValues,
        _ request: WorkRequest,
        _ record: CaseTitle,
        _ signedIn: SignedIn
    ) async throws {
        let words = request.catalogue
        let (workspace, reference) = (request.state.workspace, record.reference)
        let (team, shares, accounts, agencies) = try await Blocking.run {
            (
                try workspace.team(ofCase: reference), try workspace.shares(ofCase: reference),
                try workspace.accounts(), try workspace.agencies()
            )
        }
        let mayShare = signedIn.access.allows(.share, reference)
        values["people"] = true
        values["mayShare"] = mayShare
        values["team"] = team.map { member -> PageValues in
            [
                "name": member.name, "roleName": words.text("role_\(member.role.rawValue)"),
                "agency": member.agencyName ?? "",
            ]
        }
        // Names of other agencies' accounts are not offered.
        values["candidates"] = accounts.filter { account in
            !account.isDisabled && !account.isMachineOwner && !team.contains { $0.account == account.id }
                && (signedIn.viewer.isMachineOwner || account.agency == signedIn.viewer.agency)
        }.map(\.name)
        values["shares"] = shares.map { share -> PageValues in
            [
                "audience": AudienceField.text(share.audience),
                "audienceText": words.audience(
                    share.audience,
                    agencyName: share.agencyName,
                    ownAgency: record.agency
                ),
                "levelText": words.text("level_\(share.level.rawValue)"), "at": share.setAt,
                "atText": words.moment(share.setAt),
            ]
        }
        let audiences: [(Audience, String?)] =
            [(.ownAgency, nil)] + agencies.filter { $0.name != record.agency }.map { (.agency($0.id), $0.name) }
            + [(.community, nil)]
        values["audiences"] = audiences.map { audience, name in
            option(
                AudienceField.text(audience),
                words.audience(audience, agencyName: name, ownAgency: record.agency)
            )
        }
        values["levels"] = SharingLevel.allCases.map { option($0.rawValue, words.text("level_\($0.rawValue)")) }
    }

    @Sendable private static func changeTeam(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        guard let account = request.form.text("account") else { throw Problem.wrong("Name an account.") }
        let isRemoval = request.form["action"] == "remove"
        try await Blocking.run {
            if isRemoval {
                try workspace.removeMember(ofCase: reference, account: account, by: viewer)
            } else {
                try workspace.addMember(toCase: reference, account: account, by: viewer)
            }
        }
        return request.redirect(to: Address.ofCase(reference) + "#team")
    }

    /// Sharing is confirmed on a page of its own; stopping it is not.
    @Sendable private static func changeSharing(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let record = try await request.caseRecord()
        let reference = record.reference
        guard let audience = AudienceField.audience(request.form["audience"] ?? "") else {
            throw Problem.wrong("Say with whom the case is to be shared.")
        }
        let wish = request.form["level"] ?? ""
        let level = SharingLevel(rawValue: wish)
        guard level != nil || wish == "none" else { throw Problem.wrong("Say how much they are to see.") }
        guard level == nil || request.form["confirmed"] == "yes" else {
            let agencies = try await Blocking.run { try workspace.agencies() }
            var name: String?
            if case .agency(let id) = audience { name = agencies.first { $0.id == id }?.name }
            let whom = words.audience(audience, agencyName: name, ownAgency: record.agency)
            let path = Address.ofCase(reference, "sharing")
            return request.page(
                "confirm",
                title: words.text("sharing"),
                [
                    "title": words.text("confirm_share", reference, whom),
                    "question": words.text("confirm_share_detail", words.text("level_\(wish)")), "action": path,
                    "fields": [
                        ["name": "audience", "value": AudienceField.text(audience)], ["name": "level", "value": wish],
                    ] as [PageValues],
                    "confirmLabel": words.text("share"), "cancelHref": Address.ofCase(reference) + "#sharing",
                ],
                current: "/"
            )
        }
        try await Blocking.run {
            try workspace.setShare(ofCase: reference, with: audience, level: level, by: viewer)
        }
        return request.redirect(to: Address.ofCase(reference) + "#sharing")
    }
}

/// Whom a case is shared with, as a form's field.
enum AudienceField {
    static func text(_ audience: Audience) -> String {
        switch audience {
        case .ownAgency: "own-agency"
        case .agency(let id): "agency-\(id)"
        case .community: "community"
        }
    }

    static func audience(_ text: String) -> Audience? {
        switch text {
        case "own-agency": .ownAgency
        case "community": .community
        default: text.hasPrefix("agency-") ? Int64(text.dropFirst("agency-".count)).map(Audience.agency) : nil
        }
    }
}
