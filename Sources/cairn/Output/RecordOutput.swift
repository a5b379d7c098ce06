import CaseModel
import Casework

/// What was done to a series or a subject, for the reader.
struct RecordOutput: Encodable {
    /// What it is called.
    let name: String
    /// The number of the last statement about it.
    let version: Int

    /// Says what became of a statement.
    ///
    /// - Parameters:
    ///   - outcome: What became of it; nil if there is nothing that may be seen.
    ///   - name: What the series or subject is called.
    ///   - isJSON: Whether a program reads it.
    /// - Throws: ``CaseworkError`` if nothing was changed.
    static func print(_ outcome: RecordOutcome?, of name: String, isJSON: Bool) throws {
        switch outcome {
        case nil: throw CaseworkError(.usage, "there is nothing here that you may see")
        case .made(let version)?:
            if isJSON {
                try JSONLines.print(RecordOutput(name: name, version: version))
            } else {
                StandardError.write("\(name) is at version \(version) now\n")
            }
        case .conflict(let version, let since)?:
            let said = since.map { change in
                "\(change.version): \(words(of: change)), by \(change.author), \(change.at)"
            }
            let lines = said.isEmpty ? "" : "\n" + said.joined(separator: "\n")
            throw CaseworkError(
                .failed,
                "nothing was changed, as \(name) is at version \(version) by now; look again and use "
                    + "--expect \(version)\(lines)"
            )
        }
    }

    /// A statement in one line.
    static func words(of change: RecordChange) -> String {
        let field = change.field.replacing("_", with: " ")
        let value = [change.value, change.qualifier.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
        var words = value.isEmpty ? field : "\(field): \(value)"
        if let day = change.day { words += ", \(change.field == "retention" ? "until" : "since") \(day)" }
        if let reason = change.reason { words += " — \(reason)" }
        return words
    }
}
