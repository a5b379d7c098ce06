internal import CairnKernels
internal import CaseModel
internal import Glibc

/// Turns samples into levels of 124 bins from 300 to 3,200 Hz, 31 times a second.
struct SoundSpectrum {
    /// Samples a second.
    static let rate = 11_025.0
    /// Samples of one frame.
    static let length = Int(CAIRN_SPECTRUM_LENGTH)
    /// Samples from one frame to the next.
    static let step = 352
    private static let lowest = 300.0
    /// The power that noise of one step of the 16-bit scale has, which is silence.
    private static let floor: Float = 768

    /// The level of silence in decibels.
    static let silence = 10 * log10f(floor)

    private let window: [Float]
    private let cosines: [Float]
    private let sines: [Float]
    private let bins: [Bin]

    /// Where a bin lies in the spectrum.
    private struct Bin {
        /// The line below its middle.
        let line: Int
        /// How far its middle is above that line, 0…1.
        let part: Float
        /// Lines that lie within it.
        let lines: ClosedRange<Int>?
    }

    init() {
        let count = Self.length
        window = (0..<count).map { Float(0.5 - 0.5 * cos(2 * .pi * (Double($0) + 0.5) / Double(count))) }
        var cosines: [Float] = []
        var sines: [Float] = []
        var size = count / 2
        while size >= 1 {
            for index in 0..<size {
                cosines.append(Float(cos(.pi * Double(index) / Double(size))))
                sines.append(Float(sin(.pi * Double(index) / Double(size))))
            }
            size /= 2
        }
        self.cosines = cosines
        self.sines = sines
        bins = (0..<SoundPeaks.binCount).map { number in
            func line(_ bin: Double) -> Double {
                Self.lowest * exp2(bin / Double(SoundPeaks.binsPerOctave)) * Double(count) / Self.rate
            }
            let middle = line(Double(number))
            let (first, last) = (line(Double(number) - 0.5).rounded(.up), line(Double(number) + 0.5).rounded(.down))
            return Bin(
                line: Int(middle),
                part: Float(middle - middle.rounded(.down)),
                lines: first <= last ? Int(first)...Int(last) : nil
            )
        }
    }

    /// The levels, in decibels, of two frames of ``length`` samples each.
    func levels(
        _ first: UnsafePointer<Int16>,
        _ second: UnsafePointer<Int16>
    ) -> (first: [Float], second: [Float]) {
        var one = [Float](repeating: 0, count: Self.length / 2)
        var other = one
        cairn_power_spectra(first, second, window, cosines, sines, &one, &other)
        return (levels(one), levels(other))
    }

    private func levels(_ power: [Float]) -> [Float] {
        bins.map { bin in
            var loudest = power[bin.line] * (1 - bin.part) + power[bin.line + 1] * bin.part
            if let lines = bin.lines { for line in lines { loudest = max(loudest, power[line]) } }
            return 10 * log10f(loudest + Self.floor)
        }
    }
}
