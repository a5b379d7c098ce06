import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Workbench

/// Who may take which route: written out here a second time, so that a change of the program's own table is noticed.
@Suite("Every route, role and relation to the case", .serialized)
struct RouteRuleTests {
    /// What a route is for, by what the rule must ask for.
    private enum Need: Hashable {
        case nothing
        case account
        case addCases
        case accounts
        case log
        case lookup
        case existence
        case membership
        case fingerprints
        case renditions
        case originals
        case deciding
        case evidence
        /// Only the machine's owner, who is none of the roles here.
        case machine
        case sharing
        case export
        case exchange
    }

    private static let pages: [String: Need] = [
        "GET /static/:file": .nothing, "GET /health/live": .nothing, "GET /health/ready": .nothing,
        "GET /login": .nothing, "POST /login": .nothing, "GET /link": .nothing, "POST /link": .nothing,
        "POST /logout": .account, "GET /renditions/:digest": .account, "GET /keys": .account, "GET /": .account,
        "GET /metrics": .accounts, "POST /cases": .addCases,
        "GET /cases/:case": .existence, "POST /cases/:case/team": .sharing, "POST /cases/:case/sharing": .sharing,
        "GET /cases/:case/report": .export, "GET /cases/:case/report/:format": .export,
        "GET /operation": .account, "GET /operation/:format": .account,
        "GET /cases/:case/review": .renditions, "GET /cases/:case/failures": .renditions,
        "POST /cases/:case/codes": .deciding,
        "POST /cases/:case/codes/undo": .deciding,
        "GET /cases/:case/items/:item": .renditions, "POST /cases/:case/items/:item/original": .originals,
        "GET /cases/:case/overlaps": .fingerprints, "GET /cases/:case/overlaps/next": .renditions,
        "GET /cases/:case/overlaps/done": .renditions, "GET /cases/:case/overlaps/:link": .renditions,
        "POST /decisions": .account, "POST /decisions/undo": .account, "GET /map": .account,
        "GET /search": .account, "POST /search": .account, "GET /search/queries/:query": .account,
        "GET /cases/:case/ingest": .evidence, "POST /cases/:case/ingest": .machine,
        "GET /cases/:case/reported": .renditions, "POST /cases/:case/reported": .evidence,
        "POST /cases/:case/ingest/upload": .evidence, "POST /cases/:case/ingest/uploaded": .evidence,
        "POST /cases/:case/ingest/stop": .evidence, "GET /cases/:case/ingest/events": .evidence,
        "GET /settings": .account, "POST /settings": .account, "POST /settings/switch": .account,
        "POST /settings/password": .account, "POST /settings/second-factor": .account,
        "POST /settings/second-factor/confirm": .account,
        "GET /admin": .accounts, "POST /admin/accounts": .accounts, "POST /admin/agencies": .accounts,
        "POST /admin/accounts/:account/role": .accounts, "POST /admin/accounts/:account/password": .accounts,
        "POST /admin/accounts/:account/state": .accounts, "POST /admin/accounts/:account/second-factor": .accounts,
        "POST /admin/accounts/:account/link": .accounts, "POST /admin/accounts/:account/tokens": .accounts,
        "POST /admin/accounts/:account/tokens/revoke": .accounts,
        "GET /lists": .account, "GET /lists/list": .account, "POST /lists": .accounts,
        "POST /lists/treatment": .accounts, "POST /lists/withdraw": .accounts, "GET /lists/export": .accounts,
        "GET /watches": .account, "POST /watches/remove": .account,
        "POST /cases/:case/items/:item/watch": .renditions,
        "GET /statistics": .account, "POST /statistics": .account, "GET /statistics/:snapshot": .account,
        "GET /statistics/:snapshot/tables/:form": .account,
        "GET /series": .account, "POST /series": .account, "GET /series/:series": .account,
        "POST /series/:series/flags": .account, "POST /series/:series/media": .account,
        "POST /series/:series/merge": .account, "POST /series/:series/unmerge": .account,
        "GET /subjects": .account, "POST /subjects": .account, "GET /subjects/:subject": .account,
        "POST /subjects/:subject": .account, "POST /subjects/:subject/statements": .account,
        "POST /cases/:case/outcomes": .deciding, "POST /cases/:case/outcomes/withdraw": .deciding,
        "GET /cases/:case/seen": .renditions, "POST /cases/:case/seen": .deciding,
        "POST /cases/:case/seen/withdraw": .deciding, "POST /cases/:case/seen/import": .deciding,
        "GET /exchange": .exchange, "GET /exchange/card": .exchange, "POST /exchange/offers": .exchange,
        "POST /exchange/bundles": .exchange, "GET /exchange/bundles/:bundle": .exchange,
        "GET /exchange/bundles/:bundle/file": .exchange, "POST /exchange/bundles/:bundle/draft": .exchange,
        "POST /exchange/bundles/:bundle/answer": .exchange, "POST /exchange/bundles/:bundle/request": .exchange,
        "POST /exchange/bundles/:bundle/grant": .exchange, "POST /exchange/bundles/:bundle/refuse": .exchange,
        "POST /exchange/bundles/:bundle/withdraw": .exchange,
        "GET /exchange/partners": .accounts, "POST /exchange/partners": .accounts,
        "POST /exchange/partners/revoke": .accounts,
        "GET /cases/:case/release": .sharing, "POST /cases/:case/release": .sharing,
        "GET /audit": .log, "POST /audit/checkpoint": .log, "POST /audit/verify": .log,
    ]

