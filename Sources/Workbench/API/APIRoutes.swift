import HTTPTypes
import Hummingbird

/// The interface for programs.
enum APIRoutes {
    /// All operations, each with its rule and description.
    static let operations: [APIOperation] =
        SessionOperations.all + CaseOperations.all + StackOperations.all + OverlapOperations.all
        + DecisionOperations.all + UploadOperations.all + [description]

    static let all: [Route] = operations.map(\.route)

    private static let description = APIOperation(
        "showDescription",
        .get,
        "/api/v1/openapi.json",
        .open,
        "Describes this interface (OpenAPI 3.1).",
        answer: .json(.ok, DocumentOutput.schema),
        handle: { asked in
            try APIAnswer(
                DocumentOutput(
                    OpenAPIDocument.describing(operations, version: asked.request.state.configuration.version)
                )
            )
        }
    )

    private struct DocumentOutput: APIValue {
        private let document: JSONValue

        static let schema = Schema.table(.anything)

        init(_ document: JSONValue) {
            self.document = document
        }

        func encode(to encoder: any Encoder) throws {
            try document.encode(to: encoder)
        }
    }
}
