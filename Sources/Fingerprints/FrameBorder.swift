internal import CairnKernels
internal import CaseModel

/// Uniform bars at the sides of a video frame, as shares of its width and height.
struct FrameBorder: Hashable {
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0

    /// Bars narrower than this share are left alone.
    private static let narrowest = 0.02
    /// At most this share is cut off at each side.
    private static let widest = 0.4
    /// The spread of luma within a row or column of a bar is below this.
    private static let spread = 5.0
    /// The mean of such a row or column lies within this of the outermost one's.
    private static let step = 5.0
    private static let reducedWidth = 320
    private static let reducedHeight = 180

    /// No bars.
    init() {}

    /// Finds the bars of a frame of luma.
    init(of luma: PixelBuffer) {
        let width = min(Self.reducedWidth, luma.width)
        let height = min(Self.reducedHeight, luma.height)
        var small = [UInt8](repeating: 0, count: width * height)
        var scratch = [UInt32](repeating: 0, count: luma.width + width + 2)
        luma.withBytes { bytes in
            cairn_reduce(
                bytes.baseAddress,
                luma.rowBytes,
                Int32(luma.width),
                Int32(luma.height),
                1,
                Int32(width),
                Int32(height),
                &scratch,
                &small
            )
        }
        let rows = (0..<height).map { y in Line(small, start: y * width, stride: 1, count: width) }
        let columns = (0..<width).map { x in Line(small, start: x, stride: width, count: height) }
        top = Self.bar(rows)
        bottom = Self.bar(rows.reversed())
        left = Self.bar(columns)
        right = Self.bar(columns.reversed())
    }

    /// The middle value of each side over several frames.
    init(medianOf borders: [FrameBorder]) {
        func median(_ side: KeyPath<FrameBorder, Double>) -> Double {
            let sorted = borders.map { $0[keyPath: side] }.sorted()
            return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
        }
        left = median(\.left)
        right = median(\.right)
        top = median(\.top)
        bottom = median(\.bottom)
    }

    /// The rectangle within the bars of a frame.
    func picture(width: Int, height: Int) -> Region {
        let x = Int((left * Double(width)).rounded())
        let y = Int((top * Double(height)).rounded())
        let right = Int((right * Double(width)).rounded())
        let bottom = Int((bottom * Double(height)).rounded())
        return Region(x: x, y: y, width: max(1, width - x - right), height: max(1, height - y - bottom))
    }

    private static func bar(_ lines: [Line]) -> Double {
        guard let outermost = lines.first, outermost.spread < spread else { return 0 }
        let count = lines.prefix { $0.spread < spread && abs($0.mean - outermost.mean) <= step }.count
        // A frame that is uniform all over has no picture to cut out.
        guard count < lines.count else { return 0 }
        let share = Double(count) / Double(lines.count)
        return share < narrowest ? 0 : min(share, widest)
    }
}

/// The mean and the standard deviation of a row or column.
private struct Line {
    let mean: Double
    let spread: Double

    init(_ pixels: [UInt8], start: Int, stride: Int, count: Int) {
        var sum = 0
        var squares = 0
        pixels.withUnsafeBufferPointer { pixels in
            for i in 0..<count {
                let value = Int(pixels[start + i * stride])
                sum += value
                squares += value * value
            }
        }
        mean = Double(sum) / Double(count)
        spread = max(0, Double(squares) / Double(count) - mean * mean).squareRoot()
    }
}