    private static let programs: [String: Need] = [
        "GET /api/v1/openapi.json": .nothing, "GET /api/v1/me": .account,
        "GET /api/v1/settings": .account, "PUT /api/v1/settings": .account,
        "GET /api/v1/accounts": .accounts, "POST /api/v1/accounts": .accounts,
        "GET /api/v1/accounts/:account": .accounts, "PUT /api/v1/accounts/:account/role": .accounts,
        "PUT /api/v1/accounts/:account/agency": .accounts,
        "PUT /api/v1/accounts/:account/password": .accounts, "PUT /api/v1/accounts/:account/state": .accounts,
        "DELETE /api/v1/accounts/:account/second-factor": .accounts,
        "POST /api/v1/accounts/:account/tokens": .accounts, "POST /api/v1/accounts/:account/links": .accounts,
        "GET /api/v1/tokens": .accounts, "DELETE /api/v1/tokens/:token": .accounts,
        "GET /api/v1/agencies": .account, "POST /api/v1/agencies": .accounts,
        "GET /api/v1/audit": .log, "GET /api/v1/audit/head": .log, "POST /api/v1/audit/checkpoint": .log,
        "POST /api/v1/audit/verify": .log, "GET /api/v1/audit/:entry/proof": .log,
        "GET /api/v1/cases": .account, "POST /api/v1/cases": .addCases, "GET /api/v1/cases/:case": .existence,
        "GET /api/v1/cases/:case/team": .membership, "PUT /api/v1/cases/:case/team/:account": .sharing,
        "DELETE /api/v1/cases/:case/team/:account": .sharing,
        "GET /api/v1/cases/:case/shares": .membership, "PUT /api/v1/cases/:case/shares/:audience": .sharing,
        "DELETE /api/v1/cases/:case/shares/:audience": .sharing,
        "GET /api/v1/cases/:case/exhibits": .renditions, "GET /api/v1/cases/:case/custody": .renditions,
        "GET /api/v1/cases/:case/stacks": .renditions, "GET /api/v1/cases/:case/failures": .renditions,
        "POST /api/v1/cases/:case/codes": .deciding,
        "POST /api/v1/cases/:case/codes/undo": .deciding,
        "GET /api/v1/cases/:case/items/:item": .renditions,
        "GET /api/v1/cases/:case/items/:item/original": .originals,
        "GET /api/v1/cases/:case/overlaps": .fingerprints, "GET /api/v1/renditions/:digest": .account,
        "GET /api/v1/cases/:case/overlaps/stated": .fingerprints,
        "GET /api/v1/cases/:case/imported-reports": .renditions,
        "POST /api/v1/cases/:case/imported-reports": .evidence,
        "GET /api/v1/cases/:case/imported-reports/:imported/files": .renditions,
        "GET /api/v1/decisions": .account, "POST /api/v1/decisions": .account,
        "POST /api/v1/decisions/undo": .account, "GET /api/v1/map": .account,
        "GET /api/v1/search": .account, "POST /api/v1/search": .account,
        "GET /api/v1/watches": .account, "POST /api/v1/watches": .account,
        "DELETE /api/v1/watches/:watch": .account, "GET /api/v1/watches/hits": .account,
        "GET /m/lookup": .lookup, "GET /m/raw_lookup": .lookup,
        "GET /api/v1/cases/:case/ingest": .evidence, "POST /api/v1/cases/:case/ingest": .evidence,
        "POST /api/v1/cases/:case/ingest/stop": .evidence,
        "POST /api/v1/cases/:case/uploads": .evidence, "GET /api/v1/cases/:case/uploads/:upload": .evidence,
        "PUT /api/v1/cases/:case/uploads/:upload": .evidence,
        "GET /api/v1/series": .account, "POST /api/v1/series": .account, "GET /api/v1/series/:series": .account,
        "POST /api/v1/series/:series/media": .account, "POST /api/v1/series/:series/flags": .account,
        "GET /api/v1/series/:series/suggestions": .account, "POST /api/v1/series/:series/merge": .account,
        "POST /api/v1/series/:series/unmerge": .account,
        "GET /api/v1/statistics": .account, "POST /api/v1/statistics": .account,
        "GET /api/v1/statistics/:snapshot/tables": .account, "GET /api/v1/statistics/:snapshot/lines": .account,
        "POST /api/v1/statistics/:snapshot/access": .account,
        "GET /api/v1/subjects": .account, "POST /api/v1/subjects": .account,
        "POST /api/v1/subjects/:subject/access": .account, "POST /api/v1/subjects/:subject/statements": .account,
        "POST /api/v1/subjects/:subject/links": .account, "POST /api/v1/subjects/:subject/merge": .account,
        "POST /api/v1/subjects/:subject/unmerge": .account,
        "GET /api/v1/cases/:case/outcomes": .renditions, "POST /api/v1/cases/:case/outcomes": .deciding,
        "POST /api/v1/cases/:case/outcomes/:outcome/withdrawal": .deciding,
        "GET /api/v1/cases/:case/sightings": .renditions, "POST /api/v1/cases/:case/sightings": .deciding,
        "POST /api/v1/cases/:case/sightings/import": .deciding,
        "POST /api/v1/cases/:case/sightings/:sighting/withdrawal": .deciding,
        "GET /api/v1/series/:series/sightings": .account,
        "GET /api/v1/lists": .account, "POST /api/v1/lists": .accounts, "GET /api/v1/lists/:list": .account,
        "PUT /api/v1/lists/:list/treatment": .accounts, "GET /api/v1/lists/:list/export": .accounts,
        "POST /api/v1/lists/:list/entries/:listed/withdrawal": .accounts,
        "GET /api/v1/exchange/card": .exchange, "GET /api/v1/exchange/partners": .exchange,
        "POST /api/v1/exchange/partners": .accounts, "DELETE /api/v1/exchange/partners/:partner": .accounts,
        "GET /api/v1/cases/:case/release-rules": .sharing,
        "PUT /api/v1/cases/:case/release-rules/:partner": .sharing,
        "DELETE /api/v1/cases/:case/release-rules/:partner": .sharing,
        "POST /api/v1/exchange/offers": .exchange,
        "GET /api/v1/exchange/bundles": .exchange, "POST /api/v1/exchange/bundles": .exchange,
        "GET /api/v1/exchange/bundles/:bundle": .exchange, "GET /api/v1/exchange/bundles/:bundle/file": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/draft": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/answer": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/request": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/grant": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/refusal": .exchange,
        "POST /api/v1/exchange/bundles/:bundle/withdrawal": .exchange,
        "GET /api/v1/cases/:case/report": .export, "POST /api/v1/operation/report": .account,
    ]

