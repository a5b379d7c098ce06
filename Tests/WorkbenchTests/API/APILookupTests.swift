import Accounts
import CaseModel
import Casework
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// Source of the shapes: facebook/ThreatExchange, hasher-matcher-actioner, `/m/lookup` and `/m/raw_lookup`.
@Suite("Looking hashes up as Hasher-Matcher-Actioner's clients do")
struct APILookupTests {
    private static func pictureHash() throws -> PerceptualHash {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("room.jpg").path
        try Data(try APIBench.picture()).write(to: URL(fileURLWithPath: path))
        let examiner = try FileExaminer(workers: Program.folder.path, allowsWeakSandbox: false)
        let analysis = try examiner.examine(path, options: AnalysisOptions()).analysis
        return try #require(analysis.pictures.first?.orientations.first)
    }

    @Test("A token for lookups finds the cases that its account may see, and can do nothing else")
    func lookups() async throws {
        let bench = try await APIBench()
        let api = bench.api
        let ana = try bench.token("ana", .lookup)
        var hash = try Self.pictureHash()
        hash.words.1 ^= 0b1011
        let near = try await api.get("/m/lookup?signal=\(hash.hex)&signal_type=pdq", ana)
        #expect(near.status == 200)
        #expect(Array(near.json.object.keys) == ["NORTH-1"])
        #expect(near["NORTH-1.0.distance"].string == "3")
        let number = try #require(near["NORTH-1.0.bank_content_id"].int)
        let reader = try bench.token("ana", .read)
        let item = try await api.get("/api/v1/cases/NORTH-1/items/\(number)", reader)
        #expect(item["path"].string?.hasSuffix("room.jpg") == true)

        let md5 = try #require(item["content.md5"].string)
        for type in ["md5", "video_md5"] {
            let exact = try await api.get(
                "/m/lookup?signal=\(md5)&signal_type=\(type)&seed=1&bypass_coinflip=true",
                ana
            )
            #expect(exact["NORTH-1.0.bank_content_id"].int == number)
            #expect(exact["NORTH-1.0.distance"].string == "0")
        }
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=md5&banks=NORTH-2,X", ana).json.object.isEmpty)
        let raw = try await api.get("/m/raw_lookup?signal=\(hash.hex)&signal_type=pdq", ana)
        #expect(raw["matches"].list.map(\.int) == [number])
        let full = try await api.get("/m/raw_lookup?signal=\(hash.hex)&signal_type=pdq&include_distance=true", ana)
        #expect(full["matches.0.distance"].string == "3")

        hash.words.0 = ~hash.words.0
        #expect(try await api.get("/m/lookup?signal=\(hash.hex)&signal_type=pdq", ana).json.object.isEmpty)
        #expect(try await api.get("/m/lookup?signal=ab&signal_type=pdq", ana).status == 400)
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=pdq", ana).status == 400)
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=phash", ana).status == 400)

        for path in ["/api/v1/cases", "/api/v1/cases/NORTH-1", "/api/v1/me", "/api/v1/search?value=\(md5)"] {
            #expect([403, 404].contains(try await api.get(path, ana).status), "\(path)")
        }
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=md5", reader).status == 403)
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=md5", bench.token("otto")).status == 403)
        #expect(try await api.get("/m/lookup?signal=\(md5)&signal_type=md5", nil).status == 401)
    }
}
