import Foundation

/// Draws a reliability diagram: what links promise from left to right, the share of them that is right from bottom to top.
struct ReliabilityDiagram {
    let svg: String

    private static let side = 360.0
    private static let left = 62.0
    private static let top = 44.0

    /// Draws the bins that hold links; each bar is the range that the share may have with 95 % confidence.
    init(title: String, _ reliability: Reliability) {
        var marks: [String] = []
        for tenth in stride(from: 0, through: 10, by: 2) {
            let share = Double(tenth) / 10
            marks.append(Self.line(0, share, 1, share, "#e2e2e2"))
            marks.append(Self.line(share, 0, share, 1, "#e2e2e2"))
            marks.append(Self.text(Self.x(share), Self.y(0) + 18, "middle", 12, "\(share)"))
            marks.append(Self.text(Self.left - 8, Self.y(share) + 4, "end", 12, "\(share)"))
        }
        marks.append(Self.line(0, 0, 1, 1, "#888888", dashed: true))
        for bin in reliability.bins where bin.links > 0 {
            let promised = bin.promised / Double(bin.links)
            let range = Self.interval(right: bin.right, of: bin.links)
            marks.append(Self.line(promised, range.lowerBound, promised, range.upperBound, "#1f5fa8", width: 2))
            let radius = 3 + min(7, log10(Double(bin.links)) * 1.6)
            let share = Double(bin.right) / Double(bin.links)
            marks.append(
                "<circle cx=\"\(Self.text(Self.x(promised)))\" cy=\"\(Self.text(Self.y(share)))\" "
                    + "r=\"\(Self.text(radius))\" fill=\"#1f5fa8\" fill-opacity=\"0.75\"/>"
            )
        }
        marks.append(Self.text(Self.left, 20, "start", 15, title))
        let counts = "\(reliability.right) of \(reliability.links) links right"
        marks.append(Self.text(Self.left, 36, "start", 12, counts))
        marks.append(Self.text(Self.x(0.5), Self.y(0) + 38, "middle", 13, "strength shown"))
        let middle = Self.text(Self.y(0.5))
        marks.append(
            "<text x=\"18\" y=\"\(middle)\" text-anchor=\"middle\" font-size=\"13\" "
                + "transform=\"rotate(-90 18 \(middle))\">share that is right</text>"
        )
        let width = Int(Self.left + Self.side + 20)
        let height = Int(Self.top + Self.side + 52)
        svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" font-family="sans-serif">
            <rect width="100%" height="100%" fill="white"/>
            \(marks.joined(separator: "\n"))
            </svg>

            """
    }

    /// Wilson's interval at 95 %.
    static func interval(right: Int, of count: Int) -> ClosedRange<Double> {
        let (n, z) = (Double(count), 1.96)
        let share = Double(right) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }

    private static func x(_ share: Double) -> Double { left + share * side }
    private static func y(_ share: Double) -> Double { top + (1 - share) * side }

    private static func line(
        _ fromX: Double,
        _ fromY: Double,
        _ toX: Double,
        _ toY: Double,
        _ colour: String,
        width: Int = 1,
        dashed: Bool = false
    ) -> String {
        "<line x1=\"\(text(x(fromX)))\" y1=\"\(text(y(fromY)))\" x2=\"\(text(x(toX)))\" y2=\"\(text(y(toY)))\" "
            + "stroke=\"\(colour)\" stroke-width=\"\(width)\"\(dashed ? " stroke-dasharray=\"5 4\"" : "")/>"
    }

    private static func text(_ x: Double, _ y: Double, _ anchor: String, _ size: Int, _ words: String) -> String {
        "<text x=\"\(text(x))\" y=\"\(text(y))\" text-anchor=\"\(anchor)\" font-size=\"\(size)\">\(words)</text>"
    }

    private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
