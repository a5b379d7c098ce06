import Foundation

/// Draws how a cost grows: lines through points, both axes logarithmic.
struct GrowthPlot {
    /// Points that are joined.
    struct Series {
        let name: String
        let points: [(x: Double, y: Double)]
    }

    private static let width = 560.0
    private static let height = 340.0
    private static let left = 74.0
    private static let right = 190.0
    private static let top = 40.0
    private static let bottom = 56.0
    private static let colours = ["#1f5fa8", "#b3482f", "#2f7d4f", "#7a4fa3", "#8a6d1d", "#4a4a4a"]

    /// The drawing as SVG; empty if there is nothing to draw.
    let svg: String

    /// Draws series.
    ///
    /// - Parameters:
    ///   - title: What is shown.
    ///   - horizontal: What lies from left to right.
    ///   - vertical: What lies from bottom to top, with its unit.
    ///   - series: Lines; points that are not above zero are left out.
    init(title: String, horizontal: String, vertical: String, series: [Series]) {
        let shown = series.map { Series(name: $0.name, points: $0.points.filter { $0.x > 0 && $0.y > 0 }) }
            .filter { !$0.points.isEmpty }
        guard let across = Self.decades(shown.flatMap { $0.points.map(\.x) }),
            let up = Self.decades(shown.flatMap { $0.points.map(\.y) })
        else {
            svg = ""
            return
        }
        func x(_ value: Double) -> Double {
            Self.left + Self.width * (log10(value) - Double(across.lowerBound)) / Double(across.count - 1)
        }
        func y(_ value: Double) -> Double {
            Self.top + Self.height * (1 - (log10(value) - Double(up.lowerBound)) / Double(up.count - 1))
        }
        let (floor, ceiling) = (Self.top + Self.height, Self.top)
        var marks = [Self.text(Self.left, 22, "start", 15, title)]
        for decade in across {
            let place = x(pow(10, Double(decade)))
            marks.append(Self.line(place, floor, place, ceiling, "#e2e2e2"))
            marks.append(Self.text(place, floor + 18, "middle", 12, Self.label(decade)))
        }
        for decade in up {
            let place = y(pow(10, Double(decade)))
            marks.append(Self.line(Self.left, place, Self.left + Self.width, place, "#e2e2e2"))
            marks.append(Self.text(Self.left - 8, place + 4, "end", 12, Self.label(decade)))
        }
        marks.append(Self.text(Self.left + Self.width / 2, floor + 42, "middle", 13, horizontal))
        marks.append(
            "<text x=\"18\" y=\"\(Self.figure(Self.top + Self.height / 2))\" text-anchor=\"middle\" font-size=\"13\" "
                + "transform=\"rotate(-90 18 \(Self.figure(Self.top + Self.height / 2)))\">\(vertical)</text>"
        )
        var labels: [(at: Double, name: String, colour: String)] = []
        for (number, line) in shown.enumerated() {
            let colour = Self.colours[number % Self.colours.count]
            let points = line.points.sorted { $0.x < $1.x }.map { (x($0.x), y($0.y)) }
            let path = points.map { "\(Self.figure($0.0)),\(Self.figure($0.1))" }.joined(separator: " ")
            marks.append("<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
            for (x, y) in points {
                marks.append("<circle cx=\"\(Self.figure(x))\" cy=\"\(Self.figure(y))\" r=\"3.5\" fill=\"\(colour)\"/>")
            }
            if let last = points.last { labels.append((last.1, line.name, colour)) }
        }
        // Names stand beside the ends of their lines, one below the other where these are close.
        var free = -Double.infinity
        for label in labels.sorted(by: { $0.at < $1.at }) {
            let place = max(label.at + 4, free)
            free = place + 15
            marks.append(Self.text(Self.left + Self.width + 10, place, "start", 12, label.name, label.colour))
        }
        svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(Self.left + Self.width + Self.right))" \
            height="\(Int(Self.top + Self.height + Self.bottom))" font-family="sans-serif">
            <rect width="100%" height="100%" fill="white"/>
            \(marks.joined(separator: "\n"))
            </svg>

            """
    }

    /// The powers of ten around values; nil without values.
    private static func decades(_ values: [Double]) -> ClosedRange<Int>? {
        guard let least = values.min(), let most = values.max() else { return nil }
        let low = Int(log10(least).rounded(.down))
        return low...max(low + 1, Int(log10(most).rounded(.up)))
    }

    private static func label(_ decade: Int) -> String {
        switch decade {
        case 0...3: String(Int(pow(10, Double(decade))))
        case -3 ... -1: String(format: "%.\(-decade)f", pow(10, Double(decade)))
        default: "10<tspan dy=\"-5\" font-size=\"9\">\(decade)</tspan>"
        }
    }

    private static func figure(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String) -> String {
        "<line x1=\"\(figure(x1))\" y1=\"\(figure(y1))\" x2=\"\(figure(x2))\" y2=\"\(figure(y2))\" stroke=\"\(colour)\"/>"
    }

    private static func text(
        _ x: Double,
        _ y: Double,
        _ anchor: String,
        _ size: Int,
        _ text: String,
        _ colour: String = "#222222"
    ) -> String {
        "<text x=\"\(figure(x))\" y=\"\(figure(y))\" text-anchor=\"\(anchor)\" font-size=\"\(size)\" "
            + "fill=\"\(colour)\">\(text)</text>"
    }
}
