import CaseModel
import Casework
import Dispatch
import Fingerprints
import Foundation
import Synchronization

/// Footage synthesised from still pictures: the camera moves over them, shot by shot.
///
/// Pictures that follow one another by name make a source, so that pictures of one series lie in one. A video shows
/// pictures of one source only: what two videos of different sources share is a false find, as far as the sources differ.
struct PannedFootage: Sendable {
    /// How a video is shown anew.
    enum Edit: String, CaseIterable, Sendable {
        /// As it is.
        case plain
        /// Darker, with less contrast and noise.
        case dark
        /// 15 % cut off, from the middle's surroundings.
        case cropped
        /// Left and right exchanged, a tenth cut off, and noise.
        case mirrored
        /// A bright label over a corner.
        case label
        /// 1.1 times as fast.
        case faster
    }

    /// One video.
    struct Video: Sendable {
        let source: Int
        let frames: [FrameFingerprint]
    }

    static let secondsPerVideo = 60.0
    private static let secondsPerShot = 6.0
    private static let picturesPerSource = 12
    private static let (width, height) = (320, 180)
    /// Pictures are read at this size.
    private static let longestSide = 640
    private static let smallestSide = 200

    /// A picture's luma, rows without gaps.
    private struct Still: Sendable {
        let width: Int
        let height: Int
        let luma: [UInt8]

        init(_ pixels: PicturePixels) {
            width = pixels.width
            height = pixels.height
            luma = (0..<(pixels.width * pixels.height)).map { pixel in
                let (red, green, blue) = (
                    Int(pixels.bytes[3 * pixel]), Int(pixels.bytes[3 * pixel + 1]), Int(pixels.bytes[3 * pixel + 2])
                )
                return UInt8((299 * red + 587 * green + 114 * blue) / 1000)
            }
        }

