import ArgumentParser
import Casework
import Foundation
import Glibc

/// Parses the arguments, runs the command, and turns whatever happens into a message and an exit code.
@main
enum Cairn {
    static func main() {
        Interruption.watch()
        do {
            var command = try CairnCommand.parseAsRoot()
            try command.run()
        } catch let error as CaseworkError {
            StandardError.write("cairn: \(error.message)\n")
            exit(error.code.rawValue)
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            switch CairnCommand.exitCode(for: error) {
            case .success:
                StandardOutput.write(CairnCommand.fullMessage(for: error) + "\n")
                exit(0)
            case .validationFailure:
                StandardError.write(CairnCommand.fullMessage(for: error) + "\n")
                exit(CaseworkError.Code.usage.rawValue)
            default:
                StandardError.write("cairn: \(CairnCommand.message(for: error))\n")
                exit(CaseworkError.Code.failed.rawValue)
            }
        }
    }
}
