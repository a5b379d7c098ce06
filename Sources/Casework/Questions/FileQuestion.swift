import AnalysisWorkers
public import CaseModel
import CaseStore
import Evidence

/// A file outside any case that a question is asked about: its digests and what the workers found in it.
public struct ExaminedFile: Sendable {
    /// The path as given.
    public let path: String
    /// Digests; nil if the file could not be read.
    public let digests: Digests?
    /// What was found, or why nothing.
    public let analysis: Analysis
    /// The rectangle that was looked at; nil for the whole.
    public let region: Region?
}

/// Analyses files without a database.
public struct FileExaminer: Sendable {
    let pool: WorkerPool

    /// Gets workers ready.
    ///
    /// - Parameters:
    ///   - workers: The folder that holds the worker programs.
    ///   - allowsWeakSandbox: Go on although this kernel lacks a wall of the sandbox.
    /// - Throws: ``CaseworkError``.
    public init(workers: String, allowsWeakSandbox: Bool) throws(CaseworkError) {
        pool = try classed { try WorkerPool(programs: workers, allowsWeakSandbox: allowsWeakSandbox) }
    }

    /// Seconds of processor time that the workers used so far.
    public var workerSeconds: Double { pool.cpuSeconds }

    /// Analyses one file; what is wrong with it is part of the result.
    ///
    /// - Throws: ``CaseworkError`` only if no worker can be started.
    public func examine(_ path: String, options: AnalysisOptions) throws(CaseworkError) -> ExaminedFile {
        let file: EvidenceFile
        let digests: Digests
        do {
            file = try EvidenceFile(path: Array(path.utf8), followingLink: true)
            digests = try file.digests()
        } catch {
            var analysis = Analysis(type: "", kind: .other)
            analysis.failure = AnalysisFailure(.unreadable, "The file \(error.message).")
            return ExaminedFile(path: path, digests: nil, analysis: analysis, region: nil)
        }
        let analyser = FileAnalyser(pool: pool, options: options)
        let analysis = try classed {
            options.isFrameHashList
                ? try analyser.readFrameHashes(file) : try analyser.analyse(file, spoolingIn: nil).0
        }
        return ExaminedFile(path: path, digests: digests, analysis: analysis, region: options.region)
    }
}