    private static let needs = pages.merging(programs) { $1 }

    /// What members of a team may do, by role.
    private static let team: [Role: Set<Need>] = [
        .administrator: [.existence, .fingerprints, .renditions],
        .caseOfficer: [.existence, .fingerprints, .renditions, .originals, .deciding, .evidence, .sharing, .export],
        .analyst: [.existence, .fingerprints, .renditions, .originals, .deciding, .evidence],
        .liaison: [.existence, .fingerprints, .renditions, .sharing, .export],
        .auditor: [.existence],
    ]

    /// What a case that is shared shows to officers, analysts and liaisons.
    private static let shared: [SharingLevel: Set<Need>] = [
        .existence: [.existence], .fingerprints: [.existence, .fingerprints],
        .renditions: [.existence, .fingerprints, .renditions],
        .originals: [.existence, .fingerprints, .renditions, .originals],
    ]

    private static let system: [Role: Set<Need>] = [
        .administrator: [.account, .addCases, .accounts, .log, .lookup], .caseOfficer: [.account, .addCases, .lookup],
        .analyst: [.account, .lookup], .liaison: [.account, .lookup, .exchange], .auditor: [.account, .log],
    ]

    private static func allowed(_ need: Need, _ role: Role, _ relation: String) -> Set<Need> {
        switch relation {
        case "TEAM": (team[role] ?? []).union([.membership])
        case "NONE", "FOREIGN": []
        default:
            [.caseOfficer, .analyst, .liaison].contains(role)
                ? SharingLevel(rawValue: relation.lowercased()).flatMap { shared[$0] } ?? [] : []
        }
    }

