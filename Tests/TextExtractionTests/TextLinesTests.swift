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

    @Test("A feed gives the same lines, and cuts long ones where nothing is lost")
    func feed() throws {
        let text = Array("a\nb\r\nc\rd\n\ne".utf8)
        let content = TextContent(text)
        let window = TextWindow(content, encoding: .utf8(mark: 0))
        let feed = LineFeed(window)
        for line in TextLines(text) {
            let piece = try #require(feed.next())
            #expect(piece.range == line.range && piece.number == line.number && piece.isStart)
            #expect(window.line(at: piece.range.lowerBound) == line.number)
        }
        #expect(feed.next()?.range == nil)
    }
}
