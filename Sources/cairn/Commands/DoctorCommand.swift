import ArgumentParser
import CaseModel
import Casework

/// `cairn doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says which walls this kernel gives the workers, and tries them from inside."
    )

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Wall: Encodable {
        let wall: String
        let present: Bool
        let detail: String
    }

    private struct Worker: Encodable {
        let worker: String
        let startMilliseconds: Double
        let probes: Int
        let contained: Int
        let escaped: [String]
    }

    func run() throws {
        let walls = Doctor.walls().map { Wall(wall: $0.name, present: $0.isPresent, detail: $0.detail) }
        let workers = try Doctor.workers(in: WorkerPrograms.directory).map { worker in
            Worker(
                worker: worker.program,
                startMilliseconds: (worker.startSeconds * 10_000).rounded() / 10,
                probes: worker.probes.count,
                contained: worker.probes.filter(\.contained).count,
                escaped: worker.probes.filter { !$0.contained }.map(\.name)
            )
        }
        if json {
            for wall in walls { try JSONLines.print(wall) }
            for worker in workers { try JSONLines.print(worker) }
        } else {
            for wall in walls {
                StandardOutput.write("\(wall.present ? "ok     " : "MISSING")  \(wall.wall): \(wall.detail)\n")
            }
            for worker in workers {
                let state = worker.escaped.isEmpty ? "ok     " : "BROKEN "
                StandardOutput.write(
                    "\(state)  \(worker.worker): \(worker.contained) of \(worker.probes) probes contained, "
                        + "started in \(worker.startMilliseconds) ms\n"
                )
                for name in worker.escaped { StandardOutput.write("         not contained: \(name)\n") }
            }
        }
        guard walls.allSatisfy(\.present), workers.allSatisfy(\.escaped.isEmpty) else {
            throw CaseworkError(
                .refused,
                "some walls are missing; `--allow-weak-sandbox` works on without them, at your own risk"
            )
        }
    }
}
