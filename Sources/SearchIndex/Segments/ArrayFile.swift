internal import Glibc

/// A file of arrays of plain values, with some numbers that say what they are of.
///
/// It holds, in the machine's byte order: a heading with the numbers, each array's length in bytes, a sum over all arrays and
/// one over the heading, and then the arrays, each filled up to eight bytes. For what is read whole into memory.
public struct ArrayFile: Sendable {
    private static let magic: UInt64 = 0x0031_5241_4E52_4941  // "AIRNAR1"
    private static let fixedWords = 3
    /// The numbers and the arrays that a heading may tell of.
    private static let most = 64
    private static let pieceBytes = 1 << 20

    /// Where the file is.
    public let path: String

    /// Names a file, which need not exist.
    public init(path: String) {
        self.path = path
    }

    /// What a file holds.
    public struct Contents: Sendable {
        /// The numbers that it was written with.
        public let numbers: [UInt64]
        private let file: MappedFile
        private let parts: [Range<Int>]

        fileprivate init(numbers: [UInt64], file: MappedFile, parts: [Range<Int>]) {
            self.numbers = numbers
            self.file = file
            self.parts = parts
        }

        /// How many arrays there are.
        public var arrayCount: Int { parts.count }

        /// Copies an array; nil if it does not hold whole elements.
        ///
        /// - Parameters:
        ///   - number: Which array, from 0.
        ///   - type: Its elements: a plain value without references, for which any bits will do.
        /// - Returns: The array.
        public func array<Element>(_ number: Int, of type: Element.Type) -> [Element]? {
            precondition(_isPOD(Element.self), "only plain values lie in files")
            let part = parts[number]
            let (count, rest) = part.count.quotientAndRemainder(dividingBy: MemoryLayout<Element>.stride)
            guard rest == 0 else { return nil }
            return [Element](unsafeUninitializedCapacity: count) { elements, filled in
                UnsafeMutableRawBufferPointer(elements).copyMemory(
                    from: UnsafeRawBufferPointer(start: file.start + part.lowerBound, count: part.count)
                )
                filled = count
            }
        }
    }

    /// Opens the file.
    ///
    /// All of it is read once, and compared with its sums, before it is believed.
    ///
    /// - Returns: What it holds; nil if there is no file.
    /// - Throws: ``IndexFileError`` if it is not as it was written; it is to be made again from the store then.
    public func open() throws(IndexFileError) -> Contents? {
        let file: MappedFile
        do throws(IndexFileError) {
            file = try MappedFile(path: path)
        } catch .system(ENOENT) {
            return nil
        }
        let words = UnsafeBufferPointer(
            start: file.start.assumingMemoryBound(to: UInt64.self),
            count: file.byteCount / 8
        )
        guard words.count >= Self.fixedWords, words[0] == Self.magic else {
            throw .damaged("it is not a file of arrays")
        }
        guard let numbers = Int(exactly: words[1]), let arrays = Int(exactly: words[2]), numbers <= Self.most,
            arrays <= Self.most, words.count >= Self.headingWords(numbers, arrays)
        else { throw .damaged("its heading does not fit it") }
        let headingWords = Self.headingWords(numbers, arrays)
        guard Self.sum(file.start, bytes: 8 * (headingWords - 1)) == words[headingWords - 1] else {
            throw .damaged("its heading has changed since it was written")
        }
        var parts: [Range<Int>] = []
        var start = 8 * headingWords
        for array in 0..<arrays {
            guard let bytes = Int(exactly: words[Self.fixedWords + numbers + array]), bytes <= file.byteCount - start
            else { throw .damaged("its length does not fit its heading") }
            parts.append(start..<(start + bytes))
            start += (bytes + 7) / 8 * 8
        }
        guard start == file.byteCount else { throw .damaged("its length does not fit its heading") }
        let sum = Self.sum(file.start + 8 * headingWords, bytes: file.byteCount - 8 * headingWords)
        guard sum == words[headingWords - 2] else { throw .damaged("it has changed since it was written") }
        return Contents(numbers: words[Self.fixedWords...].prefix(numbers).map { $0 }, file: file, parts: parts)
    }

    /// Writes arrays in place of the file, which takes its name once all is on disk.
    ///
    /// - Parameters:
    ///   - numbers: What the arrays are of, at most 64 numbers.
    ///   - lengths: How many bytes each array has, at most 64 of them.
    ///   - arrays: Passes each array on, by its bytes, in the same order.
    /// - Throws: ``IndexFileError``.
    public func write(
        numbers: [UInt64],
        lengths: [Int],
        arrays: [((UnsafeRawBufferPointer) throws -> Void) throws -> Void]
    ) throws(IndexFileError) {
        precondition(numbers.count <= Self.most && lengths.count <= Self.most && lengths.count == arrays.count)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        let headingWords = Self.headingWords(numbers.count, lengths.count)
        let file = try SegmentFile(path: path, headingBytes: 8 * headingWords)
        for (length, array) in zip(lengths, arrays) {
            do {
                try array { bytes in
                    precondition(bytes.count == length)
                    try Self.append(bytes, to: file)
                }
            } catch let error as IndexFileError {
                throw error
            } catch {
                throw .damaged("an array cannot be read")
            }
        }
        var heading = [Self.magic, UInt64(numbers.count), UInt64(lengths.count)] + numbers
        heading += lengths.map { UInt64($0) } + [file.sum]
        var sum = RunningSum()
        heading.withUnsafeBytes { sum.add($0) }
        heading.append(sum.value)
        try file.finish(heading: heading)
    }

    /// Removes the file, if there is one, so that it is made anew.
    public func remove() {
        unlink(path)
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to file: SegmentFile) throws(IndexFileError) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieceBytes)
            try file.append { body in body(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
            start = end
        }
        let padding = [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
        try file.append { body in padding.withUnsafeBytes(body) }
    }

    private static func headingWords(_ numbers: Int, _ arrays: Int) -> Int { fixedWords + numbers + arrays + 2 }

    private static func sum(_ start: UnsafeRawPointer, bytes: Int) -> UInt64 {
        var sum = RunningSum()
        sum.add(UnsafeRawBufferPointer(start: start, count: bytes))
        return sum.value
    }
}
