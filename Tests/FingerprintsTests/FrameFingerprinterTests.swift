import CaseModel
import Fingerprints
import TestSupport
import Testing

struct FrameFingerprinterTests {
    private func run(_ frames: [PixelBuffer], rotation: Int = 0) -> [FrameFingerprint] {
        var fingerprinter = FrameFingerprinter(rotation: rotation)
        var found: [FrameFingerprint] = []
        for (number, frame) in frames.enumerated() {
            found += fingerprinter.add(frame, at: Double(number) / 2, isKey: number % 4 == 0)
        }
        return found + fingerprinter.finish()
    }

    private func framed(_ picture: PixelBuffer, bar: Int) throws -> PixelBuffer {
        let result = try #require(
            PixelBuffer(width: picture.width, height: picture.height + 2 * bar, channels: 1)
        )
        picture.withBytes { source in
            result.withMutableBytes { target in
                for i in 0..<source.count { target[bar * picture.width + i] = source[i] }
            }
        }
        return result
    }

    @Test(arguments: [0, 1, 2, 3, 5, 9])
    func `Every frame is hashed, in order`(count: Int) throws {
        var random = SeededGenerator(seed: 31)
        let frames = try (0..<count).map { _ in
            try Texture.picture(width: 200, height: 150, channels: 1, using: &random)
        }
        let found = run(frames)
        #expect(found.map(\.at) == (0..<count).map { Double($0) / 2 })
        #expect(found.allSatisfy { $0.centres.count == 2 && $0.turned.count == 3 })
        #expect(found.map(\.isKey) == (0..<count).map { $0 % 4 == 0 })
    }

    @Test func `Black bars do not change the hashes of a frame`() throws {
        var random = SeededGenerator(seed: 32)
        let picture = try Texture.picture(width: 320, height: 180, channels: 1, using: &random)
        let plain = run([picture, picture, picture])
        let barred = run(try (0..<3).map { _ in try framed(picture, bar: 36) })
        for (one, other) in zip(plain, barred) {
            #expect(one.full.distance(to: other.full) <= 16)
        }
    }

    @Test func `Frames of a rotated video hash as the upright ones`() throws {
        var random = SeededGenerator(seed: 33)
        let picture = try Texture.picture(width: 240, height: 180, channels: 1, using: &random)
        let stored = try Texture.turned(picture, by: PictureOrientation.rotated90)
        let found = try #require(run([stored], rotation: 90).first)
        let expected = try #require(run([picture]).first)
        #expect(found.full.distance(to: expected.full) <= 10)
        for (one, other) in zip(found.centres + found.turned, expected.centres + expected.turned) {
            #expect(one.distance(to: other) <= 10)
        }
    }
}
