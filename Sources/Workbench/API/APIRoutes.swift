/// The interface for programs.
enum APIRoutes {
    static let all: [Route] = APIUploads.all
}
