import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Forms with files")
struct MultipartReaderTests {
    private static let type = "multipart/form-data; boundary=\"----x\""
    private static let body = Array(
        """
        ------x\r
        Content-Disposition: form-data; name="token"\r
        \r
        abc\r
        ------x\r
        Content-Disposition: form-data; name="file"; filename="a %22b%22.jpg"\r
        Content-Type: image/jpeg\r
        \r
        one\r\n------y\r
        two\r
        ------x--\r

        """.utf8
    )

    /// What a form's parts hold, with the pieces of each joined.
    private func parts(_ events: [MultipartReader.Event]) -> [String] {
        var found: [String] = []
        for event in events {
            switch event {
            case .part(let name, let fileName): found.append("\(name)/\(fileName ?? "-"):")
            case .data(let bytes): found[found.count - 1] += String(decoding: bytes, as: UTF8.self)
            case .partEnd: found[found.count - 1] += "."
            }
        }
        return found
    }

    @Test("However a form is cut on its way, its parts are the same", arguments: 1...40)
    func cuts(_ length: Int) throws {
        var reader = try #require(MultipartReader(contentType: Self.type))
        var events: [MultipartReader.Event] = []
        for start in stride(from: 0, to: Self.body.count, by: length) {
            events += try reader.feed(Self.body[start..<min(start + length, Self.body.count)])
        }
        #expect(reader.isComplete)
        #expect(parts(events) == ["token/-:abc.", "file/a \"b\".jpg:one\r\n------y\r\ntwo."])
    }

    @Test("A form that ends too early is not complete")
    func truncated() throws {
        var reader = try #require(MultipartReader(contentType: Self.type))
        _ = try reader.feed(Self.body.dropLast(8))
        #expect(!reader.isComplete)
    }

    @Test("A type without a boundary is no form with files")
    func types() {
        #expect(MultipartReader(contentType: nil) == nil)
        #expect(MultipartReader(contentType: "multipart/form-data") == nil)
        #expect(MultipartReader(contentType: "application/x-www-form-urlencoded") == nil)
        #expect(
            MultipartReader(contentType: "multipart/form-data; boundary=" + String(repeating: "b", count: 71)) == nil
        )
    }

    @Test("Changed bytes give a fault or other parts, and never more bytes than came", arguments: 0..<64)
    func mutations(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<50 {
            var bytes = Self.body
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var reader = try #require(MultipartReader(contentType: Self.type))
            var received = 0
            do throws(MultipartReader.Fault) {
                for event in try reader.feed(bytes) {
                    if case .data(let data) = event { received += data.count }
                }
            } catch {
                #expect(error == .malformed)
            }
            #expect(received <= bytes.count)
        }
    }

    @Test("A header without an end is refused before it fills the memory")
    func endlessHeader() throws {
        var reader = try #require(MultipartReader(contentType: Self.type))
        _ = try reader.feed(Array("------x\r\n".utf8))
        #expect(throws: MultipartReader.Fault.self) {
            for _ in 0..<20 { _ = try reader.feed([UInt8](repeating: 65, count: 1000)) }
        }
    }
}
