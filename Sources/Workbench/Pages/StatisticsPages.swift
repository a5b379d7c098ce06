import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Statistics

/// Statistics: the snapshots that one took, and the tables of one.
enum StatisticsPages {
    static let all = [
        Route(.get, "/statistics", .system(.work), handle: list),
        Route(.post, "/statistics", .system(.work), handle: take),
        Route(.get, "/statistics/:snapshot", .system(.work), handle: page),
        Route(.get, "/statistics/:snapshot/tables/:form", .system(.work), handle: download),
    ]

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, viewer) = (request.state.workspace, signedIn.viewer)
        let (all, schemes) = try await Blocking.run {
            (try workspace.statistics(for: viewer), try workspace.schemes().map(\.reference))
        }
        let cases = signedIn.access.relations.keys.filter { signedIn.access.allows(.seeRenditions, $0) }.sorted()
        var values: PageValues = [:]
        if !all.isEmpty {
            values["list"] =
                [
                    "rows": all.reversed().map { one -> PageValues in
                        [
                            "href": "/statistics/\(one.number)", "number": String(one.number.prefix(12)),
                            "at": one.at, "atText": words.moment(one.at), "cases": words.number(one.cases.count),
                            "scheme": one.scheme,
                        ]
                    }
                ] as PageValues
        }
        if !cases.isEmpty {
            values["take"] =
                [
                    "cases": cases,
                    "schemes": schemes.map { option($0, $0, isSelected: $0 == Workspace.usualSeverityScheme) },
                ] as PageValues
        }
        return request.page("statistics", title: words.text("statistics"), values, current: "/statistics")
    }

    @Sendable private static func take(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let cases = request.form.text("case").map { [$0] } ?? []
        let scheme = request.form.text("scheme") ?? Workspace.usualSeverityScheme
        let kept = try await Blocking.run {
            try workspace.takeStatistics(ofCases: cases, severity: scheme, by: viewer)
        }
        return request.redirect(to: "/statistics/\(kept.number)")
    }

    /// The whole number of the snapshot that the path names.
    ///
    /// - Throws: ``Problem/notFound`` if the viewer took none of this number.
    static func number(_ request: WorkRequest) async throws -> String {
        let (workspace, viewer, text) = (
            request.state.workspace, try request.who().viewer, request.parameter("snapshot")
        )
        do {
            return try await Blocking.run { try workspace.statistics(text, for: viewer).number }
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem.notFound
        }
    }

    static func type(of form: StatisticsForm) -> String {
        switch form {
        case .json: "application/json"
        case .csv: "text/csv; charset=utf-8"
        }
    }

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try await number(request)
        )
        let (kept, tables) = try await Blocking.run {
            (try workspace.statistics(number, for: viewer), try workspace.statisticsTables(of: number, by: viewer))
        }
        let values: PageValues = [
            "number": number, "at": kept.at, "atText": words.moment(kept.at), "scheme": kept.scheme,
            "cases": kept.cases.joined(separator: ", "),
            "thresholdText": words.text("statistics_withheld", words.number(tables.threshold)),
            "forms": StatisticsForm.allCases.map { form -> PageValues in
                ["href": "/statistics/\(number)/tables/\(form.rawValue)", "label": form.rawValue.uppercased()]
            },
            "tables": tables.tables.map { words.values(of: $0) },
        ]
        return request.page("statistics-tables", title: words.text("statistics"), values, current: "/statistics")
    }

    @Sendable private static func download(_ request: WorkRequest) async throws -> Response {
        guard let form = StatisticsForm(rawValue: request.parameter("form")) else { throw Problem.notFound }
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try await number(request)
        )
        let bytes = try await Blocking.run { try workspace.statisticsTables(of: number, as: form, by: viewer) }
        var response = WorkRequest.bytes(bytes, type: type(of: form))
        response.headers[.contentDisposition] =
            "attachment; filename=\"statistics-\(number.prefix(12)).\(form.rawValue)\""
        return response
    }
}

extension Catalogue {
    /// A table as the page shows it.
    fileprivate func values(of table: StatisticsTable) -> PageValues {
        func shown(_ count: Int?) -> String { count.map { number($0) } ?? text("statistics_hidden") }
        var facts = [text("statistics_n", shown(table.coded), shown(table.missing))]
        if let median = table.median {
            facts.append(text("statistics_median", number(median.weeks), number(median.count)))
        }
        return [
            "name": table.name.rawValue, "unitText": text("statistics_unit_\(table.name.unit.rawValue)"),
            "title": text("statistics_by", variable(table.name.rows), variable(table.name.columns)),
            "rowHead": variable(table.name.rows), "facts": facts.joined(separator: " "),
            "columns": table.columns.map { label(of: $0, table.name.columns) },
            "rows": table.rows.indices.map { row -> PageValues in
                [
                    "label": label(of: table.rows[row], table.name.rows),
                    "cells": table.columns.indices.map { column -> PageValues in
                        var cell: PageValues = ["count": shown(table.cells[row][column])]
                        if let share = table.share(row: row, column: column) {
                            cell["share"] = "\(share / 10).\(share % 10) %"
                        }
                        return cell
                    },
                    "total": shown(table.rowTotals[row]),
                ]
            },
            "totals": table.columnTotals.map(shown), "total": shown(table.total),
        ]
    }

    private func variable(_ variable: StatisticsVariable) -> String { text("statistics_\(variable.rawValue)") }

    private func label(of category: Statistics.Category, _ variable: StatisticsVariable) -> String {
        switch category {
        case .several: return text("statistics_several")
        case .missing: return text("statistics_missing")
        case .code(let parts):
            let label = category.label
            let key: String? =
                switch variable {
                case .status: "subject_\(label)"
                case .sex, .sexInSeries, .offenderSexInSeries: "subject_sex_\(label)"
                case .recording: "subject_recording_\(label)"
                case .mediaKind: "media_\(label)"
                case .country: parts.count == 1 ? "subject_\(label)" : nil
                case .ageBand, .ageBandInSeries, .severity, .yearFirstSeen, .timeToIdentification: nil
                }
            return key.flatMap { texts[$0] } ?? label
        }
    }
}
