public import Foundation

/// The shared test media, found through `CAIRN_TEST_DATA`, else beside the repository.
public enum TestData {
    /// Thrown when test data is missing: tests that need it then fail rather than pass unseen.
    public struct Missing: Error, CustomStringConvertible {
        /// Where it was looked for.
        public let path: String

        /// What to do about it.
        public var description: String {
            "no test data at \(path): set CAIRN_TEST_DATA to the folder that holds it"
        }
    }

    /// The repository's root folder.
    public static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of test data.
    public static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["CAIRN_TEST_DATA"] {
            return URL(fileURLWithPath: path, relativeTo: repository).standardizedFileURL
        }
        return repository.appendingPathComponent("../shared/data").standardizedFileURL
    }()

    /// Gives a file or folder of the test data.
    ///
    /// - Parameter path: Path below the root, such as `dev/formats`.
    /// - Returns: Its address.
    /// - Throws: ``Missing`` if it is not there.
    public static func url(_ path: String) throws -> URL {
        let url = root.appendingPathComponent(path)
        guard FileManager.default.fileExists(atPath: url.path) else { throw Missing(path: url.path) }
        return url
    }

    /// Reads a file of the test data.
    ///
    /// - Parameter path: Path below the root.
    /// - Returns: Its content.
    /// - Throws: ``Missing`` if it is not there.
    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url(path)))
    }

    /// Gives all regular files below a folder of the test data, sorted by path.
    ///
    /// - Parameter path: Path below the root.
    /// - Returns: Their addresses.
    /// - Throws: ``Missing`` if the folder is not there.
    public static func files(_ path: String) throws -> [URL] {
        let folder = try url(path)
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        var files: [URL] = []
        for case let file as URL in found ?? FileManager.DirectoryEnumerator() {
            if (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true { files.append(file) }
        }
        return files.sorted { $0.path < $1.path }
    }
}
