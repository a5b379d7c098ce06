import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Fingerprints

struct PDQTests {
    @Test func `The reference order of arithmetic gives all hashes of the reference`() throws {
        let vectors = try PDQVector.all()
        #expect(vectors.count == 45)
        for vector in vectors where min(vector.width, vector.height) >= PDQExtractor.shortestSide {
            let pixels = try vector.pixels()
            let whole = Region(x: 0, y: 0, width: vector.width, height: vector.height)
            let luma = PDQReference.luma(of: pixels, in: whole)
            let plain = PDQReference.grid(
                of: luma,
                width: vector.width,
                height: vector.height,
                skipsSmoothing: true
            )
            let grid = PDQReference.grid(
                of: luma,
                width: vector.width,
                height: vector.height,
                skipsSmoothing: false
            )
            #expect(plain.frequencies().hash == vector.hashes[0], "\(vector)")
            #expect(plain.quality == vector.quality, "\(vector)")
            #expect(
                Array(grid.frequencies().allHashes.dropFirst()) == Array(vector.hashes.dropFirst()),
                "\(vector)"
            )
        }
    }

    @Test func `Bands give the hashes of the reference on pictures that have detail`() throws {
        for vector in try PDQVector.all() where [0, 1, 3].contains(vector.kind) {
            let found = PDQExtractor().fingerprint(of: try vector.pixels())
            #expect(found.orientations == vector.hashes, "\(vector)")
            #expect(found.quality == vector.quality, "\(vector)")
        }
    }

    @Test func `Hashes as they are equal those of the reference on all pictures, degenerate ones too`() throws {
        for vector in try PDQVector.all() {
            #expect(PDQExtractor().fingerprint(of: try vector.pixels()).hash == vector.hashes[0], "\(vector)")
        }
    }

    @Test func `Bands agree with the reference on smooth and busy pictures of any size`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<12 {
            let width = Int.random(in: 128...700, using: &random)
            let height = Int.random(in: 128...500, using: &random)
            let pixels = try Texture.picture(width: width, height: height, channels: 3, using: &random)
            let whole = Region(x: 0, y: 0, width: width, height: height)
            let luma = PDQReference.luma(of: pixels, in: whole)
            let grid = PDQReference.grid(of: luma, width: width, height: height, skipsSmoothing: false)
            let banded = PDQExtractor().bandedGrid(of: pixels, in: whole)
            #expect(banded.frequencies().hash == grid.frequencies().hash)
            #expect(abs(banded.quality - grid.quality) <= 1)
        }
    }

    @Test func `A picture too small to hash gets no bits and no quality`() throws {
        let pixels = try #require(PixelBuffer(width: 400, height: 4, channels: 1))
        let found = PDQExtractor().fingerprint(of: pixels)
        #expect(found.hash == .zero)
        #expect(found.quality == 0)
    }

    @Test(arguments: 1...8)
    func `A stored picture with an EXIF orientation hashes as its upright self`(exif: Int) throws {
        var random = SeededGenerator(seed: 5)
        let upright = try Texture.picture(width: 300, height: 200, channels: 1, using: &random)
        let transform = PictureOrientation(exif: exif)
        let stored = try Texture.turned(upright, by: transform.inverse)
        let expected = PDQExtractor().fingerprint(of: upright)
        let found = PDQExtractor().fingerprint(of: stored, exifOrientation: exif)
        for (one, other) in zip(found.orientations, expected.orientations) {
            #expect(one.distance(to: other) <= 10)
        }
        let region = Region(x: 40, y: 30, width: 200, height: 140)
        let part = PDQExtractor().fingerprint(of: upright, in: region)
        let storedPart = PDQExtractor().fingerprint(of: stored, in: region, exifOrientation: exif)
        #expect(part.hash.distance(to: storedPart.hash) <= 10)
    }

    @Test(arguments: PictureOrientation.allCases)
    func `Each stored orientation is the hash of the turned picture`(orientation: PictureOrientation) throws {
        var random = SeededGenerator(seed: 8)
        let picture = try Texture.picture(width: 260, height: 260, channels: 1, using: &random)
        let turned = try Texture.turned(picture, by: orientation)
        let expected = PDQExtractor().fingerprint(of: turned).hash
        let found = PDQExtractor().fingerprint(of: picture).orientations[orientation.rawValue]
        #expect(found.distance(to: expected) <= 10)
    }

    @Test func `Turns follow one another as a group`() {
        for first in PictureOrientation.allCases {
            #expect(first.inverse.following(first) == .original)
            #expect(first.following(.original) == first)
            for second in PictureOrientation.allCases {
                #expect(second.inverse.following(second.following(first)) == first)
            }
        }
    }
}
