public import Foundation

/// Sounds that are computed: samples of one channel, 11,025 a second.
public struct SyntheticSound {
    /// Samples a second.
    public static let rate = 11_025.0

    /// The samples, -1…1.
    public var samples: [Double]

    /// Makes a sound of a function of seconds.
    public init(seconds: Double, _ value: (Double) -> Double) {
        samples = (0..<Int(seconds * Self.rate)).map { value(Double($0) / Self.rate) }
    }

    /// Nothing.
    public static func silence(seconds: Double) -> SyntheticSound {
        SyntheticSound(seconds: seconds) { _ in 0 }
    }

    /// A steady tone with its harmonics, each a third of the one below.
    public static func hum(_ frequency: Double, harmonics: Int, seconds: Double) -> SyntheticSound {
        var sound = silence(seconds: seconds)
        var strength = 0.3
        for number in 1...harmonics {
            let angle = 2 * Double.pi * frequency * Double(number) / rate
            for index in sound.samples.indices { sound.samples[index] += strength * sin(angle * Double(index)) }
            strength /= 3
        }
        return sound
    }

    /// A tone that is on for a time and off for a time.
    public static func interrupted(
        _ frequency: Double,
        on: Double,
        off: Double,
        from start: Double,
        seconds: Double
    ) -> SyntheticSound {
        SyntheticSound(seconds: seconds) { time in
            let since = (time + start).truncatingRemainder(dividingBy: on + off)
            return since < on ? 0.4 * sin(2 * Double.pi * frequency * time) : 0
        }
    }

    /// White noise.
    public static func noise(seconds: Double, using random: inout SeededGenerator) -> SyntheticSound {
        var sound = silence(seconds: seconds)
        for index in sound.samples.indices { sound.samples[index] = .random(in: -0.4...0.4, using: &random) }
        return sound
    }

    /// Hiss: pink noise, as strong in each octave.
    public static func hiss(seconds: Double, using random: inout SeededGenerator) -> SyntheticSound {
        var sound = silence(seconds: seconds)
        // Steps of white noise, each row half as often as the one above (after Voss and McCartney).
        var rows = [Double](repeating: 0, count: 12)
        for index in sound.samples.indices {
            let row = min(rows.count - 1, (index + 1).trailingZeroBitCount)
            rows[row] = .random(in: -1...1, using: &random)
            sound.samples[index] = 0.1 * rows.reduce(0, +)
        }
        return sound
    }

    /// The sound with another over it.
    public func mixed(with other: SyntheticSound) -> SyntheticSound {
        var sound = self
        for (index, sample) in other.samples.enumerated() where index < sound.samples.count {
            sound.samples[index] += sample
        }
        return sound
    }

    /// Random notes, several at once, that fade: no two melodies are alike.
    public static func melody(seconds: Double, using random: inout SeededGenerator) -> SyntheticSound {
        var sound = silence(seconds: seconds)
        var time = 0.0
        while time < seconds - 0.1 {
            let frequency = 220 * exp2(Double(Int.random(in: 0..<36, using: &random)) / 12)
            let length = Double.random(in: 0.3...1.2, using: &random)
            let start = Int(time * rate)
            for index in start..<min(sound.samples.count, start + Int(length * rate)) {
                let since = Double(index - start) / rate
                var tone = 0.0
                for number in 1...4 {
                    let harmonic = Double(number)
                    tone += sin(2 * Double.pi * frequency * harmonic * since) / harmonic
                }
                let loudness: Double = 0.12 * exp(-3 * since) * min(1, since * 100)
                sound.samples[index] += loudness * tone
            }
            time += Double.random(in: 0.08...0.35, using: &random)
        }
        return sound
    }

    /// The sound followed by another.
    public func followed(by other: SyntheticSound) -> SyntheticSound {
        var sound = self
        sound.samples += other.samples
        return sound
    }

    /// The sound played a number of times as fast.
    public func played(_ speed: Double) -> SyntheticSound {
        let count = Int(Double(samples.count) / speed)
        var sound = self
        sound.samples = (0..<count).map { index in
            let place = Double(index) * speed
            let low = Int(place)
            let part = place - Double(low)
            let high = min(low + 1, samples.count - 1)
            return samples[low] * (1 - part) + samples[high] * part
        }
        return sound
    }

    /// Writes a WAV file of 16 bits a sample.
    public func write(to url: URL) throws {
        var data = Data()
        func add(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
        }
        let bytes = UInt32(samples.count * 2)
        data.append(contentsOf: "RIFF".utf8)
        add(36 + bytes)
        data.append(contentsOf: "WAVEfmt ".utf8)
        add(UInt32(16))
        add(UInt16(1))
        add(UInt16(1))
        add(UInt32(Self.rate))
        add(UInt32(Self.rate) * 2)
        add(UInt16(2))
        add(UInt16(16))
        data.append(contentsOf: "data".utf8)
        add(bytes)
        for sample in samples { add(Int16(max(-1, min(1, sample)) * 32_767)) }
        try data.write(to: url)
    }
}
