public import ArgumentParser
import Casework
public import Exchange
import Foundation

/// The files that agencies exchange.
enum ExchangeFiles {
    /// Writes a file that was not there before.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch {
            throw CaseworkError(.usage, "\(path) cannot be made, or is there already")
        }
    }

    /// Reads a file of at most so many bytes, and a byte of what is beyond.
    static func bytes(_ path: String, most: Int) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: most + 1) else {
            throw CaseworkError(.usage, "\(path) cannot be read")
        }
        return Array(data)
    }
}

/// What each command asks for that makes a bundle.
struct SendOption: ParsableArguments {
    @Option(help: "The file to be made, to be brought to the partner by any way.", completion: .file())
    var output: String

    @Option(help: "For how many days the bundle is good.")
    var days = Workspace.usualDays

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (1...Workspace.mostDays).contains(days) else {
            throw ValidationError("--days takes a number from 1 to \(Workspace.mostDays).")
        }
    }

    /// How the bundle leaves.
    var delivery: Delivery { Delivery(path: output, days: days) }

    /// Says what was made.
    func report(_ sent: SentBundle, _ words: String) throws {
        if json {
            try JSONLines.print(Output(number: sent.number, count: sent.count, file: output))
        } else {
            StandardOutput.write("\(words); bundle \(sent.number) is in \(output)\n")
        }
    }

    private struct Output: Encodable {
        let number: Int64
        let count: Int
        let file: String
    }
}

extension AnswerLevel: ExpressibleByArgument {}
