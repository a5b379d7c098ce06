import Interchange
import Testing

@Suite("What is told of a faulty file")
struct InterchangeErrorTests {
    @Test("The place leads")
    func placeLeads() {
        #expect(InterchangeError(.line(7), "no digest").message == "line 7: no digest")
        let inside = InterchangeError(.value(path: "value[3].MD5", byte: 912), "30 digits instead of 32")
        #expect(inside.message == "value[3].MD5 (byte 912): 30 digits instead of 32")
    }
}
