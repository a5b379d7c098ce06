import Interchange
import TestSupport
import Testing

/// Variants of a sound file that a damaged disk, or somebody who means harm, could hand over.
enum HostileVariants {
    /// The file cut at every fiftieth of its length.
    static func cuts(of bytes: [UInt8]) -> [[UInt8]] {
        (1..<50).map { Array(bytes.prefix(bytes.count * $0 / 50)) }
    }

    /// The file with bytes changed, taken away, doubled and moved; the same for the same seed.
    static func mutants(of bytes: [UInt8], count: Int, seed: UInt64) -> some Sequence<[UInt8]> {
        let signs = Array("<>&/=\"' ![]-?;#x0".utf8)
        return (0..<count).lazy.map { number in
            var random = SeededGenerator(seed: seed &+ UInt64(number))
            var mutant = bytes
            for _ in 0...Int.random(in: 0...1, using: &random) where !mutant.isEmpty {
                let place = Int.random(in: 0..<mutant.count, using: &random)
                let length = min(Int.random(in: 1...40, using: &random), mutant.count - place)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: mutant[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: mutant[place] = signs.randomElement(using: &random) ?? 0
                case 2: mutant.removeSubrange(place..<(place + length))
                case 3: mutant.insert(contentsOf: mutant[place..<(place + length)], at: place)
                default:
                    let piece = Array(mutant[place..<(place + length)])
                    mutant.removeSubrange(place..<(place + length))
                    mutant.insert(contentsOf: piece, at: Int.random(in: 0...mutant.count, using: &random))
                }
            }
            return mutant
        }
    }

    /// Documents with a type declaration, an entity that expands, one that reaches outside, and elements without end.
    static func bombs(root: String) -> [String] {
        [
            "<!DOCTYPE \(root)><\(root)/>",
            "<!DOCTYPE \(root) [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]><\(root)>&b;</\(root)>",
            "<!DOCTYPE \(root) [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><\(root)>&x;</\(root)>",
            "<\(root)>&x;</\(root)>",
            "<\(root)>" + String(repeating: "<volume>", count: 10_000),
            "<\(root)>" + String(repeating: "<volume><modelType>", count: 100),
        ]
    }

    /// Whether a fault tells where it is.
    static func isPlaced(_ error: InterchangeError) -> Bool {
        switch error.place {
        case .byte, .value: true
        case .file, .line, .row: false
        }
    }
}
