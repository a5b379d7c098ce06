public import CaseModel

/// A list of the hashes of a video's frames, as vPDQ writes it.
///
/// A line for each frame: its number, its quality, 64 hexadecimal digits of PDQ and its moment in seconds, with commas
/// between them. Numbers rise and moments do not fall. Anything else is refused, with the line at which it stands.
public enum FrameHashList {
    /// The type by which a worker is asked to read a file as such a list.
    public static let type = "text/x-vpdq"

    /// The longest line: no field of a list comes near it.
    private static let longestLine = 160
    private static let comma = UInt8(ascii: ",")

    /// Reads a list and passes its frames on.
    ///
    /// Cost: linear; a million lines in about a second.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - most: How many frames are read at most; a warning says where there are more.
    ///   - emit: Gets each frame at once.
    /// - Throws: `corrupt`, naming the line, if it is no such list, or what `emit` throws.
    public static func read(_ bytes: [UInt8], most: Int, emit: (Finding) throws -> Void) throws {
        var last: (number: Int, at: Double)?
        var count = 0
        for line in TextLines(bytes) {
            guard count < most else {
                try emit(.warning("Only the first \(most) frames of the list were read."))
                return
            }
            guard !line.range.isEmpty else {
                guard bytes[line.range.lowerBound...].allSatisfy({ $0 == 0x0a || $0 == 0x0d }) else {
                    throw refusal(line.number, "is empty")
                }
                break
            }
            guard line.range.count <= longestLine else { throw refusal(line.number, "is too long") }
            let fields = bytes[line.range].split(separator: comma, omittingEmptySubsequences: false)
            guard fields.count == 4 else { throw refusal(line.number, "does not have four fields") }
            guard let number = whole(fields[0], digits: 9) else { throw refusal(line.number, "has no frame number") }
            guard let quality = whole(fields[1], digits: 3), quality <= 100 else {
                throw refusal(line.number, "has no quality from 0 to 100")
            }
            guard let hash = PerceptualHash(hex: String(decoding: fields[2], as: UTF8.self)) else {
                throw refusal(line.number, "has no hash of 64 hexadecimal digits")
            }
            guard let at = seconds(fields[3]) else { throw refusal(line.number, "has no moment in seconds") }
            if let last, number <= last.number || at < last.at { throw refusal(line.number, "is out of order") }
            last = (number, at)
            count += 1
            try emit(.frame(FrameFingerprint(at: at, quality: quality, isKey: false, full: hash)))
        }
        guard count > 0 else { throw AnalysisFailure(.corrupt, "This is no list of vPDQ frame hashes: it is empty.") }
    }

    private static func refusal(_ line: Int, _ what: String) -> AnalysisFailure {
        AnalysisFailure(.corrupt, "This is no list of vPDQ frame hashes: line \(line) \(what).")
    }

    private static func whole(_ digits: ArraySlice<UInt8>, digits most: Int) -> Int? {
        guard !digits.isEmpty, digits.count <= most else { return nil }
        var value = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// Digits, and a point with digits if there is one.
    private static func seconds(_ text: ArraySlice<UInt8>) -> Double? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let whole = whole(first, digits: 9) else { return nil }
        guard parts.count == 2 else { return Double(whole) }
        guard let fraction = Self.whole(parts[1], digits: 9) else { return nil }
        let scale = (0..<parts[1].count).reduce(1.0) { scale, _ in scale * 10 }
        return Double(whole) + Double(fraction) / scale
    }
}
