import ArgumentParser
import CaseModel
import Dispatch
import Foundation
import Synchronization

/// Keeps fingerprints of synthesised footage from one run to the next: 208 bytes a frame.
struct FingerprintFile {
    private static let hashes = 6
    private static let recordBytes = 16 + 32 * hashes

    /// The file; nil keeps nothing.
    let path: String?

    /// Whether all of these are kept.
    func has(_ names: [String]) -> Bool {
        guard let path else { return false }
        return names.allSatisfy { FileManager.default.fileExists(atPath: "\(path).\($0)") }
    }

    /// A number that is kept, or is to be.
    ///
    /// - Parameters:
    ///   - name: What it is called in the file's name.
    ///   - made: The number where none is kept.
    /// - Returns: The number.
    /// - Throws: What writing files throws.
    func number(named name: String, else made: Int) throws -> Int {
        guard let path else { return made }
        let file = URL(fileURLWithPath: "\(path).\(name)")
        if made == 0, let text = try? String(contentsOf: file, encoding: .utf8), let known = Int(text) { return known }
        try Data("\(made)".utf8).write(to: file, options: .atomic)
        return made
    }

    /// Gives some videos' frames, from the file if they are there.
    ///
    /// - Parameters:
    ///   - count: How many videos.
    ///   - name: What they are called in the file's name.
    ///   - make: Makes one.
    /// - Returns: The frames of each.
    /// - Throws: What writing files throws.
    func videos(
        count: Int,
        name: String,
        make: @escaping @Sendable (Int) -> [FrameFingerprint]
    ) throws -> [[FrameFingerprint]] {
        let file = path.map { URL(fileURLWithPath: "\($0).\(name)") }
        if let file, let data = try? Data(contentsOf: file) { return try decode(Array(data), count: count) }
        let made = Mutex<[Int: [FrameFingerprint]]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let frames = make(number)
            let done = made.withLock { made in
                made[number] = frames
                return made.count
            }
            if done.isMultiple(of: 200) { FileHandle.standardError.write(Data("\(done) of \(count) \(name)\n".utf8)) }
        }
        let videos = made.withLock { made in (0..<count).map { made[$0] ?? [] } }
        if let file { try encode(videos).write(to: file, options: .atomic) }
        return videos
    }

    private func encode(_ videos: [[FrameFingerprint]]) -> Data {
        var data = Data()
        for (number, frames) in videos.enumerated() {
            for frame in frames {
                let head = [UInt32(number), UInt32(frame.quality), UInt32(frame.at * 1000), frame.isKey ? 1 : 0]
                for value in head { withUnsafeBytes(of: value) { data.append(contentsOf: $0) } }
                for hash in [frame.full] + frame.centres + frame.turned { data.append(contentsOf: hash.bigEndianBytes) }
            }
        }
        return data
    }

    private func decode(_ bytes: [UInt8], count: Int) throws -> [[FrameFingerprint]] {
        guard bytes.count.isMultiple(of: Self.recordBytes) else { throw ValidationError("\(path ?? "") is cut") }
        var videos = [[FrameFingerprint]](repeating: [], count: count)
        for start in stride(from: 0, to: bytes.count, by: Self.recordBytes) {
            func value(_ place: Int) -> Int {
                (0..<4).reduce(0) { $0 | Int(bytes[start + 4 * place + $1]) << (8 * $1) }
            }
            let hashes = (0..<Self.hashes).compactMap { hash in
                PerceptualHash(bigEndianBytes: bytes[(start + 16 + 32 * hash)..<(start + 48 + 32 * hash)])
            }
            guard value(0) < count else { throw ValidationError("\(path ?? "") is of another run") }
            videos[value(0)].append(
                FrameFingerprint(
                    at: Double(value(2)) / 1000,
                    quality: value(1),
                    isKey: value(3) != 0,
                    full: hashes[0],
                    centres: Array(hashes[1..<3]),
                    turned: Array(hashes[3...])
                )
            )
        }
        return videos
    }
}
