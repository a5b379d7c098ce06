import Accounts
import Audit
import CaseModel
import Casework
import Foundation

/// The values of a page that compares two items.
struct ComparePage {
    /// Lines between places that belong together, at most.
    private static let mostLines = 24

    private let request: WorkRequest
    private let overlaps: OverlapList
    private let place: Int
    private let words: Catalogue

    private var row: OverlapRow { overlaps.rows[place] }
    private var link: Link { row.entry.link }

    init(_ request: WorkRequest, _ overlaps: OverlapList, place: Int) {
        self.request = request
        self.overlaps = overlaps
        self.place = place
        words = request.catalogue
    }

    func values() async throws -> PageValues {
        let reference = request.caseReference
        let signedIn = try request.who()
        let workspace = request.state.workspace
        let (itemA, itemB) = (link.itemA, link.itemB)
        let link = link
        let found = try await Blocking.run {
            (
                a: try workspace.content(itemA.sha256), b: try workspace.content(itemB.sha256),
                decisions: try workspace.decisions(on: (itemA.sha256, itemB.sha256)),
                lines: try workspace.correspondence(of: link)
            )
        }
        let isDecidable = row.entry.pair != nil && signedIn.access.allows(.decide, reference)
        var values: PageValues = [
            "identifier": PairName.text(caseReference: reference, link: link.id), "href": href(place),
            "listHref": Address.ofCase(reference, "overlaps"), "kindName": words.kind(link.kind),
            "kindMeaning": words.text("kind_\(link.kind.rawValue)_meaning"),
            "positionText": words.text("pair_position", words.number(place + 1), words.number(overlaps.rows.count)),
            "sideA": itemA.sha256.hex, "sideB": itemB.sha256.hex,
            "version": "\(found.decisions.last?.version ?? 0)", "evidence": words.sentences(link.evidence),
            "strength": "\(link.strength)",
            "strengthText": words.text("strength_percent", words.percent(link.strength)),
            "strengthMeaning": words.meaning(ofStrength: link), "method": method, "mayDecide": isDecidable,
            "decisions": found.decisions.reversed().map { decision($0, viewer: signedIn.viewer) },
            "verdicts": verdicts(found.decisions.last?.verdict),
        ]
        values.merge(PairState.values(row, words)) { $1 }
        let next = overlaps.undecided(after: place).map(href) ?? Address.ofCase(reference, "overlaps/done")
        values["nextHref"] = next
        values["returnTo"] = next
        if place > 0 { values["previousHref"] = href(place - 1) }
        var hasPictures = true
        for (letter, item, content) in [("a", itemA, found.a), ("b", itemB, found.b)] {
            let side = side(letter.uppercased(), item, content, lines: found.lines)
            if side["picture"] == nil { hasPictures = false }
            values[letter] = side
        }
        values["hasPictures"] = hasPictures
        if let map = found.lines?.map, let a = found.a, let b = found.b { values["map"] = Self.map(map, a, b) }
        if let steps = steps(found.a, found.b) { values["steps"] = steps }
        if request.query["conflict"] != nil, let theirs = found.decisions.last {
            values["conflict"] = conflict(theirs)
        }
        return values
    }

    private func href(_ place: Int) -> String {
        Address.ofCase(request.caseReference, "overlaps/\(overlaps.rows[place].entry.link.id)")
    }

    private var method: [PageValues] {
        var rows: [PageValues] = [
            ["label": words.text("method_name"), "value": row.entry.kinds.map(\.rawValue).joined(separator: ", ")]
        ]
        if let ratio = link.likelihoodRatio {
            let rounded = ratio >= 100 ? "\(Int(min(ratio, 1e12).rounded()))" : "\((ratio * 10).rounded() / 10)"
            rows.append(["label": words.text("method_ratio"), "value": rounded])
        }
        return rows
    }

    private func decision(_ decision: Decision, viewer: Viewer) -> PageValues {
        [
            "verdictText": words.verdict(decision.verdict), "by": decision.author, "at": decision.at,
            "atText": words.moment(decision.at), "isOwn": decision.author == viewer.name,
        ]
    }

    private func verdicts(_ chosen: Verdict?) -> [PageValues] {
        let keys = [("same", "y"), ("same_thing", "o"), ("different", "n"), ("unsure", "u"), ("skip", "s")]
        return keys.map { value, key in
            [
                "value": value, "key": key, "label": words.text("verdict_\(value)"),
                "meaning": words.text("verdict_\(value)_meaning"), "isChosen": value == chosen?.rawValue,
            ]
        }
    }

