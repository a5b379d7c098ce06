import Accounts
import CaseModel
import Casework
import Hummingbird

extension WorkRequest {
    /// A case that the path names, as it is listed.
    ///
    /// - Throws: ``Problem`` if it is gone.
    func caseRecord() async throws -> CaseTitle {
        let (workspace, reference) = (state.workspace, caseReference)
        let found = try await Blocking.run { try workspace.caseTitles().first { $0.reference == reference } }
        guard let found else { throw Problem.notFound }
        return found
    }

    /// What the head of a case's pages shows.
    func caseHead(_ record: CaseTitle, current: String, undecided: Int? = nil) throws -> PageValues {
        let words = catalogue
        let signedIn = try who()
        let reference = record.reference
        var tabs: [(String, String)] = [("", "tab_case")]
        if signedIn.access.allows(.seeRenditions, reference) { tabs.append(("review", "tab_review")) }
        if signedIn.access.allows(.seeFingerprints, reference) { tabs.append(("overlaps", "tab_overlaps")) }
        if signedIn.access.allows(.seeRenditions, reference) { tabs.append(("seen", "tab_seen")) }
        if signedIn.access.allows(.ingest, reference) { tabs.append(("ingest", "tab_ingest")) }
        if signedIn.access.allows(.share, reference) { tabs.append(("release", "tab_release")) }
        if signedIn.access.allows(.export, reference) { tabs.append(("report", "tab_report")) }
        return [
            "reference": reference, "title": record.title ?? "", "href": Address.ofCase(reference),
            "agency": record.agency ?? "",
            "relationText": words.relation(signedIn.access[reference], signedIn.viewer),
            "relationClass": signedIn.access[reference] == .team ? "team" : "shared",
            "tabs": tabs.map { path, key -> PageValues in
                var tab: PageValues = [
                    "href": Address.ofCase(reference, path), "label": words.text(key), "isCurrent": path == current,
                ]
                if path == "overlaps", let undecided, undecided > 0 { tab["count"] = words.number(undecided) }
                return tab
            },
        ].filter { !($0.value as? String == "" && $0.key == "title") }
    }
}
