public import Accounts
import Audit
public import CaseModel
import CaseStore
import Interchange
public import Statistics

/// In which form tables of statistics are given.
public enum StatisticsForm: String, CaseIterable, Hashable, Sendable {
    /// Canonical JSON, the same to the byte for the same snapshot and threshold.
    case json
    /// A line for each count.
    case csv
}

extension Workspace {
    /// The scheme that tells how severe media are unless another is named.
    public static var usualSeverityScheme: String { codeScheme }

    /// The smallest count that tables publish unless told otherwise.
    public static var usualThreshold: Int { StatisticsTables.usualThreshold }

    /// Freezes the coded records of cases; that is on record.
    ///
    /// Only what the viewer may see is counted: of each case the small pictures must be open to them.
    ///
    /// - Parameters:
    ///   - cases: The cases, by reference; all that the viewer may see if empty.
    ///   - scheme: The scheme that tells how severe media are, `NAME/VERSION`.
    ///   - viewer: Who takes it.
    /// - Returns: The snapshot as a list shows it.
    /// - Throws: ``CaseworkError`` with code `usage` if a case or the scheme is not there to be seen.
    public func takeStatistics(
        ofCases cases: [String] = [],
        severity scheme: String = usualSeverityScheme,
        by viewer: Viewer
    ) throws(CaseworkError) -> KeptSnapshot {
        let scheme = try self.scheme(scheme)
        for reference in cases { _ = try caseNumber(reference, for: viewer, .seeRenditions) }
        let access = try access(of: viewer)
        let kept = try writing { writer throws(StoreError) -> Result<KeptSnapshot?, CaseworkError> in
            let visible = try writer.reader.cases().map(\.reference).filter { access.allows(.seeRenditions, $0) }
            let chosen = cases.isEmpty ? Set(visible) : Set(cases)
            guard !chosen.isEmpty else {
                return .failure(CaseworkError(.usage, "there is no case here whose media you may see"))
            }
            let records = try StatisticsRecords(writer.reader, access, cases: chosen, scheme: scheme)
            let snapshot: Snapshot
            do throws(StatisticsError) {
                snapshot = try records.snapshot(taken: String(Timestamp.now().prefix(10)))
            } catch {
                return .failure(CaseworkError(.failed, error.message))
            }
            try writer.addSnapshot(
                snapshot.bytes,
                number: snapshot.number,
                scheme: scheme.reference,
                cases: chosen.sorted(),
                author: viewer.name
            )
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "statistics.taken",
                    subject: snapshot.number,
                    details: [
                        "cases": "\(chosen.count)", "scheme": scheme.reference, "victims": "\(records.victims.count)",
                        "series": "\(records.series.count)", "media": "\(records.media.count)",
                    ]
                )
            )
            return .success(try writer.reader.snapshots().last { $0.number == snapshot.number })
        }
        guard let kept = try kept.get() else { throw CaseworkError(.failed, "the snapshot was not kept") }
        return kept
    }

    /// The snapshots that a viewer took, oldest first; whoever owns the machine sees all.
    ///
    /// - Throws: ``CaseworkError``.
    public func statistics(for viewer: Viewer) throws(CaseworkError) -> [KeptSnapshot] {
        try reading { reader throws(StoreError) in try reader.snapshots() }
            .filter { viewer.isMachineOwner || $0.author == viewer.name }
    }

    /// The snapshot of a number, or of the digits that it begins with.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is none, or more than one, that the viewer took.
    public func statistics(_ number: String, for viewer: Viewer) throws(CaseworkError) -> KeptSnapshot {
        let found = try statistics(for: viewer).filter { $0.number.hasPrefix(number.lowercased()) }
        guard let first = found.first, !number.isEmpty else {
            throw CaseworkError(.usage, "there is no snapshot \(number); `cairn statistics list` names them")
        }
        guard found.count == 1 else {
            throw CaseworkError(.usage, "\(found.count) snapshots begin with \(number); give more of its digits")
        }
        return first
    }

    /// The tables T1 to T10 of a snapshot, with small counts withheld; that they were asked for is on record.
    ///
    /// - Parameters:
    ///   - number: The snapshot's number, or the digits that it begins with.
    ///   - threshold: The smallest count above zero that is published; 1 withholds nothing.
    ///   - form: The form.
    ///   - viewer: Who asks: took the snapshot.
    /// - Returns: The bytes of the tables.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such snapshot, or the threshold is below 1.
    public func statisticsTables(
        of number: String,
        threshold: Int = usualThreshold,
        as form: StatisticsForm,
        by viewer: Viewer
    ) throws(CaseworkError) -> [UInt8] {
        let tables = try statisticsTables(of: number, threshold: threshold, by: viewer)
        switch form {
        case .json: return tables.canonical.bytes
        case .csv:
            var bytes: [UInt8] = []
            let writer = CSVWriter { bytes += $0 }
            do {
                try writer.write(header: StatisticsTables.lineHeader)
                for line in tables.lines { try writer.write(row: line.map { .text($0) }) }
            } catch {
                throw CaseworkError(.failed, error.message)
            }
            return bytes
        }
    }

    /// The bytes of a snapshot, one line for each victim among them: for those who make the tables again by other means.
    ///
    /// - Parameters:
    ///   - number: The snapshot's number, or the digits that it begins with.
    ///   - reason: Why they are needed, in one line; it is on record before they are given.
    ///   - viewer: Who asks: took the snapshot.
    /// - Returns: The bytes, whose SHA-256 is the number.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such snapshot, or no reason.
    public func statisticsSnapshot(
        _ number: String,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> [UInt8] {
        try DisplayedName.check(reason, of: "the reason")
        let kept = try statistics(number, for: viewer)
        return try writing { writer throws(StoreError) in
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "statistics.snapshot_taken_out",
                    subject: kept.number,
                    details: ["reason": reason]
                )
            )
            return try writer.reader.snapshotBytes(kept.number) ?? []
        }
    }

    /// The tables T1 to T10 of a snapshot as values; that they were asked for is on record.
    ///
    /// - Parameters:
    ///   - number: The snapshot's number, or the digits that it begins with.
    ///   - threshold: The smallest count above zero that is published; 1 withholds nothing.
    ///   - viewer: Who asks: took the snapshot.
    /// - Returns: The tables.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such snapshot, or the threshold is below 1.
    public func statisticsTables(
        of number: String,
        threshold: Int = usualThreshold,
        by viewer: Viewer
    ) throws(CaseworkError) -> StatisticsTables {
        let kept = try statistics(number, for: viewer)
        let bytes = try reading { reader throws(StoreError) in try reader.snapshotBytes(kept.number) ?? [] }
        let tables: StatisticsTables
        do {
            tables = try StatisticsTables(of: Snapshot(bytes: bytes), threshold: threshold)
        } catch {
            throw CaseworkError(threshold < 1 ? .usage : .failed, error.message)
        }
        try writing { writer throws(StoreError) in
            _ = try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "statistics.tables_made",
                    subject: kept.number,
                    details: ["threshold": "\(threshold)"]
                )
            )
        }
        return tables
    }
}

extension StatisticsRecords {
    fileprivate func snapshot(taken day: String) throws(StatisticsError) -> Snapshot {
        guard let day = CalendarDate(day) else { throw .unreadable }
        return try Snapshot(
            taken: day,
            salt: Snapshot.freshSalt(),
            victims: victims,
            offenders: offenders,
            series: series,
            media: media
        )
    }
}
