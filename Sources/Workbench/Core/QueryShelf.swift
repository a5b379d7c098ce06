import CaseModel
import Casework
import Foundation

/// Files that were given to search by, kept for a while so that a part of one can be searched too; then they are gone.
actor QueryShelf {
    /// A file on the shelf.
    struct Query: Sendable {
        let number: String
        let author: String
        let name: String
        let path: String
        let examined: ExaminedFile
        let since: Date
    }

    private static let patience = 900.0
    private static let mostQueries = 40

    private let directory: String
    private let configuration: WorkbenchConfiguration
    private var queries: [Query] = []
    private var isCleared = false

    init(directory: String, configuration: WorkbenchConfiguration) {
        self.directory = directory + "/queries"
        self.configuration = configuration
    }

    /// The folder for files that come in; what an earlier process left there is removed at first.
    func folder() throws -> String {
        if !isCleared { try? FileManager.default.removeItem(atPath: directory) }
        isCleared = true
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return directory
    }

    /// Analyses a file and keeps it.
    func add(_ file: ReceivedForm.File, author: String) async throws -> Query {
        removeOld()
        let examined = try await examine(file.path, region: nil)
        let query = Query(
            number: UUID().uuidString.lowercased(),
            author: author,
            name: file.name,
            path: file.path,
            examined: examined,
            since: Date()
        )
        queries.append(query)
        return query
    }

    /// A file that an account gave before.
    func query(_ number: String, author: String) -> Query? {
        removeOld()
        return queries.first { $0.number == number && $0.author == author }
    }

    /// Analyses a file, or a rectangle of it.
    func examine(_ path: String, region: Region?) async throws -> ExaminedFile {
        let configuration = configuration
        return try await Blocking.run {
            let examiner = try FileExaminer(
                workers: configuration.workers,
                allowsWeakSandbox: configuration.allowsWeakSandbox
            )
            var options = AnalysisOptions()
            options.wishes.features = AnalysisOptions.queryFeatures
            options.wishes.compareSound(by: .landmarks)
            options.region = region
            return try examiner.examine(path, options: options)
        }
    }

    private func removeOld() {
        let now = Date()
        let kept = queries.filter { now.timeIntervalSince($0.since) < Self.patience }.suffix(Self.mostQueries)
        for query in queries where !kept.contains(where: { $0.number == query.number }) {
            try? FileManager.default.removeItem(atPath: query.path)
        }
        queries = Array(kept)
    }
}
