import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Who is signed in, and how.
struct SignedIn: Sendable {
    let viewer: Viewer
    /// What each request that changes something must bring; nil for programs with a token.
    let crossSiteToken: String?
    /// What the viewer may see of which case.
    let access: CaseAccess
    let settings: OfficerSettings
}

/// A request after its rule was checked.
struct WorkRequest: Sendable {
    let state: WorkbenchState
    let head: HTTPRequest
    let uri: URI
    let parameters: Parameters
    /// The body, for handlers that take it piece by piece.
    let body: RequestBody
    /// The fields of a urlencoded body.
    let form: Form
    /// The fields of the address.
    let query: Form
    /// Nil where nobody has to be signed in.
    let signedIn: SignedIn?
    /// The address that it came from.
    let address: String

    /// Who asks.
    ///
    /// - Throws: ``Problem`` if nobody is signed in.
    func who() throws(Problem) -> SignedIn {
        guard let signedIn else { throw .signIn }
        return signedIn
    }

    /// A part of the path, decoded.
    func parameter(_ name: String) -> String {
        let raw = parameters.get(name) ?? ""
        return raw.removingPercentEncoding ?? raw
    }

    /// The reference of the case that the path names.
    var caseReference: String { parameter("case") }

    /// A whole number in the path.
    func number(_ name: String) throws(Problem) -> Int64 {
        guard let number = Int64(parameter(name)) else { throw .notFound }
        return number
    }

    /// Whether this is a route of the interface for programs.
    var isForPrograms: Bool { uri.path.hasPrefix("/api/") || uri.path.hasPrefix("/m/") }

    /// Whether a program asks, or a page's script: answered in JSON.
    var wantsJSON: Bool {
        isForPrograms || uri.path.hasPrefix("/m/")
            || head.headerFields[.accept]?.hasPrefix("application/json") == true
    }

    /// The catalogue of the viewer's language.
    var catalogue: Catalogue {
        if let chosen = signedIn?.settings.language { return Catalogue.of(chosen) }
        if let named = query["language"] { return Catalogue.of(named) }
        return Catalogue.preferred(head.headerFields[.acceptLanguage])
    }
}
