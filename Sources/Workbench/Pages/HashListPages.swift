import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// The hash lists: what is known from outside, in which version, and what an ingest does with it.
enum HashListPages {
    static let all = [
        Route(.get, "/lists", .system(.work), handle: list),
        Route(.post, "/lists/treatment", .system(.administerAccounts), handle: treat),
    ]

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let lists = try await Blocking.run { try workspace.hashLists() }
        let mayTreat = Permissions.allows(.administerAccounts, viewer)
        var values: PageValues = [:]
        if !lists.isEmpty {
            values["list"] =
                ["rows": lists.map { row($0, words, mayTreat: mayTreat) }] as PageValues
        }
        return request.page("lists", title: words.text("hash_lists"), values, current: "/lists")
    }

    private static func row(_ details: HashListDetails, _ words: Catalogue, mayTreat: Bool) -> PageValues {
        let list = details.list
        var row: PageValues = [
            "name": list.name, "format": list.format, "scheme": list.scheme ?? "", "version": "\(list.version)",
            "entries": words.number(details.entries), "treatmentText": words.text("list_\(list.treatment.rawValue)"),
        ]
        if let last = details.versions.last {
            row["at"] = last.importedAt
            row["atText"] = words.moment(last.importedAt)
            row["author"] = last.importedBy
        }
        if mayTreat {
            row["choice"] =
                [
                    "options": HashList.Treatment.allCases.map {
                        option($0.rawValue, words.text("list_\($0.rawValue)"), isSelected: $0 == list.treatment)
                    }
                ] as PageValues
        }
        return row
    }

    @Sendable private static func treat(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form["list"],
            let treatment = request.form["treatment"].flatMap(HashList.Treatment.init)
        else { throw Problem.wrong("Say which list, and how it is to be treated.") }
        try await Blocking.run { try workspace.setTreatment(treatment, ofList: name, by: viewer) }
        return request.redirect(to: "/lists")
    }
}
