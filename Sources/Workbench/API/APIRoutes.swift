import HTTPTypes
import Hummingbird
import Synchronization

/// The interface for programs.
enum APIRoutes {
    /// All operations, each with its rule and description.
    static let operations: [APIOperation] =
        SessionOperations.all + CaseOperations.all + SharingOperations.all + StackOperations.all + ItemOperations.all
        + FailureOperations.all
        + OverlapOperations.all + DecisionOperations.all + SearchOperations.all + MapOperations.all
        + UploadOperations.all + IngestOperations.all + AccountOperations.all + TokenOperations.all
        + AuditOperations.all + LookupOperations.all + WatchOperations.all + SeriesOperations.all
        + SubjectOperations.all + OutcomeOperations.all + StatisticsOperations.all + SightingOperations.all
        + ReportOperations.all + ExchangeOperations.all + BundleOperations.all + HashListOperations.all
        + ImportedReportOperations.all
        + [description]

    static let all: [Route] = operations.map(\.route)

    /// The methods that a path of the interface is used by; empty for other paths.
    static func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let found = operations.filter { operation in
            let own = operation.path.split(separator: "/")
            return own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        // A path that an operation names without parameters is not one of those that have parameters.
        let named = found.filter { $0.path == path }
        let methods = (named.isEmpty ? found : named).map(\.method)
        return methods.contains(.get) ? methods + [.head] : methods
    }

    private static let description = APIOperation(
        "showDescription",
        .get,
        "/api/v1/openapi.json",
        .open,
        "Describes this interface (OpenAPI 3.1).",
        answer: .json(.ok, .table(.anything)),
        handle: { asked in
            let version = asked.request.state.configuration.version
            return APIAnswer(WorkRequest.bytes(written(version: version), type: "application/json"))
        }
    )

    /// The description of each version that this process serves, made once: anybody may ask for it.
    private static let descriptions = Mutex<[String: [UInt8]]>([:])

    private static func written(version: String) -> [UInt8] {
        descriptions.withLock { known in
            if let bytes = known[version] { return bytes }
            let bytes = Array(OpenAPIDocument.describing(operations, version: version).canonicalText.utf8)
            known[version] = bytes
            return bytes
        }
    }
}
