import Glibc

/// One thing found below a path of evidence.
public enum WalkedEntry: Hashable, Sendable {
    /// A regular file.
    case file(WalkedPath)
    /// Something that is not registered, with the reason.
    case skipped(WalkedPath, EvidenceError)
}

/// Where something stands, as bytes: names on seized devices need not be UTF-8.
public struct WalkedPath: Hashable, Sendable {
    /// The path by which it is opened.
    public let location: [UInt8]
    /// The path within the exhibit.
    public let name: [UInt8]
    /// Whether it is the path at which the walk started, where a link is followed.
    public let isRoot: Bool

    /// Names a place.
    public init(location: [UInt8], name: [UInt8], isRoot: Bool = false) {
        self.location = location
        self.name = name
        self.isRoot = isRoot
    }
}

/// Lists all files below a path in a fixed order: folders' entries by the bytes of their names.
///
/// Links are never followed, except the path itself. What cannot be entered is listed with its reason.
///
/// - Cost: One folder's names in memory for each level, eight bytes for each beside its own.
public struct EvidenceWalker: IteratorProtocol, Sequence {
    private struct Level {
        var location: [UInt8]
        var name: [UInt8]
        var remaining: FolderNames
    }

    private var levels: [Level] = []
    private var first: WalkedEntry?

    /// Starts at a file or folder.
    ///
    /// - Parameter root: The path as bytes.
    /// - Throws: ``EvidenceError/system(_:)`` if nothing is there.
    public init(root: [UInt8]) throws(EvidenceError) {
        let trimmed = Self.withoutTrailingSlashes(root)
        var information = stat()
        guard Self.examine(trimmed, following: true, &information) == 0 else { throw .system(errno) }
        let name = Self.lastComponent(of: trimmed)
        switch information.st_mode & S_IFMT {
        case S_IFDIR:
            do {
                levels = [Level(location: trimmed, name: [], remaining: try FolderNames(of: trimmed))]
            } catch {
                first = .skipped(WalkedPath(location: trimmed, name: name), error)
            }
        case S_IFREG: first = .file(WalkedPath(location: trimmed, name: name, isRoot: true))
        default:
            let error = EvidenceError.notAFile(FileStatus.name(ofMode: information.st_mode))
            first = .skipped(WalkedPath(location: trimmed, name: name), error)
        }
    }

    /// The next file or skipped thing; nil at the end.
    public mutating func next() -> WalkedEntry? {
        if let found = first {
            first = nil
            return found
        }
        while !levels.isEmpty {
            let top = levels.count - 1
            guard let component = levels[top].remaining.popFirst() else {
                levels.removeLast()
                continue
            }
            let path = WalkedPath(
                location: Self.join(levels[top].location, component),
                name: Self.join(levels[top].name, component)
            )
            var information = stat()
            guard Self.examine(path.location, following: false, &information) == 0 else {
                return .skipped(path, .system(errno))
            }
            switch information.st_mode & S_IFMT {
            case S_IFREG: return .file(path)
            case S_IFDIR:
                do {
                    let names = try FolderNames(of: path.location)
                    levels.append(Level(location: path.location, name: path.name, remaining: names))
                } catch {
                    return .skipped(path, error)
                }
            default: return .skipped(path, .notAFile(FileStatus.name(ofMode: information.st_mode)))
            }
        }
        return nil
    }

    /// The last component of a path as bytes; the label of an exhibit made of it.
    public static func lastComponent(of path: [UInt8]) -> [UInt8] {
        let trimmed = withoutTrailingSlashes(path)
        return Array(trimmed.split(separator: UInt8(ascii: "/")).last ?? trimmed[...])
    }

    private static func withoutTrailingSlashes(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    private static func join(_ folder: [UInt8], _ component: [UInt8]) -> [UInt8] {
        folder.isEmpty || folder.last == UInt8(ascii: "/")
            ? folder + component : folder + [UInt8(ascii: "/")] + component
    }

    private static func examine(_ path: [UInt8], following: Bool, _ information: inout stat) -> Int32 {
        (path + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                guard let base = text.baseAddress else { return -1 }
                return fstatat(AT_FDCWD, base, &information, following ? 0 : AT_SYMLINK_NOFOLLOW)
            }
        }
    }
}
