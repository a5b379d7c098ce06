import CaseModel

/// The colours of pictures that explain.
enum Palette {
    static let background: Drawing.Colour = 0x16_181D
    static let bar: Drawing.Colour = 0x2E_333D
    static let text: Drawing.Colour = 0xE8_EAED
    static let muted: Drawing.Colour = 0x9A_A3AE
    /// What belongs to the first file.
    static let first: Drawing.Colour = 0x5C_C8FF
    /// What belongs to the second file.
    static let second: Drawing.Colour = 0xFF_B454
    /// What both share.
    static let shared: Drawing.Colour = 0x7D_D87D

    /// A colour that differs from those of the numbers around it: around the circle of hues in steps of the golden angle.
    static func distinct(_ number: Int) -> Drawing.Colour {
        let hue = (Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1) * 6
        return [5.0, 3.0, 1.0].reduce(0) { colour, offset in
            let place = (offset + hue).truncatingRemainder(dividingBy: 6)
            let level = 0.95 - 0.55 * max(0, min(place, 4 - place, 1))
            return colour << 8 | Drawing.Colour((level * 255).rounded())
        }
    }
}
