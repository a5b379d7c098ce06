import CaseModel
import Matching
import TestSupport
import Testing

struct PictureMatchingTests {
    private func fingerprint(_ hashes: [PerceptualHash], quality: Int = 100) -> PictureFingerprint {
        PictureFingerprint(orientations: hashes, quality: quality)
    }

    private func hashes(seed: UInt64) -> [PerceptualHash] {
        var random = SeededGenerator(seed: seed)
        return (0..<8).map { _ in .random(using: &random) }
    }

    @Test(arguments: PictureOrientation.allCases)
    func `A turned copy is told with its transform`(transform: PictureOrientation) throws {
        var random = SeededGenerator(seed: 81)
        let stored = hashes(seed: 82)
        var query = hashes(seed: 83)
        query[transform.rawValue] = stored[0].changing(12, using: &random)
        let found = try #require(PictureMatching.nearest(fingerprint(stored), fingerprint(query)))
        #expect(found.transform == transform)
        #expect(found.distance <= 12)
    }

    @Test func `Distance 31 is near and 32 is not`() throws {
        let stored = hashes(seed: 84)
        var bytes = stored[0].bigEndianBytes
        for byte in 0..<3 { bytes[byte] ^= 0xFF }
        bytes[3] ^= 0xFE
        var query = hashes(seed: 85)
        query[0] = try #require(PerceptualHash(bigEndianBytes: bytes))
        #expect(PictureMatching.nearest(fingerprint(stored), fingerprint(query))?.distance == 31)
        bytes[3] ^= 0x01
        query[0] = try #require(PerceptualHash(bigEndianBytes: bytes))
        #expect(PictureMatching.nearest(fingerprint(stored), fingerprint(query)) == nil)
    }

    @Test func `Pictures without detail are not compared`() {
        let flat = hashes(seed: 86)
        #expect(PictureMatching.nearest(fingerprint(flat, quality: 49), fingerprint(flat)) == nil)
        #expect(PictureMatching.nearest(fingerprint(flat), fingerprint(flat, quality: 50))?.distance == 0)
    }
}
