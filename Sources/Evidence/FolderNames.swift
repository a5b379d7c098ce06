import Glibc

/// The names in one folder, sorted by their bytes, one after another in one array: a folder may hold a million.
struct FolderNames {
    /// Each name, and a zero behind it.
    private let bytes: [UInt8]
    /// Where each name begins.
    private let starts: [Int]
    private var next = 0

    /// Lists a folder.
    ///
    /// - Throws: ``EvidenceError/system(_:)`` if it cannot be read.
    init(of folder: [UInt8]) throws(EvidenceError) {
        let opened = (folder + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in text.baseAddress.flatMap { opendir($0) } }
        }
        guard let directory = opened else { throw .system(errno) }
        defer { closedir(directory) }
        var bytes: [UInt8] = []
        var starts: [Int] = []
        errno = 0
        while let entry = readdir(directory) {
            withUnsafeBytes(of: &entry.pointee.d_name) { field in
                let name = field.prefix { $0 != 0 }
                guard !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return }
                starts.append(bytes.count)
                bytes += name
                bytes.append(0)
            }
            errno = 0
        }
        guard errno == 0 else { throw .system(errno) }
        bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                // As bytes without sign, which is how the C library compares them.
                guard let text = text.baseAddress else { return }
                starts.sort { strcmp(text + $0, text + $1) < 0 }
            }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// Takes the next name; nil at the end.
    mutating func popFirst() -> [UInt8]? {
        guard next < starts.count else { return nil }
        defer { next += 1 }
        return Array(bytes[starts[next]...].prefix { $0 != 0 })
    }
}
