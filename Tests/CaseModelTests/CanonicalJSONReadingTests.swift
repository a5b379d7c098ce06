import CaseModel
import Foundation
import Testing

@Suite("Reading canonical JSON")
struct CanonicalJSONReadingTests {
    private func read(_ text: String) throws -> CanonicalJSON {
        try JSONDecoder().decode(CanonicalJSON.self, from: Data(text.utf8))
    }

    @Test(
        "A canonical text is read and written as the same bytes",
        arguments: [
            "{}", "[]", "null", #"{"a":[1,-2,true,false,null,"x"],"b":{"c":9007199254740993}}"#, #""\u0001\n\"\\é😀""#,
            #"[0,1,"0","true"]"#,
        ]
    )
    func roundTrip(_ text: String) throws {
        #expect(try read(text).text == text)
    }

    @Test("Any other spelling of a value becomes the canonical one")
    func spelling() throws {
        #expect(try read(#" { "b" : 1 , "a" : "\u0041\/" } "#).text == #"{"a":"A/","b":1}"#)
        #expect(try read("[0.25, 2.0]").text == #"["0.25",2]"#)
    }

    @Test("Members are found by name")
    func members() throws {
        let value = try read(#"{"a":{"b":"c"}}"#)
        #expect(value["a"]?["b"]?.textValue == "c")
        #expect(value["b"] == nil && value["a"]?.textValue == nil)
    }
}
