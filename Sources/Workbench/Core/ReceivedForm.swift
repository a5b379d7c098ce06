import Accounts
import Foundation
import Hummingbird

/// A form whose files were written to a folder as they came in.
struct ReceivedForm: Sendable {
    /// A file of it.
    struct File: Sendable {
        let name: String
        let path: String
        let size: Int64
    }

    /// The largest field that is not a file, in bytes.
    private static let mostFieldBytes = 65_536

    let fields: Form
    let files: [File]

    /// Receives a form.
    ///
    /// The token that shows that the form is ours has to come before the first file.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - folder: Where files are written, under names of their own.
    ///   - limit: The largest size of all files together, in bytes.
    /// - Throws: ``Problem``; nothing stays in the folder then.
    init(_ request: WorkRequest, folder: String, limit: Int64) async throws {
        guard var reader = MultipartReader(contentType: request.head.headerFields[.contentType]) else {
            fields = try await Self.withoutFiles(request)
            files = []
            return
        }
        var sink = Sink(
            folder: folder,
            limit: limit,
            token: try request.who().crossSiteToken,
            brought: request.head.headerFields[.crossSiteToken]
        )
        do {
            for try await piece in request.body {
                for event in try reader.feed(piece.readableBytesView) { try sink.take(event) }
            }
            guard reader.isComplete else { throw Problem.wrong("The form was cut; send it again.") }
        } catch {
            sink.discard()
            if error is MultipartReader.Fault { throw Problem.wrong("The form cannot be read.") }
            throw error
        }
        fields = Form(sink.fields)
        files = sink.files
    }

    /// A form without files, as a browser sends it.
    private static func withoutFiles(_ request: WorkRequest) async throws -> Form {
        var bytes: [UInt8] = []
        for try await piece in request.body {
            bytes += piece.readableBytesView
            guard bytes.count <= Dispatcher.mostFormBytes else {
                throw Problem(status: .contentTooLarge, detail: "The form is too long.")
            }
        }
        let form = Form(urlEncoded: String(decoding: bytes, as: UTF8.self))
        try check(
            request.head.headerFields[.crossSiteToken] ?? form["crossSiteToken"],
            try request.who().crossSiteToken
        )
        return form
    }

    /// Removes the files.
    func discard() {
        for file in files { try? FileManager.default.removeItem(atPath: file.path) }
    }

    private static func check(_ brought: String?, _ token: String?) throws(Problem) {
        guard let token else { return }
        guard ConstantTime.areEqual(Array((brought ?? "").utf8), Array(token.utf8)) else {
            throw Problem(status: .forbidden, detail: "The form was made for another session; load the page again.")
        }
    }

    private struct Sink {
        let folder: String
        let limit: Int64
        /// Nil for programs, which need none.
        let token: String?
        /// What came in a header instead of a field.
        let brought: String?
        var fields: [(name: String, value: String)] = []
        var files: [File] = []
        private var field: (name: String, bytes: [UInt8])?
        private var file: (name: String, path: String, handle: FileHandle, size: Int64)?
        private var total: Int64 = 0

        init(folder: String, limit: Int64, token: String?, brought: String?) {
            self.folder = folder
            self.limit = limit
            self.token = token
            self.brought = brought
        }

        mutating func take(_ event: MultipartReader.Event) throws {
            switch event {
            case .part(let name, let fileName?):
                try checkToken()
                let path = "\(folder)/\(UUID().uuidString)"
                guard
                    FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
                    let handle = FileHandle(forWritingAtPath: path)
                else { throw Problem(status: .internalServerError, detail: "The file cannot be kept.") }
                file = (fileName.isEmpty ? name : fileName, path, handle, 0)
            case .part(let name, nil): field = (name, [])
            case .data(let bytes):
                if file != nil {
                    total += Int64(bytes.count)
                    guard total <= limit else {
                        throw Problem(status: .contentTooLarge, detail: "The limit for this form is \(limit) bytes.")
                    }
                    try file?.handle.write(contentsOf: bytes)
                    file?.size += Int64(bytes.count)
                } else {
                    field?.bytes += bytes
                    guard (field?.bytes.count ?? 0) <= mostFieldBytes else {
                        throw Problem(status: .contentTooLarge, detail: "A field of the form is too long.")
                    }
                }
            case .partEnd:
                if let done = file {
                    try done.handle.close()
                    files.append(File(name: done.name, path: done.path, size: done.size))
                } else if let done = field {
                    fields.append((done.name, String(decoding: done.bytes, as: UTF8.self)))
                }
                (file, field) = (nil, nil)
            }
        }

        private func checkToken() throws(Problem) {
            try ReceivedForm.check(brought ?? fields.first { $0.name == "crossSiteToken" }?.value, token)
        }

        func discard() {
            let paths = files.map(\.path) + (file.map { [$0.path] } ?? [])
            for path in paths { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}
