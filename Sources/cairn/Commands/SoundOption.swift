import ArgumentParser
import CaseModel
import Foundation

/// `--sound`: in which ways sound is compared.
///
/// An operator who must not use landmarks, or need not, sets it for all with the environment variable `CAIRN_SOUND`.
struct SoundOption: ParsableArguments {
    private static let variable = "CAIRN_SOUND"

    @Option(
        name: .customLong("sound"),
        help: """
            How sound is compared: words (the same recording in other codecs and with noise) or landmarks (also over a \
            telephone, faster, slower, higher and lower). \(variable) sets it for all commands; landmarks if neither does.
            """,
        transform: { try Self.depth($0, named: "--sound") }
    )
    private var asked: SoundDepth?

    /// What is asked for.
    var depth: SoundDepth {
        get throws {
            if let asked { return asked }
            guard let general = ProcessInfo.processInfo.environment[Self.variable], !general.isEmpty else {
                return .landmarks
            }
            return try Self.depth(general, named: Self.variable)
        }
    }

    func validate() throws {
        _ = try depth
    }

    private static func depth(_ argument: String, named name: String) throws -> SoundDepth {
        guard let depth = SoundDepth(rawValue: argument) else {
            let known = SoundDepth.allCases.map(\.rawValue).joined(separator: " or ")
            throw ValidationError("\(name) takes \(known).")
        }
        return depth
    }
}