    private static let relations = ["TEAM", "ORIGINALS", "RENDITIONS", "FINGERPRINTS", "EXISTENCE", "FOREIGN", "NONE"]

    @Test("Every route has its row here, and every row a route")
    func everyRouteHasARow() {
        let routes = Set(Routes.all.map { "\($0.method.rawValue) \($0.path)" })
        #expect(routes.count == Routes.all.count, "two routes are one")
        #expect(routes.subtracting(Self.needs.keys) == [], "no row for these routes")
        #expect(Set(Self.needs.keys).subtracting(routes) == [], "no route for these rows")
    }

    private func workbench() async throws -> TestWorkbench {
        let workbench = try await TestWorkbench()
        let (workspace, owner) = (workbench.workspace, workbench.owner)
        for agency in ["North", "South"] { try workspace.addAgency(agency, by: owner) }
        for relation in Self.relations.dropLast() {
            try workspace.addCase(reference: relation, title: nil, agency: "South")
        }
        for level in SharingLevel.allCases {
            try workspace.setShare(
                ofCase: level.rawValue.uppercased(),
                with: try workspace.audience(named: "North"),
                level: level,
                by: owner
            )
        }
        return workbench
    }

    private func path(_ route: Route, _ relation: String) -> String {
        route.path.replacing(":case", with: relation).replacing(":item", with: "999").replacing(
            ":link",
            with: "exact-1-2"
        )
        .replacing(":digest", with: String(repeating: "0", count: 64)).replacing(":file", with: "cairn.css")
        .replacing(":account", with: "nobody").replacing(":upload", with: "abcdefgh").replacing(":query", with: "x")
        .replacing(":token", with: "999").replacing(":watch", with: "999").replacing(":series", with: "999")
        .replacing(":subject", with: "V-999").replacing(":outcome", with: "999").replacing(":entry", with: "0")
        .replacing(":audience", with: "community").replacing(":sighting", with: "999")
        .replacing(":format", with: "json").replacing(":bundle", with: "999").replacing(":partner", with: "Nobody")
        .replacing(":imported", with: "999").replacing(":listed", with: "999").replacing(":list", with: "nothing")
    }

    @Test("A session may take just the routes that its role and relation allow", arguments: Role.allCases)
    func sessions(_ role: Role) async throws {
        let workbench = try await workbench()
        let session = try workbench.signIn("officer", role: role, agency: "North")
        try workbench.workspace.addMember(toCase: "TEAM", account: "officer", by: workbench.owner)
        for route in Routes.all where route.path != "/logout" {
            let name = "\(route.method.rawValue) \(route.path)"
            guard let need = Self.needs[name] else { continue }
            let isOfCase = route.path.contains(":case")
            for relation in isOfCase ? Self.relations : ["-"] {
                let answer = try await workbench.ask(
                    route.method.rawValue,
                    path(route, relation),
                    session: session
                )
                #expect(answer.status < 500, "\(name) \(relation)")
                guard isOfCase else {
                    let isAllowed = need == .nothing || Self.system[role]?.contains(need) == true
                    #expect((answer.status != 403) == isAllowed || need == .nothing, "\(name): \(answer.status)")
                    continue
                }
                let allowed = Self.allowed(need, role, relation)
                if !allowed.contains(.existence) {
                    #expect(answer.status == 404, "\(name) \(relation): \(answer.status)")
                } else if allowed.contains(need) {
                    #expect(![401, 403].contains(answer.status), "\(name) \(relation): \(answer.status)")
                } else {
                    #expect(answer.status == 403, "\(name) \(relation): \(answer.status)")
                }
            }
        }
    }

