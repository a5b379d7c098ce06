import AnalysisWorkers
import CSingleThreading
import CaseModel
import Glibc
import StreamDecoding

/// Reads video, sound, text and rare picture formats behind the walls of a worker.
let status = WorkerMain.run(
    arguments: Array(CommandLine.arguments.dropFirst()),
    prepare: {
        guard cairn_single_threading_is_in_force() != 0 else {
            throw AnalysisFailure(.unsupported, "the decoder of AV1 would start threads")
        }
        StreamLibraries.prepare()
        var analysis = WorkerRequest(task: .analyse)
        analysis.type = "text/plain"
        analysis.kind = .text
        return [(analysis, Array("sample@example.org, +44 20 7946 0000 and https://example.org/".utf8))]
    },
    perform: { request, evidence, emit in
        guard request.task == .analyse else { return }
        let analyser = StreamAnalyser(
            limits: request.limits,
            wishes: request.wishes,
            telephoneRegion: request.telephoneRegion
        )
        try analyser.analyse(
            descriptor: evidence,
            type: request.type,
            kind: request.kind,
            orientation: request.orientation,
            region: request.region,
            emit: emit
        )
    }
)
exit(status)
