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
    },
    perform: { request, evidence, emit in
        guard request.task == .analyse else { return }
        let analyser = StreamAnalyser(
            limits: request.limits,
            everyFrame: request.everyFrame,
            withoutRenditions: request.withoutRenditions,
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
