import Foundation
import Testing

@testable import Audit

@Suite("Entries as text")
struct AuditEntryTests {
    private static func entry(_ details: [String: String], subject: String? = nil) -> AuditEntry {
        AuditEntry(
            NewAuditEntry(actor: "hill", act: "note.made", caseReference: nil, subject: subject, details: details),
            sequence: 7,
            at: "2026-01-01T00:00:00.000Z"
        )
    }

    @Test("An entry has one text, with sorted keys and nothing that may be left out")
    func text() {
        let entry = AuditEntry(
            NewAuditEntry(
                actor: "hill",
                act: "decision.made",
                caseReference: "N-1",
                subject: "ab12",
                details: ["verdict": "same", "kind": "partial_copy"]
            ),
            sequence: 41,
            at: "2026-01-01T00:00:00.000Z"
        )
        #expect(
            entry.canonicalText == #"{"act":"decision.made","actor":"hill","at":"2026-01-01T00:00:00.000Z","#
                + #""case":"N-1","details":{"kind":"partial_copy","verdict":"same"},"sequence":41,"subject":"ab12"}"#
        )
        #expect(
            Self.entry([:]).canonicalText
                == #"{"act":"note.made","actor":"hill","at":"2026-01-01T00:00:00.000Z","sequence":7}"#
        )
    }

    @Test("Keys are in the order of RFC 8785, section 3.2.3")
    func keyOrder() throws {
        let keys = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"]
        let text = Self.entry(Dictionary(uniqueKeysWithValues: keys.map { ($0, "") })).canonicalText
        let expected = #"{"\r":"","1":"","\#u{80}":"","\#u{f6}":"","\#u{20ac}":"","\#u{1f600}":"","\#u{fb33}":""}"#
        #expect(text.utf8.contains(expected.utf8))
    }

    @Test("Texts are escaped as in RFC 8785, section 3.2.2.2")
    func escapes() {
        let text = Self.entry([:], subject: "\u{20ac}$\u{f}\u{a}A'\u{42}\u{22}\u{5c}\\\"/").canonicalText
        #expect(text.contains("\"subject\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""))
        let controls = Self.entry([:], subject: "\0\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}").canonicalText
        #expect(controls.contains(#""subject":"\u0000\b\t\n\u000b\f\r\u001f\#u{7f}""#))
    }

    @Test("An entry is read back from its text, whatever is in it")
    func roundTrip() {
        for number in 0..<60 {
            let entry = AuditEntry(MemoryLog.act(number), sequence: Int64(number), at: "2026-01-01T00:00:00.000Z")
            #expect(AuditEntry(canonicalText: entry.canonicalText) == entry)
        }
        let strange = Self.entry(["\u{0}\u{1f600}": "e\u{301}", "": "\u{2028}"], subject: "\u{e9}")
        #expect(AuditEntry(canonicalText: strange.canonicalText) == strange)
    }

    @Test(
        "A text that says the same in another way is no entry",
        arguments: [
            #"{"act":"note.made", "actor":"hill","at":"t","sequence":7}"#,
            #"{"actor":"hill","act":"note.made","at":"t","sequence":7}"#,
            #"{"act":"note.made","actor":"hill","at":"t","sequence":7.0}"#,
            #"{"act":"note.made","actor":"hill","at":"t","sequence":7,"subject":null}"#,
            #"{"act":"note.made","actor":"\u0068ill","at":"t","sequence":7}"#,
            #"{"act":"note.made","actor":"hill","at":"t","details":{},"sequence":7}"#,
            #"{"act":"note.made","actor":"hill","at":"t","more":"","sequence":7}"#,
            #"{"act":"note.made","actor":"hill","at":"t","sequence":7}"# + "\n",
            #"{"act":"note.made","actor":"hill","at":"t"}"#,
            #"["act"]"#, "",
        ]
    )
    func otherTexts(text: String) {
        #expect(AuditEntry(canonicalText: #"{"act":"note.made","actor":"hill","at":"t","sequence":7}"#) != nil)
        #expect(AuditEntry(canonicalText: text) == nil)
    }
}
