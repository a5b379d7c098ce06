import AnalysisWorkers
import CSingleThreading
import CaseModel
import Glibc
import Illustration
import ImageDecoding

/// Reads types, metadata, still pictures and archives, and draws, behind the walls of a worker.
let status = WorkerMain.run(
    arguments: Array(CommandLine.arguments.dropFirst()),
    prepare: {
        guard cairn_single_threading_is_in_force() != 0 else {
            throw AnalysisFailure(.unsupported, "the decoders of HEIC and AVIF would start threads")
        }
        try ImageLibraries.prepare()
        DrawingRenderer.prepare()
        var analysis = WorkerRequest(task: .analyse)
        analysis.type = "image/jpeg"
        analysis.kind = .image
        analysis.wishes.features = 10
        let picture = ImageLibraries.samplePicture()
        return [
            (WorkerRequest(task: .describe), picture), (analysis, picture),
            (WorkerRequest(task: .draw), try DrawingRenderer.sample.serialized()),
        ]
    },
    perform: { request, evidence, emit in
        switch request.task {
        case .describe: try ContentDescriber().describe(descriptor: evidence, emit: emit)
        case .analyse:
            let analyser = PictureAnalyser(limits: request.limits, wishes: request.wishes)
            var (type, kind, orientation) = (request.type, request.kind, request.orientation)
            var bytes: [UInt8]?
            if type.isEmpty {
                bytes = try ContentDescriber().describe(descriptor: evidence) { finding in
                    switch finding {
                    case .identified(let found, let sort): (type, kind) = (found, sort)
                    case .metadata(let capture, _): orientation = capture.orientation
                    default: break
                    }
                    try emit(finding)
                }
                guard WorkerProgram.reading(type: type, kind: kind) == .image else { return }
            }
            try analyser.analyse(
                descriptor: evidence,
                known: bytes,
                type: type,
                orientation: orientation,
                region: request.region,
                emit: emit
            )
        case .unpack:
            try ArchiveUnpacker(limits: request.limits).unpack(
                descriptor: evidence,
                type: request.type,
                emit: emit
            )
        case .draw:
            do {
                try emit(.rendition(try DrawingRenderer().render(try Drawing(descriptor: evidence))))
            } catch let failure as AnalysisFailure {
                try emit(.failure(failure))
            }
        case .probe: break
        }
    }
)
exit(status)
