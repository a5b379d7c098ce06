/// Tells the category of each record by each variable.
struct Classification {
    private let snapshot: Snapshot
    private let victims: [String: VictimRecord]
    private let offenders: [String: OffenderRecord]
    private let sexes: [String: Category]
    private let ageBands: [String: Category]

    /// Looks the people of all series up.
    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        let victims = Dictionary(uniqueKeysWithValues: snapshot.victims.map { ($0.number, $0) })
        self.victims = victims
        offenders = Dictionary(uniqueKeysWithValues: snapshot.offenders.map { ($0.number, $0) })
        sexes = Dictionary(
            uniqueKeysWithValues: snapshot.series.map { series in
                (series.number, .common(series.victims.map { victims[$0]?.sex }))
            }
        )
        ageBands = Dictionary(
            uniqueKeysWithValues: snapshot.series.map { series in
                (series.number, .common(series.victims.map { victims[$0]?.ageBand }))
            }
        )
    }

    /// The categories of all records of a unit, record by record, by one variable.
    func categories(of variable: StatisticsVariable, unit: StatisticsUnit) -> [Category] {
        switch unit {
        case .victim: snapshot.victims.map { category(of: $0, by: variable) }
        case .series: snapshot.series.map { category(of: $0, by: variable) }
        case .media: snapshot.media.map { category(of: $0, by: variable) }
        }
    }

    private func category(of victim: VictimRecord, by variable: StatisticsVariable) -> Category {
        switch variable {
        case .status: .of(victim.status)
        case .sex: .of(victim.sex)
        case .ageBand: .of(victim.ageBand)
        case .country:
            victim.country.map { .code([$0.certainty.rawValue] + ($0.code.map { [$0] } ?? [])) } ?? .missing
        case .yearFirstSeen: .of(victim.firstSeen.map { String($0.description.prefix(4)) })
        case .recording: .of(victim.recording?.rawValue)
        case .timeToIdentification: victim.daysToIdentification.map(TimeBand.of(days:)) ?? .missing
        case .severity, .mediaKind, .sexInSeries, .ageBandInSeries, .offenderSexInSeries: .missing
        }
    }

    private func category(of series: SeriesRecord, by variable: StatisticsVariable) -> Category {
        switch variable {
        case .sexInSeries: sexes[series.number] ?? .missing
        case .ageBandInSeries: ageBands[series.number] ?? .missing
        case .offenderSexInSeries: .common(series.offenders.map { offenders[$0]?.sex })
        default: .missing
        }
    }

    private func category(of media: MediaRecord, by variable: StatisticsVariable) -> Category {
        switch variable {
        case .mediaKind: .of(media.kind)
        case .severity: media.severity.map { .code([$0.scheme, $0.version, $0.code]) } ?? .missing
        case .sexInSeries: media.series.flatMap { sexes[$0] } ?? .missing
        case .ageBandInSeries: media.series.flatMap { ageBands[$0] } ?? .missing
        default: .missing
        }
    }
}