    private func conflict(_ theirs: Decision) -> PageValues {
        let yours = request.query["yours"].flatMap(Verdict.init)
        return [
            "sentence": words.text("conflict_sentence", theirs.author), "theirsBy": theirs.author,
            "theirsText": words.verdict(theirs.verdict), "theirsAtText": words.moment(theirs.at),
            "yoursText": words.verdict(yours), "yoursVerdict": yours?.rawValue ?? "unsure",
            "version": "\(theirs.version)",
        ]
    }

    private typealias Content = (details: ContentDetails, renditions: [RenditionSummary], lines: [TextLine])

    private func side(
        _ letter: String,
        _ item: ItemReference,
        _ content: Content?,
        lines: CorrespondenceIllustration?
    ) -> PageValues {
        let isA = letter == "A"
        var values: PageValues = [
            "letter": letter, "caseReference": item.caseReference, "exhibit": item.exhibit, "path": item.path,
            "caseHref": Address.ofCase(item.caseReference),
            "itemHref": Address.ofCase(item.caseReference, "items/\(item.id)"),
            "agency": item.caseReference == row.entry.other.caseReference ? row.otherAgency : "",
        ]
        guard let content else { return values }
        values["facts"] = facts(content.details)
        let segment = isA ? link.evidence.segmentA : link.evidence.segmentB
        if let rendition = Self.rendition(content.renditions, near: segment?.start ?? 0) {
            let (width, height) = (max(content.details.width, 1), max(content.details.height, 1))
            var picture: PageValues = [
                "source": RenditionAddress.of(item.sha256, position: rendition.position), "width": "\(rendition.width)",
                "height": "\(rendition.height)", "viewBox": "0 0 \(width) \(height)",
                "alternative": words.text(isA ? "alternative_a" : "alternative_b", item.path), "regions": [String](),
                "points": [PageValues](),
            ]
            if let lines {
                let hull = isA ? lines.hullA : lines.hullB
                if !hull.isEmpty { picture["regions"] = [Self.polygon(hull)] }
                picture["points"] = Self.points(lines, isA: isA, radius: max(width, height) / 140 + 1)
            } else if let region = isA ? link.evidence.regionA : link.evidence.regionB {
                picture["regions"] = [Self.polygon(region)]
            }
            values["picture"] = picture
        }
        if let segment, let duration = content.details.duration, duration > 0 {
            values["timeline"] = timeline(segment, duration: duration, item)
        }
        if !content.lines.isEmpty { values["text"] = text(content.lines) }
        return values
    }

    private func facts(_ details: ContentDetails) -> [PageValues] {
        var facts: [PageValues] = []
        func add(_ key: String, _ value: String?, isCode: Bool = false) {
            guard let value, !value.isEmpty else { return }
            facts.append(["label": words.texts[key] ?? key, "value": value, "isCode": isCode])
        }
        add("fact_taken", details.capture?.takenAt)
        if details.width > 0 { add("fact_dimensions", "\(details.width) × \(details.height)") }
        add("fact_duration", details.duration.map(words.seconds))
        add("fact_model", [details.capture?.make, details.capture?.model].compactMap(\.self).joined(separator: " "))
        add("fact_size", words.size(details.digests.size))
        add("SHA-256", details.digests.sha256.hex, isCode: true)
        return facts
    }

    private func timeline(_ segment: Segment, duration: Double, _ item: ItemReference) -> PageValues {
        let (start, end) = (segment.start / duration, max(segment.end, segment.start) / duration)
        return [
            "summary": words.text(
                "timeline_summary",
                item.caseReference,
                words.seconds(segment.start),
                words.seconds(segment.end),
                words.seconds(duration)
            ), "startText": words.seconds(0), "endText": words.seconds(duration),
            "segments": [
                [
                    "x": "\(Int(min(start, 1) * 1000))",
                    "width": "\(max(4, Int((min(end, 1) - min(start, 1)) * 1000)))",
                    "label": words.text("segment_label", words.seconds(segment.start), words.seconds(segment.end)),
                    "class": "computed",
                ]
            ] as [PageValues],
        ]
    }

