import Matching
import TestSupport
import Testing

@Suite("Comparing the noise of sensors")
struct SensorMatcherTests {
    private static let side = 128

    private func noise(_ seed: UInt64) -> [Int8] {
        var random = SeededGenerator(seed: seed)
        return (0..<(Self.side * Self.side)).map { _ in Int8.random(in: -7...7, using: &random) }
    }

    private func mixed(_ first: [Int8], _ second: [Int8]) -> [Int8] { zip(first, second).map { $0 / 2 + $1 } }

    @Test("A shared pattern has a high energy at shift zero, unrelated noise has none")
    func shared() {
        let pattern = noise(1)
        let (one, two) = (mixed(pattern, noise(2)), mixed(pattern, noise(3)))
        let found = SensorMatcher.energies(one, two, side: Self.side)
        #expect(found.atZero > SensorMatcher.leastEnergy && found.shift == [0, 0])
        #expect(abs(found.atZero - SensorMatcher.energyAtZero(one, two)) < 0.15 * found.atZero)
        #expect(abs(SensorMatcher.energyAtZero(noise(4), noise(5))) < 15)
        #expect(SensorMatcher.energyAtZero(pattern, pattern.map { -$0 }) < 0)
    }

    @Test("A moved pattern is found at its shift and not at zero")
    func moved() {
        let side = Self.side
        let pattern = noise(6)
        let moved = (0..<(side * side)).map { at in
            pattern[(at / side + side - 9) % side * side + (at % side + 5) % side]
        }
        let found = SensorMatcher.energies(moved, pattern, side: side)
        #expect(found.shift == [-5, 9])
        #expect(found.best > 1000 && abs(found.atZero) < 15)
    }

    @Test("The centre is the middle half of each side")
    func centre() {
        let values = (0..<64).map { Int8($0) }
        let rows: [[Int8]] = [[18, 19, 20, 21], [26, 27, 28, 29], [34, 35, 36, 37], [42, 43, 44, 45]]
        #expect(SensorMatcher.centre(of: values, side: 8) == rows.flatMap(\.self))
    }

    @Test("What has no size in common does not agree")
    func sizes() {
        #expect(SensorMatcher.energyAtZero(noise(1), [1, 2]) == 0)
        #expect(SensorMatcher.energies(noise(1), [1], side: Self.side).atZero == 0)
        #expect(SensorMatcher.energyAtZero([0, 0], [0, 0]) == 0)
    }
}
