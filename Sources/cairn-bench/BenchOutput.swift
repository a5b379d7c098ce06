import Foundation

/// How results are printed.
enum BenchOutput {
    /// Prints one result as a line of JSON.
    static func printLine(_ result: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(result), as: UTF8.self))
        // A file or pipe would get it at the end only, and measuring takes long.
        fflush(nil)
    }

    /// A figure with three digits after the point.
    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// A result whose figures are named by the measurement, each with its unit in the name.
struct FigureRow: Encodable {
    let bench: String
    let method: String
    let dataset: String
    let figures: [String: Double]

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let texts = [
            "bench": bench, "method": method, "dataset": dataset, "cpu": Machine.processor, "commit": Machine.commit,
        ]
        for (name, text) in texts { try container.encode(text, forKey: Key(stringValue: name)) }
        for (name, figure) in figures { try container.encode(figure, forKey: Key(stringValue: name)) }
    }
}
