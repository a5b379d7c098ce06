import AnalysisWorkers
import CaseModel
import Foundation
import Glibc
import TestSupport
import Testing

struct WorkerPoolTests {
    /// The folder in which the worker programs are built, beside the tests.
    private static let programs = Program.folder.path

    private func pool() throws -> WorkerPool {
        try WorkerPool(programs: Self.programs, allowsWeakSandbox: false)
    }

    private func open(_ path: String) throws -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        return try #require(descriptor >= 0 ? descriptor : nil)
    }

    private func analyse(
        _ pool: WorkerPool,
        _ url: URL,
        _ adjust: (inout WorkerRequest) -> Void = { _ in }
    ) throws -> (analysis: [Finding], report: WorkerReport) {
        let descriptor = try open(url.path)
        defer { close(descriptor) }
        var type = ""
        var kind = MediaKind.other
        _ = try pool.run(.image, WorkerRequest(task: .describe), descriptor: descriptor) { finding in
            if case .identified(let name, let what) = finding { (type, kind) = (name, what) }
        }
        var request = WorkerRequest(task: .analyse)
        request.type = type
        request.kind = kind
        adjust(&request)
        var findings: [Finding] = []
        let program = try #require(WorkerProgram.reading(type: type, kind: kind))
        let report = try pool.run(program, request, descriptor: descriptor) { findings.append($0) }
        return (findings, report)
    }

    @Test(arguments: WorkerProgram.allCases)
    func `Nothing forbidden can be done from inside a worker`(program: WorkerProgram) throws {
        let outcomes = try pool().probe(program)
        #expect(outcomes.count == 30)
        for outcome in outcomes { #expect(outcome.contained, "\(outcome.name): \(outcome.detail)") }
    }

    @Test func `A picture comes back with its hashes and a small picture`() throws {
        let (findings, report) = try analyse(try pool(), TestData.url("dev/formats/own1.png"))
        #expect(report.failure == nil)
        #expect(report.peakResidentBytes > 0)
        let pictures = findings.compactMap { finding -> Int? in
            if case .picture(let fingerprint, let width, let height) = finding, width > 0, height > 0 {
                return fingerprint.orientations.count
            }
            return nil
        }
        #expect(pictures == [8])
        #expect(findings.contains { if case .rendition = $0 { true } else { false } })
    }

    @Test(
        arguments: [
            "dev/formats/own1.png", "dev/formats/Portrait_6.jpg", "dev/formats/own1_anim.gif",
            "dev/formats/heic_cheers_1440x960.heic", "dev/formats/own0_cmyk.jpg", "dev/corrupt/text.jpg",
            "dev/corrupt/wrongext.mp4.mp3", "dev/corrupt/zip_traversal.zip",
        ]
    )
    func `Without a type, one child describes and goes on as another would`(path: String) throws {
        let pool = try pool()
        let url = try TestData.url(path)
        let descriptor = try open(url.path)
        defer { close(descriptor) }
        var apart: [Finding] = []
        var request = WorkerRequest(task: .describe)
        _ = try pool.run(.image, request, descriptor: descriptor) { apart.append($0) }
        for finding in apart {
            switch finding {
            case .identified(let type, let kind): (request.type, request.kind) = (type, kind)
            case .metadata(let capture, _): request.orientation = capture.orientation
            default: break
            }
        }
        if WorkerProgram.reading(type: request.type, kind: request.kind) == .image {
            request.task = .analyse
            _ = try pool.run(.image, request, descriptor: descriptor) { apart.append($0) }
        }
        var together: [Finding] = []
        let report = try pool.run(.image, WorkerRequest(task: .analyse), descriptor: descriptor) { together.append($0) }
        #expect(report.failure == nil)
        #expect(together == apart)
        #expect(together.count > 1 || request.kind != .image)
    }

    @Test func `A request that takes too long is stopped, and the worker serves the next`() throws {
        let pool = try pool()
        let video = try TestData.url("dev/originals/video/flower.mp4")
        let (_, slow) = try analyse(pool, video) { request in
            request.limits.wallMilliseconds = 20
            request.wishes.everyFrame = true
        }
        #expect(slow.failure?.code == .timeout)
        let (_, next) = try analyse(pool, TestData.url("dev/formats/own1.png"))
        #expect(next.failure == nil)
    }

    @Test func `A request that needs more memory than allowed says so`() throws {
        let (findings, report) = try analyse(try pool(), TestData.url("dev/corrupt/bomb_20000x20000_gray8.png")) {
            request in
            request.limits.pixels = 1 << 30
            request.limits.memoryBytes = 64 << 20
        }
        let codes = findings.compactMap { finding -> FailureCode? in
            if case .failure(let failure) = finding { failure.code } else { nil }
        }
        #expect(codes.contains(.memory) || report.failure?.code == .memory)
    }

    @Test func `Requests run side by side, and one inside another`() async throws {
        let pool = try pool()
        let url = try TestData.url("dev/formats/own1.png")
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try analyse(pool, url).analysis.count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(counts).count == 1)
        let archive = try open(TestData.url("dev/corrupt/zip_traversal.zip").path)
        defer { close(archive) }
        var request = WorkerRequest(task: .unpack)
        request.type = "application/zip"
        var inner = 0
        _ = try pool.run(.image, request, descriptor: archive) { finding in
            if case .entry = finding { inner += try analyse(pool, url).analysis.count }
        }
        #expect(inner > 0)
    }

    @Test func `A receiver that has had enough stops the file's process`() throws {
        struct Enough: Error {}
        let pool = try pool()
        let descriptor = try open(TestData.url("dev/originals/video/flower.mp4").path)
        defer { close(descriptor) }
        var request = WorkerRequest(task: .analyse)
        request.type = "video/mp4"
        request.kind = .video
        request.wishes.everyFrame = true
        #expect(throws: WorkerError.self) {
            try pool.run(.stream, request, descriptor: descriptor) { _ in throw Enough() }
        }
        let (_, next) = try analyse(pool, TestData.url("dev/formats/own1.png"))
        #expect(next.failure == nil)
    }

    @Test func `A missing program is named`() {
        #expect(throws: WorkerError.missing(path: "/nowhere/cairn-image-worker")) {
            try WorkerPool(programs: "/nowhere", allowsWeakSandbox: true)
        }
    }
}
