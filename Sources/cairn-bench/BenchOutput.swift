import Foundation

/// How results are printed.
enum BenchOutput {
    /// Prints one result as a line of JSON.
    static func printLine(_ result: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(result), as: UTF8.self))
    }

    /// A figure with three digits after the point.
    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
