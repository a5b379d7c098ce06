import CaseModel

/// Text in a column: lines from the top down, wrapped at words.
struct TextColumn {
    /// A line in one of the manners that pictures write in.
    enum Style {
        case title
        case plain
        case small

        var size: Double {
            switch self {
            case .title: 13
            case .plain: 11
            case .small: 9
            }
        }

        /// From the foot of one line to that of the next.
        var advance: Double { (size * 2).rounded() }
    }

    /// Lines of one text; values out of a hostile file may be of any length.
    private static let mostLines = 3
    /// Characters that are looked at; more than three lines hold.
    private static let longest = 1_000

    let left: Double
    let width: Double
    /// Where the next line begins.
    private(set) var top: Double
    private(set) var labels: [Drawing.Label] = []

    init(left: Double, top: Double, width: Double) {
        self.left = left
        self.top = top
        self.width = width
    }

    /// Adds a text, in as many lines as it needs, up to three.
    mutating func add(_ text: String, _ style: Style = .plain, colour: Drawing.Colour = Palette.text) {
        let start = Drawing.Label.printable(String(text.prefix(Self.longest)))
        let all = Self.wrapped(start, width: width, size: style.size)
        var lines = all.prefix(Self.mostLines)
        if all.count > lines.count, let last = lines.popLast() { lines.append(String(last.dropLast(3)) + "...") }
        for line in lines {
            top += style.advance
            let foot = Point(x: left, y: top - (style.advance - style.size) / 2)
            labels.append(Drawing.Label(line, at: foot, colour: colour, size: style.size))
        }
    }

    /// Leaves room before the next line.
    mutating func skip(_ height: Double) {
        top += height
    }

    /// A text shortened in its middle until it fits: the end of a file's name says as much as its beginning.
    static func fitted(_ text: String, width: Double, size: Double) -> String {
        let text = Drawing.Label.printable(text)
        guard Drawing.Label.width(of: text, size: size) > width else { return text }
        var kept = text.count
        while kept > 0 {
            kept -= 1
            let shorter = text.prefix((kept + 1) / 2) + "..." + text.suffix(kept / 2)
            if Drawing.Label.width(of: String(shorter), size: size) <= width { return String(shorter) }
        }
        return "..."
    }

    /// Lines that fit; a word that does not is broken.
    private static func wrapped(_ text: String, width: Double, size: Double) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if Drawing.Label.width(of: longer, size: size) <= width {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = ""
            for character in word {
                if !line.isEmpty, Drawing.Label.width(of: line + String(character), size: size) > width {
                    lines.append(line)
                    line = ""
                }
                line.append(character)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