        /// A rectangle of it; nil if memory does not suffice.
        func part(_ region: Region) -> PixelBuffer? {
            let part = region.clipped(to: Region(x: 0, y: 0, width: width, height: height))
            guard let buffer = PixelBuffer(width: part.width, height: part.height, channels: 1) else { return nil }
            buffer.withMutableBytes { bytes in
                for y in 0..<part.height {
                    let start = (part.y + y) * width + part.x
                    luma.withUnsafeBytes { luma in
                        let row = UnsafeRawBufferPointer(rebasing: luma[start..<(start + part.width)])
                        UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(bytes)[(y * part.width)...]
                        )
                        .copyMemory(from: row)
                    }
                }
            }
            return buffer
        }
    }

    private let pictures: [Still]
    private let names: [String]
    let sourceCount: Int
    let seed: UInt64

    var pictureCount: Int { pictures.count }

    /// Reads all pictures below some folders, in the order of their paths.
    ///
    /// - Parameters:
    ///   - folders: The folders.
    ///   - seed: Seed of all that is random.
    ///   - isReading: Whether pictures are needed at all.
    /// - Throws: If no worker can be started.
    init(folders: [String], seed: UInt64, isReading: Bool) throws {
        self.seed = seed
        guard isReading else {
            pictures = []
            names = []
            sourceCount = 0
            return
        }
        let paths = folders.flatMap { folder in
            (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted().map {
                folder + "/" + $0
            }
        }
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.withoutRenditions = true
        options.wishes.pixelsSide = Self.longestSide
        let asked = options
        let found = Mutex<[Int: Still]>([:])
        DispatchQueue.concurrentPerform(iterations: paths.count) { number in
            guard let analysis = try? examiner.examine(paths[number], options: asked).analysis,
                analysis.pictures.first?.quality ?? 0 >= 50, let pixels = analysis.pixels,
                min(pixels.width, pixels.height) >= Self.smallestSide
            else { return }
            let still = Still(pixels)
            found.withLock { $0[number] = still }
        }
        let stills = found.withLock { $0 }
        pictures = paths.indices.compactMap { stills[$0] }
        names = paths.indices.filter { stills[$0] != nil }.map { paths[$0] }
        sourceCount = pictures.count / Self.picturesPerSource
    }

    /// The source of a video.
    func source(of number: Int) -> Int { number % max(1, sourceCount) }

    /// Makes a video's frames, always the same for one number.
    func video(_ number: Int, edit: Edit = .plain) -> Video {
        let moves = moves(of: number)
        var fingerprinter = FrameFingerprinter(rotation: 0)
        var frames: [FrameFingerprint] = []
        let speed = edit == .faster ? 1.1 : 1
        var noise = Generator(state: UInt64(number) &+ 77)
        for step in 0..<Int(Self.secondsPerVideo / speed * 2) {
            let at = Double(step) / 2
            let moment = at * speed
            let shot = Self.shot(at: moment)
            let share = (moment - Double(shot) * Self.secondsPerShot) / Self.secondsPerShot
            guard let picture = render(moves[shot], share, edit, &noise) else { continue }
            frames += fingerprinter.add(picture, at: at, isKey: step.isMultiple(of: 4))
        }
        return Video(source: source(of: number), frames: frames + fingerprinter.finish())
    }

    /// The name of the picture that a video shows at a moment; nil if pictures were not read.
    func name(shownIn number: Int, at moment: Double) -> String? {
        guard !names.isEmpty else { return nil }
        return names[moves(of: number)[Self.shot(at: moment)].picture]
    }

    private static func shot(at moment: Double) -> Int {
        min(Int(secondsPerVideo / secondsPerShot) - 1, Int(max(0, moment) / secondsPerShot))
    }

    private func moves(of number: Int) -> [Move] {
        var random = Generator(state: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        let first = source(of: number) * Self.picturesPerSource
        return (0..<Int(Self.secondsPerVideo / Self.secondsPerShot)).map { _ in
            Move(picture: first + random.below(Self.picturesPerSource), using: &random)
        }
    }

    /// How the camera moves over a picture.
    private struct Move {
        let picture: Int
        /// The width of what is seen as a share of what could be, at the start and at the end.
        let sizes: (Double, Double)
        /// The centre as shares of what is left, at the start and at the end.
        let from: (Double, Double)
        let to: (Double, Double)

        init(picture: Int, using random: inout Generator) {
            self.picture = picture
            let size = 0.3 + 0.6 * random.share()
            sizes = (size, min(0.95, max(0.3, size * (0.9 + 0.2 * random.share()))))
            from = (random.share(), random.share())
            // In six seconds about a quarter of the picture's free width.
            to = (
                min(1, max(0, from.0 + 0.5 * (random.share() - 0.5))),
                min(1, max(0, from.1 + 0.5 * (random.share() - 0.5)))
            )
        }
    }

    private func render(_ move: Move, _ share: Double, _ edit: Edit, _ noise: inout Generator) -> PixelBuffer? {
        let source = pictures[move.picture]
        func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
        let aspect = Double(Self.width) / Double(Self.height)
        let widest = min(Double(source.width), Double(source.height) * aspect)
        let width = widest * between(move.sizes.0, move.sizes.1)
        var region = (
            x: (Double(source.width) - width) * between(move.from.0, move.to.0),
            y: (Double(source.height) - width / aspect) * between(move.from.1, move.to.1), width: width
        )
        let kept =
            switch edit {
            case .cropped: 0.85
            case .mirrored: 0.9
            default: 1.0
            }
        region.x += region.width * (1 - kept) / 2
        region.y += region.width / aspect * (1 - kept) / 2
        region.width *= kept
        let part = Region(
            x: Int(region.x),
            y: Int(region.y),
            width: max(16, Int(region.width)),
            height: max(9, Int(region.width / aspect))
        )
        guard let seen = source.part(part) else { return nil }
        guard edit != .plain, edit != .faster, edit != .cropped else { return seen }
        let reduced = ReducedPicture(seen, longestSide: Self.width)
        guard let frame = PixelBuffer(width: reduced.width, height: reduced.height, channels: 1) else { return nil }
        frame.withMutableBytes { bytes in
            for y in 0..<reduced.height {
                for x in 0..<reduced.width {
                    let from = edit == .mirrored ? reduced.width - 1 - x : x
                    var value = Double(reduced.pixels[y * reduced.width + from])
                    switch edit {
                    case .dark: value = value * 0.6 + 20 + 16 * (noise.share() - 0.5)
                    case .mirrored: value += 16 * (noise.share() - 0.5)
                    case .label: if x < reduced.width / 4, y < reduced.height / 8 { value = 240 }
                    default: break
                    }
                    bytes[y * reduced.width + x] = UInt8(min(255, max(0, value)))
                }
            }
        }
        return frame
    }
}
