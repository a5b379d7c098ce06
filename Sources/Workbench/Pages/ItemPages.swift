import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// One item: what it shows, what is known of it, where else it is.
enum ItemPages {
    static let all = [
        Route(.get, "/cases/:case/items/:item", .ofCase(.seeRenditions), handle: item),
        Route(.post, "/cases/:case/items/:item/original", .ofCase(.takeOriginals), handle: original),
    ]

    /// The largest number of sightings that are listed; the page of the case has them all.
    private static let mostSightings = 5

    @Sendable private static func item(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let record = try await request.caseRecord()
        let (workspace, reference, number) = (request.state.workspace, record.reference, try request.number("item"))
        let page = try await Blocking.run {
            try workspace.itemPage(number, inCase: reference, access: signedIn.access)
        }
        guard let page else { throw Problem.notFound }
        let details = page.details
        let known = try await Blocking.run {
            try details.content.map { try workspace.knownFiles($0.digests, pictures: []) } ?? []
        }
        let overlaps = try await OverlapList(request, ofCase: reference, within: Kept<ReviewQueue>.patience)
        try await request.state.views.record(
            NewAuditEntry(
                actor: signedIn.viewer.name,
                act: "item.viewed",
                caseReference: reference,
                subject: details.content?.digests.sha256.hex,
                details: ["item": "\(number)"]
            )
        )
        let name = details.path.split(separator: "/").last.map(String.init) ?? details.path
        var values: PageValues = [
            "case": try request.caseHead(record, current: "review"), "title": name,
            "kindText": words.media(details.content?.kind), "path": "\(details.exhibit)/\(details.path)",
            "positionText": "", "factGroups": facts(details, words),
            "votes": page.votes.map { vote(_: $0, viewer: signedIn.viewer, words) },
            "knownFiles": known.map { file -> PageValues in
                [
                    "text": words.text(
                        file.isCollision ? "known_collision" : "known_on",
                        file.list.name,
                        file.hashType.rawValue
                    ),
                    "codeText": file.code.map { words.text("known_code", $0) } ?? "",
                ]
            },
            "seenIn": seen(page, words, signedIn.access), "linked": linked(page, overlaps, reference, words),
            "custody": page.custody.map { entry -> PageValues in
                [
                    "at": entry.at, "atText": words.moment(entry.at), "actor": entry.actor,
                    "text": "\(entry.act): \(entry.details)",
                ]
            },
        ]
        values["watch"] =
            [
                "action": Address.ofCase(reference, "items/\(number)/watch"),
                "hasCamera": details.content?.capture?.bodySerial != nil,
            ] as PageValues
        if let digest = details.content?.digests.sha256.hex {
            values["sightings"] = try await sightings(of: digest, request, reference, words)
        }
        if let failure = details.failure {
            values["failureText"] =
                "\(words.text("failure_\(failure.code.rawValue)")): \(words.text("failure_\(failure.code.rawValue)_meaning"))"
        }
        if overlaps == nil { values["linksPending"] = true }
        if let item = page.neighbours.previous { values["previousHref"] = Address.ofCase(reference, "items/\(item)") }
        if let item = page.neighbours.next { values["nextHref"] = Address.ofCase(reference, "items/\(item)") }
        addPictures(to: &values, page, number, words)
        if let content = details.content {
            if page.memberCount > 1 { values["stack"] = stack(page, words) }
            if signedIn.access.allows(.decide, reference) {
                values["codeForm"] = true
                values["stackNumber"] = "\(content.stack)"
                values["appliesText"] = words.text("code_applies", "\(page.memberCount)")
                let own = page.votes.first { $0.author == signedIn.viewer.name }?.code
                values["codes"] = (1...9).map { code -> PageValues in
                    ["value": "\(code)", "name": words.code("\(code)"), "isOwn": own == "\(code)"]
                }
            }
            if signedIn.access.allows(.takeOriginals, reference), !details.isEntry {
                values["original"] = ["action": Address.ofCase(reference, "items/\(number)/original")] as PageValues
            }
        }
        return request.page("item", title: name, values, current: "/")
    }

