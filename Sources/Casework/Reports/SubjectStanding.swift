import CaseModel
import CaseStore

/// How far an investigation has come with a subject, and since when it is known who it is: nothing else of the subject.
struct SubjectStanding {
    let kind: SubjectKind
    let status: SubjectStatus
    /// For victims that are known: the day from which they are, without a break up to now.
    let identifiedDay: String?

    init(kind: SubjectKind, status: SubjectStatus, history: [RecordChange]) {
        self.kind = kind
        self.status = status
        let known = history.reversed().prefix { $0.value != SubjectStatus.unidentified.rawValue }
        identifiedDay = kind == .victim ? known.last?.day : nil
    }
}

extension SubjectShelf {
    /// The subjects that are seen through one of some cases.
    func standing(inAnyOf cases: Set<String>) -> [SubjectStanding] {
        book.visible(access).filter { !cases.isDisjoint(with: $0.cases) }.compactMap { record in
            guard let summary = summary(record) else { return nil }
            return SubjectStanding(
                kind: summary.name.number.kind,
                status: summary.status,
                history: history(of: record)
            )
        }
    }
}

extension [SubjectStanding] {
    /// How many subjects of a kind there are, by status.
    func counts(of kind: SubjectKind) -> [SubjectStatus: Int] {
        Dictionary(filter { $0.kind == kind }.map { ($0.status, 1) }, uniquingKeysWith: +)
    }
}
