import SearchIndex
import TestSupport
import Testing

@Suite("Signs of sensor noise")
struct SensorSignsTests {
    private func values(_ random: inout SeededGenerator) -> [Int8] {
        (0..<4096).map { _ in Int8.random(in: -7...7, using: &random) }
    }

    @Test("The fingerprint that shares a pattern with the query is first, as many as asked for are given")
    func best() {
        var random = SeededGenerator(seed: 11)
        var index = SensorSignIndex(valueCount: 4096)
        let all = (0..<50).map { _ in values(&random) }
        for one in all { index.append(SensorSigns(one)) }
        let query = SensorSigns(zip(all[31], values(&random)).map { $0 / 2 + $1 / 2 })
        let found = index.best(query, most: 3)
        #expect(found.count == 3 && index.count == 50)
        #expect(found.first?.position == 31)
        #expect((found.first?.agreement ?? 0) > 10)
        #expect((found.last?.agreement ?? 9) < 5)
        #expect(found.first?.agreement == query.agreement(with: SensorSigns(all[31])))
    }

    @Test("Signs are one bit each, and other sizes do not agree")
    func bits() {
        let signs = SensorSigns([1, 0, -1, 7] + [Int8](repeating: -3, count: 28))
        #expect(signs.words == [0b1001])
        #expect(SensorSignIndex(valueCount: 64).best(signs, most: 5).isEmpty)
        #expect(signs.agreement(with: SensorSigns([Int8](repeating: 1, count: 64))) == 0)
    }
}
