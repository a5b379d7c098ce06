import CaseModel
import Testing

@testable import TextExtraction

@Suite("Lines of a text")
struct TextLinesTests {
    @Test("LF, CR LF and a lone CR end a line")
    func ends() {
        let text = Array("a\nb\r\nc\rd\n\ne".utf8)
        let lines = TextLines(text).map { String(decoding: text[$0.range], as: UTF8.self) }
        #expect(lines == ["a", "b", "c", "d", "", "e"])
        #expect(TextLines(text).map(\.number) == [1, 2, 3, 4, 5, 6])
    }

    @Test("A counter agrees with the lines at every place")
    func counter() {
        let text = Array("a\nb\r\nc\rd\n\ne".utf8)
        var counter = LineCounter()
        for line in TextLines(text) {
            #expect(counter.line(at: line.range.lowerBound, in: text) == line.number)
        }
    }
}