    private static func addPictures(
        to values: inout PageValues,
        _ page: ItemPage,
        _ number: Int64,
        _ words: Catalogue
    ) {
        guard let content = page.details.content else { return }
        if let first = page.renditions.first {
            values["picture"] =
                [
                    "itemNumber": PairName.text(caseReference: page.details.caseReference, link: "\(number)"),
                    "source": RenditionAddress.of(content.digests.sha256, position: first.position),
                    "width": "\(first.width)", "height": "\(first.height)", "fullWidth": "\(content.width)",
                    "fullHeight": "\(content.height)",
                    "alternative": words.text("item_alternative", page.details.path),
                ] as PageValues
        }
        if page.renditions.count > 1 {
            values["frames"] =
                [
                    "shots": page.renditions.map { shot -> PageValues in
                        [
                            "source": RenditionAddress.of(content.digests.sha256, position: shot.position),
                            "alternative": words.text("frame_alternative", words.seconds(shot.at)),
                            "atText": words.seconds(shot.at), "isMatched": false,
                        ]
                    }
                ] as PageValues
        }
        if !page.lines.isEmpty {
            values["text"] =
                [
                    "summary": words.text("unknown_text_lines", "\(page.lines.count)"),
                    "lines": page.lines.enumerated().map { number, line -> PageValues in
                        let whole = [line.sentAt, line.sender, line.body].compactMap(\.self).joined(separator: " · ")
                        return ["number": "\(number + 1)", "parts": MarkedText.parts(whole, marking: [])]
                    },
                ] as PageValues
        }
    }

    private static func vote(_ vote: CodeVote, viewer: Viewer, _ words: Catalogue) -> PageValues {
        [
            "code": vote.code, "codeName": words.texts["code_\(vote.code)"] ?? "", "by": vote.author, "at": vote.at,
            "atText": words.moment(vote.at), "isOwn": vote.author == viewer.name,
        ]
    }

    private static func seen(_ page: ItemPage, _ words: Catalogue, _ access: CaseAccess) -> [PageValues] {
        let shown = page.holders.map { holder -> PageValues in
            // Who sees fingerprints alone sees no paths.
            guard access.allows(.seeRenditions, holder.caseReference) else { return ["text": holder.caseReference] }
            return [
                "text": words.text("seen_case", holder.caseReference, "\(holder.exhibit)/\(holder.path)"),
                "seenHref": Address.ofCase(holder.caseReference, "items/\(holder.id)"),
            ]
        }
        let hidden = page.elsewhere.map { one -> PageValues in
            ["text": words.text("seen_elsewhere", "\(one.cases)"), "askText": words.text("seen_ask", one.agency)]
        }
        return shown + hidden
    }

    /// Where the item's content was seen, in all cases that one may see.
    private static func sightings(
        of digest: String,
        _ request: WorkRequest,
        _ reference: String,
        _ words: Catalogue
    ) async throws -> PageValues {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let found = try await Blocking.run {
            try workspace.sightings(ofContent: digest, inCase: reference, for: viewer).sightings
        }
        return [
            "rows": found.prefix(mostSightings).map(words.sighting),
            "href": Address.of(Address.ofCase(reference, "seen"), [("content", digest)]),
        ]
    }

    /// Overlaps of the item's content with other cases, the strongest first, each leading to its comparison.
    private static func linked(
        _ page: ItemPage,
        _ overlaps: OverlapList?,
        _ reference: String,
        _ words: Catalogue
    ) -> [PageValues] {
        let digest = page.details.content?.digests.sha256
        return (overlaps?.rows ?? []).filter { $0.entry.own.sha256 == digest && $0.entry.pair != nil }.map { row in
            [
                "kindName": row.entry.kinds.map(words.kind).joined(separator: ", "), "other": row.otherName,
                "strengthText": words.text("strength_percent", words.percent(row.entry.link.strength)),
                "href": Address.ofCase(reference, "overlaps/\(row.entry.link.id)"),
            ]
        }
    }

