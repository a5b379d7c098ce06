import Accounts
import CaseModel
import Casework
import HTTPTypes

/// What the pages of series and subjects say in the same words.
extension Catalogue {
    func status(_ status: SubjectStatus) -> String { text("subject_\(status.rawValue)") }

    /// What was said of a series or a subject, in one line.
    func change(_ change: RecordChange) -> String {
        let field = texts["record_\(change.field)"] ?? change.field
        let value = [change.value, change.qualifier, change.day].compactMap(\.self).joined(separator: ", ")
        return value.isEmpty ? field : "\(field): \(value)"
    }

    func changes(_ all: [RecordChange]) -> [PageValues] {
        all.map { one in
            [
                "at": one.at, "atText": moment(one.at), "author": one.author, "case": one.caseReference,
                "text": change(one), "reason": one.reason ?? "",
            ]
        }
    }
}

extension WorkRequest {
    /// The cases in which the viewer may decide, by reference.
    var decidableCases: [String] {
        get throws(Problem) {
            let access = try who().access
            return access.relations.keys.filter { access.allows(.decide, $0) }.sorted()
        }
    }

    /// The version that a form was made for.
    var expectedVersion: Int? { form["version"].flatMap { Int($0) } }

    /// Goes on after a statement.
    ///
    /// - Parameter outcome: What became of it; nil if there is nothing that may be seen.
    /// - Throws: ``Problem`` unless it was put on record.
    func check(_ outcome: RecordOutcome?) throws(Problem) {
        switch outcome {
        case nil: throw .notFound
        case .made?: return
        case .conflict(_, let since)?:
            let said = since.map { "\($0.author): \(catalogue.change($0))" }.joined(separator: "; ")
            throw Problem(status: .conflict, detail: said.isEmpty ? catalogue.text("record_conflict") : said)
        }
    }
}
