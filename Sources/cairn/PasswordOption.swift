import ArgumentParser
import Casework
import Foundation
import Glibc

/// Where a command takes a password from: never from an argument, which other users of the machine could see.
struct PasswordOption: ParsableArguments {
    @Option(
        name: .customLong("password-file"),
        help: "A file whose first line is the password; else it is asked for, or read from standard input.",
        completion: .file()
    )
    var file: String?

    /// The password, asked for twice where a person types it.
    func read(for name: String) throws -> String {
        if let file {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw CaseworkError(.usage, "\(file) cannot be read")
            }
            return String(text.prefix { !$0.isNewline })
        }
        guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
        let first = Self.ask("Password for \(name): ")
        guard Self.ask("The same again: ") == first else { throw CaseworkError(.usage, "the two differ") }
        return first
    }

    /// Reads a line without showing it.
    private static func ask(_ question: String) -> String {
        StandardError.write(question)
        var shown = termios()
        let isKnown = tcgetattr(STDIN_FILENO, &shown) == 0
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        if isKnown { tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) }
        defer {
            if isKnown { tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
            StandardError.write("\n")
        }
        return readLine() ?? ""
    }
}
