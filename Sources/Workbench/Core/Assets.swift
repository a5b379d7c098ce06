import CWorkbenchAssets
import Foundation

/// The files that are built into the program: templates, catalogues, and what browsers load.
struct Assets: Sendable {
    private let files: [String: [UInt8]]

    /// The files of this build, by paths such as `static/cairn.css`.
    static let shared = Assets()

    private init() {
        var count = 0
        var files: [String: [UInt8]] = [:]
        if let first = cairn_assets(&count) {
            for asset in UnsafeBufferPointer(start: first, count: count) {
                files[String(cString: asset.name)] = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
            }
        }
        self.files = files
    }

    /// The bytes of a file.
    subscript(path: String) -> [UInt8]? { files[path] }

    /// The paths in a folder, in order.
    func paths(in folder: String) -> [String] { files.keys.filter { $0.hasPrefix(folder + "/") }.sorted() }

    /// The media type that a file's name tells.
    static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "json": "application/json"
        case "png": "image/png"
        default: "text/plain; charset=utf-8"
        }
    }
}
