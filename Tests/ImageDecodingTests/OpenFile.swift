import CaseModel
import Foundation
import Glibc
import ImageDecoding
import TestSupport
import Testing

/// A file that stays open while a test uses it.
final class OpenFile {
    let descriptor: Int32

    init(_ url: URL) throws {
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        try ImageLibraries.prepare()
    }

    /// A file of these bytes.
    convenience init(bytes: [UInt8], in folder: TemporaryFolder) throws {
        let url = folder.url.appendingPathComponent(UUID().uuidString)
        try Data(bytes).write(to: url)
        try self.init(url)
    }

    deinit {
        close(descriptor)
    }

    func described() throws -> (type: String, kind: MediaKind, capture: CaptureDetails?) {
        var result: (type: String, kind: MediaKind, capture: CaptureDetails?) = ("", .other, nil)
        try ContentDescriber().describe(descriptor: descriptor) { finding in
            switch finding {
            case .identified(let type, let kind): (result.type, result.kind) = (type, kind)
            case .metadata(let capture, _): result.capture = capture
            default: break
            }
        }
        return result
    }

    func analysed(limits: AnalysisLimits = AnalysisLimits(), region: Region? = nil) throws -> [Finding] {
        let (type, _, capture) = try described()
        var findings: [Finding] = []
        try PictureAnalyser(limits: limits).analyse(
            descriptor: descriptor,
            type: type,
            orientation: capture?.orientation ?? 1,
            region: region
        ) { findings.append($0) }
        return findings
    }
}

extension [Finding] {
    var pictures: [PictureFingerprint] {
        compactMap { if case .picture(let picture, _, _) = $0 { picture } else { nil } }
    }

    var failure: FailureCode? {
        compactMap { if case .failure(let failure) = $0 { failure.code } else { nil } }.first
    }

    var renditions: [Rendition] {
        compactMap { if case .rendition(let rendition) = $0 { rendition } else { nil } }
    }
}