    private func text(_ lines: [TextLine]) -> PageValues {
        let shared = link.evidence.identifiers.examples.flatMap { [$0.identifier.value, $0.other.value] }
        return [
            "lines": lines.enumerated().map { number, line -> PageValues in
                let whole = [line.sentAt, line.sender, line.body].compactMap(\.self).joined(separator: " · ")
                return ["number": "\(number + 1)", "parts": MarkedText.parts(whole, marking: shared)]
            }
        ]
    }

    /// Moments at which both sides have a picture, along the shared stretch.
    private func steps(_ a: Content?, _ b: Content?) -> PageValues? {
        guard let a, let b, let first = link.evidence.segmentA, let second = link.evidence.segmentB,
            a.renditions.count > 1, b.renditions.count > 1, let durationA = a.details.duration,
            let durationB = b.details.duration, durationA > 0, durationB > 0
        else { return nil }
        let inside = a.renditions.filter { $0.at >= first.start && $0.at <= first.end }
        let tempo = (second.end - second.start) / max(first.end - first.start, 0.001)
        let moments = (inside.isEmpty ? [a.renditions[0]] : inside).prefix(24).compactMap { rendition -> PageValues? in
            let moment = second.start + (rendition.at - first.start) * tempo
            guard let other = Self.rendition(b.renditions, near: moment) else { return nil }
            return [
                "aSource": RenditionAddress.of(link.itemA.sha256, position: rendition.position),
                "bSource": RenditionAddress.of(link.itemB.sha256, position: other.position),
                "aX": "\(Int(rendition.at / durationA * 1000))", "bX": "\(Int(other.at / durationB * 1000))",
                "text": words.text("moment", words.seconds(rendition.at), words.seconds(other.at)),
            ]
        }
        return moments.isEmpty ? nil : ["lastStep": "\(moments.count - 1)", "moments": moments]
    }

    /// The map that carries B's small picture onto A's.
    private static func map(_ map: ProjectiveMap, _ a: Content, _ b: Content) -> String? {
        guard let smallA = a.renditions.first, let smallB = b.renditions.first, a.details.width > 0, b.details.width > 0
        else { return nil }
        let toWhole = ProjectiveMap(
            scaleX: Double(b.details.width) / Double(max(smallB.width, 1)),
            scaleY: Double(b.details.height) / Double(max(smallB.height, 1))
        )
        let toSmall = ProjectiveMap(
            scaleX: Double(smallA.width) / Double(a.details.width),
            scaleY: Double(smallA.height) / Double(max(a.details.height, 1))
        )
        return map.inverse.map { back in
            toSmall.following(back.following(toWhole)).rows.map { "\($0)" }.joined(separator: ",")
        }
    }

    private static func rendition(_ all: [RenditionSummary], near moment: Double) -> RenditionSummary? {
        all.min { abs($0.at - moment) < abs($1.at - moment) }
    }

    private static func polygon(_ region: Region) -> String {
        let (right, bottom) = (region.x + region.width, region.y + region.height)
        return "\(region.x),\(region.y) \(right),\(region.y) \(right),\(bottom) \(region.x),\(bottom)"
    }

    private static func polygon(_ corners: [Point]) -> String {
        corners.map { "\(Int($0.x.rounded())),\(Int($0.y.rounded()))" }.joined(separator: " ")
    }

    private static func points(_ lines: CorrespondenceIllustration, isA: Bool, radius: Int) -> [PageValues] {
        let step = max(1, lines.pairs.count / mostLines)
        return stride(from: 0, to: lines.pairs.count, by: step).prefix(mostLines).enumerated().map { number, place in
            let point = isA ? lines.pairs[place].a : lines.pairs[place].b
            return [
                "x": "\(Int(point.x.rounded()))", "y": "\(Int(point.y.rounded()))", "r": "\(radius)",
                "link": "\(number)",
            ]
        }
    }
}

/// A line of text with the places that matter told apart.
enum MarkedText {
    static func parts(_ text: String, marking values: [String]) -> [PageValues] {
        let range = values.compactMap { text.range(of: $0, options: .caseInsensitive) }.min {
            $0.lowerBound < $1.lowerBound
        }
        guard let range else { return [["text": text, "isMatch": false]] }
        return [
            ["text": String(text[..<range.lowerBound]), "isMatch": false],
            ["text": String(text[range]), "isMatch": true],
            ["text": String(text[range.upperBound...]), "isMatch": false],
        ]
    }
}
