import CaseModel

/// A link as one line of JSON, written in one go: a case may have a million, and the general encoder takes forty
/// microseconds for each.
///
/// The bytes are those of `JSONEncoder` with names in snake case and in order; a test compares the two.
extension LinkOutput {
    /// Appends the link and a line feed.
    public func writeLine(to bytes: inout [UInt8]) {
        var line = JSONLine(bytes)
        bytes = []
        line.object {
            $0.object("a") { a.write(to: &$0) }
            $0.object("b") { b.write(to: &$0) }
            $0.object("evidence") { evidence.write(to: &$0) }
            $0.member("id", id)
            if let joint { $0.object("joint") { joint.write(to: &$0) } }
            $0.member("kind", kind)
            $0.member("likelihood_ratio", likelihoodRatio)
            $0.member("strength", strength)
        }
        bytes = line.bytes
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension LinkOutput.Side {
    fileprivate func write(to line: inout JSONLine) {
        line.member("case", `case`)
        line.member("exhibit", exhibit)
        line.member("path", path)
        line.member("region", region)
        line.member("segment", segment)
        line.member("sha256", sha256)
    }
}

extension LinkOutput.Value {
    fileprivate func write(to line: inout JSONLine) {
        line.member("lines", lines)
        line.member("near", near)
        line.member("near_value", nearValue)
        line.member("type", type)
        line.member("value", value)
    }
}

extension LinkOutput.Joint {
    fileprivate func write(to line: inout JSONLine) {
        line.member("hypothesis", hypothesis)
        line.member("kinds", kinds)
        line.member("likelihood_ratio", likelihoodRatio)
        line.member("strength", strength)
    }
}

extension LinkOutput.Evidence {
    fileprivate func write(to line: inout JSONLine) {
        line.member("bit_error_rate", bitErrorRate)
        line.member("explained", explained)
        line.member("frame_share_a", frameShareA)
        line.member("frame_share_b", frameShareB)
        line.member("frames_distinct", framesDistinct)
        line.member("frames_matched", framesMatched)
        line.member("frames_verified", framesVerified)
        line.member("identifier_count", identifierCount)
        if let identifiers {
            line.list("identifiers", identifiers) { line, value in line.object { value.write(to: &$0) } }
        }
        line.member("inliers", inliers)
        line.member("make", make)
        line.member("model", model)
        line.member("model_leaks", modelLeaks)
        line.member("near_identifier_count", nearIdentifierCount)
        line.member("overlap_share", overlapShare)
        line.member("pce", pce)
        line.member("pce_at_zero", pceAtZero)
        line.member("pdq_distance", pdqDistance)
        line.member("peak_score", peakScore)
        line.member("peaks_expected", peaksExpected)
        line.member("peaks_matched", peaksMatched)
        line.member("pictures", pictures)
        line.member("pitch", pitch)
        line.member("residual", residual)
        line.member("resolution", resolution)
        line.member("scale", scale)
        line.member("segment_a", segmentA)
        line.member("segment_b", segmentB)
        line.member("serial", serial)
        line.member("serial_fields", serialFields)
        line.member("sha256", sha256)
        line.member("shots_matched", shotsMatched)
        line.member("statement", statement)
        line.member("tempo", tempo)
        line.member("tier", tier)
        line.member("transform", transform)
        line.member("type", type)
        line.member("value", value)
    }
}

/// JSON as it is written: members in the order in which they come, which is for the writer to keep.
private struct JSONLine {
    private(set) var bytes: [UInt8]
    private var isFirst = true

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func object(_ members: (inout JSONLine) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    mutating func object(_ name: StaticString, _ members: (inout JSONLine) -> Void) {
        start(name)
        object(members)
    }

    mutating func list<Element>(
        _ name: StaticString,
        _ elements: [Element],
        _ write: (inout JSONLine, Element) -> Void
    ) {
        start(name)
        bytes.append(UInt8(ascii: "["))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        start(name)
        text(value)
    }

    mutating func member(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        start(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        start(name)
        bytes += String(value).utf8
    }

    mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        start(name)
        bytes += (value ? "true" : "false").utf8
    }

    mutating func member(_ name: StaticString, _ values: [String]?) {
        if let values { list(name, values) { $0.text($1) } }
    }

    mutating func member(_ name: StaticString, _ values: [Int]?) {
        if let values { list(name, values) { $0.bytes += String($1).utf8 } }
    }

    mutating func member(_ name: StaticString, _ values: [Double]?) {
        if let values { list(name, values) { $0.number($1) } }
    }

    private mutating func start(_ name: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func text(_ text: String) { CanonicalJSON.append(text, to: &bytes) }

    /// A whole number has no fraction.
    private mutating func number(_ value: Double) {
        let text = value.description
        bytes += (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8
    }
}