    @Test("Nobody who is not signed in gets beyond what is open")
    func strangers() async throws {
        let workbench = try await workbench()
        for route in Routes.all {
            let need = Self.needs["\(route.method.rawValue) \(route.path)"]
            let answer = try await workbench.ask(
                route.method.rawValue,
                path(route, "TEAM"),
                headers: ["Accept": "application/json"]
            )
            if need != .nothing { #expect(answer.status == 401, "\(route.path): \(answer.status)") }
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
        }
    }

    @Test("A case that may not be known is answered like one that does not exist")
    func nothingLeaks() async throws {
        let workbench = try await workbench()
        let session = try workbench.signIn("officer", role: .caseOfficer, agency: "North")
        func numberless(_ text: String) -> String { text.replacing(/[0-9a-f]{8}/, with: "") }
        for route in Routes.all where route.path.contains(":case") {
            for accept in ["text/html", "application/json"] {
                var bodies: [String] = []
                for relation in ["FOREIGN", "UNKNOWN"] {
                    let answer = try await workbench.ask(
                        route.method.rawValue,
                        path(route, relation),
                        session: session,
                        headers: ["Accept": accept]
                    )
                    #expect(answer.status == 404)
                    bodies.append(numberless(answer.body.replacing(relation, with: "")))
                }
                #expect(bodies[0] == bodies[1], "\(route.path)")
            }
        }
        let map = try await workbench.ask("GET", "/map", session: session)
        let desk = try await workbench.ask("GET", "/", session: session)
        for page in [map.body, desk.body] { #expect(!page.contains("FOREIGN") && !page.contains("TEAM")) }
    }

    @Test("What changes something needs the session's token, and comes from this site")
    func crossSite() async throws {
        let workbench = try await workbench()
        let session = try workbench.signIn("officer", role: .caseOfficer, agency: "North")
        try workbench.workspace.addMember(toCase: "TEAM", account: "officer", by: workbench.owner)
        for route in Routes.all where route.method != .get && route.rule != .open {
            let without = try await workbench.ask(
                route.method.rawValue,
                path(route, "TEAM"),
                session: session,
                isCrossSiteTokenSent: false
            )
            #expect(without.status == 403, "\(route.path): \(without.status)")
            for (name, value) in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
                let foreign = try await workbench.ask(
                    route.method.rawValue,
                    path(route, "TEAM"),
                    session: session,
                    headers: [name: value]
                )
                #expect(foreign.status == 403, "\(route.path) \(name): \(foreign.status)")
            }
        }
        #expect(try workbench.workspace.session(session) != nil, "signed out by another site")
    }

    @Test("A program's token reaches nothing outside its scopes")
    func scopes() async throws {
        let workbench = try await workbench()
        _ = try workbench.signIn("officer", role: .caseOfficer, agency: "North")
        try workbench.workspace.addMember(toCase: "TEAM", account: "officer", by: workbench.owner)
        let token = try workbench.workspace.addToken(
            name: "officer",
            label: "clerk",
            scopes: [.read],
            by: workbench.owner
        )
        let changing: Set<Need> = [
            .machine, .addCases, .accounts, .log, .lookup, .deciding, .evidence, .sharing, .exchange,
        ]
        for route in Routes.all {
            guard let need = Self.needs["\(route.method.rawValue) \(route.path)"], changing.contains(need) else {
                continue
            }
            let answer = try await workbench.ask(route.method.rawValue, path(route, "TEAM"), bearer: token)
            #expect(answer.status == 403, "\(route.path): \(answer.status)")
        }
        #expect(try await workbench.ask("GET", "/cases/TEAM", bearer: token).status == 200)
        #expect(try await workbench.ask("GET", "/cases/FOREIGN", bearer: token).status == 404)
    }

    @Test("Requests for another host are refused, as a name of another site may lead here")
    func hosts() async throws {
        let workbench = try await workbench()
        let answer = try await workbench.ask("GET", "/login", headers: ["Host": "evil.example"])
        #expect(answer.status == 421)
    }
}