    private static func stack(_ page: ItemPage, _ words: Catalogue) -> PageValues {
        var stack: PageValues = [
            "countText": words.text("stack_count", "\(page.memberCount)"),
            "members": page.members.map { member -> PageValues in
                [
                    "href": Address.ofCase(member.item.caseReference, "items/\(member.item.id)"),
                    "path": "\(member.item.exhibit)/\(member.item.path)", "isCurrent": false,
                    "relationText": "", "sizeText": "",
                ]
            },
        ]
        let left = page.memberCount - 1 - page.members.count
        if left > 0 { stack["moreText"] = words.text("stack_more", "\(left)") }
        return stack
    }

    private static func facts(_ details: ItemDetails, _ words: Catalogue) -> [PageValues] {
        var groups: [PageValues] = []
        func group(_ key: String, _ facts: [(String, String?, Bool)]) {
            let known = facts.compactMap { key, value, isCode -> PageValues? in
                guard let value, !value.isEmpty else { return nil }
                return ["label": words.texts[key] ?? key, "value": value, "isCode": isCode]
            }
            if !known.isEmpty { groups.append(["legend": words.text(key), "facts": known]) }
        }
        let content = details.content
        group(
            "facts_file",
            [
                ("fact_exhibit", details.exhibit, false),
                ("fact_size", content.map { words.size($0.digests.size) }, false),
                ("fact_type", content?.type, false), ("added", words.moment(details.registeredAt), false),
            ]
        )
        group(
            "facts_digests",
            [
                ("SHA-256", content?.digests.sha256.hex, true), ("SHA-1", content.map { hex($0.digests.sha1) }, true),
                ("MD5", content.map { hex($0.digests.md5) }, true),
            ]
        )
        group(
            "facts_picture",
            [
                (
                    "fact_dimensions",
                    content.flatMap { $0.width > 0 ? "\($0.width) × \($0.height)" : nil }, false
                ), ("fact_duration", content?.duration.map(words.seconds), false),
            ]
        )
        let capture = content?.capture
        var position: String?
        if let latitude = capture?.latitude, let longitude = capture?.longitude {
            position = "\(latitude), \(longitude)"
        }
        group(
            "facts_camera",
            [
                ("fact_make", capture?.make, false), ("fact_model", capture?.model, false),
                ("fact_serial", capture?.bodySerial, false), ("fact_taken", capture?.takenAt, false),
                ("fact_place", position, false),
            ]
        )
        return groups
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The file itself, never shown in a page: after a question why, and on record.
    @Sendable private static func original(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, reference, number) = (
            request.state.workspace, request.caseReference, try request.number("item")
        )
        let path = Address.ofCase(reference, "items/\(number)")
        guard request.form["confirmed"] == "yes", let reason = request.form.text("reason") else {
            return request.page(
                "confirm",
                title: words.text("original"),
                [
                    "title": words.text("confirm_original"), "question": words.text("confirm_original_detail"),
                    "action": path + "/original", "fields": [PageValues](),
                    "reasonLabel": words.text("confirm_original_reason"),
                    "confirmLabel": words.text("confirm_original_yes"), "cancelHref": path,
                ],
                current: "/"
            )
        }
        let found = try await Blocking.run {
            try workspace.original(ofItem: number, inCase: reference, reason: reason, by: signedIn.viewer)
        }
        guard let found else { throw Problem.notFound }
        return attachment(found.details, found.file)
    }

    /// A file as a download, piece by piece.
    static func attachment(_ details: ItemDetails, _ file: FileHandle) -> Response {
        let name = details.path.split(separator: "/").last.map(String.init) ?? "file"
        return WorkRequest.download(file, size: Int(details.content?.digests.size ?? 0), name: name)
    }
}
